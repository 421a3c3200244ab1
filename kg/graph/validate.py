"""Graphs against the SHACL shapes: what is wrong, in plain words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.shapes import constraints

NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
KG = "https://w3id.org/statecraft#"
ANCHOR, EVIDENCE, OF_EVENT = (
    ox.NamedNode(NIF + "anchorOf"),
    ox.NamedNode(KG + "evidence"),
    ox.NamedNode(KG + "ofEvent"),
)
ARTICLE, DERIVED = ox.NamedNode(KG + "Article"), ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

Node = ox.NamedNode | ox.BlankNode


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One node that breaks a shape; ``words`` is the text that it rests on, as far as there is one."""

    article: str
    node: str
    message: str
    words: str = ""

    def __str__(self) -> str:
        told = f": {self.words!r}" if self.words else ""
        return f"{self.article or 'dataset'}: {self.message} ({self.node}){told}"


def validate(triples: Iterable[ox.Triple]) -> list[Violation]:
    """Check one graph against the shapes, sorted; an empty list means that it conforms."""
    database = ox.Store()
    database.extend(ox.Quad(*triple) for triple in triples)
    return validate_store(database)


def validate_store(database: ox.Store) -> list[Violation]:
    """Check the default graph of a store; see validate()."""
    broken: dict[Node, set[str]] = {}
    for constraint in constraints():
        rows = database.query(constraint.query)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            broken.setdefault(row["this"], set()).add(constraint.message)
    return sorted(
        Violation(_article(database, node), _name(node), message, _words(database, node))
        for node, messages in broken.items()
        for message in messages
    )


def validate_file(path: Path) -> list[Violation]:
    """Check one Turtle file; InputError when it can't be read."""
    try:
        return validate(quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from error
    except SyntaxError as error:
        raise InputError(f"{path}: not valid Turtle: {error}") from error


def _name(node: Node) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _objects(database: ox.Store, subject: Node, predicate: ox.NamedNode) -> Iterator[Node | ox.Literal]:
    for quad in database.quads_for_pattern(subject, predicate, None, ox.DefaultGraph()):
        if not isinstance(quad.object, ox.Triple):
            yield quad.object


def _subjects(database: ox.Store, predicate: ox.NamedNode, value: Node) -> Iterator[Node]:
    for quad in database.quads_for_pattern(None, predicate, value, ox.DefaultGraph()):
        if not isinstance(quad.subject, ox.Triple):
            yield quad.subject


def _article(database: ox.Store, node: Node) -> str:
    """Return the article of a node, by its claims; else the only one that there is."""
    claims = [node, *_subjects(database, OF_EVENT, node)]
    found = sorted(a.value for c in claims for a in _objects(database, c, DERIVED))
    if found:
        return found[0]
    articles = [a.value for a in _subjects(database, TYPE, ARTICLE)]
    return articles[0] if len(articles) == 1 else ""


def _words(database: ox.Store, node: Node) -> str:
    claims = [node, *_subjects(database, OF_EVENT, node)]
    phrases = [p for c in claims for p in _objects(database, c, EVIDENCE) if not isinstance(p, ox.Literal)]
    words = sorted(w.value for p in (phrases or [node]) for w in _objects(database, p, ANCHOR))
    return words[0][:200] if words else ""
