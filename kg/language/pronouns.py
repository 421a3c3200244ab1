"""Pronouns → whom they refer to: the subjects of the clauses above first, then the most salient before."""

from spacy.tokens import Token

from kg.language.discourse import Discourse, Test
from kg.language.labels import label
from kg.language.references import Register
from kg.language.rolenouns import role_nouns
from kg.model import EntityType

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"we", "us", "our", "ours", "ourselves", "i", "me", "my", "mine", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_CASE_OF_OBJECT = frozenset({"him", "them"})
_TURN = 4  # sentences that a speaker's turn may last
_NEAR = 2  # sentences that "it" and "they" may look back


class PronounResolver:
    """Resolves third-person pronouns of one article."""

    def __init__(self, discourse: Discourse, register: Register) -> None:
        self.discourse, self.register = discourse, register

    def resolve(self, token: Token) -> tuple[str, ...]:
        """Return the keys that a pronoun refers to, () when unknown."""
        word = token.lower_
        if word in MALE | FEMALE:
            return self._person(token, "male" if word in MALE else "female")
        if word in NEUTER:
            return () if _is_expletive(token) else self._thing(token)
        if word in PLURAL:
            return self._group(token)
        return ()

    def _type(self, key: str) -> EntityType:
        return self.register.type(key)

    # --- he, she ----------------------------------------------------------------------------

    def _person(self, token: Token, gender: str) -> tuple[str, ...]:
        def fits(keys: tuple[str, ...]) -> bool:
            return (
                len(keys) == 1
                and self._type(keys[0]) is EntityType.PERSON
                and self.register.genders.get(keys[0], gender) == gender
            )

        barred = self._barred(token)
        for keys in self._above(token):
            if fits(keys) and keys[0] not in barred:
                return keys
        speaker = self._speaker_before(token, fits)
        if speaker:
            return speaker
        for referent in self.discourse.recent(token.i, fits):
            if referent.keys[0] not in barred and not self._is_owner(referent.start, token):
                return referent.keys
        return ()

    def _speaker_before(self, token: Token, fits: Test) -> tuple[str, ...]:
        """Return the last speaker for "he said" beside a quotation."""
        if label(token) != "nsubj" or token.i in self.discourse.quoted:
            return ()
        if token.head.lemma_.lower() not in role_nouns().speech or not self._beside_quotation(token):
            return ()
        here = self.discourse.sentence[token.i]
        for referent in reversed(self.discourse.history):
            if referent.keys and here - referent.sentence <= _TURN and self.discourse.speaks(referent):
                return referent.keys if fits(referent.keys) else ()
        return ()

    def _beside_quotation(self, token: Token) -> bool:
        sent = token.sent
        return any(i in self.discourse.quoted for i in range(sent.start, sent.end))

    def _above(self, token: Token) -> list[tuple[str, ...]]:
        """Return what the subjects over a pronoun refer to, those before it, quotations apart."""
        found = []
        inside = token.i in self.discourse.quoted
        for subject in self.discourse.subjects_above(token):
            referent = self.discourse.at.get(subject.i)
            if (
                referent is not None
                and subject.i < token.i
                and (subject.i in self.discourse.quoted) == inside
            ):
                found.append(referent.keys)
        return found

    def _barred(self, token: Token) -> set[str]:
        """Return whom an object pronoun can't be: the subject of its own clause."""
        if token.lower_ in _REFLEXIVE or token.tag_ == "PRP$" or label(token) in {"nsubj", "nsubj:pass"}:
            return set()
        verb = token.head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
            verb = verb.head
        barred: set[str] = set()
        for child in verb.children:
            if label(child).startswith("nsubj") and child.i in self.discourse.at:
                barred |= set(self.discourse.at[child.i].keys)
        return barred

    def _is_owner(self, start: int, token: Token) -> bool:
        """Tell whether a mention is the possessor of the very phrase that holds the pronoun."""
        owner = self.discourse.doc[start]
        return label(owner) == "nmod:poss" and owner.head.i == token.head.i

    # --- it ---------------------------------------------------------------------------------

    def _thing(self, token: Token) -> tuple[str, ...]:
        types = {EntityType.COUNTRY, EntityType.ORGANIZATION}

        def fits(keys: tuple[str, ...]) -> bool:
            return len(keys) == 1 and self._type(keys[0]) in types

        barred = self._barred(token)
        for subject in self.discourse.subjects_above(token):
            referent = self.discourse.at.get(subject.i)
            if referent is None or subject.i >= token.i:
                continue
            if fits(referent.keys) and referent.keys[0] not in barred:
                return referent.keys
            if not referent.keys and not referent.plural and self._inside_alike(subject, token):
                return ()  # "the missile … its range"
        if self._thing_before(token):
            return ()
        for referent in self.discourse.recent(token.i, fits, _NEAR):
            if referent.keys[0] not in barred and not referent.plural:
                return referent.keys
        return ()

    def _inside_alike(self, subject: Token, token: Token) -> bool:
        return (subject.i in self.discourse.quoted) == (token.i in self.discourse.quoted)

    def _thing_before(self, token: Token) -> bool:
        """Tell whether the last subject was a thing that is no entity."""
        here = self.discourse.sentence[token.i]
        subjects = [
            r
            for r in self.discourse.history
            if r.end <= token.i
            and r.subject
            and here - r.sentence <= 1
            and (r.start in self.discourse.quoted) == (token.i in self.discourse.quoted)
        ]
        return bool(subjects) and not subjects[-1].keys and not subjects[-1].plural

    # --- they -------------------------------------------------------------------------------

    def _group(self, token: Token) -> tuple[str, ...]:
        barred = self._barred(token)
        for subject in self.discourse.subjects_above(token):
            referent = self.discourse.at.get(subject.i)
            if referent is None or subject.i >= token.i or not self._inside_alike(subject, token):
                continue
            keys = self._joined(subject) or referent.keys
            if len(keys) > 1 or (keys and referent.plural):
                return () if set(keys) & barred else keys
            if not keys and referent.plural:
                return ()  # "the missiles … their range"
            if keys and self._is_collective(keys[0]) and token.tag_ == "PRP$":
                return keys
        return self._group_before(token, barred)

    def _group_before(self, token: Token, barred: set[str]) -> tuple[str, ...]:
        """Return the last plural mention of the sentence, else the plural subject before, else any plural."""
        here = self.discourse.sentence[token.i]
        for referent in reversed(self.discourse.history):
            distance = here - referent.sentence
            if referent.end > token.i or distance > 1 or not (referent.subject or distance == 0):
                continue
            keys = self._joined(self.discourse.doc[referent.head]) or referent.keys
            if (len(keys) > 1 or referent.plural) and not set(keys) & barred:
                return keys
        near = self.discourse.recent(token.i, bool, _NEAR)
        return next((r.keys for r in near if (r.plural or len(r.keys) > 1) and not set(r.keys) & barred), ())

    def _is_collective(self, key: str) -> bool:
        return self._type(key) is EntityType.ORGANIZATION

    def _joined(self, token: Token) -> tuple[str, ...]:
        """Return what conjoined heads refer to together: "Kim and Putin"."""
        keys = list(self.discourse.at[token.i].keys) if token.i in self.discourse.at else []
        todo = [token]
        while todo:
            node = todo.pop()
            for child in node.children:
                if label(child) == "conj" and child.i in self.discourse.at:
                    todo.append(child)
                    keys += self.discourse.at[child.i].keys
        return tuple(dict.fromkeys(keys)) if len(set(keys)) > 1 else ()


def _is_expletive(token: Token) -> bool:
    """Tell whether "it" stands for a clause or nothing: "it is unclear whether", "it appears that"."""
    if label(token) == "expl":
        return True
    verb = token.head
    if label(token) not in {"nsubj", "nsubj:pass"} or token.lower_ != "it":
        return False
    clausal = any(label(c) in {"csubj", "csubj:pass"} for c in verb.children)
    adjective = verb.pos_ in {"ADJ", "NOUN"} and any(
        label(c) == "ccomp" or label(c) == "advcl" for c in verb.children
    )
    return clausal or adjective
