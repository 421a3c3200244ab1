"""The style sheet of pictures: one for pages and for files of their own."""

from typing import Literal

Theme = Literal["light", "dark", "auto"]


def stylesheet(theme: Theme = "auto") -> str:
    """Return the rules for class ``picture`` and all within; ``auto`` follows the reader's system.

    Pages serve them as a file of their own; they also show only one of ``picture-wide`` and ``picture-narrow``,
    by the width of the window.
    """
    raise NotImplementedError


def standalone(svg: str, theme: Theme = "auto") -> str:
    """Return a picture as a file of its own, with its style and background."""
    raise NotImplementedError
