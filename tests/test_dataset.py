"""A dataset that is kept resolved: exact, whatever came first, was taken away, killed or ran out of disk."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Sequence
from datetime import date
from multiprocessing.process import BaseProcess
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import BASE, KG, SHARP, article, launch, news, numbered, saying, shells, summit
from writing import write

from kg.build import add
from kg.dataset import Dataset, open_dataset
from kg.errors import StoreError
from kg.graph.export import everything, export
from kg.graph.store import DEFAULT_GRAPH
from kg.model import NARRATOR, Event, Extraction, Stance
from kg.resolve.decisions import record

DAYS = [None, "2023", "2023-09", "2023-09-13", "2023-09-14"]
stances = st.lists(
    st.tuples(st.sampled_from([NARRATOR, "Joe Biden", "Widget Council"]), st.sampled_from(list(Stance))),
    min_size=1,
    max_size=2,
    unique=True,
)
anything = st.one_of(
    st.builds(summit, day=st.sampled_from(DAYS), said=stances),
    st.builds(launch, day=st.sampled_from(DAYS), said=stances, tester=st.sampled_from(["North Korea", []])),
    st.builds(shells, day=st.sampled_from(DAYS), said=stances, supplier=st.sampled_from(["Russia", []])),
    st.builds(saying, st.sampled_from([SHARP, SHARP + " and beyond", "No comment"]), said=stances),
)


@st.composite
def collections(draw: st.DrawFn) -> list[Extraction]:
    found = []
    for name in range(draw(st.integers(2, 6))):
        events = numbered(draw(st.lists(anything, max_size=3)))
        day = draw(st.sampled_from([None, date(2023, 9, 13), date(2023, 9, 14), date(2023, 11, 1)]))
        publisher = draw(st.sampled_from([None, "The Wire", "The White House"]))
        found.append(article(f"a{name}", *events, published=day, publisher=publisher))
    return found


def canonical(dataset: Dataset, folder: Path) -> bytes:
    """Return the whole dataset as canonical N-Quads: no blank nodes, sorted lines."""
    path = folder / "whole.nq"
    export(dataset.store, path, everything(dataset.store))
    return path.read_bytes()


def fresh(folder: Path, articles: Sequence[Extraction]) -> bytes:
    """Return what a new dataset of these articles is."""
    folder.mkdir()
    with open_dataset(folder / "s", BASE) as dataset:
        add(dataset, articles)
        return canonical(dataset, folder)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(collections(), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_removing_leaves_no_trace(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Extraction], chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("exact")
    *kept, last = articles
    with open_dataset(folder / "s", BASE) as dataset:
        add(dataset, kept)
        without = canonical(dataset, folder)
        add(dataset, [last])
        whole = canonical(dataset, folder)
        dataset.remove(last.article.id)
        assert canonical(dataset, folder) == without
    shuffled = chance.sample(articles, len(articles))
    with open_dataset(folder / "t", BASE) as dataset:
        for one in shuffled:
            add(dataset, [one])
        assert canonical(dataset, folder) == whole
        summary = add(dataset, shuffled)
        assert summary.unchanged == tuple(sorted(a.article.id for a in articles))
        assert canonical(dataset, folder) == whole
        dataset.rebuild()
        assert canonical(dataset, folder) == whole


def test_two_hundred_articles_in_any_order_with_any_taken_away_and_changed(tmp_path: Path) -> None:
    articles, chance = news(200), random.Random(2)
    whole = fresh(tmp_path / "a", articles)
    # Half of the articles first in an older form; some that don't belong here come and go.
    older = [article(a.article.id, summit(day="2023-09-20")) for a in articles[::2]]
    strange = [Extraction(article=article(f"x{n.article.id}").article, events=n.events, entities=n.entities)
               for n in news(20, seed=7)]  # fmt: skip
    with open_dataset(tmp_path / "s", BASE) as dataset:
        coming = chance.sample(older + articles[1::2] + strange, len(articles) + len(strange))
        add(dataset, coming)
        for name in chance.sample([s.article.id for s in strange], len(strange)):
            dataset.remove(name)
        summary = add(dataset, chance.sample(articles, len(articles)))
        assert len(summary.replaced) > 90
        assert canonical(dataset, tmp_path) == whole
        for gone in chance.sample(articles, 20):
            dataset.remove(gone.article.id)
            articles.remove(gone)
        assert canonical(dataset, tmp_path) == fresh(tmp_path / "b", articles)
        for one in articles:
            dataset.remove(one.article.id)
        assert canonical(dataset, tmp_path) == fresh(tmp_path / "c", [])


def test_the_tests_articles_do_share_events_and_texts(tmp_path: Path) -> None:
    with open_dataset(tmp_path / "s", BASE) as dataset:
        add(dataset, news(200))
        for pattern in (f"?e <{KG}independentSources> ?s FILTER(?s > 1)", f"?a <{KG}sameTextAs> ?b"):
            (row,) = dataset.store.database.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
            assert int(row["n"].value) > 30


# --- sudden ends ------------------------------------------------------------------------------


def writer(directory: Path, done: Path, limit: int | None = None) -> BaseProcess:
    """Start a process that writes all articles; it isn't forked from this one, whose stores have threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.build", "kg.dataset"])
    process = context.Process(target=write, args=(directory, done, limit))
    process.start()
    return process


