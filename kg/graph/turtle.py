"""Triples → Turtle: grouped, sorted, the same bytes for the same triples."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "kg": "https://w3id.org/statecraft#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
STRING = "http://www.w3.org/2001/XMLSchema#string"
LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
UNSAFE = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')
LONGEST_NAME = 120  # of a file, in characters, before its suffix


def to_turtle(triples: Iterable[ox.Triple]) -> str:
    """Return the triples as Turtle, sorted by subject, predicate and object, types first."""
    nodes: dict[str, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        nodes[term(triple.subject)].append(triple)
    return head() + "".join(node(nodes[subject]) for subject in sorted(nodes))


def head() -> str:
    """Return the declarations of prefixes."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))


def node(triples: Sequence[ox.Triple]) -> str:
    """Return the triples of one subject as Turtle."""
    values: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        values[_predicate(triple.predicate)].add(term(triple.object))
    order = sorted(values, key=lambda p: (p != "a", p))
    lines = [f"{p} {', '.join(sorted(values[p]))}" for p in order]
    return f"\n{term(triples[0].subject)} " + " ;\n    ".join(lines) + " .\n"


def _predicate(predicate: ox.NamedNode) -> str:
    return "a" if predicate.value == TYPE else term(predicate)


def term(value: object) -> str:
    """Return a term in its shortest form."""
    if isinstance(value, ox.NamedNode):
        return _iri(value.value)
    return _literal(value) if isinstance(value, ox.Literal) else str(value)


def _iri(iri: str) -> str:
    for name, start in PREFIXES.items():
        if iri.startswith(start) and LOCAL.fullmatch(iri[len(start) :]):
            return f"{name}:{iri[len(start) :]}"
    return f"<{iri}>"


def _literal(value: ox.Literal) -> str:
    text = '"' + UNSAFE.sub(lambda m: ESCAPES.get(m[0], f"\\u{ord(m[0]):04X}"), value.value) + '"'
    if value.language:
        return f"{text}@{value.language}"
    return text if value.datatype.value == STRING else f"{text}^^{_iri(value.datatype.value)}"


def file_name(article_id: str) -> str:
    """Return a safe name for an article's file: no path can hide in an id, no two ids share a name."""
    safe = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_") else f"%{ord(c):X}." if c != "." else "."
        for c in article_id
    )
    if safe.startswith("."):
        safe = "%2E." + safe[1:]
    if len(safe) > LONGEST_NAME:
        safe = f"{safe[:LONGEST_NAME]}~{hashlib.sha256(article_id.encode()).hexdigest()[:16]}"
    return f"{safe or chr(37)}.ttl"
