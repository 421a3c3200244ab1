"""Pictures: whole and safe whatever the labels, every event in them, no status mistaken for another."""

import random
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.queries import Result
from kg.pictures.layout import Size, arranged
from kg.pictures.lettering import fitted
from kg.pictures.map import around, inside, world_map
from kg.pictures.model import FAMILIES, STATUSES, Box, Edge, Moment, Node, Spot
from kg.pictures.network import network
from kg.pictures.outline import centres, countries
from kg.pictures.png import png
from kg.pictures.reading import places
from kg.pictures.style import DATA, standalone, stylesheet
from kg.pictures.timeline import timeline

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</title><script>alert("1")</script>\' onload=x ]]> &amp; \x00\x1b\u202e\ud800'
ELEMENTS = {
    *("svg", "g", "a", "title", "text", "tspan"),
    *("path", "rect", "circle", "polygon"),
}
SEOUL = Spot("Seoul", "/e/seoul", 37.566, 126.9784, {"Reported": 3, "Denied": 1})
TOKYO = Spot("Tokyo", "/e/tokyo", 35.6895, 139.6917, {"Projected": 1})
LIMA = Spot("Lima", "/e/lima", -12.04, -77.03, {"Alleged": 2})
KOREA, RUSSIA = Node("k", "North Korea", "/k", "Country"), Node("r", "Russia", "/r", "Country")


def moment(day: str = "2023-09-13", status: str = "Reported", **given: object) -> Moment:
    when = date.fromisoformat(day)
    made = Moment("Summit", f"/e/{day}/{status}", when, when, "day", "Meeting", status)
    return replace(made, **given)  # type: ignore[arg-type]


def edge(status: str = "Reported", **given: object) -> Edge:
    return replace(Edge("k", "r", "WeaponsTransfer", status, 1, True, "/t"), **given)  # type: ignore[arg-type]


def many(number: int, seed: int = 1) -> list[Moment]:
    chance = random.Random(seed)
    days = [date(2019, 1, 1) + timedelta(days=int(chance.gauss(600, 200))) for _ in range(number)]
    return [
        moment(day.isoformat(), chance.choice(STATUSES), family=chance.choice(FAMILIES), href=f"/e/{i}")
        for i, day in enumerate(days)
    ]


def crowd(number: int) -> tuple[list[Node], list[Edge]]:
    chance = random.Random(3)
    kinds = ["Person", "Organization", "Country"]
    nodes = [Node(f"n{i}", f"Name of number {i}", f"/n/{i}", chance.choice(kinds)) for i in range(number)]
    edges = [
        Edge(
            f"n{int(number * chance.random() ** 2)}",
            f"n{chance.randrange(number)}",
            chance.choice(FAMILIES[:4]),
            chance.choice(STATUSES),
            chance.choice([1, 1, 2, 9]),
            chance.random() < 0.5,
        )
        for _ in range(2 * number)
    ]
    return nodes, edges


PICTURES = {
    "timeline": lambda label, href: timeline([moment(label=label, href=href)]),
    "network": lambda label, href: network(
        [replace(KOREA, label=label, href=href), replace(RUSSIA, kind=label)], [edge(href=href)]
    ),
    "map": lambda label, href: world_map([replace(SEOUL, label=label, href=href)]),
}
ALL = pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)


def marks(svg: str) -> list[ET.Element]:
    return [node for node in ET.fromstring(svg).iter() if "mark" in node.get("class", "").split()]


def titles(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter(f"{SVG}title")]


# --- safe and whole -------------------------------------------------------------------------


@ALL
def test_hostile_labels_stay_text(draw):
    svg = draw(HOSTILE, "/e")
    root = ET.fromstring(svg)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= ELEMENTS
    names = {name for node in root.iter() for name, _ in node.items()}
    assert not [name for name in names if name == "style" or name.startswith("on")]
    assert any('<script>alert("1")</script>' in title for title in titles(svg))
    assert "\u202e" not in svg


