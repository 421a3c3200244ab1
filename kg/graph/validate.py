"""Graphs against the SHACL shapes: what is wrong, in plain words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH

from kg.errors import InputError
from kg.resources import folder

NIF = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
KG = rdflib.Namespace("https://w3id.org/statecraft#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")


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
    """Check one graph against the shapes, sorted; an empty list means that it conforms.

    pyshacl on rdflib: 4.5 s for 100,000 triples where pyrudof takes 2.8 s at 0.95 GB; it was chosen
    for being pure Python. The ontology is read with the data for the classes' hierarchy.
    """
    data = _graph(triples)
    _, report, _ = pyshacl.validate(data + _hierarchy(), shacl_graph=_shapes(), inference="none")
    assert isinstance(report, rdflib.Graph)
    return sorted(set(_violations(report, data)))


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "shapes.ttl", format="turtle")


@cache
def _hierarchy() -> rdflib.Graph:
    ontology = rdflib.Graph().parse(folder("ontology") / "statecraft.ttl", format="turtle")
    classes = rdflib.Graph()
    for triple in ontology.triples((None, rdflib.RDFS.subClassOf, None)):
        classes.add(triple)
    return classes


def validate_file(path: Path) -> list[Violation]:
    """Check one Turtle file; InputError when it can't be read."""
    try:
        return validate(quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from error
    except SyntaxError as error:
        raise InputError(f"{path}: not valid Turtle: {error}") from error


def _graph(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=text, format="nt")


def _violations(report: rdflib.Graph, data: rdflib.Graph) -> Iterator[Violation]:
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        node = report.value(result, SH.focusNode)
        messages = sorted(str(m) for m in report.objects(result, SH.resultMessage))
        yield Violation(_article(data, node), str(node), "; ".join(messages), _words(data, node))


def _article(data: rdflib.Graph, node: rdflib.term.Node | None) -> str:
    claims = [node, *data.subjects(KG.ofEvent, node)]
    articles = sorted(str(a) for c in claims for a in data.objects(c, PROV.wasDerivedFrom))
    return articles[0] if articles else next((str(a) for a in data.subjects(rdflib.RDF.type, KG.Article)), "")


def _words(data: rdflib.Graph, node: rdflib.term.Node | None) -> str:
    claims = [node, *data.subjects(KG.ofEvent, node)]
    phrases: list[rdflib.term.Node | None] = [p for c in claims for p in data.objects(c, KG.evidence)]
    words = sorted(str(w) for p in (phrases or [node]) for w in data.objects(p, NIF.anchorOf))
    return words[0][:200] if words else ""
