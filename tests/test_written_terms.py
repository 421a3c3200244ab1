"""What is written of articles, of the world and of inferences keeps to the ontology, term by term."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from made import BASE, news
from pitfalls.common import KG, KINDS, above, disjoint, options
from rdflib.namespace import OWL, RDF, RDFS

from kg.articles import read
from kg.build import add
from kg.dataset import Dataset, open_dataset
from kg.extract import extract
from kg.graph import reason
from kg.model import Article
from kg.resources import folder
from kg.tools import Tools

ROOT = Path(__file__).parents[1]
LISTS = [folder("ontology") / name for name in ("statecraft.ttl", "entities.ttl", "weapons.ttl")]
PLAIN = {str(RDF.PlainLiteral): {f"{rdflib.XSD}string", str(RDF.langString)}}
TYPE = str(RDF.type)
LANGUAGES = (OWL, RDF, RDFS)
Facts = set[tuple[str, str, str, str | None]]  # subject, predicate, object, and the object's datatype
Kinds = dict[str, set[str]]  # node → all classes that it is of


class Ontology:
    """The ontology as plain strings, to hold facts against."""

    def __init__(self) -> None:
        graph = rdflib.Graph().parse(LISTS[0])
        self.declared = {str(term) for kind in KINDS for term in graph.subjects(RDF.type, kind)}
        self.above = {str(c): {str(a) for a in above(graph, c)} for c in graph.subjects(RDF.type, OWL.Class)}
        self.functional = {str(term) for term in graph.subjects(RDF.type, OWL.FunctionalProperty)}
        self.apart = {frozenset(map(str, pair)) for pair in disjoint(graph)}
        self.domains, self.ranges = (
            {str(s): {str(part) for part in options(graph, o)} for s, o in graph.subject_objects(p)}
            for p in (RDFS.domain, RDFS.range)
        )

    def faults(self, facts: Facts, known: Kinds) -> set[str]:
        """Return what is wrong with facts; ``known`` tells of what they lead to."""
        return {
            *(f"{term} is not declared" for term in self._used(facts) - self.declared if not builtin(term)),
            *self._bounds(facts, self._kinds(facts, known)),
            *self._double(facts),
        }

    def _used(self, facts: Facts) -> set[str]:
        return {p for _, p, _, _ in facts} | {o for _, p, o, _ in facts if p == TYPE or o.startswith(KG)}

    def kinds(self, facts: Facts) -> Kinds:
        """Return the classes of nodes."""
        return self._kinds(facts, {})

    def _kinds(self, facts: Facts, known: Kinds) -> Kinds:
        kinds: Kinds = {node: set(known.get(node, ())) for s, _, o, _ in facts for node in (s, o)}
        for s, p, o, _ in facts:
            if p == TYPE:
                kinds[s] |= self.above.get(o, set())
        return kinds

    def _bounds(self, facts: Facts, kinds: Kinds) -> Iterator[str]:
        for s, p, o, datatype in facts:
            if p in self.domains and not self.domains[p] & kinds[s]:
                yield f"{s} is out of the domain of {p}"
            if p in self.ranges and not self._allowed(p) & (kinds[o] if datatype is None else {datatype}):
                yield f"{o} is out of the range of {p}"
        for node, found in kinds.items():
            if any(frozenset(pair) in self.apart for pair in combinations(found, 2)):
                yield f"{node} is of two classes that exclude each other"

    def _allowed(self, prop: str) -> set[str]:
        return {kind for bound in self.ranges[prop] for kind in PLAIN.get(bound, {bound})}

    def _double(self, facts: Facts) -> Iterator[str]:
        values = defaultdict(set)
        for s, p, o, _ in facts:
            if p in self.functional:
                values[s, p].add(o)
        yield from (f"{s} has two values of {p}" for (s, p), found in values.items() if len(found) > 1)


def builtin(term: str) -> bool:
    return any(rdflib.URIRef(term) in names for names in LANGUAGES)


def facts(triples: Iterable[ox.Triple | ox.Quad]) -> Facts:
    found = set()
    for triple in triples:
        value = triple.object
        datatype = value.datatype.value if isinstance(value, ox.Literal) else None
        found.add((triple.subject.value, triple.predicate.value, value.value, datatype))
    return found


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology()


@pytest.fixture(scope="module")
def lists() -> Facts:
    return {fact for path in LISTS for fact in facts(ox.parse(path=str(path)))}


@pytest.fixture(scope="module")
def known(ontology: Ontology, lists: Facts) -> Kinds:
    return ontology.kinds(lists)


@pytest.fixture(scope="module")
def dataset(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    """The example articles, and many made by hand, with what follows from them."""
    articles = [item for item in read([ROOT / "examples" / "articles"]) if isinstance(item, Article)]
    assert len(articles) > 20
    with open_dataset(tmp_path_factory.mktemp("written") / "store", BASE) as found:
        add(found, [*(extract(article, tools) for article in articles), *news(60)])
        reason.infer(found.store)
        yield found


def test_the_lists_keep_to_the_ontology(ontology: Ontology, lists: Facts) -> None:
    assert ontology.faults(lists, {}) == set()


def test_each_article_keeps_to_the_ontology(ontology: Ontology, known: Kinds, dataset: Dataset) -> None:
    graphs = dataset.store.graphs()
    assert len(graphs) > 80
    told: set[str] = set()
    for name, graph in graphs.items():
        written = facts(dataset.store.triples(graph))
        assert ontology.faults(written, known) == set(), name
        told |= {p for _, p, _, _ in written if p.startswith(KG)}
    assert len(told) > 30  # most of what can be written


def test_the_world_keeps_to_the_ontology(ontology: Ontology, known: Kinds, dataset: Dataset) -> None:
    assert ontology.faults(facts(dataset.store.triples(ox.DefaultGraph())), known) == set()


def test_inferences_keep_to_the_ontology(ontology: Ontology, dataset: Dataset) -> None:
    world = facts(dataset.store.triples(ox.DefaultGraph()))
    inferred = facts(dataset.store.triples(dataset.store.inferred))
    assert f"{KG}metWith" in {p for _, p, _, _ in inferred}
    assert ontology.faults(inferred, ontology.kinds(world)) == set()


NODE = "https://example.org/node"
WRONG = {
    "is not declared": [(NODE, f"{KG}denies", NODE, None)],
    "is out of the domain of": [(NODE, f"{KG}topic", "peace", f"{rdflib.XSD}string")],
    "is out of the range of": [
        (NODE, TYPE, f"{KG}WeaponsItem", None),
        (NODE, f"{KG}quantity", "many", f"{rdflib.XSD}string"),
    ],
    "is of two classes that exclude each other": [
        (NODE, TYPE, f"{KG}Person", None),
        (NODE, TYPE, f"{KG}Country", None),
    ],
    "has two values of": [
        (NODE, TYPE, f"{KG}Claim", None),
        (NODE, f"{KG}stance", f"{KG}Actual", None),
        (NODE, f"{KG}stance", f"{KG}Negated", None),
    ],
}


@pytest.mark.parametrize("fault", WRONG)
def test_what_does_not_keep_to_the_ontology_is_seen(ontology: Ontology, known: Kinds, fault: str) -> None:
    found = ontology.faults(set(WRONG[fault]), known)
    assert len(found) == 1
    assert fault in found.pop()
