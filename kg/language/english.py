"""Whether a text is English, by the share of its commonest words."""

import re

# No words that other languages write the same, as "a", "in" or "was".
COMMON = frozenset(
    (
        "the of and to is that for with by at from it has have be are this his its which he they will been "
        "their said would who but"
    ).split()
)
_WORDS = re.compile(r"[^\W\d_]+")
_FEWEST = 25  # words below which a text is too short to tell
# English news has a quarter of such words and more; other languages that use the same letters hardly any.
_SHARE = 0.03


def is_english(text: str) -> bool:
    """Tell whether a text is English, or too short to tell."""
    words = [w.lower() for w in _WORDS.findall(text[:20_000])]
    return len(words) < _FEWEST or sum(w in COMMON for w in words) >= _SHARE * len(words)
