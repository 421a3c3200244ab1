"""Whether a text is English, by its commonest words and, in doubt, by statistics over many languages."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# No words that other languages write the same, as "a", "in" or "was".
COMMON = frozenset(
    (
        "the of and to is that for with by at from it has have be are this his its which he they will been "
        "their said would who but"
    ).split()
)
_WORDS = re.compile(r"[^\W\d_]+")
_BEGINNING = 20_000  # characters that tell the language
_FEWEST = 25  # words below which a text is too short to tell by these words
# English news has a quarter of such words and more; other languages that use the same letters hardly any.
_SHARE = 0.03
_PLAIN = 0.1  # share from which nothing else need be asked
_SURE, _SURE_IF_SHORT = 0.5, 0.9  # confidence in another language
_LATIN_END = "\u0250"
_LEAST = 20  # letters below which nothing can be told


def is_english(text: str) -> bool:
    """Tell whether a text is English, or too short to tell."""
    number, share = _common(text)
    return number < _FEWEST or share >= _SHARE


def other_language(text: str) -> str | None:
    """Return the code (ISO 639) of the language of a text that is not English; None if it may be English.

    A text of few words counts as English unless the statistics are nearly certain: it may be all names.
    """
    number, share = _common(text)
    if share >= _PLAIN:
        return None
    letters = [c for c in text[:_BEGINNING] if c.isalpha()]
    if len(letters) < _LEAST:
        return None
    language, confidence = _identifier().classify(text[:_BEGINNING])
    latin = 2 * sum(c < _LATIN_END for c in letters) > len(letters)
    least = _SURE_IF_SHORT if latin and number < _FEWEST else _SURE
    return language if language != "en" and confidence >= least else None


def _common(text: str) -> tuple[int, float]:
    """Return the number of words, and which share of them are common in English."""
    words = [w.lower() for w in _WORDS.findall(text[:_BEGINNING])]
    return len(words), sum(w in COMMON for w in words) / max(1, len(words))


@cache
def _identifier() -> "LanguageIdentifier":
    """Return py3langid's identifier, without its labels for pidgin of English words and for no language."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if label not in ("pcm", "zxx")])
    return identifier
