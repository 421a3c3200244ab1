"""Doc → names: what the entity list knows and the name tagger finds, overlaps settled, cuts mended."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.gazetteer import Gazetteer, Match
from kg.language.acronyms import with_acronyms
from kg.language.lookalikes import is_lookalike
from kg.language.name import Name
from kg.language.namespans import Widener, untagged_bodies, untagged_targets
from kg.language.rolenouns import RoleNouns, is_title, role_nouns
from kg.model import EntityType

_TYPES = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
}
# Who is "pro-Russian" or "anti-Russian" is not Russian.
_PREFIXES = frozenset({"inter", "intra", "trans"})
# What a paper is called by is no body: "United Nations Security Council | Resolution".
_PAPERS = frozenset("resolution act treaty agreement order award accord protocol convention charter".split())
# Before a name these are said of persons only.
_ADDRESSES = frozenset(
    "mr mr. mrs mrs. ms ms. miss dr dr. senator sen. congressman congresswoman sir".split()
)
_PROPER = frozenset({"NNP", "NNPS"})


_POINTS = frozenset({"North", "South", "East", "West"})


def find_names(doc: Doc, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Return the names of a doc in text order, none overlapping."""
    nouns = role_nouns()
    known = [
        _with_country(_known(m, doc), doc, gazetteer) for m in gazetteer.find(doc) if not is_lookalike(m, doc)
    ]
    known += _pairs(doc, known, gazetteer)
    known += _compass(doc, known, gazetteer, nouns)
    taken = {i for n in known for i in range(n.start, n.end)}
    known += [n for n in _shared_heads(doc, gazetteer) if n.start not in taken]
    tagged = [n for ent in doc.ents if ent.label_ in _TYPES for n in _tagged(ent, known, nouns)]
    settled = _settle(known, tagged, doc)
    taken = {i for n in settled for i in range(n.start, n.end)}
    untagged = (*untagged_bodies(doc), *untagged_targets(doc))
    settled += [n for n in untagged if not taken & set(range(n.start, n.end))]
    taken = {i for n in settled for i in range(n.start, n.end)}
    settled += [n for n in _addressed(doc) if not taken & set(range(n.start, n.end))]
    settled = with_acronyms(doc, _without_titles(doc, settled))
    return Widener(doc, settled).names()


def _addressed(doc: Doc) -> Iterator[Name]:
    """Yield who is named by an honorific although no tagger knows the name: "Ms Shepherd"."""
    for token in doc[:-1]:
        end = token.i + 1
        personal = token.lower_ in _ADDRESSES and not (end < len(doc) and is_title(doc[end]))
        while personal and end < len(doc) and doc[end].tag_ == "NNP" and doc[end].text[0].isupper():
            end += 1
        if end > token.i + 1 and end - token.i <= 4:
            yield Name(token.i + 1, end, EntityType.PERSON)


def _without_titles(doc: Doc, names: list[Name]) -> list[Name]:
    """Leave out acronyms right before a person's name: in "NSA Sullivan" they are a title."""
    persons = {n.start for n in names if n.type is EntityType.PERSON}
    return [
        n
        for n in names
        if not (n.end in persons and n.end - n.start == 1 and doc[n.start].is_upper and not n.is_country)
    ]


def _compass(doc: Doc, known: list[Name], gazetteer: Gazetteer, nouns: RoleNouns) -> Iterator[Name]:
    """Yield "the North" and "the South" where the article speaks of a country that they are short for."""
    labels = {c.label for n in known for c in n.candidates}
    if not labels & set(nouns.compass.values()):
        return
    taken = {i for n in known for i in range(n.start, n.end)}
    for token in doc[1:]:
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if token.text not in nouns.compass or token.i in taken or token.nbor(-1).lower_ != "the":
            continue
        if following is not None and (following.tag_ in _PROPER or following.tag_ == "HYPH"):
            continue
        entries = [e for e in gazetteer.lookup(nouns.compass[token.text]) if e.type is EntityType.COUNTRY]
        yield Name(token.i, token.i + 1, EntityType.COUNTRY, tuple(entries[:1]))


def _shared_heads(doc: Doc, gazetteer: Gazetteer) -> Iterator[Name]:
    """Yield the first of two countries that share their noun: "North and South Korea"."""
    for token in doc[:-3]:
        if token.text not in _POINTS or doc[token.i + 1].lower_ not in {"and", "or"}:
            continue
        if doc[token.i + 2].text in _POINTS:
            name = f"{token.text} {doc[token.i + 3].text.removesuffix('s')}"
            entries = [e for e in gazetteer.lookup(name) if e.type is EntityType.COUNTRY]
            yield from (Name(token.i, token.i + 1, EntityType.COUNTRY, (e,)) for e in entries[:1])


def _pairs(doc: Doc, known: list[Name], gazetteer: Gazetteer) -> Iterator[Name]:
    """Yield tokens with countries joined by a hyphen: "U.S.-Russia", "U.S.-led"."""
    taken = {i for n in known for i in range(n.start, n.end)}
    for token in doc:
        if "-" not in token.text[1:-1] or token.i in taken:
            continue
        if not token.text[0].isupper() and token.lower_.partition("-")[0] not in _PREFIXES:
            continue
        parts = [p for p in token.text.split("-") if p[:1].isupper()]
        found = [next((e for e in gazetteer.lookup(p) if e.type is EntityType.COUNTRY), None) for p in parts]
        countries = tuple(dict.fromkeys(e for e in found if e))
        if countries and len(countries) == len(parts):
            yield Name(token.i, token.i + 1, EntityType.COUNTRY, countries, "pair")


