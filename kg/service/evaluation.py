"""Queries and updates, evaluated over a store."""

from collections.abc import Sequence

import pyoxigraph as ox

from kg.service.federation import relay
from kg.service.guard import guarded_query, guarded_update
from kg.service.messages import Refusal, Response, Sparql
from kg.service.negotiation import GRAPHS, RESULTS, TRUTHS, wanted
from kg.service.spool import Spool


def ask(database: ox.Store, query: Sparql, spool: Spool, listed: Sequence[str] = ()) -> Response:
    """Answer a query over the default graph, or over the graphs that the client named."""
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
    named: list[ox.NamedNode | ox.BlankNode] | None = None
    if query.default or query.named:  # by the protocol, naming one kind of graph leaves the other kind empty
        default = [iri(value) for value in query.default]
        named = [iri(value) for value in query.named]
    with relay(listed) as servers:
        text = guarded_query(query.text, servers.address if servers else None)
        try:
            found = database.query(text, base_iri=query.base, default_graph=default, named_graphs=named)
            content_type = _serialised(found, query.wants.accept, spool)
        except OSError as error:
            if servers is None or not servers.used:
                raise
            raise Refusal(502, "A service that the query asks does not answer as it should") from error
    return spool.response(content_type, {"Vary": "Accept, Accept-Encoding"}, packed=query.wants.gzip)


def _serialised(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, accept: str, spool: Spool
) -> str:
    """Write a result in the format that fits best, and return its media type."""
    if isinstance(found, ox.QueryTriples):
        graph_form = wanted(accept, GRAPHS)
        found.serialize(spool.out, graph_form.writer)
        return graph_form.content_type
    form = wanted(accept, TRUTHS if isinstance(found, ox.QueryBoolean) else RESULTS)
    found.serialize(spool.out, form.writer)
    return form.content_type


def change(database: ox.Store, update: Sparql, listed: Sequence[str] = ()) -> Response:
    """Apply an update, all of it or nothing."""
    using = [f"USING {iri(value)}" for value in update.default]
    using += [f"USING NAMED {iri(value)}" for value in update.named]
    with relay(listed) as servers:
        outside = (servers.address, servers.loader) if servers else (None, None)
        text = guarded_update(update.text, " ".join(using), *outside)
        database.update(text, base_iri=update.base)
    return Response(204)


def iri(value: str) -> ox.NamedNode:
    """Return a graph's name; Refusal (400) when it is none."""
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise Refusal(400, "A graph URI is not an absolute IRI") from error
