"""He, she → who: subjects of the clauses above, the speaker beside a quotation, the most salient before."""

from spacy.tokens import Token

from kg.language.binding import Binding
from kg.language.discourse import Test
from kg.language.labels import label
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation
from kg.model import EntityType

_NEAR = 2  # sentences in which a known gender counts for more than salience
_TURN = 4  # sentences that a speaker's turn may last


class PersonPronouns:
    """Resolves "he" and "she" in one article."""

    def __init__(self, situation: Situation, binding: Binding) -> None:
        self.discourse, self.register, self.binding = situation.discourse, situation.register, binding

    def resolve(self, token: Token, gender: str) -> tuple[str, ...]:
        """Return whom a pronoun of a gender refers to, () when unknown."""
        barred = self.binding.barred(token)

        def fits(keys: tuple[str, ...]) -> bool:
            return (
                len(keys) == 1
                and keys[0] not in barred
                and self.register.type(keys[0]) is EntityType.PERSON
                and self.register.genders.get(keys[0], gender) == gender
            )

        judged = self.binding.judged(token)
        if judged and fits(judged):
            return judged
        above = self._above(token, fits)
        if above:
            return above
        ahead = self.binding.ahead(token, fits)
        if ahead:
            return ahead
        speaker = self._speaker_before(token, fits)
        if speaker:
            return speaker
        recent = [r for r in self.discourse.recent(token.i, fits) if not self._is_owner(r.head, token)]
        here = self.discourse.sentence[token.i]
        sure = [r for r in recent if r.keys[0] in self.register.genders and here - r.sentence <= _NEAR]
        return next((r.keys for r in [*sure, *recent]), ())

    def _above(self, token: Token, fits: Test) -> tuple[str, ...]:
        """Return the subject above that fits; of unknown gender it yields to a known one beside it."""
        found = next((r for _, r in self.binding.above(token) if fits(r.keys)), None)
        if found is None or found.keys[0] in self.register.genders:
            return found.keys if found else ()
        beside = self.discourse.recent(token.i, fits, 0)
        sure = [r for r in beside if r.keys[0] in self.register.genders and r.start > found.start]
        return sure[0].keys if sure else found.keys

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

    def _is_owner(self, head: int, token: Token) -> bool:
        """Tell whether a mention is the possessor of the very phrase that holds the pronoun."""
        owner = self.discourse.doc[head]
        return label(owner) == "nmod:poss" and owner.head.i == token.head.i
