"""Spellings under which a list may hold a name."""


def forms(text: str) -> list[str]:
    """Return spellings under which a list may hold a name: as it is, without initials, without "Jr."."""
    words = [w for w in text.replace(",", " ").split() if w.lower().rstrip(".") not in {"jr", "sr"}]
    without = [w for i, w in enumerate(words) if not (0 < i < len(words) - 1 and len(w.rstrip(".")) == 1)]
    return list(dict.fromkeys([text, " ".join(words), " ".join(without)]))


def bare(text: str) -> str:
    """Return a name without its article."""
    return text[4:] if text.lower().startswith("the ") else text
