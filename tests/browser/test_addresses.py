"""What pages link to is there, for people and for programs."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pyoxigraph as ox
from places import selected
from serving import Server

HTML = "text/html,application/xhtml+xml"
LINK = re.compile(r'href="(/(?:data/|resource\?)[^"#]*)')
MEDIA = {"text/turtle": ox.RdfFormat.TURTLE, "application/ld+json": ox.RdfFormat.JSON_LD}
DESCRIBED = '<table class="statements">'  # of what has no page of a kind of its own: all its statements
STARTS = ("/", "/events", "/network", "/map", "/ontology")


def links(text: str) -> set[str]:
    return {unescape(link) for link in LINK.findall(text)}


def test_every_link_of_the_pages_answers_as_page_and_as_data(site: Server) -> None:
    found: set[str] = set()
    for path in STARTS:
        found |= links(site.ask("GET", path, Accept=HTML).text)
    found |= {"/data/" + iri.partition("/data/")[2] for iri in selected(site, "?x kg:status ?status")}
    ahead, bad = set(found), []
    with ThreadPoolExecutor(4) as threads:
        while ahead:
            answers = list(
                threads.map(lambda path: (path, site.ask("GET", path, Accept=HTML)), sorted(ahead))
            )
            bad += [(path, answer.status) for path, answer in answers if answer.status != 200]
            pages = [answer.text for _, answer in answers if DESCRIBED not in answer.text]
            ahead = set().union(*map(links, pages)) - found
            ahead = {path for path in ahead if "format=" not in path and "mark=" not in path}
            found |= ahead
        assert bad == []
        assert len(found) > 500
        bad = [
            wrong for some in threads.map(lambda path: _as_data(site, path), sorted(found)) for wrong in some
        ]
    assert bad == []


def _as_data(site: Server, path: str) -> list[str]:
    wrong = []
    for media, form in MEDIA.items():
        answer = site.ask("GET", path, Accept=media)
        if answer.status != 200 or not answer.kind.startswith(media):
            wrong.append(f"{path} as {media}: {answer.status} {answer.kind}")
        elif not list(ox.parse(answer.body, format=form)):
            wrong.append(f"{path} as {media}: no triples")
    return wrong
