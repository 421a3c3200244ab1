"""The network and the map, once script has made them movable."""

import pytest
from playwright.sync_api import Page, expect
from visiting import until

PAINTED = """[...document.querySelectorAll('#network canvas')].some((one) => one.width
  && one.getContext('2d').getImageData(0, 0, one.width, one.height).data.some((value) => value))"""
LOOKS = """status => ['line-style', 'line-dash-pattern', 'line-outline-width', 'label'].map(
  (name) => String(statecraft.cy.edges(`[status = "${status}"]`).first().style(name))).join()"""
STATUSES = ("Reported", "Alleged", "Disputed", "Denied", "Projected")
VIEW = "document.querySelector('#map svg svg').getAttribute('viewBox').split(' ').map(Number)"


@pytest.fixture
def network(page: Page) -> Page:
    page.goto("/network")
    until(page, "window.statecraft?.cy.nodes().length")
    return page


@pytest.fixture
def world(page: Page) -> Page:
    page.goto("/map")
    expect(page.get_by_role("button", name="Zoom in")).to_be_visible()
    return page


def test_the_network_draws_every_node_and_tie(network: Page) -> None:
    shown = network.evaluate("({ nodes: statecraft.cy.nodes().length, edges: statecraft.cy.edges().length })")
    given = network.evaluate(
        "(({ nodes, edges }) => ({ nodes: nodes.length, edges: edges.length }))"
        "(JSON.parse(document.getElementById('network-data').textContent))"
    )
    assert shown == given
    assert shown["nodes"] > 10
    until(network, PAINTED)
    expect(network.locator("#network-drawn")).to_be_hidden()


def test_the_network_looks_the_same_each_time(network: Page) -> None:
    places = "statecraft.cy.nodes().map((node) => [node.id(), node.position('x'), node.position('y')])"
    once = network.evaluate(places)
    network.reload()
    until(network, "window.statecraft?.cy.nodes().length")
    assert network.evaluate(places) == once
    assert len({(x, y) for _, x, y in once}) == len(once)


def test_statuses_are_drawn_apart(network: Page) -> None:
    looks = {status: network.evaluate(LOOKS, status) for status in STATUSES}
    assert len(set(looks.values())) == 5


def test_a_node_leads_to_its_page(network: Page) -> None:
    box = network.locator("#network").bounding_box()
    assert box is not None
    node = network.evaluate("statecraft.cy.nodes('[label = \"Russia\"]').renderedPosition()")
    network.mouse.click(box["x"] + node["x"], box["y"] + node["y"])
    expect(network.locator("h1")).to_contain_text("Russia")


def test_the_network_zooms_from_the_keyboard(network: Page) -> None:
    before = network.evaluate("statecraft.cy.zoom()")
    network.get_by_role("button", name="Zoom in").press("Enter")
    assert network.evaluate("statecraft.cy.zoom()") > before
    network.get_by_role("button", name="Show all").press("Enter")
    assert network.evaluate("statecraft.cy.zoom()") == pytest.approx(before)


def test_the_network_follows_the_colours_of_the_system(network: Page) -> None:
    colour = "statecraft.cy.nodes().first().style('color')"
    light = network.evaluate(colour)
    network.emulate_media(color_scheme="dark")
    until(network, f"{colour} !== '{light}'")


def test_the_map_zooms_by_button_wheel_and_key_and_moves(world: Page) -> None:
    whole = world.evaluate(VIEW)
    world.get_by_role("button", name="Zoom in").click()
    nearer = world.evaluate(VIEW)
    assert nearer[2] < whole[2]
    land = world.locator("#map svg svg")
    land.focus()
    world.keyboard.press("+")
    assert world.evaluate(VIEW)[2] < nearer[2]
    before = world.evaluate(VIEW)
    world.keyboard.press("ArrowRight")
    assert world.evaluate(VIEW)[0] > before[0]
    land.hover()
    world.mouse.wheel(0, -400)
    until(world, f"{VIEW}[2] < {before[2]}")
    world.get_by_role("button", name="Show all").click()
    assert world.evaluate(VIEW) == whole


def test_dragging_moves_the_map_and_a_click_on_a_place_opens_it(world: Page) -> None:
    world.get_by_role("button", name="Zoom in").click()
    box = world.locator("#map svg svg").bounding_box()
    assert box is not None
    before = world.evaluate(VIEW)
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    world.mouse.move(*middle)
    world.mouse.down()
    world.mouse.move(middle[0] - 80, middle[1], steps=4)
    world.mouse.up()
    assert world.evaluate(VIEW)[0] > before[0]
    assert world.url.endswith("/map")
    world.get_by_role("button", name="Show all").click()
    spot = world.locator("#map a.spot").first
    name = (spot.locator("title").text_content() or "").split(":")[0]
    spot.locator(".mark").first.click()
    expect(world.locator("h1")).to_contain_text(name)


def test_marks_keep_their_size_when_the_map_is_zoomed(world: Page) -> None:
    size = "document.querySelector('#map .mark').getBoundingClientRect().width"
    before = world.evaluate(size)
    for _ in range(4):
        world.get_by_role("button", name="Zoom in").click()
    assert world.evaluate(size) == pytest.approx(before, abs=0.5)


def test_marks_are_as_large_on_a_phone_and_their_names_wait_for_the_zoom(world: Page) -> None:
    size = "document.querySelector('#map .mark').getBoundingClientRect().width"
    before = world.evaluate(size)
    names = world.locator("#map .spot .name")
    assert names.count()
    world.set_viewport_size({"width": 390, "height": 800})
    expect(names).to_have_count(0)
    assert world.evaluate(size) == pytest.approx(before, abs=1)
    for _ in range(4):
        world.get_by_role("button", name="Zoom in").click()
    assert names.count()
    assert world.evaluate(size) == pytest.approx(before, abs=1)
