"""Every page: quiet, within the window, legible, and usable from the keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from places import KINDS, SCRIPTED, place
from playwright.sync_api import Page, expect
from serving import Server
from visiting import PHONE, Visitor

Visit = Callable[..., Visitor]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
GRAVE = {"serious", "critical"}


def violations(page: Page, axe: str) -> list[dict[str, Any]]:
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [
        {"rule": one["id"], "where": node["html"][:200], "why": node["failureSummary"]}
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_quiet_and_accessible(visit: Visit, site: Server, axe: str, kind: str, dark: bool) -> None:
    page = visit(site, place(site, kind), dark=dark).page
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") == dark
    assert violations(page, axe) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_a_phone(visit: Visit, site: Server, axe: str, kind: str) -> None:
    page = visit(site, place(site, kind), size=PHONE).page
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert violations(page, axe) == []


@pytest.mark.parametrize("kind", sorted({*KINDS} - SCRIPTED))
def test_a_page_says_the_same_without_script(visit: Visit, site: Server, kind: str) -> None:
    told = [
        visit(site, place(site, kind), script=script).page.locator("main").inner_text()
        for script in (True, False)
    ]
    assert told[0] == told[1]
    assert len(told[0]) > 20


@pytest.mark.parametrize("kind", ["network", "map"])
def test_pictures_are_there_without_script(visit: Visit, site: Server, kind: str) -> None:
    page = visit(site, place(site, kind), script=False).page
    expect(page.locator("main svg.picture").first).to_be_visible()
    expect(page.locator("main table")).to_be_visible()


def test_the_query_page_says_what_it_needs_without_script(visit: Visit, site: Server) -> None:
    expect(visit(site, "/query", script=False).page.locator("noscript p")).to_be_visible()


@pytest.mark.parametrize("kind", ["start", "event", "article"])
def test_the_keyboard_reaches_the_content_first_and_then_search_and_pages(
    visit: Visit, site: Server, kind: str
) -> None:
    page = visit(site, place(site, kind)).page
    focused = "({ text: document.activeElement.textContent.trim(), id: document.activeElement.id })"
    page.keyboard.press("Tab")
    assert page.evaluate(focused)["text"] == "Skip to the content"
    expect(page.get_by_text("Skip to the content")).to_be_in_viewport()
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        now = page.evaluate(focused)
        reached.append(now["id"] or now["text"])
        assert outlined(page), now
    assert reached[:4] == ["Statecraft knowledge graph", "q", "Search", "Events"]
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_skip_link_leads_into_the_content(visit: Visit, site: Server) -> None:
    page = visit(site, "/").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def outlined(page: Page) -> bool:
    """Tell whether the focus can be seen."""
    style = "getComputedStyle(document.activeElement)"
    return bool(page.evaluate(f"{style}.outlineStyle !== 'none' && parseFloat({style}.outlineWidth) >= 2"))


def test_files_are_packed_and_asked_anew(site: Server) -> None:
    names = [
        ("yasgui.min.js", "text/javascript; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ]
    for name, kind in names:
        plain = site.ask("GET", f"/static/{name}")
        packed = site.ask("GET", f"/static/{name}", Accept_Encoding="gzip")
        assert plain.kind == packed.kind == kind
        assert packed.headers["content-encoding"] == "gzip"
        assert len(packed.body) < len(plain.body)
        again = site.ask("GET", f"/static/{name}", If_None_Match=plain.headers["etag"])
        assert (again.status, again.body) == (304, b"")
    assert site.ask("GET", "/static/LICENCES.txt").status == 404
