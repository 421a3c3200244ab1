"""Everything loaded once and used for every article: pipeline, entity list, weapons, lexicons."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from kg import language
from kg.frames import Matcher
from kg.gazetteer import Gazetteer
from kg.language.listentities import ListEntities
from kg.lexicon import Lexicon, load_all
from kg.resources import folder
from kg.weapons import Weapons

FAMILIES = Path(__file__).parent / "families"


@dataclass(frozen=True, slots=True)
class Tools:
    """What the extraction works with."""

    nlp: Language
    gazetteer: Gazetteer
    weapons: Weapons
    matchers: tuple[Matcher, ...]

    @property
    def nouns(self) -> frozenset[str]:
        """All nouns that evoke events."""
        return frozenset(n for m in self.matchers for n in m.lexicon.nouns)


def lexicons() -> tuple[Lexicon, ...]:
    """Return the lexicons of all families that are found by frames; statements have their own stage."""
    return load_all(p for p in sorted(FAMILIES.glob("*.toml")) if p.stem != "statement")


def load_tools(pipeline: str | None = None, entities: Sequence[Path] = (), threads: int = 1) -> Tools:
    """Load all tools; ``pipeline`` names another spaCy pipeline, ``entities`` adds the user's own lists."""
    gazetteer = Gazetteer.load(folder("ontology") / "entities.ttl", *entities)
    weapons = Weapons.load()
    return Tools(
        nlp=language.load(pipeline, threads=threads, lists=ListEntities(gazetteer, weapons)),
        gazetteer=gazetteer,
        weapons=weapons,
        matchers=tuple(Matcher(lexicon) for lexicon in lexicons()),
    )
