"""It, its → which country or body, () for a thing that is none and for "it is unclear whether"."""

from spacy.tokens import Token

from kg.language.binding import Binding
from kg.language.discourse import Referent, Test
from kg.language.labels import UNMARKED, label
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation
from kg.model import EntityType

_NEAR = 2  # sentences that "it" may look back


class ThingPronouns:
    """Resolves "it" in one article."""

    def __init__(self, situation: Situation, binding: Binding) -> None:
        self.discourse, self.register, self.binding = situation.discourse, situation.register, binding
        self.doc = situation.doc

    def resolve(self, token: Token) -> tuple[str, ...]:
        """Return the country or body that a pronoun refers to, () when it is none or unknown."""
        if is_expletive(token):
            return ()
        barred = self.binding.barred(token)

        def fits(keys: tuple[str, ...]) -> bool:
            types = {EntityType.COUNTRY, EntityType.ORGANIZATION}
            return len(keys) == 1 and keys[0] not in barred and self.register.type(keys[0]) in types

        ahead = self.binding.ahead(token, fits)
        if ahead:
            return ahead
        judged = self.binding.judged(token)
        if judged and fits(judged):
            return judged
        if self.binding.is_object(token):
            return self._object(token, fits)
        if self._beside_thing(token):
            return ()
        for _, referent in self.binding.above(token):
            if fits(referent.keys):
                return referent.keys
            if self._is_thing(referent):
                return ()  # "the missile … its range"
        if not self._speaks(token) and (self._does_as_things(token) or self._thing_before(token)):
            return ()
        return self._recent(token, fits)

    def _speaks(self, token: Token) -> bool:
        """Tell whether a pronoun does what no thing does: "It said"."""
        return label(token) == "nsubj" and token.head.lemma_.lower() in role_nouns().speech

    def _recent(self, token: Token, fits: Test) -> tuple[str, ...]:
        recent = self.discourse.recent(token.i, fits, _NEAR)
        return next((r.keys for r in recent if not r.plural and not self._is_joined(r)), ())

    def _is_joined(self, referent: Referent) -> bool:
        """Tell whether a mention is one of several: "Turkey and Russia" are not "it"."""
        head = self.doc[referent.head]
        return label(head) == "conj" or any(
            label(c) == "conj" and c.i in self.discourse.at for c in head.children
        )

    def _object(self, token: Token, fits: Test) -> tuple[str, ...]:
        """Resolve an object: what follows its verb's subject, else subjects above, else the last thing."""
        subjects = [s for s, _ in self.binding.above(token)]
        since = subjects[0].i if subjects else token.sent.start
        nearest = self._nearest(token, since)
        if nearest is not None:
            return nearest.keys if fits(nearest.keys) else ()
        for _, referent in self.binding.above(token):
            if fits(referent.keys):
                return referent.keys
        last = self._nearest(token, -1)
        here = self.discourse.sentence[token.i]
        near = last is not None and here - last.sentence <= _NEAR
        return last.keys if last is not None and near and fits(last.keys) else ()

    def _nearest(self, token: Token, since: int) -> Referent | None:
        """Return the last singular mention before a pronoun that is no person, place or date."""
        for referent in sorted(self.discourse.history, key=lambda r: -r.start):
            if since < referent.start and referent.end <= token.i and self._may_be_it(referent, token):
                return referent
        return None

    def _may_be_it(self, referent: Referent, token: Token) -> bool:
        head = self.doc[referent.head]
        if referent.plural or len(referent.keys) > 1 or head.ent_type_ == "DATE" or label(head) in UNMARKED:
            return False
        if not self.binding.alike(referent.start, token.i):
            return False
        others = {EntityType.PERSON, EntityType.PLACE}
        return not referent.keys or self.register.type(referent.keys[0]) not in others

    def _is_thing(self, referent: Referent) -> bool:
        return not referent.keys and not referent.plural

    def _beside_thing(self, token: Token) -> bool:
        """Tell whether a possessive is joined to a thing before it: "a new drone and its engine"."""
        if token.tag_ != "PRP$" or label(token.head) != "conj":
            return False
        referent = self.discourse.at.get(token.head.head.i)
        return token.head.head.i < token.i and referent is not None and self._is_thing(referent)

    def _does_as_things(self, token: Token) -> bool:
        """Tell whether a pronoun does what only things do, and a thing has been named."""
        verb = token.head
        if not label(token).startswith("nsubj") or verb.lemma_.lower() not in role_nouns().thing_verbs:
            return False
        return self._nearest_thing(token)

    def _nearest_thing(self, token: Token) -> bool:
        here = self.discourse.sentence[token.i]
        return any(
            self._is_thing(r) and r.end <= token.i and here - r.sentence <= 1 for r in self.discourse.history
        )

    def _thing_before(self, token: Token) -> bool:
        """Tell whether the last subject was a thing that is no entity."""
        here = self.discourse.sentence[token.i]
        subjects = [
            r
            for r in self.discourse.history
            if r.end <= token.i
            and r.subject
            and here - r.sentence <= 1
            and self.binding.alike(r.start, token.i)
        ]
        return bool(subjects) and self._is_thing(subjects[-1])


def is_expletive(token: Token) -> bool:
    """Tell whether "it" stands for a clause or nothing: "it is unclear whether", "makes it clear that"."""
    if label(token) == "expl":
        return True
    verb, nouns = token.head, role_nouns()
    if token.lower_ != "it":
        return False
    if label(token) == "obj":
        judged = any(
            label(c) == "xcomp" and c.pos_ in {"ADJ", "NOUN"} and c.i > token.i for c in verb.children
        )
        return judged and verb.lemma_.lower() in nouns.dummy_objects
    if label(token) not in {"nsubj", "nsubj:pass"}:
        return False
    clausal = any(label(c) in {"csubj", "csubj:pass"} for c in verb.children)
    judging = verb.pos_ in {"ADJ", "NOUN"} and any(label(c) in {"ccomp", "advcl"} for c in verb.children)
    return clausal or judging or (verb.pos_ == "NOUN" and verb.lemma_.lower() in nouns.dummy_predicates)
