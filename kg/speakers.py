"""Who speaks, and to whom: the actors in the arguments of a reporting cue."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

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
        "readout notice report memorandum memo transcript dispatch resolution editorial "
        "article paper advisory bulletin indictment complaint dossier study broadcast"
    ).split()
)
ISSUING = frozenset(
    "issue release publish make put write send deliver sign circulate read carry give file post".split()
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
    heads = [h for a in clause.all(*functions) if (h := _document(doc[a.head])) is not None]
    if not heads:
        return ()
    own = next((c for c in clauses if c.predicate == heads[0].i), None)
    found = () if own is None else issuer(doc, references, own, clauses)
    if found or not any(c.lower_ in {"the", "this"} for c in heads[0].children):
        return found
    lemma = heads[0].lemma_.lower()
    before = [c for c in clauses if c.predicate < heads[0].i and c.pos == "noun" and c.lemma == lemma]
    named = (issuer(doc, references, c, clauses) for c in reversed(before))
    return next((n for n in named if n), ())


def issuer(doc: Doc, references: References, document: Clause, clauses: Sequence[Clause]) -> Named:
    """Return whose a document is: its owner's, or of who issued it or spoke in it."""
    released = [
        c for c in clauses if c.parent == document.index and c.passive and c.lemma.split()[0] in ISSUING
    ]
    for clause in released:  # "a statement released by the ministry"
        if doc[clause.predicate].head.i == document.predicate:
            found = actors(doc, references, clause, ("subj",), SPEAKERS)
            if found:
                return found
    definite = any(c.lower_ in {"the", "this", "that"} for c in doc[document.predicate].children)
    functions = [f for f in ISSUERS if not (f == "subj" and definite)]
    found = actors(doc, references, document, functions, SPEAKERS)
    if definite or found or document.parent is None or document.lemma not in DOCUMENTS:
        return found
    verb = clauses[document.parent]
    issued = verb.lemma.split()[0] in ISSUING and any(a.head == document.predicate for a in verb.all("obj"))
    spoken = any(a.head == document.predicate for a in verb.all("in"))
    return actors(doc, references, verb, ("subj",), SPEAKERS) if issued or spoken else ()


def own_voice(doc: Doc, references: References, clause: Clause) -> Named:
    """Return a noun that is itself a source: "reports that a test was near"."""
    return _named(doc, references, [clause.predicate], SPEAKERS)


def _document(head: Token) -> Token | None:
    """Return the document that a noun names, "the text of the statement" too."""
    if head.lemma_.lower() == "text":
        head = next((c for c in head.children if preposition(c) == "of"), head)
    return head if head.lemma_.lower() in DOCUMENTS else None


def _named(doc: Doc, references: References, heads: Sequence[int], allowed: frozenset[str]) -> Named:
    found: dict[str, Span] = {}
    for head in heads:
        for key in references.at(head):
            if references.entity(key).type.value in allowed:
                found.setdefault(key, _words(doc, references, head))
        below = [c.i for c in doc[head].children if label(c) == "nmod" and preposition(c) == "of"]
        if not found and below and doc[head].pos_ in {"ADJ", "DET", "NUM", "PRON"}:
            return _named(doc, references, below, allowed)  # "many of the refugees"
        beside = [c.i for c in doc[head].children if label(c) == "appos"]
        if not found and beside and references.mention_at(head) is None:
            return _named(doc, references, beside, allowed)  # "Gaza's ruling | Hamas party"
    return tuple(found.items())


def _words(doc: Doc, references: References, head: int) -> Span:
    mention = references.mention_at(head)
    start, end = (mention.start, mention.end) if mention is not None else (head, head + 1)
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def inherited(
    doc: Doc, references: References, clause: Clause, clauses: Sequence[Clause], frame: Frame
) -> Named:
    """Return the subject over a participle or conjoined verb that has no actor of its own."""
    if clause.all("subj") and frame.name != "say":
        return ()  # who speaks is told, by no name
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
