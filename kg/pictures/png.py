"""SVG → PNG, with a font of our own: the same on every machine, also where no font is installed."""

from typing import Literal

import resvg_py

from kg.pictures.style import DATA, standalone

FONT, FAMILY = DATA / "DejaVuSans.ttf", "DejaVu Sans"
SCALE = 2  # pixels for one of the drawing


def png(svg: str, theme: Literal["light", "dark"] = "light") -> bytes:
    """Return a picture as a PNG file, twice as large as it is drawn."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=standalone(svg, theme),
            zoom=SCALE,
            skip_system_fonts=True,
            font_files=[str(FONT)],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
