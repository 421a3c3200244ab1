"""Draw a timeline, a network or a map of a store's events: a self-contained SVG or PNG file.

What is alleged, disputed, denied or projected never looks like what is reported; see docs/pictures.md.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.console import count
from kg.commands.options import add_selection, add_store
from kg.errors import KgError, QueryError

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.pictures.filters import Filters
    from kg.pictures.happenings import Happening

SUFFIXES = (".svg", ".png")

NAME = "plot"
HELP = "draw a timeline, a network or a map"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add("picture", choices=["timeline", "network", "map"], help="what to draw")
    add_store(parser)
    add("-o", "--output", type=_file, required=True, metavar="FILE", help="the file: .svg or .png")
    add_selection(parser)
    most = "actors in a network: those with most events (%(default)s)"
    add("--most", type=_number(2, 400), default=80, metavar="N", help=most)
    part = parser.add_mutually_exclusive_group()
    zoom = "of a map: the part of the world that holds the places"
    part.add_argument("--zoom", action="store_true", help=zoom)
    area = "of a map: west, south, east and north end"
    part.add_argument("--area", type=float, nargs=4, metavar="DEGREES", help=area)
    width = "drawn width in pixels (%(default)s)"
    add("--width", type=_number(240, 2400), default=960, metavar="N", help=width)
    theme = "light or dark ground (SVG: as the reader's system has it; PNG: light)"
    add("--theme", choices=["light", "dark"], help=theme)


def run(args: argparse.Namespace) -> int:
    """Draw, and say what is in the picture."""
    from kg.files import make_folder
    from kg.graph.export import replacing
    from kg.graph.store import open_for_reading
    from kg.pictures.filters import Filters

    statuses = tuple(status.capitalize() for status in args.status)
    filters = Filters(args.since or "", args.until or "", tuple(args.family), statuses, args.entity)
    _check(args)
    draw = {"timeline": _timeline, "network": _network, "map": _map}[args.picture]
    with open_for_reading(args.store) as store:
        svg, said = draw(store, filters, args)
    if not svg:
        raise KgError(f"{args.store}: nothing to draw: {said}; ask for more, or see `kg status`")
    make_folder(args.output.parent)
    with replacing(args.output) as file:
        file.write(_as_file(svg, args))
    print(f"{said} → {args.output}")
    return 0


def _check(args: argparse.Namespace) -> None:
    """Refuse what is wrong usage beyond single arguments."""
    if args.picture != "map" and (args.zoom or args.area):
        raise QueryError("--zoom and --area go with a map")
    if args.area:
        west, south, east, north = args.area
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise QueryError("--area: give the west, south, east and north end, in degrees, in this order")
        if not 1 <= east - west <= 6 * (north - south) or north - south > 3 * (east - west):
            raise QueryError("--area: is too small or too narrow; give a degree or more, of a similar height")


def _timeline(store: "Store", filters: "Filters", args: argparse.Namespace) -> tuple[str, str]:
    from kg.pictures.reading import moments
    from kg.pictures.timeline import timeline

    events = _events(store, filters)
    dated = moments(events)
    left = len(events) - len(dated)
    said = count(len(dated), "events") + (f"; {count(left, 'others')} without a date" if left else "")
    return timeline(dated, width=args.width), said


def _network(store: "Store", filters: "Filters", args: argparse.Namespace) -> tuple[str, str]:
    from kg.pictures.network import network
    from kg.pictures.reading import ties

    found = ties(_events(store, filters), most=args.most)
    said = f"{count(len(found.nodes), 'actors')}, {count(len(found.edges), 'ties')}"
    left = f"; {count(found.left_out, 'further actors')} left out" if found.left_out else ""
    return network(found.nodes, found.edges, width=args.width), said + left


def _map(store: "Store", filters: "Filters", args: argparse.Namespace) -> tuple[str, str]:
    from kg.graph.queries import ask
    from kg.pictures.filters import question
    from kg.pictures.map import around, inside, world_map
    from kg.pictures.model import Box
    from kg.pictures.reading import places

    found = places(ask(store.database, question("places", filters)))
    box = Box(*args.area) if args.area else around(found.spots) if args.zoom else None
    shown = inside(found.spots, box)
    beyond = len(found.spots) - len(shown)
    said = count(len(shown), "places") + (f"; {count(beyond, 'others')} beyond the map" if beyond else "")
    left = f"; {count(found.left_out, 'events')} in places of unknown position" if found.left_out else ""
    return world_map(shown, box=box, width=args.width) if shown else "", said + left


def _events(store: "Store", filters: "Filters") -> "list[Happening]":
    from kg.graph.queries import ask
    from kg.pictures.filters import question
    from kg.pictures.happenings import happenings

    return happenings(ask(store.database, question("events", filters)))


def _as_file(svg: str, args: argparse.Namespace) -> bytes:
    if args.output.suffix.lower() == ".svg":
        from kg.pictures.style import standalone

        return standalone(svg, args.theme or "auto").encode()
    from kg.pictures.png import png

    return png(svg, args.theme or "light")


def _file(text: str) -> Path:
    if Path(text).suffix.lower() not in SUFFIXES:
        raise argparse.ArgumentTypeError(f'"{text}" does not end with {" or ".join(SUFFIXES)}')
    return Path(text)


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f'"{text}" is no number from {least} to {most}')
        return int(text)

    return read
