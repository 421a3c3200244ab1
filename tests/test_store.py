"""The store on disk: graphs in and out, locks, damage."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.graph import store as stores
from kg.graph.store import IDENTIFIER, Store

BASE = "http://example.org/data/"
SAYS = ox.NamedNode("http://example.org/says")
WORLD = ox.NamedNode("http://example.org/world")


def iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}article/{name}")


def article(name: str, *words: str) -> list[ox.Triple]:
    said = (ox.Triple(iri(name), SAYS, ox.Literal(word)) for word in words)
    return [ox.Triple(iri(name), IDENTIFIER, ox.Literal(name)), *said]


def put(store: Store, name: str, *words: str) -> None:
    """Make an article hold these words, and the default graph what is new."""
    wanted, held = set(article(name, *words)), set(store.triples(iri(name)))
    told = [ox.Triple(WORLD, SAYS, triple.object) for triple in wanted if triple.predicate == SAYS]
    store.write(iri(name), held - wanted, wanted - held, (), told)


def dump(store: Store) -> list[str]:
    return sorted(str(quad) for quad in store.database)


def filled(directory: Path, *names: str) -> None:
    with stores.open_for_writing(directory, BASE) as store:
        for name in names:
            put(store, name, "peace", name)


def test_articles_are_found_by_their_ids(tmp_path: Path) -> None:
    filled(tmp_path / "s", "b", "a")
    with stores.open_for_reading(tmp_path / "s") as store:
        assert store.ids() == ("a", "b")
        assert store.find("b") == iri("b")
        assert store.find("c") is None
        assert set(store.triples(iri("b"))) == set(article("b", "peace", "b"))


def test_a_write_changes_both_graphs_or_none(tmp_path: Path) -> None:
    with stores.open_for_writing(tmp_path / "s", BASE) as store:
        put(store, "a", "war", "peace")
        before = dump(store)
        nameless = ox.Triple(ox.BlankNode(), SAYS, ox.Literal("never"))
        with pytest.raises(SyntaxError):
            store.write(iri("a"), article("a", "war"), (), [nameless])
        assert dump(store) == before
        put(store, "a", "peace")
        assert set(store.triples(iri("a"))) == set(article("a", "peace"))


def test_a_number_is_known_as_the_store_writes_it() -> None:
    decimal = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    told = [ox.Triple(iri("a"), SAYS, ox.Literal(number, datatype=decimal)) for number in ("1.00", "1.0")]
    assert stores.as_stored(told[:1]) == stores.as_stored(told[1:])


def test_a_rebuild_that_was_cut_short_leaves_its_mark(tmp_path: Path) -> None:
    filled(tmp_path / "s", "a")
    with stores.open_for_writing(tmp_path / "s", BASE) as store:
        with store.rebuilding():
            assert list(store.triples(stores.DEFAULT_GRAPH)) == []
        assert not store.stale
        with pytest.raises(ZeroDivisionError), store.rebuilding():
            1 / 0  # noqa: B018
        assert store.stale
    with stores.open_for_reading(tmp_path / "s") as store:
        assert store.stale
        assert store.ids() == ("a",)


def test_the_default_graph_holds_every_triple_once(tmp_path: Path) -> None:
    filled(tmp_path / "s", "a", "b")
    with stores.open_for_reading(tmp_path / "s") as store:
        found = store.database.query("SELECT (COUNT(*) AS ?n) { ?s <http://example.org/says> 'peace' }")
        assert [row["n"].value for row in found] == ["1"]
        assert store.status().articles == 2
        assert store.status().triples == 3


def test_hostile_text_survives(tmp_path: Path) -> None:
    text = 'a"b\\c\n} ; DROP ALL ; <x> \u0000 \u2028 \U0001f600 """'
    with stores.open_for_writing(tmp_path / "s", BASE) as store:
        put(store, "a", text)
        put(store, "b", "peace")
        assert {t.object for t in store.triples(iri("a")) if t.predicate == SAYS} == {ox.Literal(text)}
        put(store, "a", "other")
        assert set(store.triples(iri("a"))) == set(article("a", "other"))
        assert set(store.triples(iri("b"))) == set(article("b", "peace"))


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    filled(tmp_path / "s", "a")
    with stores.open_for_reading(tmp_path / "s") as store:
        with pytest.raises(StoreError, match="reading only"):
            put(store, "b")
        with pytest.raises(StoreError, match="reading only"), store.rebuilding():
            pass
        assert not store.stale
        assert store.ids() == ("a",)


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    with stores.open_for_writing(tmp_path / "s", BASE) as store:
        pass
    with pytest.raises(StoreError, match="closed"):
        store.ids()


def test_readers_share_and_a_writer_is_alone(tmp_path: Path) -> None:
    directory = tmp_path / "s"
    with stores.open_for_writing(directory, BASE) as store:
        put(store, "a")
        with pytest.raises(StoreError, match="being written by another process"):
            stores.open_for_reading(directory)
        with pytest.raises(StoreError, match="in use by another process"):
            stores.open_for_writing(directory, BASE)
    with stores.open_for_reading(directory) as one, stores.open_for_reading(directory) as other:
        assert one.ids() == other.ids() == ("a",)
        with pytest.raises(StoreError, match="in use by another process"):
            stores.open_for_writing(directory, BASE)
    stores.open_for_writing(directory, BASE).close()


def test_what_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(StoreError, match="not a store"):
        stores.open_for_writing(tmp_path, BASE)
    with pytest.raises(StoreError, match="not a store"):
        stores.open_for_writing(tmp_path / "precious.txt", BASE)
    for missing in (tmp_path, tmp_path / "none"):
        with pytest.raises(StoreError, match="`kg build"):
            stores.open_for_reading(missing)
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_another_base_or_format_is_refused(tmp_path: Path) -> None:
    filled(tmp_path / "s", "a")
    with pytest.raises(StoreError, match=r"base IRI http://example.org/data/"):
        stores.open_for_writing(tmp_path / "s", "http://example.org/other/")
    described = tmp_path / "s" / "statecraft.json"
    described.write_text(json.dumps({"format": 99, "base": BASE}))
    with pytest.raises(StoreError, match="format 99"):
        stores.open_for_reading(tmp_path / "s")
    described.write_text("{")
    with pytest.raises(StoreError, match="can't be read"):
        stores.open_for_reading(tmp_path / "s")


def test_a_damaged_database_is_reported(tmp_path: Path) -> None:
    filled(tmp_path / "s", "a")
    (tmp_path / "s" / "data" / "CURRENT").write_text("nonsense\n")
    for opening in (lambda d: stores.open_for_writing(d, BASE), stores.open_for_reading):
        with pytest.raises(StoreError, match="can't be opened"):
            opening(tmp_path / "s")
