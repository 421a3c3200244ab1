"""From a claim to its words in the article, from the words to the event, and searching."""

from collections.abc import Callable

from places import ARTICLE, disputed
from playwright.sync_api import Page, expect
from serving import Server
from visiting import Visitor

Visit = Callable[..., Visitor]
MARKED = """[...document.querySelectorAll('mark.asked')].map((one) => {
  const copy = one.cloneNode(true);
  copy.querySelectorAll('.number').forEach((number) => number.remove());
  return copy.textContent;
}).join('')"""


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_claim_leads_to_its_very_words_in_the_article(visit: Visit, site: Server) -> None:
    page = visit(site, disputed(site)).page
    claims = page.locator(".claim")
    assert claims.count() >= 2
    for number in range(claims.count()):
        claim = claims.nth(number)
        proof = claim.locator("blockquote mark").first.text_content() or ""
        claim.locator("a.inplace").first.click()
        expect(page.locator("mark.asked").first).to_be_in_viewport()
        marked = page.evaluate(MARKED)
        assert words(marked) == words(proof) != ""
        page.go_back()


def test_a_number_in_the_text_leads_to_the_event_and_back(page: Page) -> None:
    page.goto(ARTICLE)
    number = page.locator(".text a.number").nth(4)
    shown = number.text_content()
    number.click()
    entry = page.locator(f"#event-{shown}")
    expect(entry).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').id") == f"event-{shown}"
    title = entry.locator("h3 a").text_content() or ""
    entry.locator("h3 a").click()
    expect(page.locator("h1")).to_contain_text(title)
    page.locator(f"a.inplace[href^='{ARTICLE}']").first.click()
    expect(page.locator("mark.asked").first).to_be_in_viewport()
    page.goto(f"{ARTICLE}#event-{shown}")
    entry.get_by_text("in the text").click()
    expect(page.locator(".text a.number").get_by_text(shown or "", exact=True).first).to_be_in_viewport()


def test_names_are_found_as_they_are_typed(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("kim jong")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Kim Jong Un")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text("Kim Jong Un")


def test_escape_closes_what_was_found_and_enter_searches(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("DPRK")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")
    expect(page.locator("h1")).to_have_text("Search")
    expect(page.locator(".found a").first).to_have_text("North Korea")


def test_filters_narrow_the_events(page: Page) -> None:
    page.goto("/events")
    page.get_by_label("Weapons transfers").check()
    page.get_by_label("Disputed").check()
    page.get_by_role("button", name="Show").click()
    cards = page.locator(".card")
    assert cards.count() > 0
    assert set(cards.locator(".status").all_text_contents()) == {"Disputed"}
