"""What follows from what: ``ontology/rules/*.rq``, one rule each, as SPARQL CONSTRUCT.

A file's first line says the rule in English. Its pattern is plain triples, with VALUES and FILTER
if need be: no OPTIONAL, no paths, so that each solution names the statements from which it follows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from pyparsing import ParseBaseException
from rdflib.plugins.sparql import prepareQuery

from kg.errors import OntologyError
from kg.resources import folder

Variable = rdflib.term.Variable
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Pattern = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]
SCHEMA = "schema-"  # rules that begin so are about the ontology alone, and come first


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: where its patterns hold, its head does."""

    name: str
    sentence: str
    text: str  # of the CONSTRUCT query
    head: Pattern
    body: tuple[Pattern, ...]
    where: str  # the query's pattern, with its braces

    def select(self) -> str:
        """Return the query for the bindings with which the rule gives a triple.

        A caller binds what it knows of the head.
        """
        prologue = "\n".join(line for line in self.text.splitlines() if line.startswith("PREFIX"))
        return f"{prologue}\nSELECT * WHERE {self.where}"


@cache
def rules() -> tuple[Rule, ...]:
    """Read all rules; those about the ontology alone come first, then by name."""
    paths = sorted((folder("ontology") / "rules").glob("*.rq"))
    return tuple(sorted(map(read, paths), key=lambda rule: (not rule.name.startswith(SCHEMA), rule.name)))


def read(path: Path) -> Rule:
    """Read one rule."""
    text = path.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    if not first.startswith("# "):
        raise OntologyError(f"{path}:1: the first line has to say the rule, as a comment")
    try:
        query = prepareQuery(text).algebra
        (head,) = query.template
    except (ParseBaseException, ValueError, TypeError, AttributeError) as error:
        raise OntologyError(f"{path}: is no CONSTRUCT query of one triple: {error}") from error
    body = tuple(_patterns(query.p))
    where = text[text.index("WHERE") + len("WHERE") :].strip()
    return Rule(path.stem, first[2:].strip(), text, head, body, where)


def _patterns(part: Any) -> Iterator[Pattern]:
    if part.name == "BGP":
        yield from part.triples
    for key in ("p", "p1", "p2"):
        if key in part:
            yield from _patterns(part[key])


def matched(pattern: Pattern, triple: ox.Triple) -> dict[str, Term] | None:
    """Return what a rule's pattern binds on a triple, or None if it does not fit."""
    found: dict[str, Term] = {}
    for slot, term in zip(pattern, triple, strict=True):
        if isinstance(slot, Variable):
            if found.setdefault(str(slot), term) != term:
                return None
        elif str(slot) != getattr(term, "value", None):
            return None
    return found


def filled(pattern: Pattern, bindings: Mapping[str, Term]) -> ox.Triple:
    """Return the triple of a pattern."""
    subject, predicate, value = (
        bindings[str(slot)] if isinstance(slot, Variable) else ox.NamedNode(str(slot)) for slot in pattern
    )
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    return ox.Triple(subject, predicate, value)
