"""The alignments: of declared terms, one of a kind, explained where they differ, with codes that exist."""

import re
from collections import Counter

import pytest
import rdflib
from followthemoney import model
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.exports.alignment import load
from kg.resources import folder

IRI = "https://w3id.org/statecraft#"
OURS = "https://w3id.org/statecraft/"
CODING = rdflib.URIRef(f"{OURS}plover#coding")
FTM = "https://schema.followthemoney.tech/#"
MATCHES = [SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch]
VOCABULARIES = {
    OURS + "cameo#": "CAMEO",
    OURS + "plover#": "PLOVER",
    OURS + "sipri#": "SIPRI",
    FTM: "FollowTheMoney",
    "https://schema.org/": "schema.org",
    "http://www.w3.org/ns/prov#": "PROV-O",
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "SEM",
    "https://raw.githubusercontent.com/NextCenturyCorporation/AIDA-Interchange-Format/": "AIDA",
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#": "NIF",
}
# CAMEO codebook 1.1b3 (2012), chapter 6; groups of two digits from its headings.
CAMEO = {
    "01": "make public statement",
    "016": "deny responsibility",
    "02": "appeal",
    "03": "express intent to cooperate",
    "0332": "express intent to provide military aid",
    "04": "consult",
    "041": "discuss by telephone",
    "042": "make a visit",
    "043": "host a visit",
    "044": "meet at a third location",
    "051": "praise or endorse",
    "061": "cooperate economically",
    "072": "provide military aid",
    "085": "ease economic sanctions, boycott, embargo",
    "10": "demand",
    "111": "criticize or denounce",
    "112": "accuse",
    "128": "defy norms, law",
    "13": "threaten",
    "150": "demonstrate military or police power",
    "163": "impose embargo, boycott, or sanctions",
    "17": "coerce",
    "2042": "detonate nuclear weapons",
}
# github.com/openeventdata/PLOVER, CAMEO2PLOVER-2021.txt: event, mode, context; of two digits the heading.
CONVERSION = {
    "03": ("AGREE", "", ""),
    "04": ("CONSULT", "", ""),
    "041": ("CONSULT", "phone", ""),
    "051": ("SUPPORT", "", "diplomatic"),
    "061": ("COOPERATE", "", "economic"),
    "072": ("AID", "", "military"),
    "085": ("RETREAT", "ease", "economic"),
    "10": ("DEMAND", "", ""),
    "111": ("ACCUSE", "disapprove", ""),
    "112": ("ACCUSE", "disapprove", ""),
    "128": ("REJECT", "yield", "legal"),
    "13": ("THREATEN", "", ""),
    "150": ("MOBILIZE", "", ""),
    "163": ("COERCE", "restrict", "diplomatic"),
    "17": ("COERCE", "", ""),
}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "statecraft.ttl")


@pytest.fixture(scope="module")
def alignments() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "alignments.ttl")


def mappings(graph: rdflib.Graph) -> list[tuple[str, rdflib.URIRef, str]]:
    return [(str(s), p, str(o)) for p in MATCHES for s, o in graph.subject_objects(p)]


def vocabulary(term: str) -> str:
    return next(name for start, name in VOCABULARIES.items() if term.startswith(start))


def coding(graph: rdflib.Graph, term: rdflib.term.Node) -> tuple[str, str, str]:
    fields = (rdflib.URIRef(f"{OURS}plover#{name}") for name in ("event", "mode", "context"))
    event, mode, context = (str(graph.value(term, field) or "") for field in fields)
    return event, mode, context


def test_only_declared_terms_are_aligned(ontology: rdflib.Graph, alignments: rdflib.Graph) -> None:
    declared = {str(s) for s in ontology.subjects(RDF.type) if str(s).startswith(IRI)}
    found = mappings(alignments)
    assert len(found) > 150
    assert {source for source, _, _ in found} <= declared
    assert {s for s in map(str, alignments.subjects()) if s.startswith(IRI)} <= declared


def test_every_class_has_an_alignment_or_says_why_not(
    ontology: rdflib.Graph, alignments: rdflib.Graph
) -> None:
    classes = {c for c in ontology.subjects(RDF.type, OWL.Class) if str(c).startswith(IRI)}
    silent = {c for c in classes if not list(alignments.predicate_objects(c))}
    assert len(classes) > 40
    assert silent == set()


def test_a_term_is_aligned_to_another_once(alignments: rdflib.Graph) -> None:
    pairs = Counter((source, target) for source, _, target in mappings(alignments))
    assert [pair for pair, number in pairs.items() if number > 1] == []


