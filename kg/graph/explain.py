"""Why a statement is in a store: which articles state it, or by which rule it follows from others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from kg.graph.rules import Rule, Term, filled, matched, rules
from kg.graph.store import DEFAULT_GRAPH, IDENTIFIER, Store

KG = "https://w3id.org/statecraft#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
SPECIALIZATION = ox.NamedNode("http://www.w3.org/ns/prov#specializationOf")
DEPTH = 8  # of rules upon rules
WAYS, TRIED = 5, 50  # told of one statement, at most; looked at


@dataclass(frozen=True, slots=True)
class Source:
    """An article that states something, with the words on which it rests, if it is told of an event."""

    article: str  # its id
    words: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A statement with the articles that state it, or with a rule and the statements from which it follows.

    With neither, the ontology or the lists state it.
    """

    triple: ox.Triple
    sources: tuple[Source, ...] = ()
    rule: Rule | None = None
    premises: tuple["Proof", ...] = ()


def explain(store: Store, triple: ox.Triple) -> list[Proof]:
    """Return the ways in which a statement comes about, the first few; none if nothing leads to it.

    A way that rests on the same statements as an earlier one is left out.
    """
    found: dict[frozenset[ox.Triple], Proof] = {}
    for proof in islice(_ways(store, triple, frozenset()), TRIED):
        found.setdefault(frozenset(_facts(proof)), proof)
    return list(found.values())[:WAYS]


def _facts(proof: Proof) -> Iterator[ox.Triple]:
    """Yield what is stated, but for the ontology."""
    if proof.rule is None and proof.sources:
        yield proof.triple
    for premise in proof.premises:
        yield from _facts(premise)


def _ways(store: Store, triple: ox.Triple, above: frozenset[ox.Triple]) -> Iterator[Proof]:
    if ox.Quad(*triple) in store.database:
        yield Proof(triple, tuple(_sources(store, triple)))
        return
    if triple in above or len(above) >= DEPTH:
        return
    for rule in rules():
        for bindings in _applications(store, rule, triple):
            steps = [filled(pattern, bindings) for pattern in rule.body]
            premises = [next(_ways(store, step, above | {triple}), None) for step in steps]
            if all(premises):
                yield Proof(triple, (), rule, tuple(p for p in premises if p))


def _applications(store: Store, rule: Rule, triple: ox.Triple) -> list[Mapping[str, Term]]:
    """Return the bindings with which a rule gives a triple, in a fixed order."""
    known = matched(rule.head, triple)
    if known is None:
        return []
    given = {ox.Variable(name): term for name, term in known.items()}
    found = store.database.query(
        rule.select(), default_graph=[DEFAULT_GRAPH, store.inferred], substitutions=given
    )
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    rows = [{n: row[n] for n in names if row[n] is not None} | known for row in found]
    return sorted(rows, key=lambda row: sorted((name, str(term)) for name, term in row.items()))


def _sources(store: Store, triple: ox.Triple) -> Iterator[Source]:
    """Yield the articles whose graphs hold a statement of the resolved world, under their own names."""
    subjects = {triple.subject, *_local(store, triple.subject)}
    values = {triple.object, *_local(store, triple.object)}
    found = {
        (quad.graph_name, quad.subject)
        for subject in subjects
        for quad in store.database.quads_for_pattern(subject, triple.predicate, None, None)
        if quad.object in values and isinstance(quad.graph_name, ox.NamedNode)
    }
    told = [(graph, subject) for graph, subject in found if graph != store.inferred]
    named = {(_identifier(store, graph), _words(store, graph, subject)) for graph, subject in told}
    yield from (Source(*one) for one in sorted(named))


def _local(store: Store, term: Term) -> set[ox.NamedNode]:
    """Return the names that articles have for a merged node."""
    if not isinstance(term, ox.NamedNode):
        return set()
    quads = store.database.quads_for_pattern(None, SPECIALIZATION, term, DEFAULT_GRAPH)
    return {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _identifier(store: Store, graph: ox.NamedNode) -> str:
    quads = store.database.quads_for_pattern(graph, IDENTIFIER, None, graph)
    return next((quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)), graph.value)


def _words(store: Store, graph: ox.NamedNode, event: Term) -> str:
    """Return the first words on which an article's claims on an event rest."""
    query = f"""SELECT ?event ?words WHERE {{ ?claim <{KG}ofEvent> ?event ; <{KG}evidence> ?span .
        ?span <{NIF}anchorOf> ?words ; <{NIF}beginIndex> ?begin }} ORDER BY ?begin LIMIT 1"""
    rows = store.database.query(query, default_graph=graph, substitutions={ox.Variable("event"): event})
    assert isinstance(rows, ox.QuerySolutions)
    return next((" ".join(row["words"].value.split()) for row in rows), "")