def test_a_writer_that_is_killed_loses_nothing_that_was_done(tmp_path: Path) -> None:
    directory, done, chance = tmp_path / "s", tmp_path / "done", random.Random(3)
    articles = {a.article.id: a for a in news(200)}
    killed = 0
    for round_ in range(50):
        done.write_text("")
        process = writer(directory, done)
        lines = (round_ * len(articles)) // 60 + chance.randint(0, 4)
        while len(done.read_text().splitlines()) < lines and process.is_alive():
            time.sleep(0.001)
        time.sleep(chance.random() * 0.02)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        with open_dataset(directory, BASE) as dataset:
            held = dataset.store.ids()
            assert set(done.read_text().splitlines()) <= set(held)
            if round_ % 5 == 0:
                assert canonical(dataset, tmp_path) == fresh(
                    tmp_path / f"f{round_}", [articles[name] for name in held]
                )
    assert killed == 50
    last = writer(directory, done)
    last.join()
    assert last.exitcode == 0
    with open_dataset(directory, BASE) as dataset:
        assert canonical(dataset, tmp_path) == fresh(tmp_path / "all", list(articles.values()))


def test_a_rebuild_that_is_killed_is_done_again(tmp_path: Path) -> None:
    whole = fresh(tmp_path / "a", news(30))
    directory = tmp_path / "a" / "s"

    def cut_short(graphs: list[ox.NamedNode]) -> None:
        yield from graphs[:10]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), open_dataset(directory, BASE) as dataset:
        dataset.rebuild(cut_short)
    with open_dataset(directory, BASE) as dataset:
        assert canonical(dataset, tmp_path) == whole


@pytest.mark.parametrize("limit", [150_000, 400_000, 1_000_000])
def test_a_full_disk_is_an_error_and_loses_nothing(tmp_path: Path, limit: int) -> None:
    directory, done = tmp_path / "s", tmp_path / "done"
    with open_dataset(directory, BASE):
        pass
    done.write_text("")
    process = writer(directory, done, limit)
    process.join()
    assert process.exitcode in {1, 3}
    told = done.read_text().splitlines()
    assert len(told) < 200
    if process.exitcode == 3:
        assert str(directory) in (tmp_path / "error").read_text()
    last = writer(directory, done)
    last.join()
    assert last.exitcode == 0
    with open_dataset(directory, BASE) as dataset:
        assert set(told) <= set(dataset.store.ids())
        assert canonical(dataset, tmp_path) == fresh(tmp_path / "all", news(200))


def test_a_second_writer_is_told(tmp_path: Path) -> None:
    with (
        open_dataset(tmp_path / "s", BASE),
        pytest.raises(StoreError, match="in use by another process; try again"),
        open_dataset(tmp_path / "s", BASE),
    ):
        pass


def test_a_lost_index_is_made_again(tmp_path: Path) -> None:
    whole = fresh(tmp_path / "a", news(40))
    for path in (tmp_path / "a" / "s").glob("index.sqlite*"):
        path.unlink()
    with open_dataset(tmp_path / "a" / "s", BASE) as dataset:
        assert canonical(dataset, tmp_path) == whole
        add(dataset, news(60)[40:])
        assert canonical(dataset, tmp_path) == fresh(tmp_path / "b", news(60))