def _with_country(name: Name, doc: Doc, gazetteer: Gazetteer) -> Name:
    """Note the country that begins a listed body's name: "South Korea" in "South Korea's navy"."""
    if name.type in {EntityType.COUNTRY, EntityType.PERSON} or name.kind != "name":
        return name
    for end in range(min(name.end - 1, name.start + 3), name.start, -1):
        words = doc[name.start : end].text
        found = [
            e for e in gazetteer.lookup(words) if e.type is EntityType.COUNTRY and not e.has_metonym(words)
        ]
        if found and doc[name.start].text[0].isupper():
            return replace(name, inner=(Name(name.start, end, EntityType.COUNTRY, tuple(found)),))
    return name


def _known(match: Match, doc: Doc) -> Name:
    types = {c.type for c in match.candidates}
    start, end = match.start, match.end
    while end - start > 1 and doc[end - 1].tag_ == "POS":
        end -= 1
    return Name(start, end, types.pop() if len(types) == 1 else None, match.candidates, match.kind)


def _tagged(ent: Span, known: list[Name], nouns: RoleNouns) -> Iterator[Name]:
    """Yield the names in a tagged span: cut at possessives, without articles and titles."""
    doc = ent.doc
    whole = {(n.start, n.end) for n in known}
    begin = ent.start
    for i in range(ent.start, ent.end + 1):
        at_cut = i == ent.end or (doc[i].tag_ == "POS" and (ent.start, ent.end) not in whole)
        if not at_cut:
            continue
        found = _trimmed(doc, begin, i, ent.label_, nouns)
        if found is not None:
            yield found
        begin = i + 1


def _trimmed(doc: Doc, start: int, end: int, label: str, nouns: RoleNouns) -> Name | None:
    while start < end and (doc[start].is_space or doc[start].is_punct or doc[start].tag_ in {"DT", "PRP$"}):
        start += 1
    while start < end and (
        doc[end - 1].is_space or doc[end - 1].tag_ == "POS" or doc[end - 1].text in {",", ";"}
    ):
        end -= 1
    while end - start > 1 and doc[end - 1].is_lower and not _ends_body(doc[end - 1].lower_, nouns):
        end -= 1
    type_ = _TYPES[label]
    last = doc[end - 1].lower_ if end > start else ""
    if type_ is EntityType.PERSON:
        while end - start > 1 and doc[start].lower_ in nouns.titles | nouns.honorifics:
            start += 1
    if last in nouns.body_words and (end - start > 1 or type_ is not EntityType.PERSON):
        type_ = EntityType.ORGANIZATION
    elif last in nouns.place_words and end - start > 1:
        type_ = EntityType.PLACE
    if (
        start >= end
        or not any(t.text[:1].isupper() for t in doc[start:end])
        or (doc[start].lower_ in nouns.titles and end - start == 1)
    ):
        return None
    if all(t.lower_ in nouns.portfolio for t in doc[start:end]) and _is_of_title(doc, start, end, nouns):
        return None
    return Name(start, end, type_)


def _ends_body(word: str, nouns: RoleNouns) -> bool:
    return word in nouns.body_words | nouns.place_words | nouns.organizations


def _is_of_title(doc: Doc, start: int, end: int, nouns: RoleNouns) -> bool:
    """Tell whether words belong to a title: "National Security | Advisor", "Secretary of | State"."""
    after = next((doc[i].lower_ for i in range(end, len(doc)) if doc[i].lower_ not in nouns.portfolio), "")
    of_title = start > 1 and doc[start - 1].lower_ in {"of", "for"} and doc[start - 2].lower_ in nouns.titles
    return after in nouns.titles or of_title


def _settle(known: list[Name], tagged: list[Name], doc: Doc) -> list[Name]:
    """Choose among overlapping names: the longer one, the known one when equal."""
    settled = list(known)
    for name in sorted(tagged, key=lambda n: (n.start - n.end, n.start)):
        rivals = [n for n in settled if n.start < name.end and name.start < n.end]
        inside = [n for n in rivals if name.start <= n.start and n.end <= name.end]
        if not rivals:
            settled.append(name)
        elif len(inside) == len(rivals) and _is_richer(name, inside, doc):
            settled = [n for n in settled if n not in inside]
            settled.append(replace(name, inner=tuple(sorted(inside, key=lambda n: n.start))))
        elif len(rivals) == 1 and (rivals[0].start, rivals[0].end) == (name.start, name.end):
            settled[settled.index(rivals[0])] = _hinted(rivals[0], name)
    return settled


def _is_richer(name: Name, inside: list[Name], doc: Doc) -> bool:
    """Tell whether a tagged name says more than the known names in it."""
    if any(n.candidates == () for n in inside) or doc[name.end - 1].lower_ in _PAPERS:
        return False
    rest = set(range(name.start, name.end)) - {i for n in inside for i in range(n.start, n.end)}
    if all(doc[i].is_punct or doc[i].is_space for i in rest):
        return False  # "U.S.-Russia"
    # A nationality before a person is no part of the name.
    return not (name.type is EntityType.PERSON and inside[0].start == name.start and inside[0].is_country)


def _hinted(name: Name, tagged: Name) -> Name:
    fits = tuple(c for c in name.candidates if c.type is tagged.type)
    if name.is_country and tagged.type is EntityType.PLACE:
        return name  # taggers call states places
    if name.kind == "name" and fits and len(name.candidates) > 1:
        return replace(name, candidates=fits, type=tagged.type)
    if name.kind == "name" and not name.is_country and name.end - name.start == 1 and not fits:
        # A lone surname of the list that the tagger reads as a body or a place.
        return replace(tagged, candidates=()) if name.type is EntityType.PERSON else name
    return name
