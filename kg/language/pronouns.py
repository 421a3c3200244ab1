"""Pronouns → whom they refer to."""

from spacy.tokens import Token

from kg.language.binding import Binding
from kg.language.grouppronouns import GroupPronouns
from kg.language.labels import label
from kg.language.personpronouns import PersonPronouns
from kg.language.situation import Situation
from kg.language.thingpronouns import ThingPronouns

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})


class PronounResolver:
    """Resolves third-person pronouns of one article."""

    def __init__(self, situation: Situation) -> None:
        binding = Binding(situation)
        self.persons = PersonPronouns(situation, binding)
        self.things = ThingPronouns(situation, binding)
        self.groups = GroupPronouns(situation, binding)

    def resolve(self, token: Token) -> tuple[str, ...]:
        """Return the keys that a pronoun refers to, () when unknown."""
        word = token.lower_
        if word in MALE | FEMALE:
            return self.persons.resolve(token, "male" if word in MALE else "female")
        if word in NEUTER:
            return self.things.resolve(token)
        if word in PLURAL:
            return self.groups.resolve(token)
        if is_both(token):
            return self.groups.both(token)
        return ()


def is_both(token: Token) -> bool:
    """Tell whether "both" stands for two who were told: "Both condemned the launch"."""
    return token.lower_ == "both" and label(token) == "nsubj"
