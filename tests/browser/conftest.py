"""A real browser on pages of a real server; it fails, never skips, where there is no browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile import make_store
from playwright.sync_api import Browser, Page, sync_playwright
from serving import Server, serving
from visiting import Visitor, Visits

ROOT = Path(__file__).parents[2]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core."""
    if not AXE.is_file():
        pytest.fail(f"{AXE} is missing; `make test-browser` installs it")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("no chromium on the PATH: apt-get install chromium, or run `make test-browser` as root")
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=[*QUIET, *as_root])
        yield running
        running.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server of the example articles."""
    store = tmp_path_factory.mktemp("browser") / "store"
    build = [sys.executable, "-m", "kg", "build", "examples/articles", "--store", str(store), "--quiet"]
    subprocess.run(build, cwd=ROOT, check=True)
    with serving(store, "--no-access-log") as running:
        yield running


@pytest.fixture(scope="session")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server of an article whose every text is an attempt to run something."""
    store = make_store(tmp_path_factory.mktemp("trap") / "store")
    with serving(store, "--no-access-log") as running:
        yield running


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Return what opens a page in a window of its own; all that went wrong there fails the test."""
    with Visits(browser) as visits:
        yield visits.open


@pytest.fixture
def page(visit: Callable[..., Visitor], site: Server) -> Page:
    """Return a page of the example site, with nothing loaded."""
    return visit(site).page
