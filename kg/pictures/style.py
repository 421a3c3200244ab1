"""The style sheet of pictures: one for pages and for files of their own."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

Theme = Literal["light", "dark", "auto"]

DATA = Path(__file__).parent / "data"
_VARIABLE = re.compile(r"var\(--([a-z]+)\)")
_OPENING = re.compile(r"<svg\b[^>]*>")
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)" width="100%"')


@cache
def stylesheet(theme: Theme = "auto") -> str:
    """Return the rules for class ``picture`` and all within; ``auto`` follows the reader's system.

    Pages serve them as a file of their own; with ``auto`` they also show only one of ``picture-wide`` and
    ``picture-narrow``, by the width of the window.
    """
    rules = _read("picture.css")
    if theme == "auto":
        dark = f"@media (prefers-color-scheme: dark) {{ {_variables('dark')} }}\n"
        return _variables("light") + dark + rules + _read("pages.css")
    # Not every program that draws SVG knows variables.
    colours = _colours()[theme]
    return _VARIABLE.sub(lambda found: colours[found[1]], rules)


def background(theme: Literal["light", "dark"]) -> str:
    """Return the colour behind a picture."""
    return _colours()[theme]["background"]


def standalone(svg: str, theme: Theme = "auto") -> str:
    """Return a picture as a file of its own, with its style and background."""
    opening = _OPENING.match(svg)
    assert opening, "a picture begins with its svg element"
    head = _SIZE.sub(r'viewBox="0 0 \1 \2" width="\1" height="\2"', opening[0])
    ground = "".join(f"{name}{{fill:{value}}}" for name, value in _ground(theme).items())
    style = f"<style>\n{stylesheet(theme)}{ground}</style>"
    back = '<rect class="ground" width="100%" height="100%"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{style}{back}{svg[opening.end() :]}'


def _ground(theme: Theme) -> dict[str, str]:
    return {".ground": "var(--background)" if theme == "auto" else background(theme)}


def _variables(theme: str) -> str:
    given = " ".join(f"--{name}: {colour};" for name, colour in _colours()[theme].items())
    return f":root {{ {given} }}\n"  # pages colour their own marks of families by them


@cache
def _colours() -> dict[str, dict[str, str]]:
    return tomllib.loads(_read("palette.toml"))


def _read(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")
