"""Write phoenix_people.tsv: people of the Phoenix dictionaries whom the corpus names.

    python lists/select_phoenix.py --sources DIR --corpus FILE.jsonl.gz

The dictionaries (MIT) hold 18,000 names, most of them never in the news read here; kept are officials
whose full name stands in at least two articles. Their offices are known only as branches of government
with dates, so that none is taken over: just the name and the country.
"""

import argparse
import re
from collections import Counter
from pathlib import Path

from count_names import articles
from people_names import capitalised
from records import HERE, given

from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.names import atoms

SOURCE = "Phoenix dictionaries (MIT, OEDA 2014)"
ROLE = re.compile(r"^([A-Z]{3})(GOV|MIL|OPP|PTY|LEG|JUD|REB|ELI|SPY|COP)")


TITLED = re.compile(
    r"^(?:U\.|U\.S|THE |VICE|MRS?\b|MS |DR |SIR |LORD |KING |QUEEN |PRINCE|PRINCESS|PRESIDENT|SENATOR"
    r"|SECRETARY|PRIME|MINISTER|AYATOLLAH|GENERAL|GEN\b|CHANCELLOR|POPE|SHEIKH|CROWN|COLONEL|JUSTICE|GOVERNOR|CHAIRMAN"
    r"|FOREIGN|AL\b|FORMER|FIRST|[A-Z]+(?:ISH|IAN|AN|ESE|I) P)"
)


def candidates(folder: Path) -> dict[str, tuple[int, str]]:
    """Return full names of officials: the number of their entry and the ISO code of their country."""
    found = {}
    for number, row in enumerate(given(folder, "gaz_phoenix_countries")):
        codes = {m[1] for c in row["codes"] if (m := ROLE.match(c))}
        dated = any(re.search(r"\d{6}", c) for c in row["codes"])  # bodies have no dates, people do
        for name in [row["name"], *row["aliases"]]:
            words = name.split()
            plain = 2 <= len(words) <= 4 and all(len(w) > 1 for w in words) and not TITLED.match(name)
            if dated and len(codes) == 1 and plain:
                found[name] = (number, min(codes))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    args = parser.parse_args()
    names = candidates(args.sources)
    wanted = {tuple(a.lower() for a in atoms(n)): n for n in names}
    lengths = {len(k) for k in wanted}
    firsts = {k[0] for k in wanted}
    counts: Counter[str] = Counter()
    for text in articles(args.corpus):
        words = re.findall(r"[^\W\d_]+", text)
        low = [w.lower() for w in words]
        seen = set()
        for i, word in enumerate(low):
            if word in firsts and words[i][0].isupper():
                for n in lengths:
                    if (hit := wanted.get(tuple(low[i : i + n]))) and words[i : i + n][-1][0].isupper():
                        seen.add(hit)
        counts.update(seen)
    gazetteer = Gazetteer.load()
    labels = {row["iso3"]: row["name"] for row in given(args.sources, "gaz_country_codes")}
    people: dict[int, list[str]] = {}
    for name in sorted(counts, key=lambda n: (-counts[n], n)):
        people.setdefault(names[name][0], []).append(name)
    rows = []
    for found in people.values():
        country = labels.get(names[found[0]][1], "")
        places = [e for e in gazetteer.lookup(country) if e.type is EntityType.COUNTRY] if country else []
        if places and sum(counts[n] for n in found) > 1 and not any(gazetteer.lookup(n) for n in found):
            usual, *others = (" ".join(capitalised(w) for w in n.split()) for n in found)
            rows.append("\t".join((usual, places[0].label, "|".join(sorted(others)), SOURCE)))
    lines = ["label\tcountry\talt\tsource", *sorted(rows)]
    (HERE / "phoenix_people.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} people")


if __name__ == "__main__":
    main()
