"""An article whose every text is an attempt to run something is shown as text, and runs nothing."""

from collections.abc import Callable

import pytest
from hostile import ADDRESS, ARTICLE, ATTEMPT, BODY
from places import address, selected
from playwright.sync_api import Page, expect
from serving import Server
from visiting import Visitor, until

Visit = Callable[..., Visitor]
SQUEEZED = " ".join(ATTEMPT.split())


def shown(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def nothing_made(page: Page) -> None:
    """Check that no element came from a text; dialogs and breaches of the policy fail the test anyway."""
    assert page.evaluate("document.querySelectorAll('img, [onload], [onerror], svg[onload]').length") == 0
    assert (
        page.evaluate("[...document.links].filter((link) => /^javascript/i.test(link.protocol)).length") == 0
    )
    assert "49" not in page.title()


def test_an_article_is_shown_as_text(visit: Visit, trap: Server) -> None:
    page = visit(trap, ARTICLE).page
    page.locator(".text .number").evaluate_all("numbers => numbers.forEach((one) => one.remove())")
    text = page.locator(".text").text_content() or ""
    assert text.split() == BODY.split()
    assert " ".join((page.locator("h1").text_content() or "").split()) == SQUEEZED
    expect(page.locator("main")).to_contain_text(ADDRESS)
    nothing_made(page)


def test_pages_of_what_it_names_show_it_as_text(visit: Visit, trap: Server) -> None:
    links = visit(trap, ARTICLE).page.locator("main a").all()
    found = {(link.get_attribute("href") or "").partition("#")[0] for link in links}
    found = {path for path in found if path.startswith("/data/")}
    found |= {address(iri) for iri in selected(trap, "?x a kg:Claim ; kg:ofEvent/kg:status ?any")}
    assert len(found) >= 6
    for path in sorted(found):
        page = visit(trap, path).page
        assert "onerror=alert(2)" in shown(page)
        nothing_made(page)


@pytest.mark.parametrize("path", ["/", "/events", "/map", "/search?q=onerror", "/ontology"])
def test_lists_show_it_as_text(visit: Visit, trap: Server, path: str) -> None:
    page = visit(trap, path).page
    nothing_made(page)
    if path in {"/events", "/search?q=onerror"}:
        assert SQUEEZED in shown(page)


def test_the_network_takes_it_as_a_label(visit: Visit, trap: Server) -> None:
    page = visit(trap, "/network").page
    until(page, "window.statecraft?.cy.nodes().length")
    labels = page.evaluate("statecraft.cy.nodes().map((node) => node.data('label'))")
    assert labels
    assert all(SQUEEZED in " ".join(label.split()) for label in labels)
    nothing_made(page)


def test_what_is_found_while_typing_is_text(visit: Visit, trap: Server) -> None:
    page = visit(trap, "/").page
    page.get_by_role("combobox").press_sequentially("onerror")
    expect(page.get_by_role("option").first).to_contain_text("<img src=x onerror=alert(2)>")
    nothing_made(page)


def test_results_of_a_query_are_text(visit: Visit, trap: Server) -> None:
    page = visit(trap, "/query").page
    query = 'SELECT ?s ?o { ?s ?p ?o FILTER(ISLITERAL(?o) && CONTAINS(STR(?o), "onerror")) }'
    page.evaluate("query => statecraft.editor.setValue(query)", query)
    page.get_by_role("button", name="Run query").click()
    expect(page.locator(".yasr_results td").first).to_be_visible()
    expect(page.locator(".yasr_results")).to_contain_text("onerror")
    nothing_made(page)


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/nowhere/%3Cimg%20src=x%20onerror=alert(1)%3E",
        "/data/%3Cscript%3Ealert(1)%3C/script%3E",
        "/resource?iri=javascript:alert(1)",
        "/events?entity=http://x/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        f"{ARTICLE}?mark=0-99999999999999999999",
        "/query?query=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_an_address_runs_nothing(visit: Visit, trap: Server, path: str) -> None:
    visitor = visit(trap, path)
    visitor.page.wait_for_load_state("networkidle")
    nothing_made(visitor.page)
