"""The weapons and goods of an event: which phrase names them, how many, of what type."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.language.labels import label
from kg.language.quantities import quantity_of
from kg.model import EntityType, Item
from kg.reading import Reading

# Nouns that measure or bundle what follows them: "tens of millions of shells", "a series of missiles".
MEASURES = frozenset(
    (
        "ten dozen hundred thousand million billion number lot series amount quantity stockpile batch "
        "range variety type kind piece consignment shipment load cargo salvo volley worth couple pair "
        "tranche wave more handful barrage tonne ton round one some package year decade month network group"
    ).split()
)
GOODS = frozenset(
    (
        "assistance aid technology component part equipment system know-how material expertise capability "
        "hardware gear program programme device kit spare fuse fuze battery engine motor propellant launcher "
        "airplane aircraft plane ship vessel boat vehicle truck radar helicopter goggles vest armor "
        "armour uniform jet fighter bomber warplane gunship submarine frigate corvette howitzer"
    ).split()
)
FORCES = frozenset({"military", "security", "defense", "defence", "naval", "nuclear", "air"})
# With these before them the words for weapons mean other things: "fuel tanks".
OTHER_THINGS = frozenset(
    {"fuel", "water", "oil", "gas", "oxygen", "storage", "septic", "think", "fish", "food"}
)
AMOUNTS = frozenset(
    "even critical much additional enough more many several few further other new in of more such some any "
    "sufficient numerous various multiple first second third last latest own aging old "
    "sophisticated advanced".split()
)


def measured(head: Token) -> Token:
    """Return the thing that a measure noun counts: shells in "tens of millions of shells"."""
    seen = 0
    while head.lemma_.lower() in MEASURES and seen < 5:
        below = [
            c
            for c in head.children
            if label(c) in {"nmod", "obl"}
            and c.i > head.i
            and any(g.lower_ in {"of", "in"} for g in c.children)
        ]
        if not below:
            break
        head, seen = below[0], seen + 1
    return head


def weapon_of(reading: Reading, head: Token) -> str | None:
    """Return the type of weapon that a phrase names, "" for other military goods, None for no weapon."""
    described = [c for c in head.children if label(c) in {"compound", "amod"}]
    if any(w.lower_ in OTHER_THINGS for c in described for w in (c, *c.children)):
        return None
    if head.i in reading.weapons:
        return reading.weapons[head.i]
    if head.lemma_.lower() in GOODS:
        for child in head.children:
            if label(child) in {"compound", "amod", "nmod"} and child.i in reading.weapons:
                return ""
            if child.lower_ in {
                "military",
                "nuclear",
                "dual-use",
                "lethal",
                "security",
                "defense",
                "defence",
            }:
                return ""
    return None


def item(reading: Reading, head: Token) -> Item | None:
    """Make the item of a noun phrase, None when it names no weapon."""
    kind = weapon_of(reading, head)
    if kind is None:
        return None
    return bare_item(reading, head, kind or None)


def bare_item(reading: Reading, head: Token, kind: str | None) -> Item:
    """Make an item of any noun phrase: its words from the first modifier to the head."""
    start = min(
        [head.i, *(c.left_edge.i for c in head.children if label(c) in {"amod", "compound"} and c.i < head.i)]
    )
    for i in range(start, head.i):
        if reading.doc[i].pos_ in {"DET", "AUX"} or (
            i == start and reading.doc[i].lower_ in {"with", "of", "to"}
        ):
            start = i + 1  # a parse may hang a hyphen of the verb on the item: "flight-tested a missile"
    while (
        start < head.i
        and reading.doc[start + 1].text != "-"
        and _is_amount_or_owner(reading, reading.doc[start])
    ):
        start += 1
    span = reading.span(start, head.i + 1)
    number, words = quantity_of(reading.doc, head.i)
    return Item(reading.article.text[span.begin : span.end], span, number, words, kind)


def _is_amount_or_owner(reading: Reading, token: Token) -> bool:
    """Tell whether a word before a thing counts it or says whose it is, and so is no part of its name."""
    if token.is_punct or token.is_currency or token.like_num or token.lemma_.lower() in MEASURES | AMOUNTS:
        return True
    if token.lower_ in FORCES:
        return False  # of "U.S. military aid" the aid is military
    owners = [reading.references.entity(k).type for k in reading.references.at(token.i)]
    # A town or a person may be in a weapon's own name: "Jericho missile", "Barak missile".
    named = {EntityType.PLACE, EntityType.PERSON}
    return token.pos_ in {"ADJ", "PROPN"} and any(t not in named for t in owners)


def coordinated_items(reading: Reading, head: Token) -> Iterator[Item]:
    """Yield the item of a phrase and what its "including" or "such as" adds."""
    found = item(reading, measured(head))
    if found is not None:
        yield found
    for child in measured(head).children:
        cases = {c.lower_ for c in child.children if label(c) == "case"}
        if cases & {"including", "such", "like"}:
            for member in [child, *(c for c in child.subtree if label(c) == "conj")]:
                extra = item(reading, member)
                if extra is not None:
                    yield extra
