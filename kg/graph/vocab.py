"""The vocabularies in use. ``KG`` is closed: its terms are read from the ontology, a misspelt one raises."""

from functools import cached_property

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.resources import folder

BASE = "https://w3id.org/statecraft/data/"


class Namespace:
    """An open namespace: ``DCTERMS.title`` or ``DCTERMS["title"]``."""

    def __init__(self, iri: str) -> None:
        self.iri = iri

    def __getitem__(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(self.iri + name)

    def __getattr__(self, name: str) -> ox.NamedNode:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]


class OntologyNamespace(Namespace):
    """A namespace with just the terms that the ontology declares."""

    @cached_property
    def terms(self) -> frozenset[str]:
        """Local names of all declared terms."""
        path = folder("ontology") / "statecraft.ttl"
        try:
            subjects = {q.subject for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}
        except (OSError, SyntaxError) as error:
            raise OntologyError(f"{path}: can't be read: {error}") from error
        iris = (s.value for s in subjects if isinstance(s, ox.NamedNode))
        return frozenset(i.removeprefix(self.iri) for i in iris if i.startswith(self.iri))

    def __getitem__(self, name: str) -> ox.NamedNode:
        if name not in self.terms:
            raise OntologyError(f"the ontology has no term kg:{name}: see ontology/statecraft.ttl")
        return super().__getitem__(name)


KG = OntologyNamespace("https://w3id.org/statecraft#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
WGS84 = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
WD = Namespace("http://www.wikidata.org/entity/")
