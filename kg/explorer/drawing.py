"""Pictures for windows of every width."""

from collections.abc import Callable

from kg.pictures.model import NARROW, WIDE


def twice(draw: Callable[[int], str]) -> str:
    """Return a picture drawn for a desktop and for a phone; the style sheet shows one of them."""
    wide = draw(WIDE)
    if not wide:
        return ""
    return f'<div class="picture-wide">{wide}</div><div class="picture-narrow">{draw(NARROW)}</div>'
