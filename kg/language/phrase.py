"""A noun phrase without a name, taken apart."""

from dataclasses import dataclass

from kg.language.chunks import Chunk


@dataclass(frozen=True, slots=True)
class Phrase:
    """A nominal taken apart."""

    chunk: Chunk
    noun: str  # its head noun in the singular
    plural: bool
    definite: bool
    determiner: str
    owners: tuple[str, ...]  # who possesses it, by genitive, pronoun, adjective or "of"
    first_person: bool  # "our allies"
    words: str  # without determiner and owner
    label: str  # without determiner, with what belongs to it
    surface: str
