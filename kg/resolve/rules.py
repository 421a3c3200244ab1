"""How events are compared: the content of rules.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Family:
    """How events of one family are compared; see rules.toml."""

    roles: Mapping[str, int]
    exact: bool
    untold: str
    window: int
    near: int
    far: int
    items: str
    amounts: bool
    modality: bool
    persons: int
    words: bool
    echoes: bool
    threshold: float


@dataclass(frozen=True, slots=True)
class Rules:
    """All families, the points, and the kinds that exclude each other."""

    points: Mapping[str, float]
    apart: tuple[frozenset[str], ...]
    rare: frozenset[str]
    families: Mapping[str, Family]


def load_rules() -> Rules:
    """Read rules.toml."""
    table: dict[str, Any] = tomllib.loads((files("kg.resolve") / "rules.toml").read_text(encoding="utf-8"))
    return Rules(
        points=table["points"],
        apart=tuple(frozenset(group) for group in table["kinds"]["apart"]),
        rare=frozenset(table["kinds"]["rare"]),
        families={name: Family(**values) for name, values in table["families"].items()},
    )
