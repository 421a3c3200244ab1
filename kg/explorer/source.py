"""Questions of the pages to the graph: SPARQL only, so that they work over any store that answers it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Protocol, TypeAlias

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value: TypeAlias = str | ox.NamedNode | ox.Literal | Iterable[ox.NamedNode]

_SLOT = re.compile(r"VALUES \?(?P<name>\w+) \{ (?:UNDEF|owl:Nothing) \}")
PREFIXES = {
    "kg": "https://w3id.org/statecraft#",
    "dcterms": "http://purl.org/dc/terms/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Graph(Protocol):
    """Anything that answers SPARQL."""

    @property
    def base(self) -> str:
        """The IRI that the data's own IRIs begin with."""

    async def select(self, text: str) -> bytes:
        """Return the answer to a SELECT query as SPARQL JSON."""


@dataclass(frozen=True, slots=True)
class Row:
    """One solution; a variable without a value reads as the empty text."""

    terms: Mapping[str, Term]

    def __getitem__(self, name: str) -> str:
        """Return the text of a term: the IRI, or what the literal says."""
        term = self.terms.get(name)
        return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""

    def number(self, name: str) -> int:
        """Return a count, 0 when there is none."""
        value = self[name]
        return int(value) if value.isdigit() else 0


async def ask(
    graph: Graph, name: str, values: Mapping[str, Value] | None = None, limit: int = 0
) -> tuple[Row, ...]:
    """Answer one of the questions in ``queries/``, with values in its ``VALUES ?name { UNDEF }``.

    What is to be left out stands as ``{ owl:Nothing }``.
    ``limit`` is the largest number of rows, of any if it is 0.
    """
    text = bound(_text(name), values or {}) + (f"LIMIT {limit}\n" if limit else "")
    answer = ox.parse_query_results(await graph.select(text), format=ox.QueryResultsFormat.JSON)
    assert isinstance(answer, ox.QuerySolutions)
    names = tuple(variable.value for variable in answer.variables)
    return tuple(Row({n: term for n in names if (term := solution[n]) is not None}) for solution in answer)


def bound(text: str, values: Mapping[str, Value]) -> str:
    """Return a query with its slots filled; what is given as text becomes a literal, never syntax."""

    def fill(slot: re.Match[str]) -> str:
        value = values.get(slot["name"], "")
        terms = _terms(value)
        if value == "":
            return slot[0]
        return f"VALUES ?{slot['name']} {{ {' '.join(str(term) for term in terms)} }}"

    return _SLOT.sub(fill, text)


def _terms(value: Value) -> list[ox.NamedNode | ox.Literal]:
    if isinstance(value, str):
        return [ox.Literal(value)]
    if isinstance(value, ox.NamedNode | ox.Literal):
        return [value]
    return list(value)


@cache
def _text(name: str) -> str:
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    return prologue + resources.files("kg.explorer").joinpath("queries", f"{name}.rq").read_text("utf-8")
