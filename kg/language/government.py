"""What governs a clause and by which relation: complement, argument, modifier, participle."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.language.arguments import preposition
from kg.language.clause import Clause
from kg.language.cues import COMPLEMENTIZERS, DEFINITE, EVIDENCE, GOVERNORS, REALIZING
from kg.language.labels import label
from kg.language.predicates import BUNDLES

# "in no kind of discussion" is in no discussion.
SORTS = frozenset({"kind", "sort", "type", "form"})


class Government:
    """The governors of the clauses of one doc."""

    def __init__(self, doc: Doc, clauses: Sequence[Clause]) -> None:
        self.doc, self.clauses = doc, clauses

    def governor(self, clause: Clause) -> Clause | None:
        """Return the clause on which a clause hangs."""
        return None if clause.parent is None else self.clauses[clause.parent]

    def relation(self, clause: Clause) -> str:
        """Return by what a clause hangs: comp, argument, modifier, participle, conj or another."""
        if clause.relation == "adverbial":
            marks = {c.lower_ for c in self.doc[clause.predicate].children if label(c) in {"mark", "case"}}
            if marks & {"of", "from", "against", "about", "with", "for", "that"}:
                return "comp"
            over = self.governor(clause)
            gerund = self.doc[clause.predicate].tag_ == "VBG" and bool(marks & {"at", "on", "into", "over"})
            if gerund and over is not None and over.lemma.split(" ")[0] in GOVERNORS:
                return "comp"  # "will look at removing"
            verb = self.doc[clause.predicate]
            bare = not marks and verb.tag_ == "VBG" and over is not None and verb.left_edge.i > over.predicate
            if bare and over is not None and over.lemma in GOVERNORS and not self._is_set_off(verb):
                return "comp"  # "ruled out sending"
            if "to" in marks and self.doc[clause.predicate].tag_ == "VBG":
                return "comp"  # "commit to imposing"
            if "in" in marks and over is not None and over.lemma == "join":
                return "comp"  # "urged others to join it in condemning"
        if clause.relation == "modifier":
            # Of the clauses on a noun only a complement is governed: "a plan to send", not "a plan found".
            marks = {
                c.lower_ for c in self.doc[clause.predicate].children if label(c) in {"mark", "case", "aux"}
            }
            return "modifier" if marks & COMPLEMENTIZERS else "participle"
        return clause.relation

    def _is_set_off(self, verb: Token) -> bool:
        return verb.left_edge.i > 0 and self.doc[verb.left_edge.i - 1].is_punct

    def is_infinitive(self, clause: Clause) -> bool:
        """Tell whether a clause is a to-infinitive."""
        return any(c.lower_ == "to" and label(c) == "mark" for c in self.doc[clause.predicate].children)

    def is_core(self, below: Clause, node: Clause) -> bool:
        """Tell whether a clause is subject or object of a predicate."""
        return any(a.function in {"subj", "obj"} and a.head == below.predicate for a in node.arguments)

    def is_subject(self, below: Clause, node: Clause) -> bool:
        """Tell whether a clause is the subject of a predicate."""
        return any(a.function == "subj" and a.head == below.predicate for a in node.arguments)

    def is_definite(self, clause: Clause) -> bool:
        """Tell whether an article or an owner makes a noun definite."""
        return any(
            c.lower_ in DEFINITE or label(c) == "nmod:poss" for c in self.doc[clause.predicate].children
        )

    def is_aside(self, below: Clause, node: Clause) -> bool:
        """Tell whether words are part of a phrase on something else: "data on missile launches"."""
        if node.pos != "noun" or self.relation(below) not in {"argument", "modifier"}:
            return False
        if self.is_subject(below, node) and any(label(c) == "cop" for c in self.doc[node.predicate].children):
            return False  # "a test would be a provocation"
        if self.is_infinitive(below) and node.lemma not in REALIZING:
            return False  # "a bill to send tanks"
        if any(c.lower_ == "no" for c in self.doc[node.predicate].children):
            return False  # "has no justification to hold talks"
        if node.lemma in EVIDENCE and self.relation(below) == "modifier":
            return False  # "nobody has proof that"
        if preposition(self.doc[below.predicate]) in {"including", "such as", "like"}:
            return False  # "would take all steps, including sanctions"
        return node.lemma not in GOVERNORS and node.lemma not in BUNDLES | SORTS
