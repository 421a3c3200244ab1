"""Every span of an article's graph: exact words, no more than a sentence, with trigger or filler in it."""

from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Namespace
from test_gold import CASES

from kg.articles import read
from kg.extract import extract
from kg.graph.triples import triples
from kg.graph.turtle import to_turtle
from kg.model import Article

KG = Namespace("https://w3id.org/statecraft#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ROOT = Path(__file__).parent.parent
EXAMPLES = [a for a in read([ROOT / "examples" / "articles"]) if isinstance(a, Article)]
# The gold sentences too: every frame, construction and kind of mention is among them.
SENTENCES = [Article(id=f"{c.file}-{c.name}", text=c.text, date=c.date, publisher=c.source) for c in CASES]
LONGEST = 800  # characters of a sentence that is still one


@pytest.fixture(scope="module")
def graphs(tools):
    told = [(a, to_turtle(triples(extract(a, tools)))) for a in EXAMPLES + SENTENCES]
    return [(a, Graph().parse(data=text, format="turtle")) for a, text in told]


def words(graph, span):
    return str(graph.value(span, NIF.anchorOf))


def bounds(graph, span):
    return int(graph.value(span, NIF.beginIndex)), int(graph.value(span, NIF.endIndex))


def test_articles_are_many(graphs):
    assert len(EXAMPLES) >= 20
    assert len(graphs) >= 300


def test_offsets_give_the_exact_words(graphs):
    for article, graph in graphs:
        for span in graph.subjects(NIF.anchorOf):
            begin, end = bounds(graph, span)
            assert article.text[begin:end] == words(graph, span), article.id


def test_evidence_is_a_sentence_at_most(graphs):
    for article, graph in graphs:
        for span in set(graph.objects(None, KG.evidence)):
            told = words(graph, span)
            assert told.strip() == told, article.id
            assert "\n\n" not in told, f"{article.id}: a paragraph and more: {told!r}"
            assert len(told) <= LONGEST, f"{article.id}: {told!r}"


def test_some_evidence_of_every_claim_holds_its_trigger(graphs):
    for article, graph in graphs:
        for claim in set(graph.subjects(KG.ofEvent)):
            told = [words(graph, span) for span in graph.objects(claim, KG.evidence)]
            trigger = str(graph.value(claim, KG.trigger))
            assert told, f"{article.id}: {claim} has no evidence"
            assert any(trigger in text for text in told), f"{article.id}: {trigger!r} in {told}"


def test_every_event_and_claim_names_rule_and_trigger(graphs):
    for article, graph in graphs:
        for claim, event in graph.subject_objects(KG.ofEvent):
            tenure = (event, RDF.type, KG.Tenure) in graph
            for node in (claim,) if tenure else (claim, event):
                assert graph.value(node, KG.rule) is not None, f"{article.id}: {node}"
                assert graph.value(node, KG.trigger) is not None, f"{article.id}: {node}"


def test_every_role_filler_has_a_mention_of_its_own(graphs):
    roles = {
        KG[r] for r in "participant supplier recipient imposer target tester speaker addressee place".split()
    }
    for article, graph in graphs:
        for event in set(graph.objects(None, KG.ofEvent)):
            for role, filler in graph.predicate_objects(event):
                if role in roles:
                    told = [
                        m
                        for m in graph.subjects(KG.fillsRoleIn, event)
                        if (m, KG.asRole, role) in graph and (m, KG.mentionOf, filler) in graph
                    ]
                    assert told, f"{article.id}: {role} {graph.value(filler, RDFS.label)} of {event}"


def test_every_event_has_one_status(graphs):
    for article, graph in graphs:
        for event in {e for e in graph.objects(None, KG.ofEvent) if (e, RDF.type, KG.Tenure) not in graph}:
            assert len(set(graph.objects(event, KG.status))) == 1, f"{article.id}: {event}"
