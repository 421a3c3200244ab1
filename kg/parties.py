"""Whom a phrase brings into a role: for "Iranian officials" their country, for a list its members."""

from collections.abc import Iterator

from kg.language.arguments import coordinated, of_noun, preposition
from kg.language.labels import label
from kg.reading import Reading

# Groups that act for their country in every role but that of a speaker.
DELEGATES = frozenset(
    "officials authorities leaders representatives diplomats negotiators government governments side sides "
    "delegation delegations delegates forces military troops army envoys ministers presidents premiers heads "
    "chancellors counterparts ambassadors commanders generals".split()
)
LISTING = frozenset({"including", "such as", "like", "among them"})


def parties(reading: Reading, head: int, states: bool) -> Iterator[str]:
    """Yield the entities that a phrase with this head token brings into a role.

    With ``states`` those in office stand for their state: "providing Putin with shells".
    """
    references = reading.references
    for key in list(_titled(reading, head)) or references.at(head):
        entity = references.entity(key)
        group = entity.iri is None and entity.label.split()[-1].lower() in DELEGATES
        nations = list(_nations(reading, head)) if group else []
        state = references.country_of(key) if group else None
        if states and key in references.statesmen:
            state = references.statesmen[key]
        yield from nations or [state or key]
    yield from _listed(reading, head)


def is_no_party(reading: Reading, head: int, trigger: int) -> bool:
    """Tell whether a modifier says where, or is part of a name with the event: "Geneva talks"."""
    mention = reading.references.mention_at(head)
    named = mention is not None and mention.start <= trigger < mention.end
    return named or head in reading.references.seats


def _titled(reading: Reading, head: int) -> Iterator[str]:
    """Yield the persons in whose title a country stands: "Republic of Korea (ROK) Vice Minister Cho"."""
    doc, references = reading.doc, reading.references
    land = references.mention_at(head)
    if land is None or land.end >= len(doc) or references.entity(land.entities[0]).type.value != "Country":
        return
    start = land.end
    if doc[start].text == "(":
        start = next((i + 1 for i in range(start, min(start + 4, len(doc))) if doc[i].text == ")"), start)
    title = references.mention_at(start) if start < len(doc) else None
    if title is None or title.start != start or title.kind != "nominal":
        return
    for person in coordinated(doc[title.head]):
        keys = references.at(person.i)
        yield from (k for k in keys if references.entity(k).type.value == "Person")


def _listed(reading: Reading, head: int) -> Iterator[str]:
    """Yield whom a phrase lists by name: "five elites, including X", "two banks: Y and Z"."""
    doc, references = reading.doc, reading.references
    token = doc[head]
    named = [c for c in token.children if label(c) == "nmod" and preposition(c) in LISTING]
    named += [c for c in token.children if label(c) == "appos" and token.pos_ == "NOUN"]
    colon = token.right_edge.i + 1
    if colon + 1 < len(doc) and doc[colon].text == ":" and token.pos_ == "NOUN":
        named += [t for t in doc[colon + 1 : doc[colon].sent.end] if t.tag_ in {"NNP", "NNPS"}]
    for name in named:
        for item in coordinated(name):
            mention = references.mention_at(item.i)
            if mention is not None and mention.kind == "name":
                yield from mention.entities


def _nations(reading: Reading, head: int) -> Iterator[str]:
    """Yield the countries whose people a phrase names: "leaders of Russia and China", "Thai leaders"."""
    references = reading.references
    below = reading.by_predicate.get(head)
    inside = of_noun(reading.doc[head]) if below is None else below.arguments
    for argument in (a for a in inside if a.function in {"of", "from", "amod", "compound"}):
        keys = references.at(argument.head)
        yield from (k for k in keys if references.entity(k).type.value == "Country")
