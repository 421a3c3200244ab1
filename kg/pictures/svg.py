"""SVG elements. What is not the picture's own, such as labels, comes from hostile text."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SAFE_SCHEMES = ("http://", "https://", "/", "?", "#")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")  # also reversing ones

LONGEST = 600  # characters of a title

Element = ET.Element


def element(tag: str, *children: Element | str, **attributes: str | float) -> Element:
    """Return an element; a trailing ``_`` in a name goes, other ``_`` become ``-``; numbers are rounded."""
    made = ET.Element(tag, {_name(name): _value(value) for name, value in attributes.items()})
    for child in children:
        if isinstance(child, str):
            assert len(made) == 0, "text comes before elements"
            made.text = (made.text or "") + plain(child)
        else:
            made.append(child)
    return made


def group(children: Iterable[Element], **attributes: str | float) -> Element:
    """Return a group."""
    return element("g", *children, **attributes)


def link(href: str, title: str, *children: Element, class_: str) -> Element:
    """Return what carries a title, as a link where there is somewhere to go."""
    inner = (element("title", title if len(title) <= LONGEST else f"{title[:LONGEST]}…"), *children)
    if not href.startswith(_SAFE_SCHEMES):
        return element("g", *inner, class_=class_)
    return element("a", *inner, href=href, class_=class_)


def picture(children: Iterable[Element], *, width: float, height: float, kind: str, label: str) -> str:
    """Return the text of a picture that fills the width it is given."""
    root = element(
        "svg",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width="100%",
        role="group",
        aria_label=label,
        class_=f"picture {kind}",
    )
    return ET.tostring(root, encoding="unicode") + "\n"


def plain(text: str) -> str:
    """Return text on one line, without what XML can't hold and what turns the direction of reading."""
    return _NOT_XML.sub("\ufffd", _CONTROLS.sub(" ", text))


def number(value: float) -> str:
    """Return a number with at most one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _name(name: str) -> str:
    return name.removesuffix("_").replace("_", "-")


def _value(value: str | float) -> str:
    return plain(value) if isinstance(value, str) else number(value)