@ALL
@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", " javascript:x", ""])
def test_only_addresses_of_pages_are_links(draw, href):
    assert href not in [node.get("href") for node in ET.fromstring(draw("Kim", href)).iter(f"{SVG}a")]


@ALL
def test_marks_are_links_with_a_title(draw):
    links = list(ET.fromstring(draw("Kim", 'https://x.org/?a="1"&b=2')).iter(f"{SVG}a"))
    assert 'https://x.org/?a="1"&b=2' in [node.get("href") for node in links]
    assert all(node[0].tag == f"{SVG}title" and node[0].text for node in links)


@ALL
def test_picture_has_a_name_and_takes_the_width_it_is_given(draw):
    root = ET.fromstring(draw("Kim", "/e"))
    assert root.get("role") == "group"
    assert root.get("aria-label")
    assert root.get("width") == "100%"
    assert (root.get("viewBox") or "").startswith("0 0 960 ")


@ALL
def test_very_long_label_is_cut(draw):
    assert len(draw("Kim " * 100_000, "/e")) < len(draw("Kim", "/e")) + 10_000


def test_cut_label_fits_and_says_that_it_is_cut():
    assert fitted("Office of Foreign Assets Control", 100).endswith("…")
    assert fitted("Kim \n Jong\tUn", 100) == "Kim Jong Un"


@ALL
@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_file_of_its_own_is_well_formed_and_complete(draw, theme):
    text = standalone(draw(HOSTILE, "/e"), theme)
    root = ET.fromstring(text)
    assert list(root.iter(f"{SVG}style"))
    assert re.fullmatch(r"\d+(\.\d)?", root.get("height", ""))
    assert ("var(" in text) == (theme == "auto")
    assert "url(" not in text
    assert "@import" not in text


def test_every_class_drawn_is_styled():
    nodes, edges = crowd(30)
    drawn = timeline(many(200)) + network(nodes, edges) + world_map([SEOUL, TOKYO])
    used = {name for names in re.findall(r'class="([^"]*)"', drawn) for name in names.split()}
    bare = {
        *("timeline", "network", "map", "mark", "tie", "actor", "spot", "spots", "lane", "legend", "count"),
        *(f"status-{status}" for status in STATUSES),
    }
    assert {name for name in used - bare if f".{name} " not in stylesheet()} == set()


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_have_contrast(theme):
    import tomllib

    colours = tomllib.loads((DATA / "palette.toml").read_text(encoding="utf-8"))[theme]
    grounds = [luminance(colours[name]) for name in ("background", "band", "sea")]
    least = {"ink": 4.5, "muted": 4.5}
    for name in ("ink", "muted", "accent", "meeting", "statement", "transfer", "sanctions", "test"):
        for ground in grounds:
            low, high = sorted((luminance(colours[name]), ground))
            assert (high + 0.05) / (low + 0.05) >= least.get(name, 3.0), name


# --- no status looks like another -----------------------------------------------------------


