"""The SPARQL 1.1 Graph Store HTTP Protocol over a store."""

import hashlib
import uuid
from collections.abc import Iterator
from email import message_from_bytes
from typing import IO, cast

import pyoxigraph as ox

from kg.service.evaluation import iri
from kg.service.messages import GraphAccess, Refusal, Response
from kg.service.negotiation import DATASETS, GRAPHS, ONE_GRAPH, by_media, wanted
from kg.service.spool import Spool

EVERY = "*"
Graph = ox.NamedNode | ox.DefaultGraph
VARY = {"Vary": "Accept, Accept-Encoding"}
PREFIXES = {
    "kg": "https://w3id.org/statecraft#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def read(database: ox.Store, access: GraphAccess, spool: Spool) -> Response:
    """Return a graph, or every graph, in the format that the client prefers; 304 if it has it already."""
    wants = access.wants
    if access.graph == EVERY:
        dataset_form = wanted(wants.accept, DATASETS)
        database.dump(spool.out, dataset_form.writer)
        return spool.response(dataset_form.content_type, VARY, packed=wants.gzip)
    graph = _named(access.graph)
    if not _exists(database, graph) and graph != ox.DefaultGraph():
        raise Refusal(404, "There is no such graph")
    form = wanted(wants.accept, GRAPHS)
    tag = f'"{digest(database, graph)}-{form.name}{"-gzip" if wants.gzip else ""}"'
    if wants.if_match and tag not in _tags(wants.if_match) | {t for t in ("*",) if t in wants.if_match}:
        raise Refusal(412, "The graph is not the one that If-Match names")
    if {"*", tag, f"W/{tag}"} & _tags(wants.if_none_match):
        return Response(304, headers={"ETag": tag, **VARY})
    database.dump(spool.out, form.writer, from_graph=graph, prefixes=PREFIXES)
    return spool.response(form.content_type, {"ETag": tag, **VARY}, packed=wants.gzip)


def write(database: ox.Store, access: GraphAccess) -> Response:
    """Replace, extend or delete a graph, all of it or nothing."""
    graph = _named(f"{access.store}/{uuid.uuid4()}" if access.graph == EVERY else access.graph)
    existed = _exists(database, graph)
    _check(database, graph, access, existed=existed)
    if access.method == "DELETE":
        if not existed:
            raise Refusal(404, "There is no such graph")
        database.update(_dropped(graph))
        return Response(204)
    base = graph.value if isinstance(graph, ox.NamedNode) else access.store
    triples = " .\n".join(str(triple) for triple in _triples(access, base))
    if isinstance(graph, ox.NamedNode):
        triples = f"GRAPH {graph} {{ {triples} }}"
    steps = [_dropped(graph)] if access.method == "PUT" else []
    steps += [f"CREATE SILENT GRAPH {graph}"] if isinstance(graph, ox.NamedNode) else []
    database.update(" ;\n".join([*steps, f"INSERT DATA {{ {triples} }}"]))
    if existed:
        return Response(204)
    return Response(201, headers={"Location": graph.value} if isinstance(graph, ox.NamedNode) else {})


def digest(database: ox.Store, graph: Graph) -> str:
    """Return a fingerprint of what a graph says: the store gives the same triples in the same order."""
    sink = _Digest()
    database.dump(cast(IO[bytes], sink), ox.RdfFormat.N_TRIPLES, from_graph=graph)
    return sink.sum.hexdigest()[:32]


class _Digest:
    """A file that only sums up what is written to it."""

    def __init__(self) -> None:
        self.sum = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self.sum.update(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing."""


def _named(graph: str | None) -> Graph:
    return ox.DefaultGraph() if graph is None else iri(graph)


def _dropped(graph: Graph) -> str:
    return f"DROP SILENT GRAPH {graph}" if isinstance(graph, ox.NamedNode) else "DROP DEFAULT"


def _exists(database: ox.Store, graph: Graph) -> bool:
    """Tell whether there is a graph; the default graph always is, so for it: whether it says anything."""
    if isinstance(graph, ox.NamedNode):
        return database.contains_named_graph(graph)
    return next(database.quads_for_pattern(None, None, None, graph), None) is not None


def _check(database: ox.Store, graph: Graph, access: GraphAccess, *, existed: bool) -> None:
    """Refuse a write whose conditions are not met; the format in which a tag was fetched does not matter."""
    for condition, unwanted in ((access.wants.if_match, False), (access.wants.if_none_match, True)):
        if not condition:
            continue
        states = {tag.removeprefix("W/").strip('"').partition("-")[0] for tag in _tags(condition)}
        held = existed and ("*" in states or digest(database, graph) in states)
        if held == unwanted:
            raise Refusal(412, "The graph is not in the state that the request expects")


def _tags(condition: str) -> set[str]:
    return {part.strip() for part in condition.split(",")}


def _triples(access: GraphAccess, base: str) -> Iterator[ox.Triple]:
    """Parse what was sent; Refusal (415) when it is in no format for a graph."""
    for content_type, body in _parts(access):
        form = by_media(content_type)
        if form is None:
            types = ", ".join(form.media[0] for form in ONE_GRAPH)
            raise Refusal(415, f"A graph is sent as one of {types}, or as multipart/form-data of these")
        quads = ox.parse(body, form.writer, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
        yield from (quad.triple for quad in quads)


def _parts(access: GraphAccess) -> list[tuple[str, bytes]]:
    if not access.content_type.lower().startswith("multipart/form-data"):
        return [(access.content_type or "text/turtle", access.body)]
    head = b"Content-Type: " + access.content_type.encode("ascii", "replace") + b"\r\n\r\n"
    parts = []
    for part in message_from_bytes(head + access.body).walk():
        payload = part.get_payload(decode=True)
        if not part.is_multipart() and isinstance(payload, bytes):
            parts.append((part.get_content_type(), payload))
    return parts
