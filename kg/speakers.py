"""Who speaks, and to whom: the actors in the arguments of a reporting cue."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.language.arguments import preposition
from kg.language.clause import Argument, Clause
from kg.language.coreference import References
from kg.language.labels import label
from kg.lexicon import Frame
from kg.model import Span

# What speaks for whoever issued it: "the statement said".
DOCUMENTS = frozenset(
    (
        "statement communique communiqué letter declaration release document note message post tweet "
        "readout notice"
    ).split()
)
ISSUERS = ("poss", "by", "from", "subj", "compound", "amod")
Named = tuple[tuple[str, Span], ...]  # entity key and the words that name it
ADDRESSEES = frozenset({"Person", "Organization", "Country"})
SPEAKERS = ADDRESSEES | {"Place"}  # a place speaks for its authorities
THROUGH = frozenset({"nmod:poss", "nmod", "compound", "amod"})  # "according to X's statement"


def actors(
    doc: Doc, references: References, clause: Clause, functions: Sequence[str], allowed: frozenset[str]
) -> Named:
    """Return the actors of the first function that has any."""
    for function in functions:
        outer, _, inner = function.partition(">")
        heads = [a.head for a in clause.all(outer)]
        if inner:  # "in a letter to Guterres"
            heads = [c.i for h in heads for c in doc[h].children if preposition(c) == inner]
        found = _named(doc, references, heads, allowed)
        if found:
            return found
    return ()


def issuers(
    doc: Doc, references: References, clause: Clause, clauses: Sequence[Clause], functions: Sequence[str]
) -> Named:
    """Return who issued the document that a cue has for its speaker; a definite one may be told before."""
    heads = [doc[a.head] for a in clause.all(*functions) if doc[a.head].lemma_.lower() in DOCUMENTS]
    if not heads:
        return ()
    own = next((c for c in clauses if c.predicate == heads[0].i), None)
    found = () if own is None else actors(doc, references, own, ISSUERS, SPEAKERS)
    if found or not any(c.lower_ in {"the", "this"} for c in heads[0].children):
        return found
    before = [c for c in clauses if c.predicate < heads[0].i and c.pos == "noun" and c.lemma in DOCUMENTS]
    named = (actors(doc, references, c, ISSUERS, SPEAKERS) for c in reversed(before))
    return next((n for n in named if n), ())


def _named(doc: Doc, references: References, heads: Sequence[int], allowed: frozenset[str]) -> Named:
    found: dict[str, Span] = {}
    for head in heads:
        for key in references.at(head):
            if references.entity(key).type.value in allowed:
                found.setdefault(key, _words(doc, references, head))
    return tuple(found.items())


def _words(doc: Doc, references: References, head: int) -> Span:
    mention = references.mention_at(head)
    start, end = (mention.start, mention.end) if mention is not None else (head, head + 1)
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def inherited(
    doc: Doc, references: References, clause: Clause, clauses: Sequence[Clause], frame: Frame
) -> Named:
    """Return the subject over a participle or conjoined verb that has no actor of its own."""
    node, steps = clause, 0
    while node.parent is not None and steps < 4:
        if node.relation not in {"modifier", "adverbial", "conj", "participle", "comp"}:
            return ()
        node, steps = clauses[node.parent], steps + 1
        if node.pos == "verb":
            found = actors(doc, references, node, ("obj",) if node.passive else ("subj",), SPEAKERS)
            if found or (node.all("subj") and frame.name != "say"):
                return found
    return ()


def sources(doc: Doc, references: References, argument: Argument) -> Named:
    """Return who is meant by "according to X", also in "according to X's statement"."""
    token = doc[argument.head]
    heads = [token.i, *(c.i for c in token.children if label(c) in THROUGH)]
    return next((f for head in heads if (f := _named(doc, references, [head], SPEAKERS))), ())
