"""Who signs a release by its title: "Statement by President Joe Biden on …"."""

import re

from kg.gazetteer import Gazetteer
from kg.language.references import Register
from kg.model import Article, EntityType

_SIGNED = re.compile(
    r"\b(?:statement|message|letter|greetings|op-ed|article) (?:by|from) (.{3,120})", re.IGNORECASE
)
_LONGEST = 5  # words of a name


def author_of(article: Article, gazetteer: Gazetteer, register: Register) -> str | None:
    """Enter the one person whom an article's title says it is by; None when it names nobody or several."""
    found = _SIGNED.search(article.title or "")
    if found is None:
        return None
    words = found[1].replace("’", "'").replace(",", " ").split()
    for length in range(min(_LONGEST, len(words)), 1, -1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            entries = [e for e in gazetteer.lookup(name) if e.type is EntityType.PERSON]
            if len(entries) == 1:
                return register.known(entries[0])
    return None
