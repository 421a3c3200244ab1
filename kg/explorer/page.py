"""A page before it is written: which template, and what is put into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Page:
    """A template with its values; ``iri`` is what the page is about, for other formats of the same."""

    template: str
    title: str
    values: Mapping[str, object] = field(default_factory=dict)
    iri: str = ""
    status: int = 200
    styles: tuple[str, ...] = ()  # SHA-256 of style elements that a vendored script makes
