"""The explorer's pages over HTTP: what they show, where they lead, and what they let nobody do."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from made import BASE, KG, article, entity, event, launch, saying, shells, summit
from serving import Answer, Server, serving

from kg.dataset import open_dataset
from kg.model import NARRATOR, Article, Claim, Entity, EntityType, Event, Extraction, Filler, Span, Stance

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
EVIL = '<script>alert(1)</script> "><img src=x onerror=alert(2)> {{7*7}} Mr Bond</script>'
EVIL_TEXT = f"{EVIL} met Kim.\n\nNobody <b>denied</b> it & left."
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


class Page(HTMLParser):
    """A page's elements and its visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.said: list[str] = []
        self.marked: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)
        if tag in {"td", "th", "h2", "tr", "svg", "p"}:
            self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "script" not in self._open and "style" not in self._open:
            self.said.append(data)
            if "mark" in self._open:
                self.marked.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())

    def values(self, tag: str, attribute: str) -> list[str]:
        return [given[attribute] for name, given in self.tags if name == tag and attribute in given]


def hostile() -> Extraction:
    """An article whose every text is an attempt."""
    made = Entity("evil", EntityType.PERSON, EVIL)
    met = Event(
        id="Meeting-1",
        family="Meeting",
        kind="Meeting",
        fillers=(
            Filler("participant", "evil", Span(0, 20)),
            Filler("participant", "Kim Jong Un", Span(0, 20)),
        ),
        claims=(Claim("c1", NARRATOR, Stance.ACTUAL, (Span(0, len(EVIL) + 9),), EVIL, EVIL),),
        items=(),
        date=None,
        trigger=EVIL,
        rule=EVIL,
        content=None,
        quoted=False,
    )
    told = Article("hostile", EVIL_TEXT, EVIL, None, EVIL, url="javascript:alert(3)")
    return Extraction(article=told, entities=(made, entity("Kim Jong Un")), events=(met,), tenures=())


def make(directory: Path) -> Path:
    both = [("United States", Stance.ACTUAL), ("Russia", Stance.NEGATED)]
    disputed = shells(said=both, day="2023-09-12", number=2)
    claim, denial = disputed.claims
    disputed = replace(disputed, claims=(claim, replace(denial, refutes=(claim.id,))))
    with open_dataset(directory, BASE) as dataset:
        dataset.put(article("first", summit(), disputed, launch(number=3), publisher="The Wire"))
        feared = shells(said=[("United States", Stance.POSSIBLE)], day="2023-10", number=4)
        dataset.put(
            article("second", summit(), feared, saying("We will answer", number=5), publisher="The Post")
        )
        dataset.put(hostile())
    return directory


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(make(tmp_path_factory.mktemp("explorer") / "store")) as running:
        yield running


def page(server: Server, path: str, status: int = 200) -> Page:
    answer = server.ask("GET", path, Accept=HTML)
    assert answer.status == status, answer.text[:500]
    assert answer.kind == "text/html; charset=utf-8"
    return Page(answer.text)


def select(server: Server, query: str) -> list[str]:
    prefix = f"PREFIX kg: <{KG}> PREFIX rdfs: <{RDFS}> "
    found = json.loads(server.get(prefix + query, "application/sparql-results+json").text)
    return [next(iter(row.values()))["value"] for row in found["results"]["bindings"]]


def address(iri: str) -> str:
    assert iri.startswith(BASE)
    return "/data/" + iri.removeprefix(BASE)


def test_the_start_page_counts_events_by_family_and_status(server: Server) -> None:
    start = page(server, "/")
    assert "3 articles" in start.text
    assert "tell of 6 events" in start.text
    links = start.values("a", "href")
    assert "/events?family=WeaponsTransfer&status=Disputed" in links
    assert "/events?family=WeaponsTransfer&status=Reported" not in links
    assert any(given.get("class", "").startswith("picture") for name, given in start.tags if name == "svg")


def test_a_program_gets_a_hint_where_a_browser_gets_the_start_page(server: Server) -> None:
    assert server.ask("GET", "/").kind.startswith("text/plain")


@pytest.mark.parametrize(
    ("words", "found"),
    [("Kim Jong Un", "Kim Jong Un"), ("kim", "Kim Jong Un"), ("DPRK", "North Korea"), ("second", "Second")],
)
def test_names_aliases_and_titles_are_found(server: Server, words: str, found: str) -> None:
    assert found in page(server, f"/search?q={words.replace(' ', '+')}").text
    hits = json.loads(server.ask("GET", f"/search.json?q={words.replace(' ', '+')}").text)
    assert found in [hit["label"] for hit in hits]
    assert all(hit["href"].startswith(("/data/", "/resource")) for hit in hits)


@pytest.mark.parametrize("words", ["", '"', "' } DROP ALL #", "\\", "é", "%00", "<script>", "a" * 5000])
def test_what_is_searched_is_words_never_sparql(server: Server, words: str) -> None:
    page(server, f"/search?q={quote(words)}")
    assert server.ask("GET", f"/search.json?q={quote(words)}").status == 200


