"""Pictures for windows of every width."""

import asyncio
from collections.abc import Callable

from kg.pictures.model import NARROW, WIDE


async def twice(draw: Callable[[int], str]) -> str:
    """Return a picture drawn for a desktop and for a phone; the style sheet shows one of them.

    It is drawn in a thread, for others to be answered meanwhile.
    """
    return await asyncio.to_thread(_both, draw)


def _both(draw: Callable[[int], str]) -> str:
    wide = draw(WIDE)
    if not wide:
        return ""
    return f'<div class="picture-wide">{wide}</div><div class="picture-narrow">{draw(NARROW)}</div>'
