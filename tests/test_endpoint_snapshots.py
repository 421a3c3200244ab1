"""A store that changes while it is served: readers see the new state soon, and never a half one."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from serving import Server, make_store, serving

from kg.graph.store import open_for_writing
from kg.graph.vocab import BASE
from kg.service.snapshots import Snapshots

SOON = 10  # seconds at most; it takes about one
ADD = "INSERT DATA { <http://example.org/a> <http://example.org/b> %d }"


def add(store: Path, number: int) -> None:
    with open_for_writing(store, BASE) as opened:
        opened.database.update(ADD % number)


def holds(server: Server, number: int) -> bool:
    answer = server.get(f"ASK {{ <http://example.org/a> <http://example.org/b> {number} }}")
    assert answer.status == 200
    return bool(json.loads(answer.text)["boolean"])


def seen_soon(server: Server, number: int) -> bool:
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        if holds(server, number):
            return True
    return False


def test_what_a_build_adds_is_seen_soon_and_no_request_fails(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    with serving(store, "--workers", "2") as server:
        for number in range(3):
            add(store, number)
            assert seen_soon(server, number)
        assert len(list(tmp_path.glob(".kg-serving-*/*"))) <= 4  # old snapshots are deleted


def test_a_store_that_is_replaced_is_seen_soon(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    add(make_store(tmp_path / "new"), 7)
    with serving(store, "--workers", "2") as server:
        store.rename(tmp_path / "old")
        assert not holds(server, 7)
        (tmp_path / "new").rename(store)
        assert seen_soon(server, 7)


def test_while_a_build_writes_the_state_before_it_is_served(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    with serving(store, "--workers", "2") as server:
        with open_for_writing(store, BASE) as opened:
            opened.database.update(ADD % 1)
            opened.flush()
            time.sleep(2.5)
            assert not holds(server, 1)
        assert seen_soon(server, 1)


def test_a_build_that_was_cut_short_is_not_served(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    with serving(store, "--workers", "2") as server:
        with open_for_writing(store, BASE) as opened:
            (store / "stale").touch()
            opened.database.update("DROP DEFAULT")
        time.sleep(2.5)
        assert json.loads(server.get("ASK { ?s <http://example.org/met> ?o }").text)["boolean"] is True
    done = serve_once(store)
    assert (done.returncode != 0, "kg rebuild" in done.stderr) == (True, True)


def serve_once(store: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_store_that_is_not_there_or_being_written_is_not_served(tmp_path: Path) -> None:
    assert "is not a store" in serve_once(tmp_path / "none").stderr
    store = make_store(tmp_path / "store")
    with open_for_writing(store, BASE):
        assert "being written" in serve_once(store).stderr


def test_a_writable_server_keeps_builds_out(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with serving(store, "--writable", "--workers", "1"):
        done = subprocess.run(
            [sys.executable, "-m", "kg", "rebuild", "--store", str(store)],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode != 0, "by another process" in done.stderr) == (True, True)


def test_what_a_killed_server_leaves_is_cleared_by_the_next(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    with serving(store, "--workers", "1") as server:
        workers = server.workers()
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        assert list(tmp_path.glob(".kg-serving-*"))
        time.sleep(2.5)
        assert not [number for number in workers if Path(f"/proc/{number}/stat").exists()]
        server.process.returncode = 0
    with serving(store, "--workers", "1"):
        assert len(list(tmp_path.glob(".kg-serving-*"))) == 1


def test_a_snapshot_never_changes_and_only_snapshots_are_deleted(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    snapshots = Snapshots(store)
    first = snapshots.taken()
    assert first is not None
    assert snapshots.taken() is None
    before = {path.name: path.read_bytes() for path in Path(first).iterdir()}
    for number in range(3):
        add(store, number)
    assert {path.name: path.read_bytes() for path in Path(first).iterdir()} == before
    for path in (str(store), ".", "", str(snapshots.folder), f"{first}/..", str(tmp_path)):
        with pytest.raises(ValueError, match="no snapshot"):
            snapshots.delete(path)
    snapshots.close()
    assert store.is_dir()
