"""What goes wrong with properties: domains, ranges, inverses, characteristics, chains."""

from collections import Counter

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD

from pitfalls.common import KG, PROPERTIES, Found, above, options, ours

DATES = {KG[name] for name in ("date", "startDate", "endDate", "firstReported", "lastReported", "asOf")}


def unbounded(graph: rdflib.Graph) -> Found:
    """A property has not just one domain and one range; of dates there is no range that OWL 2 has."""
    for term in ours(graph, *PROPERTIES):
        domains, ranges = list(graph.objects(term, RDFS.domain)), list(graph.objects(term, RDFS.range))
        if len(domains) != 1 or len(ranges) != (term not in DATES):
            yield term


def ill_bounded(graph: rdflib.Graph) -> Found:
    """A property of objects leads to values, or one of values to objects."""
    for term in ours(graph, *PROPERTIES):
        for bound in graph.objects(term, RDFS.range):
            to_values = bound in XSD or bound == RDF.PlainLiteral
            if to_values == ((term, RDF.type, OWL.ObjectProperty) in graph):
                yield term


def wrong_inverse(graph: rdflib.Graph) -> Found:
    """What leads back doesn't start where the other ends; or leads back to itself, or is one of two."""
    pairs = list(graph.subject_objects(OWL.inverseOf))
    for one, other in pairs:
        for here, there in [(RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)]:
            if options(graph, graph.value(one, here)) != options(graph, graph.value(other, there)):
                yield one, other
        if one == other or any((term, RDF.type, OWL.SymmetricProperty) in graph for term in (one, other)):
            yield one, other
    times = Counter(term for pair in pairs for term in pair)
    yield from (term for term, number in times.items() if number > 1)


def wrong_characteristic(graph: rdflib.Graph) -> Found:
    """What holds both ways, or never, or on and on, goes from one class to another; or can't hold at all."""
    for name in ("Symmetric", "Asymmetric", "Irreflexive", "Transitive"):
        for term in graph.subjects(RDF.type, OWL[f"{name}Property"]):
            domain, range_ = (options(graph, graph.value(term, p)) for p in (RDFS.domain, RDFS.range))
            if not {top for o in range_ for top in above(graph, o)} & domain:
                yield term
    for term in graph.subjects(RDF.type, OWL.AsymmetricProperty):
        if set(graph.objects(term, RDF.type)) & {OWL.SymmetricProperty, OWL.ReflexiveProperty}:
            yield term


def broken_chain(graph: rdflib.Graph) -> Found:
    """A chain has one link, or doesn't lead from the domain of its property to its range."""
    for term, node in graph.subject_objects(OWL.propertyChainAxiom):
        links = list(Collection(graph, node))
        domains = [options(graph, graph.value(link, RDFS.domain)) for link in [*links, term]]
        ranges = [options(graph, graph.value(link, RDFS.range)) for link in [*links, term]]
        joined = all(ends <= starts for ends, starts in zip(ranges[:-2], domains[1:-1], strict=True))
        if len(links) < 2 or domains[0] != domains[-1] or ranges[-2] != ranges[-1] or not joined:
            yield term
