"""The name under which spaCy finds the pipeline that ships with ``kg``: ``spacy.load("en_statecraft")``."""

from collections.abc import Iterable
from typing import Any

from spacy.language import Language

import kg.language
from kg import __version__

__all__ = ["__version__", "load"]


def load(
    *,
    disable: str | Iterable[str] = (),
    enable: str | Iterable[str] = (),
    exclude: str | Iterable[str] = (),
    vocab: Any = True,
    config: Any = None,
) -> Language:
    """Load the pipeline as ``spacy.load`` asks for it; it brings its own vocabulary and configuration."""
    if vocab is not True or config:
        raise ValueError("en_statecraft takes no vocab and no config: its network fixes both")
    nlp = kg.language.load(disable=_names(disable), exclude=_names(exclude))
    if chosen := _names(enable):
        nlp.select_pipes(enable=[name for name in nlp.pipe_names if name in chosen])
    return nlp


def _names(names: str | Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
