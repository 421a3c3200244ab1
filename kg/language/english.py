"""Whether a text is English, by the share of its commonest words."""

import re

COMMON = frozenset(
    (
        "the of and to in a is that for on with as was by at from it has have be are an this his its "
        "which not he they will had were been their said would who but or"
    ).split()
)
_WORDS = re.compile(r"[^\W\d_]+")
_FEWEST = 12  # words below which a text is too short to tell
# English news has over a third of such words; other languages that use the same letters hardly any.
_SHARE = 0.1


def is_english(text: str) -> bool:
    """Tell whether a text is English, or too short to tell."""
    words = [w.lower() for w in _WORDS.findall(text[:20_000])]
    return len(words) < _FEWEST or sum(w in COMMON for w in words) >= _SHARE * len(words)
