"""An extraction as the simplified graph in which the gold cases are written.

Entities are their names, narrators "narrator", items their words; claims hang on their event. What is
expected and what came out are compared event by event, as sorted text, so that a difference can be read.
"""

from collections import Counter
from collections.abc import Iterable
from difflib import ndiff

from rdflib import RDF, BNode, Graph, Literal, Namespace
from rdflib.term import Node

from kg.model import NARRATOR, Entity, Event, Extraction
from kg.resolve.status import status

KG = Namespace("https://w3id.org/statecraft#")
MARKS = ' \n“”"‘’,.;:'
PREFIX = f"@prefix kg: <{KG}> .\n"


def parse(turtle: str) -> Graph:
    """Read a case's expected graph."""
    return Graph().parse(data=PREFIX + turtle, format="turtle")


def view(extraction: Extraction, expected: Graph, family: str | None = None) -> Graph:
    """Return the events of a family, or all; an entity takes its name that the expected graph uses."""
    names = {str(o) for o in expected.objects() if isinstance(o, Literal)}
    labels = {e.key: _name(e, names) for e in extraction.entities} | {NARRATOR: NARRATOR}
    graph = Graph()
    for event in extraction.events:
        if family in {None, event.family}:
            _add(graph, event, labels)
    return graph


def _name(entity: Entity, names: set[str]) -> str:
    if entity.label in names:
        return entity.label
    return next((alias for alias in sorted(entity.aliases) if alias in names), entity.label)


def _add(graph: Graph, event: Event, labels: dict[str, str]) -> None:
    node = BNode()
    graph.add((node, RDF.type, KG[event.kind]))
    for filler in event.fillers:
        graph.add((node, KG[filler.role], Literal(labels[filler.entity])))
    for item in event.items:
        graph.add((node, KG.item, Literal(item.label)))
        if item.quantity is not None:
            graph.add((node, KG.quantity, Literal(item.quantity)))
    if event.date and event.date.end:
        graph.add((node, KG.startDate, Literal(event.date.begin)))
        graph.add((node, KG.endDate, Literal(event.date.end)))
    elif event.date:
        graph.add((node, KG.date, Literal(event.date.begin)))
    if event.content is not None:
        graph.add((node, KG.content, Literal(event.content.strip(MARKS))))
        graph.add((node, KG.quoted, Literal(event.quoted)))
    graph.add((node, KG.status, KG[status_of(event)]))
    for claim in event.claims:
        told = BNode()
        graph.add((node, KG.claim, told))
        graph.add((told, KG.claimant, Literal(labels[claim.voice])))
        graph.add((told, KG.stance, KG[claim.stance.value]))


def status_of(event: Event) -> str:
    """Return the status that follows from an event's claims."""
    return status((c.voice == NARRATOR, c.stance.value) for c in event.claims)


def events(graph: Graph) -> Counter[str]:
    """Return each event of a simplified graph as text, the same for the same content."""
    tops = set(graph.subjects()) - set(graph.objects())
    return Counter(_told(graph, node) for node in tops)


def _told(graph: Graph, node: Node, indent: str = "") -> str:
    lines = []
    for name, value in graph.predicate_objects(node):
        short = "a" if name == RDF.type else str(name).removeprefix(KG)
        if isinstance(value, BNode):
            lines.append(f"{indent}{short} [ {'; '.join(_told(graph, value).splitlines())} ]")
        else:
            lines.append(f"{indent}{short} {str(value).removeprefix(KG)}")
    return "\n".join(sorted(lines))


def holders(wanted: str, found: Graph) -> list[str]:
    """Return the events of a graph that say at least what is wanted."""
    parts = set(wanted.splitlines())
    return [told for told in events(found).elements() if parts <= set(told.splitlines())]


def difference(expected: Graph, found: Graph) -> str:
    """Return what is missing (-) and what is too much (+); empty when both say the same."""
    wanted, got = events(expected), events(found)
    missing, extra = wanted - got, got - wanted
    if not missing and not extra:
        return ""
    return "\n".join(_lines(ndiff(_text(missing), _text(extra))))


def _text(told: Counter[str]) -> list[str]:
    return [line for event in sorted(told.elements()) for line in (*event.splitlines(), "")]


def _lines(lines: Iterable[str]) -> Iterable[str]:
    return (line.rstrip() for line in lines if not line.startswith("?"))
