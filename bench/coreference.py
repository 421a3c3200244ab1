"""Compare who is who with gold articles: for each alias of a gold entity, does ours lead to it?

    python bench/coreference.py --gold DIR --articles DIR [--misses]

Every occurrence of an alias in the text counts once. It is right when the mention on these words leads to
an entity whose label (or a name that the entity list gives it) is a name of the gold entity.
"""

import argparse
import datetime
import json
import re
from collections import Counter
from pathlib import Path

from spacy.tokens import Doc

from kg.gazetteer import Gazetteer
from kg.language import load
from kg.language.chunks import root_of
from kg.language.coreference import References, resolve
from kg.model import Article
from kg.names import key


def read(path: Path) -> Article:
    raw = json.loads(path.read_text(encoding="utf-8"))
    date = datetime.date.fromisoformat(raw["date"]) if raw.get("date") else None
    return Article(raw["id"], raw["text"], raw.get("title") or "", date, raw.get("source"))


def occurrences(text: str, alias: str) -> list[tuple[int, int]]:
    """Find an alias as whole words; an adjective before a noun counts ("Russian help")."""
    return [m.span() for m in re.finditer(rf"(?<![\w-]){re.escape(alias)}(?![\w])", text)]


def leads_to(doc: Doc, references: References, begin: int, end: int) -> tuple[str, ...]:
    span = doc.char_span(begin, end, alignment_mode="expand")
    if span is None:
        return ()
    words = {(m.start, m.end): m for m in (*references.adjectives, *references.mentions)}
    bare = span.start + (span[0].lower_ in {"the", "a", "an", "its", "his"} and len(span) > 1)
    exact = words.get((span.start, span.end)) or words.get((bare, span.end))
    return exact.entities if exact else references.at(root_of(doc, bare, span.end))


def names(references: References, entity: str, gazetteer: Gazetteer) -> set[str]:
    found = references.entity(entity)
    entry = gazetteer.get(found.iri or "")
    # Who is known by description only may be described in other words.
    return {key(n) for n in (found.label, *(entry.names if entry else found.aliases))}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="print what is wrong or missing")
    options = parser.parse_args()
    nlp, gazetteer = load(), Gazetteer.load()
    totals: dict[str, Counter[str]] = {}
    for path in sorted(options.gold.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))["entities"]
        article = read(options.articles / path.name)
        doc = nlp(article.text)
        references = resolve(doc, article, gazetteer)
        bearers: dict[str, set[str]] = {}
        for name, entity in gold.items():
            if entity["type"] != "Weapon":
                for alias in {name, *entity["aliases"]}:
                    bearers.setdefault(alias, set()).add(name)
        # Where one alias stands inside another ("Kim" in "Kim Myong Sik"), only the longer one counts.
        spans = sorted(
            ((b, e, alias) for alias in bearers for b, e in occurrences(article.text, alias)),
            key=lambda s: (s[0] - s[1], s[0]),
        )
        taken: list[tuple[int, int, str]] = []
        for b, e, alias in spans:
            outer = [t for t in taken if t[0] <= b and e <= t[1] and t[1] - t[0] > e - b]
            if not any(
                bearers[alias] & bearers[t[2]] or (b > t[0] and gold_person(gold, bearers[t[2]]))
                for t in outer
            ):
                taken.append((b, e, alias))
        for b, e, alias in sorted(taken):
            wanted = {key(n) for g in bearers[alias] for n in (g, *gold[g]["aliases"])}
            keys = leads_to(doc, references, b, e)
            right = any(names(references, k, gazetteer) & wanted for k in keys)
            outcome = "right" if right else "wrong" if keys else "missing"
            type_ = gold[min(bearers[alias])]["type"]
            totals.setdefault(type_, Counter())[outcome] += 1
            totals.setdefault("all", Counter())[outcome] += 1
            if options.misses and outcome != "right":
                around = " ".join(article.text[max(0, b - 40) : e + 30].split())
                print(f"{path.stem[:24]:24} {outcome:7} {alias!r} = {min(bearers[alias])!r}")
                print(f"{'':24} ours {keys} in …{around}…")
    for type_, counts in sorted(totals.items()):
        number = sum(counts.values())
        share = f"{100 * counts['right'] / number:5.1f} %"
        print(f"{type_:14} {number:5} right {share}  wrong {counts['wrong']}, missing {counts['missing']}")


def gold_person(gold: dict[str, dict[str, object]], bearers: set[str]) -> bool:
    return any(gold[b]["type"] == "Person" for b in bearers)


if __name__ == "__main__":
    main()
