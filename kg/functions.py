"""Grammatical functions as lexicons name them → the arguments that stand in them."""

from collections.abc import Iterable, Iterator

from kg.items import measured
from kg.language.arguments import of_noun, phrase, preposition
from kg.language.clause import Argument, Clause
from kg.language.labels import label
from kg.reading import Reading

# What carries a future event and its parties: "an agreement with Venezuela for the sale of ships".
AGREEMENTS = frozenset(
    (
        "agreement deal contract accord pact memorandum decision plan proposal offer order talk "
        "negotiation commit"
    ).split()
)
RECEIVING = frozenset({"receive", "get", "win", "gain", "obtain", "secure", "accept", "seek"})
WANTING = frozenset(
    "ask seek request want reject decline refuse skip snub accept plan cancel postpone".split()
) | {"turn down", "call off", "put off"}
ARRIVING = frozenset({"reach", "arrive", "land"})
AROUND = frozenset({"after", "following", "in", "during", "at", "before", "ahead of"})


def arguments(reading: Reading, clause: Clause, function: str) -> Iterator[Argument]:
    """Yield the arguments of a clause in a function; see Frame for what functions there are."""
    if function.startswith("<"):
        yield from _of_agreement(reading, clause, function[1:])
    elif function == "above":
        yield from _of_governor(reading, clause)
    elif function == "requester":
        yield from _requester(reading, clause)
    elif function == "receiver":
        yield from _receiver(reading, clause)
    elif function == "beneath":
        yield from _beneath(reading, clause)
    elif function == "arrived":
        yield from _where_to(reading, clause)
    elif function.endswith(("acronym", "full")):
        yield from _modifying(reading, clause, function)
    else:
        outer, _, inner = function.partition(">")
        for argument in clause.all(outer):
            yield from _inside(reading, argument, inner) if inner else (argument,)


def _inside(reading: Reading, argument: Argument, function: str) -> Iterator[Argument]:
    head = measured(reading.doc[argument.head])
    below = reading.by_predicate.get(head.i)
    inside: Iterable[Argument] = below.arguments if below is not None else of_noun(head)
    named = reading.references.mention_at(head.i)
    for found in inside:  # in "with North Korea" the "North" is no modifier
        if found.function == function and not (named and named.start <= found.head < named.end):
            yield found


def _modifying(reading: Reading, clause: Clause, function: str) -> Iterator[Argument]:
    short = function.endswith("acronym")
    outer = function.removesuffix("acronym").removesuffix("full")
    for inner in ("amod", "compound") if short else ("compound",):
        found = arguments(reading, clause, outer + inner)
        yield from (a for a in found if _is_short(reading, a.head) == short)


def _is_short(reading: Reading, head: int) -> bool:
    """Tell whether a modifier is an acronym or a body, or an adjective: who acts, not who is acted on."""
    token, references = reading.doc[head], reading.references
    short = token.text.isupper() or "." in token.text or token.pos_ == "ADJ"
    return short or any(references.entity(k).type.value == "Organization" for k in references.at(head))


def _of_agreement(reading: Reading, clause: Clause, function: str) -> Iterator[Argument]:
    """Yield arguments of the agreement or decision on this event: "agreement with X for the sale"."""
    parent = None if clause.parent is None else reading.clauses[clause.parent]
    if parent is None:
        return
    objects = parent.all("obj") if parent.pos == "verb" else ()
    heads = {reading.doc[a.head].lemma_.lower() for a in objects}
    if parent.lemma in AGREEMENTS or AGREEMENTS & heads:
        yield from parent.all(function)


def _where_to(reading: Reading, clause: Clause) -> Iterator[Argument]:
    """Yield where a subject arrives: "a shipment reached Ukraine"."""
    parent = None if clause.parent is None else reading.clauses[clause.parent]
    if parent is None or parent.lemma not in ARRIVING:
        return
    if any(a.head == clause.predicate for a in parent.all("subj")):
        yield from parent.all("obj", "in", "to")


def _requester(reading: Reading, clause: Clause) -> Iterator[Argument]:
    """Yield who wants, or does not want, to take part: "asked for a meeting with Biden"."""
    parent = None if clause.parent is None else reading.clauses[clause.parent]
    if parent is None or parent.lemma not in WANTING or not clause.all("with", "to"):
        return
    if any(a.head == clause.predicate for a in parent.all("obj", "for")) and not parent.passive:
        yield from parent.all("subj")


def _receiver(reading: Reading, clause: Clause) -> Iterator[Argument]:
    """Yield who gets what a noun names: "Iran received sanctions relief"."""
    parent = None if clause.parent is None else reading.clauses[clause.parent]
    if parent is None or parent.lemma not in RECEIVING or parent.passive:
        return
    if any(a.head == clause.predicate for a in parent.all("obj")):
        yield from parent.all("subj")


def _beneath(reading: Reading, clause: Clause) -> Iterator[Argument]:
    """Yield who is under what a noun names: "Rosneft is under sanctions", "firms under sanctions"."""
    noun = reading.doc[clause.predicate]
    if preposition(noun) != "under":
        return
    yield from (phrase(c, "subj") for c in noun.children if label(c) == "nsubj")
    if label(noun) == "nmod":
        yield phrase(noun.head, "subj")
    elif label(noun) == "obl" and noun.head.lemma_.lower() in {"be", "come", "remain", "stay", "fall"}:
        yield from (phrase(c, "subj") for c in noun.head.children if label(c) == "nsubj")


def _of_governor(reading: Reading, clause: Clause) -> Iterator[Argument]:
    """Yield who is told to act around a bare event: Wang in "after talks with Lavrov, Wang said"."""
    parent = None if clause.parent is None else reading.clauses[clause.parent]
    if parent is None or parent.pos != "verb" or clause.all("subj", "poss", "between", "by"):
        return
    follows = parent.lemma in {"follow", "precede"} and bool(parent.all("obj"))
    around = follows or preposition(reading.doc[clause.predicate]) in AROUND
    for argument in parent.all("subj") if around and clause.relation == "argument" else ():
        told = reading.by_predicate.get(argument.head)
        owner = () if told is None or told.pos != "noun" else told.all("poss")
        yield from owner or (argument,)