def test_an_event_shows_its_claims_side_by_side(server: Server) -> None:
    (disputed,) = select(server, "SELECT ?e { ?e kg:status kg:Disputed }")
    shown = page(server, address(disputed))
    assert "Disputed: claimed by some, denied by others" in shown.text
    assert "Actual 1 claim: who says that it happened United States" in shown.text
    assert "Negated 1 claim: who denies it Russia" in shown.text
    assert "Refutes what United States says" in shown.text
    assert "Kim met Putin" in shown.marked
    assert any("?mark=0-13#e-0-13" in link for link in shown.values("a", "href"))


def test_a_feared_event_is_nowhere_reported(server: Server) -> None:
    (feared,) = select(server, "SELECT ?e { ?e kg:status kg:Projected }")
    assert "nobody says that it happened" in page(server, address(feared)).text
    assert feared.rpartition("/")[2] not in server.ask("GET", "/events?status=Reported", Accept=HTML).text


def test_the_words_of_a_claim_are_marked_in_the_article(server: Server) -> None:
    shown = page(server, "/data/article/first?mark=0-13")
    assert "".join(shown.marked) == "Kim met Putin"
    assert "e-0-13" in shown.values("span", "id")
    numbers = [link for link in shown.values("a", "href") if re.fullmatch(r"#event-\d+", link)]
    assert len(numbers) == 3
    assert {link[1:] for link in numbers} <= set(shown.values("li", "id"))


@pytest.mark.parametrize("mark", ["", "5", "9-3", "0-99999999", "a-b", "-1-4", "0-13-5"])
def test_a_mark_that_makes_no_sense_marks_nothing(server: Server, mark: str) -> None:
    assert page(server, f"/data/article/first?mark={mark}").marked == []


def test_an_entity_shows_whom_it_met_and_armed_by_status(server: Server) -> None:
    shown = page(server, "/data/entity/north-korea")
    assert "Also called" in shown.text
    assert "https://www.wikidata.org/wiki/Q423" in shown.values("a", "href")
    assert "Weapons to Who Reported Alleged Disputed Denied Projected Russia 0 0 1 0 1" in shown.text
    assert "Neighbours" in shown.text


def test_events_are_chosen_by_family_status_period_and_entity(server: Server) -> None:
    def kinds(query: str) -> list[str]:
        shown = server.ask("GET", f"/events?{query}", Accept=HTML).text
        return re.findall(r'<article class="card family-(\w+)"', shown)

    assert set(kinds("family=Meeting&family=WeaponsTest&from=2023")) == {"Meeting", "WeaponsTest"}
    assert kinds("status=Disputed") == ["WeaponsTransfer"]
    assert kinds("from=2023-10&to=2023") == ["WeaponsTransfer"]
    assert kinds("to=2022") == []
    assert set(kinds(f"entity={BASE}entity/vladimir-putin")) == {"Meeting"}
    assert len(kinds("from=nonsense&family=Nothing&entity=%00")) == 6


def test_a_long_list_of_events_has_pages(tmp_path: Path) -> None:
    some = [summit(number=n, day=f"20{n:02}-01-01") for n in range(60)]
    with open_dataset(tmp_path / "store", BASE) as dataset:
        dataset.put(article("long", *some, publisher="The Wire"))
    with serving(tmp_path / "store") as running:
        first = page(running, "/events?status=Reported&entity=" + BASE + "entity/vladimir-putin")
        (following,) = [given["href"] for _, given in first.tags if given.get("rel") == "next"]
        second = page(running, following)
        days = [re.findall(r"20\d\d-01-01", shown.text) for shown in (first, second)]
        assert [len(some) for some in days] == [50, 10]
        assert sorted(set(days[0] + days[1]), reverse=True) == days[0] + days[1]
        assert [given["href"] for _, given in second.tags if given.get("rel") == "prev"]
        assert "No event fits" in page(running, "/events?page=99").text


@pytest.mark.parametrize("path", ["/network", "/map", "/query", "/ontology", "/events", "/search"])
def test_every_page_answers_and_head_and_post_are_told_apart(server: Server, path: str) -> None:
    page(server, path)
    assert server.ask("HEAD", path, Accept=HTML).text == ""
    assert server.ask("POST", path, "x").status == 405


def test_disputed_and_projected_ties_are_told_from_reported_ones(server: Server) -> None:
    text = server.ask("GET", "/network", Accept=HTML).text
    data = json.loads(re.search(r'id="network-data">(.*?)</script>', text, re.DOTALL)[1])  # type: ignore[index]
    ties = {(edge["family"], edge["status"]) for edge in data["edges"]}
    assert ("WeaponsTransfer", "Disputed") in ties
    assert ("WeaponsTransfer", "Projected") in ties
    assert ("WeaponsTransfer", "Reported") not in ties


