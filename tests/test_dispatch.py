"""Workers that are killed, hang or fail, and drivers that are: the result is that of an undisturbed run."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from corpora import StandIn, corpus, extract, results

from kg.distribute.dispatch import TRIES
from kg.distribute.processes import Processes
from kg.errors import KgError

TESTS = Path(__file__).parent


@pytest.fixture
def scratch(tmp_path) -> Path:
    path = tmp_path / "scratch"
    path.mkdir()
    return path


def crew(scratch: Path, size: int = 2, seconds: float = 0.0) -> Processes:
    return Processes(StandIn(scratch, seconds), size)


def begun(scratch: Path) -> Counter[str]:
    return Counter((scratch / "begun").read_text().split())


def notes(parts) -> list[str]:
    return [note.message for part in parts for note in part.done().notes]


def test_any_number_of_workers_gives_the_same_bytes(tmp_path, scratch):
    for size in (1, 3):
        extract(tmp_path / str(size), corpus(60), crew(scratch, size))
    assert len(results(tmp_path / "1")) > 10
    assert results(tmp_path / "1") == results(tmp_path / "3")


def test_a_second_run_does_nothing(tmp_path, scratch):
    extract(tmp_path / "out", corpus(40), crew(scratch))
    first = begun(scratch)
    extract(tmp_path / "out", corpus(40), crew(scratch))
    assert begun(scratch) == first
    assert set(first.values()) == {1}


def test_a_worker_that_is_killed_costs_its_shard(tmp_path, scratch):
    extract(tmp_path / "calm", corpus(60, a031="Text a031"), crew(scratch))
    (scratch / "begun").unlink()
    found = extract(tmp_path / "out", corpus(60, a031="die once"), crew(scratch))
    assert sorted(begun(scratch).values())[-2:] == [1, 2]
    assert notes(found) == []
    assert len(results(tmp_path / "out")) == len(results(tmp_path / "calm"))


def test_an_article_that_ends_each_worker_is_left_out_alone(tmp_path, scratch):
    found = extract(tmp_path / "out", corpus(60, a031="die", a044="die"), crew(scratch))
    assert sum(part.done().articles for part in found) == 58
    assert [message[:24] for message in notes(found)] == [
        'article "a031" was left ',
        'article "a044" was left ',
    ]
    assert sorted(begun(scratch).values())[-2:] == [1 + TRIES, 1 + TRIES]
    problems = [problem for part in found for problem in part.problems()]
    assert [problem.origin for problem in problems] == ["file:a031", "file:a044"]


def test_two_of_them_in_one_shard(tmp_path, scratch):
    found = extract(tmp_path / "out", corpus(10, a003="die", a005="die"), crew(scratch), size=20)
    assert len(found) == 1
    assert sum(part.done().articles for part in found) == 8


def test_an_article_that_never_ends_is_left_out(tmp_path, scratch):
    found = extract(tmp_path / "out", corpus(6, a003="hang"), crew(scratch), stalled=0.3)
    assert sum(part.done().articles for part in found) == 5
    assert "did not go on" in notes(found)[0]


def test_workers_make_way_for_new_ones(tmp_path, scratch):
    extract(tmp_path / "out", corpus(60), crew(scratch, 1), recycle=15)
    extract(tmp_path / "calm", corpus(60), crew(scratch, 1))
    assert results(tmp_path / "out") == results(tmp_path / "calm")


def test_a_full_disk_stops_all(tmp_path, scratch):
    with pytest.raises(KgError, match="No space left"):
        extract(tmp_path / "out", corpus(60, a031="full"), crew(scratch))
    assert not list((tmp_path / "out").glob(".kg-*"))


def test_workers_that_never_come_up_stop_all(tmp_path, scratch):
    (scratch / "broken").touch()
    with pytest.raises(KgError, match=r"before they are ready.*exit code 7"):
        extract(tmp_path / "out", corpus(3), crew(scratch))


def test_what_can_not_be_loaded_is_told(tmp_path, scratch):
    (scratch / "wrong").touch()
    with pytest.raises(KgError, match="a list is wrong"):
        extract(tmp_path / "out", corpus(3), crew(scratch))


# --- sudden ends --------------------------------------------------------------------------------


def driver(out: Path, scratch: Path, articles: int, seconds: float) -> "subprocess.Popen[bytes]":
    command = [
        sys.executable,
        str(TESTS / "corpora.py"),
        str(out),
        str(scratch),
        str(articles),
        "2",
        str(seconds),
    ]
    return subprocess.Popen(command, start_new_session=True)


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in _command(int(child))]


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def kill(pids: Sequence[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def gone(pid: int) -> bool:
    return _command(pid) == b""


@pytest.mark.parametrize("seed", [1, 2])
def test_random_kills_of_workers_and_driver_change_nothing(tmp_path, scratch, seed):
    chance = random.Random(seed)
    calm = tmp_path / "calm"
    extract(calm, corpus(200), crew(scratch))
    (scratch / "begun").unlink()
    out, drivers, kills = tmp_path / "out", 0, 0
    while True:
        process, drivers = driver(out, scratch, 200, 0.02), drivers + 1
        assert drivers < 50
        for _ in range(chance.randint(1, 3)):
            with suppress(subprocess.TimeoutExpired, FileNotFoundError):
                process.wait(chance.uniform(0.3, 0.9))
                break
            if (workers := descendants(process.pid)) and kills < 8:
                kill([chance.choice(workers)])
                kills += 1
        if process.poll() is None and drivers < 5:
            before, workers = {p.name: p.stat().st_ino for p in out.glob("*.nq.gz")}, descendants(process.pid)
            kill([process.pid])
            process.wait()
            wait_until(lambda workers=workers: all(map(gone, workers)))
            left = {p.name: p.stat().st_ino for p in out.glob("*.nq.gz")}
            assert before.items() <= left.items()
            continue
        assert process.wait(60) == 0
        break
    assert drivers > 1
    assert kills > 0
    assert results(out) == results(calm)
    # Each driver and each worker that ended had at most the shards of two workers, or its own, in hand.
    again = sum(begun(scratch).values()) - len(begun(scratch))
    assert again <= 2 * (drivers - 1) + kills


def wait_until(true, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_workers_end_with_their_driver_in_the_middle_of_an_article(tmp_path, scratch):
    process = driver(tmp_path / "out", scratch, 20, 60)
    wait_until(lambda: (scratch / "begun").exists())
    workers = descendants(process.pid)
    assert workers
    kill([process.pid])
    process.wait()
    wait_until(lambda: all(map(gone, workers)))


def test_ctrl_c_reaches_the_driver_alone_which_ends_its_workers(tmp_path, scratch):
    process = driver(tmp_path / "out", scratch, 20, 60)
    wait_until(lambda: (scratch / "begun").exists())
    workers = descendants(process.pid)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    assert process.wait(20) != 0
    assert all(map(gone, workers))
    assert not list((tmp_path / "out").glob(".kg-*"))