def test_where_terms_differ_a_note_says_how(alignments: rdflib.Graph) -> None:
    for source, match, target in mappings(alignments):
        if match in (SKOS.closeMatch, SKOS.relatedMatch):
            notes = [str(note) for note in alignments.objects(rdflib.URIRef(source), SKOS.note)]
            assert any(note.startswith(f"{vocabulary(target)}: ") for note in notes), (source, target)


def test_every_note_begins_with_its_vocabulary(alignments: rdflib.Graph) -> None:
    for note in map(str, alignments.objects(None, SKOS.note)):
        name = re.match(r"([\w.-]+): ", note)
        assert (name and name[1] in VOCABULARIES.values()) or note.startswith("No vocabulary"), note


def test_terms_under_our_namespaces_have_label_and_source(alignments: rdflib.Graph) -> None:
    used = {target for _, _, target in mappings(alignments) if target.startswith(OURS)}
    used |= {str(o) for o in alignments.objects(None, CODING)}
    used |= {str(o) for o in alignments.objects(None, SKOS.broader)}
    for term in map(rdflib.URIRef, used):
        scheme = alignments.value(term, SKOS.inScheme)
        assert alignments.value(term, RDFS.label), term
        assert alignments.value(scheme, rdflib.DCTERMS.source), term


def test_cameo_codes_are_those_of_the_codebook(alignments: rdflib.Graph) -> None:
    scheme = rdflib.URIRef(f"{OURS}cameo#scheme")
    codes = list(alignments.subjects(SKOS.inScheme, scheme))
    labels = {str(code).rsplit("#")[1]: str(alignments.value(code, RDFS.label)) for code in codes}
    assert labels == {code: f"{code} {text}" for code, text in CAMEO.items()}


def test_cameo_becomes_plover_as_in_the_official_table(alignments: rdflib.Graph) -> None:
    found = alignments.subject_objects(CODING)
    assert {str(c).rsplit("#")[1]: coding(alignments, o) for c, o in found} == CONVERSION


def test_the_plover_coding_of_a_class_follows_from_its_cameo_code(alignments: rdflib.Graph) -> None:
    """Except where PLOVER says more than CAMEO (the mode), or CAMEO has no code."""
    for kind in set(alignments.subjects()):
        codes = [o for m in MATCHES[:3] for o in alignments.objects(kind, m)]
        cameo = [c for c in codes if str(c).startswith(f"{OURS}cameo#")]
        official = {coding(alignments, alignments.value(c, CODING)) for c in cameo}
        ours = {coding(alignments, c) for c in codes if str(c).startswith(f"{OURS}plover#")}
        if official and str(kind).removeprefix(IRI) != "MultilateralMeeting":
            assert ours == official, kind


def test_formal_sanctions_are_coercion_not_reduced_relations(alignments: rdflib.Graph) -> None:
    imposition = rdflib.URIRef(IRI + "SanctionsImposition")
    assert (imposition, SKOS.closeMatch, rdflib.URIRef(f"{OURS}plover#COERCE-restrict")) in alignments
    assert (imposition, SKOS.relatedMatch, rdflib.URIRef(f"{OURS}plover#SANCTION")) in alignments
    assert not any("SANCTION" in coding for kind in load().wider for coding in load().codes(kind, "plover"))


def test_followthemoney_has_what_is_aligned_to_it(alignments: rdflib.Graph) -> None:
    names = {target.removeprefix(FTM) for _, _, target in mappings(alignments) if target.startswith(FTM)}
    assert len(names) > 15
    for name in names:
        schema, _, prop = name.partition(":")
        assert schema in model.schemata, name
        assert not prop or prop in model.schemata[schema].properties, name


def test_schema_org_and_prov_terms_are_spelt_as_there(alignments: rdflib.Graph) -> None:
    targets = {target for _, _, target in mappings(alignments)}
    for name, namespace in {"PROV-O": rdflib.PROV, "schema.org": rdflib.SDO}.items():
        used = {target for target in targets if vocabulary(target) == name}
        assert len(used) > 5
        assert [target for target in used if rdflib.URIRef(target) not in namespace] == []


def test_a_wider_term_holds_for_subclasses_too(ontology: rdflib.Graph, alignments: rdflib.Graph) -> None:
    """Where a class is aligned to a wider term, no subclass may be only related to it."""
    for source, match, target in mappings(alignments):
        if match in (SKOS.exactMatch, SKOS.broadMatch):
            for sub in ontology.transitive_subjects(RDFS.subClassOf, rdflib.URIRef(source)):
                assert (sub, SKOS.relatedMatch, rdflib.URIRef(target)) not in alignments, (sub, target)