def test_every_iri_of_the_data_leads_to_a_page_and_to_data(server: Server) -> None:
    iris = select(server, "SELECT DISTINCT ?s { ?s ?p ?o } ORDER BY ?s")
    assert len(iris) > 50
    for number, iri in enumerate(iris):
        if iri.startswith(BASE):
            path = address(iri)
            assert iri.rpartition("/")[2][:8] in server.ask("GET", path, Accept=HTML).text, iri
            media, form = list(FORMATS.items())[number % len(FORMATS)]
            answer = server.ask("GET", path, Accept=media)
            assert answer.status == 200
            assert answer.kind.startswith(media)
            subjects = {quad.subject for quad in ox.parse(answer.body, format=form)}
            assert ox.NamedNode(iri) in subjects


def test_a_page_names_its_other_formats(server: Server) -> None:
    shown = page(server, "/data/entity/russia")
    links = [given for name, given in shown.tags if name == "link" and given.get("rel") == "alternate"]
    assert {link["type"] for link in links} == set(FORMATS)
    for link in links:
        assert server.ask("GET", link["href"], Accept=HTML).kind.startswith(link["type"])


def test_who_accepts_neither_a_page_nor_data_is_told_so(server: Server) -> None:
    assert server.ask("GET", "/data/entity/russia", Accept="image/png").status == 406
    assert server.ask("GET", "/data/entity/russia?format=exe", Accept=HTML).status == 404
    assert server.ask("GET", "/data/entity/russia", Accept="*/*").kind.startswith("text/turtle")


def test_what_the_graph_does_not_hold_is_not_found(server: Server) -> None:
    page(server, "/data/entity/nobody", 404)
    assert server.ask("GET", "/resource?iri=nonsense", Accept=HTML).status == 404
    assert server.ask("GET", "/static/nothing.js").status == 404


@pytest.mark.parametrize("name", ["../site.py", "%2e%2e/site.py", "/etc/passwd", "", ".", "x/../style.css"])
def test_only_the_sites_own_files_are_served(server: Server, name: str) -> None:
    assert server.ask("GET", f"/static/{name}").status == 404


def hostile_pages(server: Server) -> list[Answer]:
    (person,) = select(server, 'SELECT ?e { ?e a kg:Person ; rdfs:label ?l FILTER(CONTAINS(?l, "Bond")) }')
    (met,) = select(server, f"SELECT ?e {{ ?e kg:participant <{person}> ; kg:status ?s }}")
    paths = [
        address(person),
        address(met),
        "/data/article/hostile",
        "/",
        "/events",
        "/network",
        "/search?q=bond",
    ]
    paths += [f"/resource?iri={BASE}article/hostile/claim/c1", "/query", "/map"]
    return [server.ask("GET", path, Accept=HTML) for path in paths]


def test_hostile_text_is_shown_as_text(server: Server) -> None:
    pages = hostile_pages(server)
    for answer in pages:
        assert answer.status == 200
        shown = Page(answer.text)
        assert "img" not in {tag for tag, _ in shown.tags}
        assert not [
            value for _, given in shown.tags for name, value in given.items() if name.startswith("on")
        ]
        assert not [link for link in shown.values("a", "href") if link.lower().startswith("javascript")]
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.text, re.DOTALL)
        assert all('src="/static/' in given and not body for given, body in scripts if "json" not in given)
        assert "alert(1)</script>" not in answer.text
    assert EVIL in unescape(pages[0].text)
    article_page = Page(pages[2].text)
    assert "<script>alert(1)</script>" in article_page.text
    assert "Nobody <b>denied</b> it & left." in article_page.text
    assert "javascript:alert(3)" in article_page.text


def test_pages_may_run_only_the_sites_own_scripts(server: Server) -> None:
    for path in ("/", "/events", "/data/article/hostile", "/network"):
        policy = server.ask("GET", path, Accept=HTML).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
    assert "unsafe-eval" not in server.ask("GET", "/query", Accept=HTML).headers["content-security-policy"]


def test_no_page_names_a_file_of_another_host(server: Server) -> None:
    for path in ("/", "/events", "/network", "/map", "/query", "/ontology", "/data/entity/russia"):
        shown = page(server, path)
        taken = [*shown.values("script", "src"), *shown.values("img", "src")]
        taken += [g["href"] for n, g in shown.tags if n == "link" and g.get("rel") in {"stylesheet", "icon"}]
        assert taken
        assert all(link.startswith("/static/") for link in taken)
        for link in taken:
            assert server.ask("GET", link).status == 200, link


def test_pages_follow_a_store_that_changes(tmp_path: Path) -> None:
    store = make(tmp_path / "store")
    with serving(store, "--writable") as running:
        assert "3 articles" in page(running, "/").text
        told = f'<{BASE}entity/new> a <{KG}Person> ; <{RDFS}label> "Somebody New"'
        assert running.update(f"INSERT DATA {{ {told} }}").status == 204
        assert "Somebody New" in page(running, "/search?q=somebody").text


def test_iris_of_another_base_have_pages_too(tmp_path: Path) -> None:
    base = "http://example.org/ünï/"
    with open_dataset(tmp_path / "store", base) as dataset:
        dataset.put(article("first", event("Meeting", participant=["Kim Jong Un", "Some Körper"])))
    with serving(tmp_path / "store") as running:
        start = page(running, "/events")
        links = [link for link in start.values("a", "href") if link.startswith("/data/")]
        assert links
        for link in links:
            page(running, link)
