"""The SPARQL 1.1 protocols as a reading of requests: what is asked, before anything is done."""

from urllib.parse import parse_qs

from kg.service.messages import Describe, GraphAccess, Preferences, Refusal, Request, Sparql
from kg.service.negotiation import takes_gzip

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
MAX_FIELDS = 1000
SPARQL_METHODS = "GET, HEAD, POST, OPTIONS"
GRAPH_METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
Fields = dict[str, list[str]]


def preferences(request: Request) -> Preferences:
    """Read the headers that choose a representation."""
    return Preferences(
        request.header("accept"),
        takes_gzip(request.header("accept-encoding")),
        request.header("if-match"),
        request.header("if-none-match"),
    )


def announces_write(request: Request, *, graphs: bool) -> bool:
    """Tell whether the head of a request shows that it is a write; an update in a form shows in its body."""
    if graphs:
        return request.method in {"PUT", "POST", "DELETE"}
    media = request.header("content-type").partition(";")[0].strip().lower()
    return request.method == "POST" and media == UPDATE


def sparql(request: Request, *, writable: bool, federated: bool) -> Sparql | Describe:
    """Read a request to the query and update endpoint."""
    if request.method not in {"GET", "HEAD", "POST"}:
        raise Refusal(405, f"Only {SPARQL_METHODS} are known here", Allow=SPARQL_METHODS)
    fields = _fields(request.query_string)
    if request.method == "POST":
        return _sparql(request, _posted(request, fields))
    if "update" in fields:
        raise Refusal(400, "Updates are sent by POST")
    if not fields:
        return Describe(request.url, writable, federated, preferences(request))
    return _sparql(request, fields)


def _posted(request: Request, fields: Fields) -> Fields:
    """Add what the body holds."""
    kind, _, parameters = request.header("content-type").partition(";")
    kind = kind.strip().lower()
    if kind not in {FORM, QUERY, UPDATE}:
        raise Refusal(415, f"POST takes {FORM}, {QUERY} or {UPDATE}")
    charset = parameters.lower().partition("charset=")[2].partition(";")[0].strip(' "')
    if charset not in {"", "utf-8", "utf8"}:
        raise Refusal(415, "The body has to be in UTF-8")
    text = _text(request.body)
    posted = _fields(text) if kind == FORM else {"query" if kind == QUERY else "update": [text]}
    return {name: fields.get(name, []) + posted.get(name, []) for name in fields | posted}


def _sparql(request: Request, fields: Fields) -> Sparql:
    texts = fields.get("query", []) + fields.get("update", [])
    if len(texts) != 1:
        raise Refusal(400, "Give exactly one parameter 'query' or 'update'")
    prefix = "using-" if "update" in fields else ""
    default = fields.get(f"{prefix or 'default-'}graph-uri", [])
    named = fields.get(f"{prefix}named-graph-uri", [])
    return Sparql(
        "update" if "update" in fields else "query",
        texts[0],
        tuple(default),
        tuple(named),
        request.url,
        preferences(request),
    )


def graph_access(request: Request, store_url: str) -> GraphAccess:
    """Read a request to the graph store, or to a graph that is named by its own address below it.

    The store itself, without a graph, is every graph to a reader; what is posted to it becomes a new graph.
    """
    if request.method not in {"GET", "HEAD", "PUT", "POST", "DELETE"}:
        raise Refusal(405, f"Only {GRAPH_METHODS} are known here", Allow=GRAPH_METHODS)
    graph = _graph(request, store_url)
    if graph == "*" and request.method in {"PUT", "DELETE"}:
        raise Refusal(400, "Name one graph: ?default or ?graph=IRI")
    content_type = request.header("content-type")
    return GraphAccess(request.method, graph, store_url, preferences(request), content_type, request.body)


def _graph(request: Request, store_url: str) -> str | None:
    fields = _fields(request.query_string)
    if unknown := set(fields) - {"default", "graph"}:
        raise Refusal(400, f"Unknown parameter {min(unknown)!r}; the graph store knows default and graph")
    named = fields.get("graph", [])
    if len(named) + len(fields.get("default", [])) > 1:
        raise Refusal(400, "Name one graph: ?default or ?graph=IRI")
    direct = request.url.rstrip("/") != store_url
    if fields and direct:
        raise Refusal(400, "This address names a graph already")
    if named and named[0] in {"", "*"}:
        raise Refusal(400, "The graph is not an absolute IRI")
    if "default" in fields:
        return None
    return named[0] if named else request.url if direct else "*"


def _fields(text: str) -> Fields:
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise Refusal(400, "The parameters are not URL-encoded UTF-8, or too many") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, "The body is not UTF-8") from error
