"""The SPARQL 1.1 protocol for queries: a request in, a response out, no server in between."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pyoxigraph as ox

from kg.errors import QueryError
from kg.service.guard import check
from kg.service.negotiation import GRAPHS, RESULTS, Form, W, choose

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
DATASET = ("default-graph-uri", "named-graph-uri")


@dataclass(frozen=True, slots=True)
class Request:
    """What the client sent; header names are in lower case."""

    method: str
    query_string: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What it gets back."""

    status: int
    body: bytes
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """A request that is answered with an error status."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.response = Response(status, f"{message}\n".encode(), headers=headers)


def answer(database: ox.Store, request: Request) -> Response:
    """Answer a request to the query endpoint."""
    try:
        query, graphs = _operation(request)
        return _evaluate(database, check(query), graphs, request.headers.get("accept", ""))
    except Refusal as refusal:
        return refusal.response
    except (QueryError, SyntaxError) as error:
        return Response(400, f"The query can't be answered: {error}\n".encode())


def _operation(request: Request) -> tuple[str, dict[str, list[str]]]:
    """Return the query and the graphs that the client asks for, wherever the protocol lets it put them."""
    fields = _fields(request.query_string)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == FORM:
            fields = {**fields, **_fields(_text(request.body))}
        elif kind == QUERY:
            fields = {**fields, "query": [_text(request.body)]}
        else:
            raise Refusal(415, f"POST takes {FORM} or {QUERY}")
    elif request.method not in {"GET", "HEAD"}:
        raise Refusal(405, "Only GET, HEAD and POST are known here", Allow="GET, HEAD, POST")
    if "update" in fields:
        raise Refusal(403, "This endpoint is read-only")
    if len(fields.get("query", ())) != 1:
        raise Refusal(400, "Give exactly one parameter 'query'")
    return fields["query"][0], {name: fields[name] for name in DATASET if name in fields}


def _fields(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise Refusal(400, "The parameters are not URL-encoded UTF-8") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, "The body is not UTF-8") from error


def _evaluate(database: ox.Store, query: str, graphs: dict[str, list[str]], accept: str) -> Response:
    """Run a query over the default graph, or over the graphs that the client named."""
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
    named: list[ox.NamedNode | ox.BlankNode] | None = None
    if graphs:  # by the protocol, naming one kind of graph leaves the other kind empty
        default = [_iri(value) for value in graphs.get(DATASET[0], ())]
        named = [_iri(value) for value in graphs.get(DATASET[1], ())]
    found = database.query(query, default_graph=default, named_graphs=named)
    if isinstance(found, ox.QueryTriples):
        graph_form = _wanted(choose(accept, GRAPHS))
        return Response(200, found.serialize(format=graph_form.writer) or b"", graph_form.content_type)
    form = _wanted(choose(accept, RESULTS))
    return Response(200, found.serialize(format=form.writer) or b"", form.content_type)


def _wanted(form: Form[W] | None) -> Form[W]:
    if form is None:
        raise Refusal(406, "None of the accepted formats can be had for this query")
    return form


def _iri(value: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise Refusal(400, "A graph URI is not an absolute IRI") from error
