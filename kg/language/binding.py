"""What grammar says of a pronoun: whom it can't mean, the subjects above it, the name that follows it."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.language.discourse import Referent, Test
from kg.language.labels import PASSIVE_SUBJECTS, SUBJECTS, label
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation

_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_OBJECTS = frozenset({"obj", "iobj", "obl", "obl:agent", "obl:arg"})


class Binding:
    """The bounds that grammar sets to the pronouns of one article."""

    def __init__(self, situation: Situation) -> None:
        self.situation, self.discourse = situation, situation.discourse

    def above(self, token: Token) -> Iterator[tuple[Token, Referent]]:
        """Yield the subjects above a pronoun that stand before it, on its side of quotation marks."""
        for subject in self.discourse.subjects_above(token):
            referent = self.discourse.at.get(subject.i)
            if referent is not None and subject.i < token.i and self.alike(subject.i, token.i):
                yield subject, referent

    def alike(self, one: int, other: int) -> bool:
        """Tell whether two tokens both stand inside, or both outside quotations."""
        return (one in self.discourse.quoted) == (other in self.discourse.quoted)

    def is_object(self, token: Token) -> bool:
        """Tell whether a pronoun is an object of a verb: what its subject does, it does to another."""
        return token.tag_ == "PRP" and label(token) in _OBJECTS and token.lower_ not in _REFLEXIVE

    def barred(self, token: Token) -> frozenset[str]:
        """Return whom a pronoun can't mean: the subject of its own verb, the speaker of its quotation."""
        found = set(self._speaker(token))
        if self.is_object(token):
            subject = next(iter(self.discourse.subjects_above(token)), None)
            referent = self.discourse.at.get(subject.i) if subject is not None else None
            found |= set(referent.keys) if referent else set()
        return frozenset(found)

    def _speaker(self, token: Token) -> tuple[str, ...]:
        subject = self.discourse.quoting.get(token.i)
        if subject is None:
            return ()
        referent = self.discourse.at.get(subject.i)
        if referent is not None:
            return referent.keys
        bearer = self.situation.bearer(subject.i)
        return (bearer,) if bearer else ()

    def judged(self, token: Token) -> tuple[str, ...]:
        """Return whom someone thanks for "his help", or puts sanctions on for "its tests"."""
        cause = token.head
        case = next((c.lower_ for c in cause.children if label(c) == "case"), "")
        if token.tag_ != "PRP$" or case not in role_nouns().causes:
            return ()
        verb = cause.head
        while verb.pos_ == "NOUN" and label(verb) in {"obj", "obl", "nmod", "conj"} and verb.head.i < verb.i:
            verb = verb.head
        judges = verb.lemma_.lower() in role_nouns().judgments
        for node in self.situation.doc[verb.i + 1 : cause.left_edge.i]:
            case = next((c.lower_ for c in node.children if label(c) == "case"), "")
            if (label(node) == "obj" and judges) or case in {"on", "upon", "against"}:
                referent = self.discourse.at.get(node.i)
                return referent.keys if referent is not None else ()
        return ()

    def ahead(self, token: Token, test: Test) -> tuple[str, ...]:
        """Return the named subject that a pronoun in front of it means: "In his speech, Putin said"."""
        node = token
        while node.head.i != node.i and node.head.i < node.sent.end:
            verb = node.head
            subject = next((c for c in verb.children if label(c) in SUBJECTS | PASSIVE_SUBJECTS), None)
            if subject is not None and subject.i > token.i and self._is_fronted(node, subject, token):
                bearer = self.situation.bearer(subject.i)
                return (bearer,) if bearer and test((bearer,)) else ()
            node = verb
        return ()

    def _is_fronted(self, node: Token, subject: Token, token: Token) -> bool:
        if node.right_edge.i >= subject.i or node.left_edge.i > node.sent.start + 1:
            return False
        if label(node) == "advcl":
            return label(token) in SUBJECTS | PASSIVE_SUBJECTS
        case = next((c.lower_ for c in node.children if label(c) == "case"), "")
        return label(node) == "obl" and token.tag_ == "PRP$" and case in role_nouns().fronted
