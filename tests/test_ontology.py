"""The ontology declares what the contract fixes, and a reasoner finds nothing wrong with it."""

import re
from pathlib import Path

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD

from kg.errors import OntologyError
from kg.graph.vocab import KG
from kg.ontology import ontology, unsatisfiable
from kg.resources import folder

IRI = "https://w3id.org/statecraft#"
CONTRACT = """
Article Event Meeting InPersonMeeting PhoneCall MultilateralMeeting Statement Accusation Denial
Pledge Threat Warning Demand Condemnation ExpressionOfSupport WeaponsTransfer ArmsSale MilitaryAid
ArmsDelivery ArmsSmuggling ArmsLicence SanctionsAction SanctionsImposition SanctionsExtension
SanctionsLifting SanctionsViolation SanctionsEnforcement WeaponsTest MissileLaunch NuclearTest
SatelliteLaunch Actor Person Organization Country Place WeaponType WeaponsItem Claim Tenure Stance
Actual Planned Possible Negated Unconfirmed EventStatus Reported Alleged Disputed Denied Projected
Mention mentionOf fillsRoleIn asRole participant topic speaker addressee content quoted about
supplier recipient item imposer target measure legalBasis tester date startDate endDate dateBasis
place status trigger rule ofEvent claimant stance madeIn refutes evidence confidence weaponType
quantity quantityText person officeTitle ofOrganization
""".split()


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "statecraft.ttl")


@pytest.mark.parametrize("name", CONTRACT)
def test_every_name_of_the_contract_is_declared_and_explained(graph: rdflib.Graph, name: str) -> None:
    term = rdflib.URIRef(IRI + name)
    assert list(graph.objects(term, RDF.type))
    assert list(graph.objects(term, RDFS.label))
    assert any("Example: " in str(c) for c in graph.objects(term, RDFS.comment))


@pytest.mark.parametrize("name", ["statecraft", "shapes", "entities", "weapons", "alignments"])
def test_no_undeclared_term_is_used(graph: rdflib.Graph, name: str) -> None:
    declared = {str(s) for s in graph.subjects() if str(s).startswith(IRI)}
    text = (folder("ontology") / f"{name}.ttl").read_text(encoding="utf-8")
    used = {IRI + name for name in re.findall(r"(?<![\w:])kg:(\w+)", text)}
    assert used <= declared


def test_no_query_uses_an_undeclared_term(graph: rdflib.Graph) -> None:
    declared = {str(s) for s in graph.subjects()}
    queries = [*folder("queries").glob("*.rq"), *(folder("ontology") / "rules").glob("*.rq")]
    assert len(queries) > 30
    for query in queries:
        body = "\n".join(
            line for line in query.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
        )
        assert {IRI + n for n in re.findall(r"(?<![\w:])kg:(\w+)", body)} <= declared, query.name


def test_a_misspelt_term_raises() -> None:
    assert KG.participant.value == IRI + "participant"
    with pytest.raises(OntologyError, match="particpant"):
        _ = KG.particpant


def test_role_properties_lead_to_actors(graph: rdflib.Graph) -> None:
    has_actor = rdflib.URIRef("http://semanticweb.cs.vu.nl/2009/11/sem/hasActor")
    roles = {str(r).removeprefix(IRI) for r in graph.subjects(RDFS.subPropertyOf, has_actor)}
    assert roles == {
        "participant",
        "speaker",
        "addressee",
        "supplier",
        "recipient",
        "imposer",
        "target",
        "tester",
    }


def test_the_roles_that_a_mention_may_fill_are_those_of_the_ontology(graph: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes.ttl")
    as_role = shapes.value(None, SH.path, rdflib.URIRef(f"{IRI}asRole"))
    allowed = set(Collection(shapes, shapes.value(as_role, SH["in"])))
    roles = set(graph.subjects(RDF.type, rdflib.URIRef(f"{IRI}Role")))
    assert allowed == roles
    assert len(roles) == 10


def test_no_range_that_hermit_rejects(graph: rdflib.Graph) -> None:
    assert not set(graph.objects(None, RDFS.range)) & {XSD.date, XSD.gYearMonth, XSD.gYear}


def test_owlready_loads_it_as_python_objects() -> None:
    loaded = ontology()
    assert loaded.Meeting in loaded.PhoneCall.ancestors()
    assert loaded.Country in loaded.Actor.subclasses()


def test_hermit_finds_it_consistent_and_coherent() -> None:
    assert unsatisfiable() == []


def test_hermit_would_see_a_contradiction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, graph: rdflib.Graph
) -> None:
    broken = rdflib.Graph()
    for triple in graph:
        broken.add(triple)
    broken.add((rdflib.URIRef(IRI + "Statement"), RDFS.subClassOf, rdflib.URIRef(IRI + "Meeting")))
    broken.add((rdflib.URIRef(IRI + "Denial"), RDF.type, OWL.Class))
    broken.serialize(tmp_path / "statecraft.ttl", format="turtle")
    monkeypatch.setattr("kg.ontology.folder", lambda _: tmp_path)
    assert {"Statement", "Denial"} <= set(unsatisfiable())
