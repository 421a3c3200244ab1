"""Addresses → pages, or the same data in another format: what a browser and what a program gets."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol
from urllib.parse import parse_qs

from kg.explorer import overview, resource, start
from kg.explorer.asking import asking
from kg.explorer.finding import hits
from kg.explorer.links import Links, iri
from kg.explorer.page import Page
from kg.explorer.rendering import render
from kg.explorer.source import Graph, bound
from kg.explorer.visit import Visit
from kg.service.messages import Refusal, Response
from kg.service.negotiation import GRAPHS, choose

PAGES: Mapping[str, Callable[[Visit], Awaitable[Page]]] = {
    "/": start.start,
    "/search": start.search,
    "/events": start.events,
    "/network": overview.network,
    "/map": overview.map_,
    "/query": asking,
    "/ontology": resource.ontology,
}
FORMATS = {form.name: form.media[0] for form in GRAPHS[:4]}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CONSTRUCT = """
PREFIX kg: <https://w3id.org/statecraft#>
CONSTRUCT { ?thing ?property ?value . ?claim ?of ?what . ?words ?has ?said } WHERE {
  { VALUES ?thing { UNDEF } ?thing ?property ?value }
  UNION { VALUES ?thing { UNDEF } ?claim kg:ofEvent ?thing ; ?of ?what }
  UNION { VALUES ?thing { UNDEF } ?claim kg:ofEvent ?thing ; kg:evidence ?words . ?words ?has ?said }
}
"""


class Store(Graph, Protocol):
    """A graph that also gives whole descriptions."""

    async def construct(self, text: str, media: str) -> Response:
        """Return the answer to a CONSTRUCT query in a format."""


def knows(path: str) -> bool:
    """Tell whether an address is one of the site's."""
    return path in PAGES or path in {"/search.json", "/resource"} or path.startswith(("/data/", "/static/"))


async def respond(store: Store, path: str, query: str, accept: str) -> Response:
    """Answer a request; ``path`` as the client sent it, still encoded."""
    visit = Visit(store, Links(store.base), _fields(query))
    if path == "/search.json":
        return _json(await hits(store, start.asked(visit)), visit.links)
    if path in PAGES:
        return await _written(await PAGES[path](visit), visit.links)
    about = visit.links.iri(path) if path.startswith("/data/") else iri(visit.field("iri"))
    if about is None:
        raise Refusal(404, "This is not the address of anything")
    media = _media(accept, visit.field("format"))
    if media:
        response = await store.construct(bound(CONSTRUCT, {"thing": about}), media)
        return Response(
            response.status, response.body, response.content_type, {"Vary": "Accept"}, response.file
        )
    return await _written(await resource.resource(visit, about.value), visit.links)


def told(refusal: Response, base: str) -> Response:
    """Return a refusal as a page, for people."""
    title = "There is no such page" if refusal.status == 404 else "This did not work"
    message = refusal.body.decode("utf-8", "replace").strip()
    page = Page("error.html", title, {"message": message}, status=refusal.status)
    return _response(page, render(page, Links(base)), refusal.headers)


async def _written(page: Page, links: Links) -> Response:
    return _response(page, await asyncio.to_thread(render, page, links), {})


def _response(page: Page, text: str, more: Mapping[str, str]) -> Response:
    policy = POLICY.format(style="".join(f" 'sha256-{style}'" for style in page.styles))
    headers = {**more, "Content-Security-Policy": policy, "Vary": "Accept"}
    return Response(page.status, text.encode(), "text/html; charset=utf-8", headers)


def _media(accept: str, named: str) -> str:
    """Return the media type to send, empty for a page: who doesn't ask for HTML by name gets data."""
    if named:
        if named not in FORMATS:
            raise Refusal(404, f"There is no format {named!r}; there are {', '.join(FORMATS)}")
        return FORMATS[named]
    if "text/html" in accept or "application/xhtml+xml" in accept:
        return ""
    form = choose(accept, GRAPHS)
    if form is None:
        raise Refusal(406, f"There are text/html and {', '.join(FORMATS.values())}")
    return form.media[0]


def _json(found: list[dict[str, str]], links: Links) -> Response:
    told = [{**hit, "href": links.page(hit["iri"])} for hit in found]
    return Response(200, json.dumps(told).encode(), "application/json")


def _fields(query: str) -> dict[str, list[str]]:
    try:
        return parse_qs(query, errors="replace", max_num_fields=100)
    except ValueError as error:
        raise Refusal(400, "Too many parameters") from error
