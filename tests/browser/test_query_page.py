"""The query page: YASGUI's editor on this server's endpoint."""

import re
from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Page, expect
from serving import Server
from visiting import Visitor, until

Visit = Callable[..., Visitor]


def run(page: Page, query: str) -> None:
    page.evaluate("query => statecraft.editor.setValue(query)", query)
    page.get_by_role("button", name="Run query").click()


def test_an_example_runs_and_its_results_lead_to_pages(page: Page) -> None:
    page.goto("/query")
    page.get_by_label("Questions that ship with it").select_option("meetings")
    page.get_by_role("button", name="Run query").click()
    link = page.locator("td a.iri").first
    expect(link).to_be_visible()
    assert (link.get_attribute("href") or "").startswith("/data/event/")
    link.click()
    expect(page.locator("h1")).to_contain_text(re.compile("meeting|call", re.IGNORECASE))


def test_every_kind_of_iri_leads_to_a_page_of_this_site(page: Page) -> None:
    page.goto("/query")
    run(
        page,
        "SELECT ?x { VALUES ?x { <https://w3id.org/statecraft/data/entity/russia> <https://w3id.org/statecraft#Meeting>"
        ' <http://www.wikidata.org/entity/Q159> <javascript:alert(1)> "<img src=x onerror=alert(2)>" } }',
    )
    links = page.locator("td a.iri[href]")
    expect(links).to_have_count(3)
    found = links.evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert found == [
        "/data/entity/russia",
        "/ontology#Meeting",
        "/resource?iri=http%3A%2F%2Fwww.wikidata.org%2Fentity%2FQ159",
    ]
    expect(page.locator(".yasr_results img")).to_have_count(0)


def test_a_link_fills_the_editor_and_runs_nothing(visit: Visit, site: Server) -> None:
    asked: list[str] = []
    page = visit(site).page
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/query?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 3"))
    until(page, "statecraft.editor.getValue() === 'SELECT * { ?s ?p ?o } LIMIT 3'")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/sparql" in url]


def test_a_query_is_written_and_run_from_the_keyboard_alone(page: Page) -> None:
    page.goto("/query")
    page.get_by_role("textbox", name="SPARQL query").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("ASK { ?s ?p ?o }")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".yasr_results")).to_contain_text("True")
    page.keyboard.press("Tab")
    assert not page.evaluate("statecraft.editor.hasFocus()")


def test_terms_of_the_ontology_are_completed(page: Page) -> None:
    page.goto("/query")
    begun = "PREFIX kg: <https://w3id.org/statecraft#>\nSELECT * { ?event a kg:Miss"
    page.evaluate("query => statecraft.editor.setValue(query)", begun)
    page.evaluate("(statecraft.editor.focus(), statecraft.editor.execCommand('goDocEnd'))")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints")).to_contain_text("kg:MissileLaunch")


def test_an_error_is_shown_as_the_endpoint_says_it(visit: Visit, site: Server) -> None:
    visitor = visit(site, "/query")
    run(visitor.page, "SELECT nonsense")
    expect(visitor.page.locator(".errorResult")).to_be_visible()
    visitor.complaints[:] = [c for c in visitor.complaints if "status of 400" not in c]


def test_columns_are_resized_within_the_policy(page: Page) -> None:
    page.goto("/query")
    page.get_by_role("button", name="Run query").click()
    grip = page.locator(".grip-handle").nth(1)
    expect(page.locator("td").first).to_be_visible()
    box = grip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 42, box["y"] + 8, steps=4)
    page.mouse.up()
    # what goes against the policy fails the test
