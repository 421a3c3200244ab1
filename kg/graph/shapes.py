"""The SHACL shapes → SPARQL: each constraint a query for the nodes that break it.

Compiled because it takes a hundredth of the time that pyshacl takes on our graphs; the tests compare the
two. Of SHACL it knows what ``ontology/shapes.ttl`` uses, and refuses the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Node

from kg.errors import OntologyError
from kg.resources import folder

# Literals that their datatype does not allow, which Oxigraph keeps as they are.
FORMS: Mapping[Node, str] = {
    XSD.date: r"^-?\\d{4,}-\\d\\d-\\d\\d(Z|[+-]\\d\\d:\\d\\d)?$",
    XSD.gYearMonth: r"^-?\\d{4,}-\\d\\d(Z|[+-]\\d\\d:\\d\\d)?$",
    XSD.gYear: r"^-?\\d{4,}(Z|[+-]\\d\\d:\\d\\d)?$",
    XSD.integer: r"^[+-]?\\d+$",
    XSD.decimal: r"^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)$",
}
ABOUT = frozenset({SH.path, SH.message, SH.minCount, SH.maxCount, SH.lessThan, SH.lessThanOrEquals, RDF.type})


@dataclass(frozen=True, slots=True)
class Constraint:
    """A query that binds ?this to the nodes that break a constraint, and what to say of them."""

    message: str
    query: str


@cache
def constraints() -> tuple[Constraint, ...]:
    """Read and compile the shapes that ship with the program."""
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes.ttl", format="turtle")
    ontology = rdflib.Graph().parse(folder("ontology") / "statecraft.ttl", format="turtle")
    return tuple(_Compiler(shapes, ontology).constraints())


class _Compiler:
    def __init__(self, shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
        self.shapes, self.ontology = shapes, ontology

    def constraints(self) -> Iterator[Constraint]:
        for shape in sorted(self.shapes.subjects(RDF.type, SH.NodeShape), key=str):
            targets = self._targets(shape)
            for part in sorted(self.shapes.objects(shape, SH.property), key=self._message):
                message, path = self._message(part), self._path(self._one(part, SH.path))
                for pattern in self._patterns(part, path):
                    yield Constraint(message, f"SELECT DISTINCT ?this WHERE {{ {targets} {pattern} }}")
            for part in sorted(self.shapes.objects(shape, SH.sparql), key=self._message):
                yield Constraint(self._message(part), self._written(part, targets))

    # --- who is meant -----------------------------------------------------------------------

    def _targets(self, shape: Node) -> str:
        classes = [c for top in self.shapes.objects(shape, SH.targetClass) for c in self._below(top)]
        options = [_of(classes, "?this", "?target")] if classes else []
        subjects = sorted(p.n3() for p in self.shapes.objects(shape, SH.targetSubjectsOf))
        options += [f"?this {p} ?any ." for p in subjects]
        return " UNION ".join(f"{{ {option} }}" for option in options)

    def _below(self, top: Node) -> list[Node]:
        return [c for c in self.ontology.transitive_subjects(RDFS.subClassOf, top) if c is not None]

    # --- what is asked of a property --------------------------------------------------------

    def _patterns(self, part: Node, path: str) -> Iterator[str]:
        """Yield the patterns that hold where a property is not as it should be."""
        value = f"?this {path} ?value ."
        for predicate, wanted in sorted(self.shapes.predicate_objects(part), key=str):
            match predicate:
                case SH.minCount if str(wanted) == "1":
                    yield f"FILTER NOT EXISTS {{ {value} }}"
                case SH.maxCount if str(wanted) == "1":
                    yield f"{value} ?this {path} ?other . FILTER(!sameTerm(?value, ?other))"
                case SH.lessThan | SH.lessThanOrEquals:
                    sign = "<" if predicate == SH.lessThan else "<="
                    yield (
                        f"{value} ?this {wanted.n3()} ?other . FILTER(!COALESCE(?value {sign} ?other, false))"
                    )
                case _ if predicate not in ABOUT:
                    yield f"{value} FILTER({self._fails(predicate, wanted)})"
                case SH.minCount | SH.maxCount:
                    raise OntologyError(f"shapes.ttl: {self._message(part)}: only a count of 1 is known")

    def _fails(self, predicate: Node, wanted: Node) -> str:
        """Return the expression that is true of a ?value that breaks a constraint."""
        known: Mapping[Node, Callable[[Node], str]] = {
            SH["in"]: lambda w: f"?value NOT IN ({', '.join(m.n3() for m in Collection(self.shapes, w))})",
            SH.nodeKind: self._kind,
            SH["class"]: lambda w: f"NOT EXISTS {{ {_of(self._below(w), '?value', '?kind')} }}",
            SH.datatype: self._datatype,
            SH.minInclusive: lambda w: f"!COALESCE(?value >= {w.n3()}, false)",
            SH.maxInclusive: lambda w: f"!COALESCE(?value <= {w.n3()}, false)",
            SH.pattern: lambda w: f"!REGEX(STR(?value), {rdflib.Literal(str(w)).n3()})",
            SH["or"]: self._none_of,
        }
        if predicate not in known:
            raise OntologyError(f"shapes.ttl: {predicate} is not known here")
        return known[predicate](wanted)

    def _kind(self, wanted: Node) -> str:
        if wanted != SH.IRI:
            raise OntologyError(f"shapes.ttl: sh:nodeKind {wanted} is not known here")
        return "!isIRI(?value)"

    def _datatype(self, wanted: Node) -> str:
        form = f' || !REGEX(STR(?value), "{FORMS[wanted]}")' if wanted in FORMS else ""
        return f"!isLiteral(?value) || DATATYPE(?value) != {wanted.n3()}{form}"

    def _none_of(self, options: Node) -> str:
        parts = (
            " || ".join(f"({self._fails(p, w)})" for p, w in self.shapes.predicate_objects(option))
            for option in Collection(self.shapes, options)
        )
        return " && ".join(f"({part})" for part in parts)

    def _path(self, path: Node) -> str:
        inverse = self.shapes.value(path, SH.inversePath)
        options = self.shapes.value(path, SH.alternativePath)
        if inverse is not None:
            return f"^{inverse.n3()}"
        if options is not None:
            return f"({'|'.join(p.n3() for p in Collection(self.shapes, options))})"
        return str(path.n3())

    # --- constraints written in SPARQL ------------------------------------------------------

    def _written(self, part: Node, targets: str) -> str:
        declared = self._one(part, SH.prefixes)
        prefixes = "".join(
            f"PREFIX {self._one(p, SH.prefix)}: <{self._one(p, SH.namespace)}>\n"
            for p in self.shapes.objects(declared, SH.declare)
        )
        query = str(self._one(part, SH.select)).replace("$this", "?this")
        return f"{prefixes}SELECT DISTINCT ?this WHERE {{ {{ {query} }} {targets} }}"

    def _message(self, part: Node) -> str:
        return str(self._one(part, SH.message))

    def _one(self, subject: Node, predicate: Node) -> Node:
        found = self.shapes.value(subject, predicate)
        if found is None:
            raise OntologyError(f"shapes.ttl: a shape has no {predicate}")
        return found


def _of(classes: Iterable[Node], node: str, kind: str) -> str:
    """Return the pattern of a node of one of some classes."""
    return f"VALUES {kind} {{ {' '.join(sorted({c.n3() for c in classes}))} }} {node} a {kind} ."
