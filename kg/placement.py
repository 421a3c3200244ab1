"""Where an event takes place: the most specific place in the phrases that hang on it."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.frames import Candidate
from kg.language.arguments import coordinated, preposition
from kg.language.clause import Argument, Clause
from kg.language.labels import OBLIQUES, label
from kg.language.lightverbs import LIGHT_VERBS
from kg.model import EntityType, Filler
from kg.reading import Reading

NOWHERE = frozenset({"WeaponsTransfer", "SanctionsAction"})  # these happen between parties, at no place
SOMEWHERE = frozenset({"seize"})  # a seizure is at a place all the same
AT = frozenset({"at", "in", "near", "outside", "on"})
# A missile also comes from and goes to a place.
LAUNCHED = AT | {"off", "from", "into", "over"}
# Verbs of going: whoever goes somewhere for talks holds them there.
MOTION = frozenset("travel go fly come visit arrive return journey head move".split())
OCCASIONS = frozenset(
    (
        "summit meeting talk session conference visit trip briefing assembly gathering forum sideline margin "
        "eve opening event ceremony statement interview speech address dialogue consultation negotiation"
    ).split()
)
# Verbs that say of an event only that it is, so that their place is its own.
CARRYING = frozenset(LIGHT_VERBS) | frozenset(
    "schedule plan slate set due expect "
    "take come occur happen begin start open resume end last continue follow mediate lead be speak".split()
)
AREAS = frozenset(
    "area site base location position facility place spot outskirts vicinity margin waters".split()
)
_DEPTH = 3


def places(reading: Reading, candidate: Candidate) -> tuple[Filler, ...]:
    """Return the place of a candidate."""
    if candidate.frame.family in NOWHERE and candidate.frame.name not in SOMEWHERE:
        return ()
    prepositions = LAUNCHED if candidate.frame.family == "WeaponsTest" else AT
    taken = {f.entity for f in candidate.fills}
    people = {f.head for f in candidate.fills}
    for heads in _anchors(reading, candidate.clause):
        found = [f for h in heads for f in _below(reading, h, prepositions, people, taken)]
        if found:
            return _best(reading, found)
    visited = [f for f in candidate.fills if f.function in {"obj", "to"} and _is_country(reading, f.entity)]
    if candidate.frame.name.startswith("visit") and visited:
        return (Filler("place", visited[0].entity, reading.extent(visited[0].head)),)
    return _destination(reading, candidate.clause)


def place_of_statement(reading: Reading, clause: Clause, people: set[int]) -> tuple[Filler, ...]:
    """Return the place at which something is said; a country alone tells none."""
    found = list(_below(reading, clause.predicate, AT - {"on"}, people, set()))
    return _best(reading, [f for f in found if not _is_country(reading, f.entity)])


def _is_country(reading: Reading, key: str) -> bool:
    return reading.references.entity(key).type is EntityType.COUNTRY


def _best(reading: Reading, found: list[Filler]) -> tuple[Filler, ...]:
    exact = [f for f in found if not _is_country(reading, f.entity)]
    return tuple((exact or found)[:1])


def _anchors(reading: Reading, clause: Clause) -> Iterator[list[int]]:
    """Yield the predicates under which the place may stand, the nearest first."""
    told = [c.i for c in reading.doc[clause.predicate].children if label(c) == "acl" and c.tag_ == "VBN"]
    yield [clause.predicate, *([clause.light] if clause.light is not None else []), *told]
    parent = None if clause.parent is None else reading.clauses[clause.parent]
    if parent is None:
        return
    token = reading.doc[clause.predicate]
    tells = parent.lemma.split(" ")[0] in CARRYING
    carried = clause.pos == "noun" and clause.relation == "argument" and parent.pos == "verb" and tells
    joined = clause.pos == "verb" and (label(token) == "xcomp" or _is_purpose(token))
    if carried or joined:
        yield [parent.predicate]


def _is_purpose(token: Token) -> bool:
    return label(token) == "advcl" and any(c.lower_ == "to" and label(c) == "mark" for c in token.children)


def _below(
    reading: Reading,
    head: int,
    prepositions: frozenset[str],
    people: set[int],
    taken: set[str],
    depth: int = 0,
) -> Iterator[Filler]:
    """Yield the places in the phrases on a token, on those who take part, and on the occasion they name."""
    for child in reading.doc[head].children:
        if label(child) not in OBLIQUES:
            if label(child) in {"obj", "iobj"} and child.i in people and depth < _DEPTH:
                yield from _below(reading, child.i, prepositions, people, taken, depth + 1)
            continue
        by = preposition(child)
        for token in coordinated(child):
            if by in prepositions:
                yield from _named(reading, token, by, taken)
            leads_on = token.lemma_.lower() in OCCASIONS | AREAS and by in prepositions | {
                "during",
                "of",
                "from",
            }
            # "a summit of Caspian nations in Tehran"
            leads_on |= by == "of" and reading.doc[head].lemma_.lower() in OCCASIONS
            leads_on |= token.i in reading.date_tokens  # "for Monday in Istanbul"
            if depth < _DEPTH and (leads_on or token.i in people):
                yield from _below(reading, token.i, prepositions, people, taken, depth + 1)


def _named(reading: Reading, token: Token, by: str, taken: set[str]) -> Iterator[Filler]:
    types = {EntityType.PLACE} | ({EntityType.COUNTRY} if by in {"in", "at"} else set())
    for key in reading.references.at(token.i):
        if reading.references.entity(key).type in types and key not in taken:
            yield Filler("place", key, reading.extent(token.i))


def _destination(reading: Reading, clause: Clause) -> tuple[Filler, ...]:
    """Return where somebody goes for the event: "traveled to China for meetings", "flew to Sochi to meet"."""
    node: Clause | None = clause
    verbs = [clause.light] if clause.light is not None else []
    if node is not None and node.parent is not None:
        verbs.append(reading.clauses[node.parent].predicate)
    for verb in verbs:
        motion = reading.by_predicate.get(verb)
        if motion is not None and motion.lemma in MOTION:
            found = [f for a in motion.all("to", "in") for f in _reached(reading, a)]
            if found:
                return _best(reading, found)
    return ()


def _reached(reading: Reading, argument: Argument) -> Iterator[Filler]:
    for key in reading.references.at(argument.head):
        if reading.references.entity(key).type in {EntityType.PLACE, EntityType.COUNTRY}:
            yield Filler("place", key, reading.extent(argument.head))
