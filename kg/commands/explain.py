"""Say why a statement is in a store: who states it, or by which rule it follows, and from what.

Terms are IRIs, or short: kg:metWith, data:entity/kim-jong-un, wd:Q56226, rdf:type (or a). With two terms,
each object of the property is explained.
"""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.commands.options import BASE, add_store
from kg.errors import QueryError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.graph.explain import Proof
    from kg.graph.store import Store

NAME = "explain"
HELP = "say why a statement holds"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("subject", metavar="SUBJECT", help="an IRI, or short as in data:entity/russia")
    parser.add_argument("property", metavar="PROPERTY", help="likewise: kg:metWith")
    parser.add_argument("object", metavar="OBJECT", nargs="?", help="likewise")
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Print the proofs."""
    from kg.graph.explain import explain
    from kg.graph.store import open_for_reading

    with open_for_reading(args.store) as store:
        triples = list(_asked(store, args))
        proofs = [proof for triple in triples for proof in explain(store, triple)]
    for proof in proofs:
        print("\n".join(_lines(proof, 0)))
    if not proofs:
        print("nothing leads to this; `kg reason` infers what follows")
    return 0 if proofs else 1


def _asked(store: "Store", args: argparse.Namespace) -> Iterator["ox.Triple"]:
    import pyoxigraph as ox

    from kg.graph.store import DEFAULT_GRAPH

    subject, predicate = _term(store, args.subject), _term(store, args.property)
    if args.object is not None:
        yield ox.Triple(subject, predicate, _term(store, args.object))
        return
    for graph in (DEFAULT_GRAPH, store.inferred):
        quads = store.database.quads_for_pattern(subject, predicate, None, graph)
        yield from sorted((quad.triple for quad in quads), key=str)


def _term(store: "Store", text: str) -> "ox.NamedNode":
    import pyoxigraph as ox

    from kg.graph.turtle import PREFIXES

    prefix, _, name = text.partition(":")
    known = {**PREFIXES, "data": store.base, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}
    full = f"{known['rdf']}type" if text == "a" else f"{known[prefix]}{name}" if prefix in known else text
    try:
        return ox.NamedNode(full.strip("<>"))
    except ValueError as error:
        short = ", ".join(f"{p}:" for p in sorted(known))
        raise QueryError(f'"{text}" is no absolute IRI, nor short with one of {short}') from error


def _lines(proof: "Proof", depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield indent + " ".join(map(_short, proof.triple))
    if proof.rule is not None:
        yield f"{indent}  follows by {proof.rule.name}: {proof.rule.sentence}"
        for premise in proof.premises:
            yield from _lines(premise, depth + 2)
        return
    for source in proof.sources:
        yield f"{indent}  stated in {source.article}" + (f": “{source.words}”" if source.words else "")
    if not proof.sources:
        yield f"{indent}  stated by the ontology, the lists, or concluded from the claims"


def _short(part: object) -> str:
    from kg.graph.turtle import TYPE, term

    text = "a" if getattr(part, "value", None) == TYPE else term(part)
    return text.replace(f"<{BASE}", "data:").removesuffix(">") if text.startswith(f"<{BASE}") else text
