"""The light verbs, from ``lightverbs.toml``."""

import tomllib
from pathlib import Path

LIGHT_VERBS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
