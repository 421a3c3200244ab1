"""Competency questions: ``queries/*.rq``, their parameters, and running them.

A file's first line is its question, as a comment. Parameters follow, one a line::

    # param: person = "Kim Jong Un" (what it means)

and the query takes each by one ``VALUES ?person { "Kim Jong Un" }``, so that it also runs as it stands.
The default ``any`` is written ``UNDEF`` there: the parameter then restricts nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.error import URLError

import pyoxigraph as ox
import rdflib
from SPARQLWrapper import JSON, POST, SELECT, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.errors import QueryError
from kg.resources import folder

Source: TypeAlias = ox.Store | rdflib.Graph | str
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
TIMEOUT = 60  # seconds that a remote endpoint may take

_PARAMETER = re.compile(r"# param: (?P<name>\w+) = (?P<default>any|\"[^\"]*\"|<[^>]*>) \((?P<meaning>.+)\)$")
_SLOT = re.compile(r"VALUES \?(?P<name>\w+) \{ (?:UNDEF|\"[^\"]*\"|<[^>]*>) \}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query can be asked with; ``default`` is a term in SPARQL, or UNDEF."""

    name: str
    default: str
    meaning: str

    def term(self, value: str) -> str:
        """Return a user's value as a term in SPARQL, of the kind of the default."""
        if not self.default.startswith("<"):
            return str(ox.Literal(value))
        try:
            return str(ox.NamedNode(value))
        except ValueError as error:
            raise QueryError(f"parameter {self.name}: {value!r} is not an absolute IRI") from error


@dataclass(frozen=True, slots=True)
class Query:
    """One competency question."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str

    def bound(self, values: Mapping[str, str]) -> str:
        """Return the query with values in place of its defaults."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values.keys() - known.keys():
            has = ", ".join(known) or "none"
            raise QueryError(f"query {self.name}: no parameter {name!r} (it has: {has})")
        terms = {name: known[name].term(value) for name, value in values.items()}

        def fill(slot: re.Match[str]) -> str:
            name = slot["name"]
            return _values(name, terms[name]) if name in terms else slot[0]

        return _SLOT.sub(fill, self.text)  # in one pass: what a value contains is no slot


@dataclass(frozen=True, slots=True)
class Result:
    """A table of RDF terms; None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


def names() -> tuple[str, ...]:
    """Return the names of the queries that ship with the program, sorted."""
    return tuple(sorted(path.stem for path in folder("queries").glob("*.rq")))


def load(name: str) -> Query:
    """Read one of the queries that ship with the program."""
    if name not in names():
        raise QueryError(f"no query is called {name!r}; there are: {', '.join(names())}")
    return read(folder("queries") / f"{name}.rq")


def read(path: Path) -> Query:
    """Read a query file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: can't be read: {error}") from error
    first, *lines = text.splitlines() or [""]
    if not first.startswith("# "):
        raise QueryError(f"{path}:1: the first line has to be the question, as a comment")
    found = []
    for number, line in enumerate(lines, 2):
        if line.startswith("# param"):
            match = _PARAMETER.match(line)
            if not match:
                raise QueryError(f'{path}:{number}: write "# param: name = default (meaning)"')
            default = "UNDEF" if match["default"] == "any" else match["default"]
            found.append(Parameter(match["name"], default, match["meaning"]))
    slots = [slot[0] for slot in _SLOT.finditer(text)]
    for parameter in found:
        if slots.count(wanted := _values(parameter.name, parameter.default)) != 1:
            raise QueryError(f"{path}: needs once: {wanted}")
    return Query(path.stem, first[2:].strip(), tuple(found), text)


def run(source: Source, name: str, values: Mapping[str, str] | None = None) -> Result:
    """Ask one of the questions of a store, an rdflib graph, or a SPARQL endpoint (its URL)."""
    return ask(source, load(name).bound(values or {}))


def ask(source: Source, text: str, beside: Sequence[ox.NamedNode] = ()) -> Result:
    """Run a SELECT query over the default graph, of a store also over the graphs ``beside`` it."""
    try:
        found = _solutions(source, text, beside)
    except SyntaxError as error:
        raise QueryError(f"the query is not valid SPARQL: {error}") from error
    if not isinstance(found, ox.QuerySolutions):
        raise QueryError("only SELECT queries give a table")
    columns = tuple(variable.value for variable in found.variables)
    return Result(columns, tuple(tuple(solution[name] for name in columns) for solution in found))


def _solutions(
    source: Source, text: str, beside: Sequence[ox.NamedNode]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    if isinstance(source, ox.Store):
        return source.query(text, default_graph=[ox.DefaultGraph(), *beside] if beside else None)
    if isinstance(source, str):
        table = _remote(source, text)
    else:
        table = source.query(text).serialize(format="json") or b""
    return ox.parse_query_results(table, format=ox.QueryResultsFormat.JSON)


def _remote(url: str, text: str) -> bytes:
    """Ask a SPARQL endpoint; JSON, because SPARQLWrapper takes twenty times longer over XML."""
    if not re.match(r"https?://", url):
        raise QueryError(f"{url}: an endpoint's address begins with http:// or https://")
    client = SPARQLWrapper(url, returnFormat=JSON)
    client.setMethod(POST)
    client.setTimeout(TIMEOUT)
    client.setQuery(text)
    client.queryType = SELECT  # it would guess by the first word such as ADD, also in a comment
    try:
        answer: bytes = client.query().response.read()
    except (SPARQLWrapperException, URLError, TimeoutError, ConnectionError) as error:
        raise QueryError(f"{url}: gives no answer: {error}") from error
    return answer


def _values(name: str, term: str) -> str:
    return f"VALUES ?{name} {{ {term} }}"