def test_a_damaged_index_is_reported(tmp_path: Path) -> None:
    fresh(tmp_path / "a", news(3))
    (tmp_path / "a" / "s" / "index.sqlite").write_text("nonsense" * 1000)
    with pytest.raises(StoreError, match=r"index\.sqlite"), open_dataset(tmp_path / "a" / "s", BASE):
        pass


def test_a_closed_dataset_lets_the_store_go(tmp_path: Path) -> None:
    with open_dataset(tmp_path / "s", BASE) as dataset:
        pass
    with open_dataset(tmp_path / "s", BASE) as other:
        assert other.store.ids() == ()
    with pytest.raises(StoreError, match="closed"):
        dataset.store.ids()


# --- decisions --------------------------------------------------------------------------------


def local(dataset: Dataset, family: str) -> list[str]:
    """Return the articles' own events of a family."""
    found = {event.iri for event in dataset.index.every_event() if event.family == family}
    return sorted(found)


def merged(dataset: Dataset) -> int:
    """Return the number of events in the world."""
    status = ox.NamedNode("https://w3id.org/statecraft#status")
    return sum(1 for _ in dataset.store.database.quads_for_pattern(None, status, None, DEFAULT_GRAPH))


def test_people_part_and_join_what_the_rules_do_not(tmp_path: Path) -> None:
    file = tmp_path / "s.decisions.tsv"
    articles = [article("one", summit()), article("two", summit()), article("late", summit(day="2024-03-01"))]
    with open_dataset(tmp_path / "s", BASE) as dataset:
        add(dataset, articles)
        assert merged(dataset) == 2
        before = canonical(dataset, tmp_path)
        late, one, two = local(dataset, "Meeting")
    record(file, "different", two, one, "not the same lunch")
    record(file, "same", one, late, "a wrong date")
    with open_dataset(tmp_path / "s", BASE) as dataset:
        assert merged(dataset) == 2
        assert dataset.resolver.world.merged(one) == dataset.resolver.world.merged(late)
        assert dataset.resolver.world.merged(one) != dataset.resolver.world.merged(two)
        decided = canonical(dataset, tmp_path)
        dataset.rebuild()
        assert canonical(dataset, tmp_path) == decided
    with open_dataset(tmp_path / "t", BASE, file) as dataset:
        add(dataset, articles[::-1])
        assert canonical(dataset, tmp_path) == decided
    file.unlink()
    with open_dataset(tmp_path / "s", BASE) as dataset:
        assert canonical(dataset, tmp_path) == before


def test_people_join_and_part_entities(tmp_path: Path) -> None:
    def told(by: str) -> Event:
        return launch(said=[(by, Stance.ACTUAL)])

    file = tmp_path / "s.decisions.tsv"
    articles = [
        article("one", told("Person: Jane Q. Roe")),
        article("two", told("Person: Jane Roe")),
        article("three", told("Person: Jane Roe")),
    ]
    voices = "SELECT DISTINCT ?v { ?c <https://w3id.org/statecraft#claimant> ?v }"

    def heard(dataset: Dataset) -> set[str]:
        return {row["v"].value.removeprefix(BASE) for row in dataset.store.database.query(voices)}

    with open_dataset(tmp_path / "s", BASE) as dataset:
        add(dataset, articles)
        assert heard(dataset) == {"entity/person/jane-q-roe", "entity/person/jane-roe"}
    people = [f"{BASE}entity/person/{name}" for name in ("jane-q-roe", "jane-roe")]
    record(file, "same", *people, "")
    with open_dataset(tmp_path / "s", BASE) as dataset:
        assert heard(dataset) == {"entity/person/jane-q-roe"}
    file.unlink()
    bearers = [f"{BASE}article/{name}/entity/Person%3A%20Jane%20Roe" for name in ("three", "two")]
    record(file, "different", *bearers, "")
    with open_dataset(tmp_path / "s", BASE) as dataset:
        assert len(heard(dataset)) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("same\ta\n", r":1: is no decision"),
        ("# note\nmaybe\ta\tb\n", r":2: is no decision"),
        ("same\ta\ta\n", r":1: is no decision"),
        ("same\ta\tb\ndifferent\tb\ta\n", r":2: contradicts an earlier line"),
        ("same\ta\tb\nsame\tb\tc\ndifferent\ta\tc\n", "a and c are said to be different"),
    ],
)
def test_a_wrong_file_of_decisions_is_explained(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "s.decisions.tsv").write_text(text)
    with pytest.raises(StoreError, match=message), open_dataset(tmp_path / "s", BASE):
        pass
