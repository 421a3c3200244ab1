"""What a given name says of its bearer's gender."""

import tomllib
from functools import lru_cache
from pathlib import Path

from kg.language.rolenouns import role_nouns
from kg.names import fold

FILE = Path(__file__).with_name("givennames.toml")


@lru_cache(maxsize=1)
def _genders() -> dict[str, str]:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: gender for gender, names in table.items() for name in names}


def gender_of(name: str) -> str | None:
    """Return "female" or "male" for a full name that starts with a given name of one gender, else None."""
    words = fold(name).lower().split()
    if len(words) < 2 or words[0] in role_nouns().family_first:
        return None
    return _genders().get(words[0])
