"""The store on disk: articles in and out, the derived graph, locks, damage."""

import json
import multiprocessing
import os
import random
import signal
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.graph import store as stores
from kg.graph.store import IDENTIFIER, Store

BASE = "http://example.org/data/"
SAYS = ox.NamedNode("http://example.org/says")
SAME = ox.NamedNode("http://example.org/world")


def iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}article/{name}")


def article(name: str, *words: str) -> list[ox.Triple]:
    said = (ox.Triple(iri(name), SAYS, ox.Literal(word)) for word in words)
    return [ox.Triple(iri(name), IDENTIFIER, ox.Literal(name)), *said]


def put(store: Store, name: str, *words: str) -> bool:
    return store.put(iri(name), article(name, *words))


def derive(articles: Iterable[tuple[ox.NamedNode, Iterable[ox.Triple]]], base: str) -> set[ox.Triple]:
    assert base == BASE
    told = (triple for _, triples in articles for triple in triples)
    return {ox.Triple(SAME, SAYS, triple.object) for triple in told if triple.predicate == SAYS}


def dump(store: Store) -> list[str]:
    return sorted(str(quad) for quad in store.database)


def filled(directory: Path, *names: str) -> list[str]:
    with stores.open_for_writing(directory, BASE) as store:
        for name in names:
            put(store, name, "peace", name)
        store.rebuild(derive)
        return dump(store)


def test_adding_twice_adds_nothing(tmp_path: Path) -> None:
    with stores.open_for_writing(tmp_path / "s", BASE) as store:
        assert put(store, "a", "peace")
        store.rebuild(derive)
        before = dump(store)
        assert not put(store, "a", "peace")
        assert not store.stale
        assert not store.rebuild(derive)
        assert dump(store) == before


def test_another_way_to_write_a_number_changes_nothing(tmp_path: Path) -> None:
    decimal = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    sure = [*article("a"), ox.Triple(iri("a"), SAYS, ox.Literal("1.00", datatype=decimal))]
    with stores.open_for_writing(tmp_path / "s", BASE) as store:
        assert store.put(iri("a"), sure)
        assert not store.put(iri("a"), sure)


def test_a_changed_article_replaces_its_older_self(tmp_path: Path) -> None:
    with stores.open_for_writing(tmp_path / "s", BASE) as store:
        put(store, "a", "war", "peace")
        assert put(store, "a", "peace")
        assert set(store.article(iri("a"))) == set(article("a", "peace"))
        store.rebuild(derive)
    with stores.open_for_writing(tmp_path / "t", BASE) as other:
        put(other, "a", "peace")
        other.rebuild(derive)
        with stores.open_for_reading(tmp_path / "s") as store:
            assert dump(store) == dump(other)


def test_any_order_gives_the_same_dataset(tmp_path: Path) -> None:
    assert filled(tmp_path / "s", "a", "b", "c") == filled(tmp_path / "t", "c", "a", "b")


def test_removing_leaves_no_trace(tmp_path: Path) -> None:
    filled(tmp_path / "s", "a", "b", "c")
    with stores.open_for_writing(tmp_path / "s", BASE) as store:
        store.remove("b")
        assert store.stale
        store.rebuild(derive)
        assert store.ids() == ("a", "c")
        assert dump(store) == filled(tmp_path / "t", "a", "c")
        assert list(store.database.named_graphs()) != []
        assert iri("b") not in store.database.named_graphs()
        with pytest.raises(StoreError, match="no article has the id 'b'"):
            store.remove("b")


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
        assert {t.object for t in store.article(iri("a")) if t.predicate == SAYS} == {ox.Literal(text)}
        assert put(store, "a", "other")
        assert dump(store) == sorted(
            str(ox.Quad(*t, iri(n))) for n, w in (("a", "other"), ("b", "peace")) for t in article(n, w)
        )


def test_only_an_article_of_that_iri_is_taken(tmp_path: Path) -> None:
    with (
        stores.open_for_writing(tmp_path / "s", BASE) as store,
        pytest.raises(StoreError, match="do not describe an article"),
    ):
        store.put(iri("b"), article("a"))


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    filled(tmp_path / "s", "a")
    with stores.open_for_reading(tmp_path / "s") as store:
        with pytest.raises(StoreError, match="reading only"):
            put(store, "b")
        with pytest.raises(StoreError, match="reading only"):
            store.remove("a")
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


def _write_for_ever(directory: Path, done: Path) -> None:
    with stores.open_for_writing(directory, BASE) as store, done.open("a") as log:
        for number in range(10_000):
            put(store, f"n{number}", *(f"word {i}" for i in range(20)))
            log.write(f"n{number}\n")
            log.flush()
            if number % 5 == 4:
                store.rebuild(derive)


@pytest.mark.parametrize("round_", range(5))
def test_a_killed_writer_loses_nothing_that_was_done(tmp_path: Path, round_: int) -> None:
    directory, done = tmp_path / "s", tmp_path / "done"
    done.touch()
    process = multiprocessing.get_context("spawn").Process(target=_write_for_ever, args=(directory, done))
    process.start()
    wanted = random.Random(round_).randint(1, 60)
    while len(done.read_text().splitlines()) < wanted:
        assert process.is_alive()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    told = done.read_text().splitlines()
    with stores.open_for_writing(directory, BASE) as store:
        held = store.ids()
        assert set(told) <= set(held)
        assert all(len(list(store.article(iri(name)))) == 21 for name in held)
        store.rebuild(derive)
        assert not store.stale
        assert sum(1 for _ in store.database.quads_for_pattern(SAME, None, None)) == 20
