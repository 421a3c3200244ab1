"""Servers for the clients: ours over the example articles, and an independent one."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from asking import ROOT, TOKEN

NODE_MODULES = Path(__file__).parent / "node_modules"
KG = (sys.executable, "-m", "kg")
ANNOUNCED = "SPARQL endpoint: "
START_SECONDS = 20


@pytest.fixture(scope="session", autouse=True)
def _programs() -> None:
    """Fail, not skip, where a client can't run."""
    missing = [name for name in ("curl", "npx") if shutil.which(name) is None]
    missing += [] if NODE_MODULES.is_dir() else [f"{NODE_MODULES} (`make test-clients` makes it)"]
    if missing:
        pytest.fail(f"the clients need {', '.join(missing)}")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("clients") / "store"
    subprocess.run([*KG, "build", "examples/articles", "--store", built, "--quiet"], cwd=ROOT, check=True)
    return built


@contextmanager
def serving(store: Path, *options: str) -> Iterator[str]:
    """Run our server; give the address of its endpoint."""
    command = [*KG, "serve", "--store", str(store), "--port", "0", "--no-access-log", *options]
    environment = {name: value for name, value in os.environ.items() if name != "KG_TOKEN"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith(ANNOUNCED), line
            yield line.removeprefix(ANNOUNCED).strip()
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def endpoint(store: Path) -> Iterator[str]:
    """Return the address of one that only reads."""
    with serving(store) as address:
        yield address


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """Return a folder as the documentation supposes it: with the token, and with Comunica installed."""
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(NODE_MODULES)
    return tmp_path


@pytest.fixture(scope="session")
def writable(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of one that takes writes with the token."""
    folder = tmp_path_factory.mktemp("writable")
    (folder / "token").write_text(TOKEN, encoding="utf-8")
    copy = shutil.copytree(store, folder / "store")
    with serving(copy, "--writable", "--token-file", str(folder / "token")) as address:
        yield address


@pytest.fixture
def unprotected(store: Path, tmp_path: Path) -> Iterator[str]:
    """Return the address of one that takes writes from everybody on this machine."""
    with serving(shutil.copytree(store, tmp_path / "store"), "--writable") as address:
        yield address


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[str]:
    """Return the address of an empty Oxigraph."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    program = Path(sys.executable).parent / "oxigraph"
    with subprocess.Popen([program, "serve", "--bind", address]) as process:
        try:
            _wait_for(f"http://{address}/")
            yield f"http://{address}"
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with urlopen(address, timeout=START_SECONDS):
                return
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
