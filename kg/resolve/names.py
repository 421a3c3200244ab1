"""When two labels are one name, and the IRIs of merged nodes."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "president", "minister", "secretary", "general"})


@lru_cache(maxsize=16_384)  # candidates share their labels
def normalise(label: str) -> str:
    """Return a label without case, accents, punctuation, article and possessive."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", label)).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "")
    words = re.sub(r"[\W_]+", " ", plain).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words)


def is_name(label: str) -> bool:
    """Tell a name from a description: its last word has a capital ("South Korean officials" has none)."""
    words = label.split()
    return bool(words) and any(c.isupper() or c.isdigit() for c in words[-1])


def identifies(label: str, kind: str) -> bool:
    """Tell whether a label is enough to know the same thing again in another article.

    A description is not, nor is a person's surname alone.
    """
    if not is_name(label):
        return False
    words = [word for word in normalise(label).split() if word not in _TITLES]
    return len(words) > (1 if kind == "Person" else 0)


def entity_iri(base: str, kind: str, label: str) -> str:
    """Return the IRI of an entity that is known by its name."""
    return f"{base}entity/{kind.lower()}/{quote(normalise(label).replace(' ', '-'), safe='')}"


def minted(base: str, kind: str, *identity: str) -> str:
    """Return the IRI of a merged node, made from what identifies it."""
    digest = hashlib.sha256("\x1f".join(identity).encode()).hexdigest()[:20]
    return f"{base}{kind}/{digest}"