def looks(svg: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """What is seen but for names: shapes with their attributes, without the names of statuses."""
    root = ET.fromstring(svg)
    shapes = [node for node in root.iter() if node.tag.removeprefix(SVG) in {"path", "rect", "circle"}]
    return [(node.tag, tuple(sorted(node.items()))) for node in shapes]


STATUS_PICTURES = {
    "marks": lambda status: timeline([moment(status=status)]),
    "columns": lambda status: timeline([moment(status=status)] * 40),
    "lines": lambda status: network([KOREA, RUSSIA], [edge(status)]),
    "places": lambda status: world_map([replace(SEOUL, counts={status: 2})]),
}


@pytest.mark.parametrize("draw", STATUS_PICTURES.values(), ids=STATUS_PICTURES)
def test_statuses_differ_by_more_than_colour(draw):
    drawn = {status: looks(draw(status)) for status in STATUSES}
    assert all(drawn[one] != drawn[other] for one, other in combinations(STATUSES, 2))
    full = [status for status in STATUSES if any("full" in str(shape) for shape in drawn[status])]
    assert full in (["Reported"], [])


def test_one_place_shows_each_of_its_statuses():
    assert [mark.get("class") for mark in marks(world_map([SEOUL]))] == [
        "mark status-Reported",
        "mark status-Denied",
    ]


# --- timeline -------------------------------------------------------------------------------


def counted(svg: str) -> int:
    """The number of events that a timeline shows: marks of one, or columns with their number."""
    texts = ET.fromstring(svg).iter(f"{SVG}text")
    columns = sum(int(node.text or "") for node in texts if node.get("class") == "count middle")
    boxes = [mark for mark in marks(svg) if mark.find(f"{SVG}rect") is not None]
    return columns + len(marks(svg)) - len(boxes)


@pytest.mark.parametrize("width", [960, 380])
@pytest.mark.parametrize("number", [1, 12, 60, 800])
def test_every_event_is_drawn_or_counted(number, width):
    assert counted(timeline(many(number), width=width)) == number


SPANS = st.tuples(st.dates(), st.integers(0, 800), st.sampled_from(STATUSES))


@given(st.lists(SPANS, min_size=1, max_size=40))
def test_any_dates_make_a_timeline(spans):
    latest = date.max.toordinal()
    moments = [
        moment(begin.isoformat(), status, end=date.fromordinal(min(begin.toordinal() + days, latest)))
        for begin, days, status in spans
    ]
    assert counted(timeline(moments)) == len(moments)


def test_columns_say_what_they_hold_and_lead_to_it():
    asked = []

    def more(family: str, status: str, begin: date, end: date) -> str:
        asked.append((family, status, begin <= date(2023, 9, 13) <= end))
        return "/events?some"

    svg = timeline([moment(href=f"/e/{i}", label=f"Summit {i}") for i in range(30)], more=more)
    (mark,) = marks(svg)
    assert mark.get("href") == "/events?some"
    assert asked == [("Meeting", "Reported", True)]
    assert titles(svg)[0].startswith("30 reported: 2023-09-13: Summit 0")
    assert "and 22 more" in titles(svg)[0]


def test_uncertain_time_is_shown_as_long_as_it_is():
    month = moment("2023-09-01", end=date(2023, 9, 30), precision="month")
    svg = timeline([moment("2023-08-01"), month, moment("2023-10-20")])
    assert len(re.findall('class="reach"', svg)) == 1
    assert "2023-09: Summit (reported)" in titles(svg)


def test_few_far_events_do_not_press_the_others_together():
    svg = timeline([*many(200), moment("1950-06-25")])
    texts = [node.text for node in ET.fromstring(svg).iter(f"{SVG}text")]
    assert "earlier" in texts
    assert "1960" not in texts


def test_nothing_to_draw_is_no_picture():
    assert timeline([]) == ""
    assert network([], []) == ""


# --- network --------------------------------------------------------------------------------


def test_edges_are_drawn_once_each_and_only_between_given_nodes():
    ties = [edge(), edge("Disputed"), edge(target="nobody"), edge(target="k"), edge(source="r", target="k")]
    svg = network([KOREA, RUSSIA], ties)
    assert [title for title in titles(svg) if ":" in title] == [
        "North Korea → Russia: weapons transfers, reported, 1",
        "North Korea → Russia: weapons transfers, disputed, 1",
        "Russia → North Korea: weapons transfers, reported, 1",
    ]


def test_directed_edges_alone_have_a_tip():
    directed, mutual = (network([KOREA, RUSSIA], [edge("Projected", directed=way)]) for way in (True, False))
    assert '"filled"' in directed
    assert '"filled"' not in mutual


@pytest.mark.parametrize(("number", "width"), [(2, 380), (3, 960), (40, 380), (150, 960)])
def test_labels_of_nodes_stay_clear_of_each_other(number, width):
    nodes, edges = crowd(number)
    sizes = {node.key: Size(90, 40) for node in nodes}
    plan = arranged(sizes, {(e.source, e.target): 1.0 for e in edges if e.source != e.target}, width)
    places = list(plan.places.values())
    assert len(places) == number
    over = [
        (one, other)
        for one, other in combinations(places, 2)
        if abs(one[0] - other[0]) < 88 and abs(one[1] - other[1]) < 38
    ]
    assert len(over) <= number // 50
    assert all(44 <= x <= width - 44 and 19 <= y <= plan.height - 19 for x, y in places)


# --- map ------------------------------------------------------------------------------------


def test_spots_outside_of_the_box_are_left_out():
    box = Box(120, 30, 145, 45)
    assert inside([SEOUL, TOKYO, LIMA], box) == [SEOUL, TOKYO]
    assert "Lima" not in world_map([SEOUL, TOKYO, LIMA], box=box)


@pytest.mark.parametrize("spots", [[SEOUL], [SEOUL, TOKYO], [SEOUL, LIMA], [replace(LIMA, latitude=-89.9)]])
def test_part_of_the_world_around_spots_holds_them(spots):
    box = around(spots)
    assert inside(spots, box) == spots


def test_country_borders_hold_their_towns():
    (korea,) = (country for country in countries() if country.name == "South Korea")
    assert holds(korea.rings[0], SEOUL.longitude, SEOUL.latitude)
    assert not holds(korea.rings[0], TOKYO.longitude, TOKYO.latitude)


def holds(ring, x: float, y: float) -> bool:
    sides = zip(ring, [*ring[1:], ring[0]], strict=True)
    crossed = [(a, b) for a, b in sides if (a[1] > y) != (b[1] > y)]
    return sum(x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in crossed) % 2 == 1


def test_no_country_runs_across_the_whole_map():
    assert max(ring[:, 0].max() - ring[:, 0].min() for country in countries() for ring in country.rings) < 180


def test_every_country_s_point_is_within_it():
    outside = [c.name for c in countries() if not any(holds(r, c.longitude, c.latitude) for r in c.rings)]
    assert len(outside) < 20, outside  # points are rounded to tenths of a degree: dwarf states
    assert {"Russia", "United States of America", "Fiji"}.isdisjoint(outside)
    assert "" not in centres()


def test_places_are_read_once_for_each_event_and_countries_by_their_borders():
    columns = ("event", "status", "place", "name", "lat", "long", "same")
    event, status, item = (ox.NamedNode(f"https://x.org/#{name}") for name in ("e", "Denied", "Q1"))
    russia = ox.NamedNode("http://www.wikidata.org/entity/Q159")
    towns = [
        (event, status, ox.NamedNode(f"https://x.org/{name}"), ox.Literal(name), *point, same)
        for name, same, *point in [
            ("Seoul", None, ox.Literal("37.5"), ox.Literal("127")),
            ("Russia", item, None, None),
            ("Russia", russia, None, None),
            ("Nowhere", item, None, None),
            ("Mars", None, ox.Literal("137.5"), ox.Literal("hot")),
        ]
    ]
    found = places(Result(columns, (*towns, (ox.NamedNode("https://x.org/#f"), *towns[-1][1:]))))
    assert [(spot.label, spot.counts, spot.href) for spot in found.spots] == [
        ("Russia", {"Denied": 1}, "https://x.org/Russia"),
        ("Seoul", {"Denied": 1}, "https://x.org/Seoul"),
    ]
    assert found.left_out == 1


# --- the same again -------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_order_of_what_is_given_changes_nothing(seed):
    chance = random.Random(seed)
    moments, (nodes, edges), spots = many(300), crowd(25), [SEOUL, TOKYO, LIMA]
    before = timeline(moments), network(nodes, edges), world_map(spots)
    for some in (moments, nodes, edges, spots):
        chance.shuffle(some)
    assert (timeline(moments), network(nodes, edges), world_map(spots)) == before


def test_png_has_letters_without_any_font_installed(monkeypatch, tmp_path):
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "none"))
    node = replace(KOREA, href="")
    blank = replace(node, label=" " * 11)
    assert png(network([node], [])) != png(network([blank], []))
    assert png(network([node], [])) == png(network([node], []))
