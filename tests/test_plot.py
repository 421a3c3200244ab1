"""``kg plot`` over a small store."""

import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from made import BASE, article, launch, numbered, saying, shells, summit

from kg.cli import main
from kg.dataset import open_dataset
from kg.model import NARRATOR, Stance

SVG = "{http://www.w3.org/2000/svg}"
DENIED = (("Joe Biden", Stance.ACTUAL), ("Russia", Stance.NEGATED))


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("plot") / "store"
    events = [
        summit(day="2023-09-13", place="Tokyo Hall"),
        launch(day="2022-06", place="North Korea"),
        shells(day="2023", said=DENIED),
        saying("We will answer"),
    ]
    with open_dataset(path, BASE) as dataset:
        dataset.put(article("a", *numbered(events)))
        hostile = summit(participant=["Person: <script>&", "Kim Jong Un"], said=[(NARRATOR, Stance.PLANNED)])
        dataset.put(article("b", hostile))
    return path


def plot(capsys, store: Path, output: Path, *arguments: str) -> str:
    assert main(["plot", *arguments, "--store", str(store), "-o", str(output)]) == 0
    return capsys.readouterr().out


def titles(path: Path) -> list[str]:
    return [node.text or "" for node in ET.fromstring(path.read_text()).iter(f"{SVG}title")]


def test_timeline_has_every_event_with_a_date(capsys, store, tmp_path):
    out = plot(capsys, store, tmp_path / "t.svg", "timeline")
    assert out.startswith("4 events; 1 other without a date → ")
    assert titles(tmp_path / "t.svg") == [
        "2023-09-13: In-person meeting: Kim Jong Un, Vladimir Putin (reported)",
        "2023-09-13: In-person meeting: <script>&, Kim Jong Un (projected)",
        "2023: Weapons transfer: North Korea → Russia (disputed)",
        "2022-06: Missile launch: North Korea (reported)",
    ]


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (["--from", "2023"], 3),
        (["--from", "2023-10"], 1),  # what was sometime in 2023 may have been in October
        (["--to", "2022-06-15"], 1),
        (["--to", "2022-05"], 0),
        (["--family", "Meeting", "--family", "WeaponsTest"], 3),
        (["--status", "disputed"], 1),
        (["--status", "reported", "--status", "projected"], 3),
        (["--entity", "russia"], 1),
        (["--entity", "Tokyo Hall"], 1),
        (["--entity", '" } #'], 0),
    ],
)
def test_filters(store, tmp_path, arguments, number):
    path = tmp_path / "t.svg"
    found = main(["plot", "timeline", *arguments, "--store", str(store), "-o", str(path)])
    assert found == (0 if number else 1)
    assert path.exists() == bool(number)
    if number:
        assert len(titles(path)) == number


def test_network_is_of_who_met_or_armed_whom(capsys, store, tmp_path):
    out = plot(capsys, store, tmp_path / "n.svg", "network")
    assert out.startswith("5 actors, 3 ties → ")
    assert sorted(title for title in titles(tmp_path / "n.svg") if ":" in title) == [
        "<script>& and Kim Jong Un: meetings, projected, 1",
        "Kim Jong Un and Vladimir Putin: meetings, reported, 1",
        "North Korea → Russia: weapons transfers, disputed, 1",
    ]


def test_network_of_few_says_how_many_are_left_out(capsys, store, tmp_path):
    out = plot(capsys, store, tmp_path / "n.svg", "network", "--most", "2")
    assert "3 further actors left out" in out


def test_map_is_of_places_with_a_position(capsys, store, tmp_path):
    out = plot(capsys, store, tmp_path / "m.svg", "map", "--zoom")
    assert out.startswith("1 place; 1 event in places of unknown position → ")
    assert titles(tmp_path / "m.svg") == ["North Korea: 1 reported"]
    out = plot(capsys, store, tmp_path / "m.svg", "map", "--area", "0", "0", "135", "60")
    assert out.startswith("1 place")
    assert main(["plot", "map", "--area", "0", "0", "50", "50", "--store", str(store), "-o", "m.svg"]) == 1
    assert "1 other beyond the map" in capsys.readouterr().err


def test_png_is_twice_as_large_as_drawn(capsys, store, tmp_path):
    path = tmp_path / "new" / "t.PNG"
    plot(capsys, store, path, "timeline", "--width", "400", "--theme", "dark")
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", head[16:20]) == (800,)


def test_the_same_store_gives_the_same_bytes(capsys, store, tmp_path):
    for name in ("timeline", "network"):
        for suffix in ("svg", "png"):
            paths = [tmp_path / f"{name}{number}.{suffix}" for number in (1, 2)]
            for path in paths:
                plot(capsys, store, path, name)
            assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("picture", ["timeline", "network", "map"])
def test_empty_selection_is_said_and_nothing_written(capsys, store, tmp_path, picture):
    path = tmp_path / "x.svg"
    assert main(["plot", picture, "--entity", "Nobody", "--store", str(store), "-o", str(path)]) == 1
    assert "nothing to draw" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["timeline", "-o", "x.pdf"], ".svg or .png"),
        (["timeline", "-o", "x"], ".svg or .png"),
        (["timeline", "-o", "x.svg", "--from", "yesterday"], "YYYY"),
        (["timeline", "-o", "x.svg", "--to", "2023-13"], "YYYY"),
        (["timeline", "-o", "x.svg", "--width", "0"], "--width"),
        (["timeline", "-o", "x.svg", "--family", "Wedding"], "Wedding"),
        (["pie", "-o", "x.svg"], "pie"),
        (["timeline", "-o", "x.svg", "--width", "99999"], "--width"),
        (["map", "-o", "x.svg", "--area", "10", "0", "west", "20"], "--area"),
    ],
)
def test_wrong_usage(capsys, tmp_path, monkeypatch, arguments, word):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["plot", *arguments])
    assert stopped.value.code == 2
    assert word in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["network", "--zoom"], "--zoom"),
        (["map", "--area", "10", "0", "-10", "20"], "--area"),
        (["map", "--area", "10", "0", "nan", "20"], "--area"),
        (["map", "--area", "10", "0", "10.5", "0.5"], "too small"),
        (["map", "--area", "10", "-60", "12", "60"], "too narrow"),
    ],
)
def test_what_does_not_go_together(capsys, store, tmp_path, arguments, word):
    assert main(["plot", *arguments, "--store", str(store), "-o", str(tmp_path / "x.svg")]) == 2
    assert word in capsys.readouterr().err
