"""What goes wrong with single terms: undeclared, two things at once, ill named, not explained."""

import re
from collections import Counter

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, XSD

from pitfalls.common import EXPRESSIONS, KG, KINDS, PROPERTIES, Found, ours

LANGUAGES = (OWL, RDF, RDFS, XSD)  # what ontologies are written in
SENTENCE = re.compile(r"Example: .*“[^“”]+ [^“”]+ [^“”]+[.?!]”")  # three words or more, in quotation marks


def undeclared(graph: rdflib.Graph) -> Found:
    """A term of ours is used that is not declared; one of others that isn't, unless of OWL's languages."""
    used = {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}
    outside = set(graph.subjects(RDF.type, OWL.Ontology)) | set(graph.objects(None, rdflib.DCTERMS.license))
    for term in used - outside:
        if not any(term in names for names in LANGUAGES) and not set(graph.objects(term, RDF.type)) & KINDS:
            yield term


def of_two_kinds(graph: rdflib.Graph) -> Found:
    """A term is a class and a property, a property of objects and of values, a class and an individual."""
    for term in set(graph.subjects(RDF.type)):
        types = set(graph.objects(term, RDF.type))
        members = {kind for kind in types if kind in KG} - {KG.Role}  # a role is a property, and meant to be
        if len(types & KINDS) > 1 or (members and types & (KINDS - {OWL.NamedIndividual})):
            yield term


def ill_named(graph: rdflib.Graph) -> Found:
    """A class begins with a small letter or a property with a capital, or one name stands for two things."""
    patterns = [((OWL.Class, OWL.NamedIndividual), r"([A-Z][a-z]+)+"), (PROPERTIES, r"[a-z]+([A-Z][a-z]+)*")]
    for kinds, pattern in patterns:
        for term in ours(graph, *kinds):
            name = str(term).removeprefix(KG)
            if not re.fullmatch(pattern, name) or re.search(r"[a-z](And|Or)[A-Z]", name):
                yield term


def anonymous(graph: rdflib.Graph) -> Found:
    """A node without a name is no class expression, list or axiom on several terms."""
    axioms = {OWL.AllDisjointClasses, OWL.AllDifferent}
    for node in {term for triple in graph for term in triple if isinstance(term, rdflib.BNode)}:
        is_expression = any(graph.value(node, p) for p in (*EXPRESSIONS, RDF.first))
        if not is_expression and not axioms & set(graph.objects(node, RDF.type)):
            yield node


def about_others(graph: rdflib.Graph) -> Found:
    """More is said of a term of others than what it is and what it is called here."""
    restated = {  # as in GeoSPARQL
        (rdflib.URIRef("http://www.opengis.net/ont/geosparql#hasGeometry"), RDFS.range),
        (rdflib.URIRef("http://www.opengis.net/ont/geosparql#asWKT"), RDFS.domain),
    }
    outside = set(graph.subjects(RDF.type, OWL.Ontology))
    for s, p, _ in graph:
        foreign = isinstance(s, rdflib.URIRef) and s not in KG and s not in outside
        if foreign and p not in (RDF.type, RDFS.label) and (s, p) not in restated:
            yield s, p


def unlabelled(graph: rdflib.Graph) -> Found:
    """A term has not just one label, in English."""
    for term in set(graph.subjects(RDF.type)) - set(graph.subjects(RDF.type, OWL.Ontology)):
        languages = [label.language for label in graph.objects(term, RDFS.label)]
        if isinstance(term, rdflib.URIRef) and languages != ["en"]:
            yield term


def labelled_alike(graph: rdflib.Graph) -> Found:
    """Two terms of one kind have one label."""
    for kinds in [(OWL.Class,), PROPERTIES, (OWL.NamedIndividual,)]:
        terms = ours(graph, *kinds)
        labels = Counter(label.casefold() for t in terms for label in graph.objects(t, RDFS.label))
        yield from (label for label, number in labels.items() if number > 1)


def unexplained(graph: rdflib.Graph) -> Found:
    """A term of ours has not just one comment, in English, with a sentence as an example."""
    for term in ours(graph, *KINDS):
        comments = list(graph.objects(term, RDFS.comment))
        if [c.language for c in comments] != ["en"] or not SENTENCE.search(comments[0]):
            yield term
