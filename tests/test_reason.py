"""What is inferred, from what, and that nothing follows from what only somebody claims."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from made import BASE, HERE, KG, article, event, launch, shells, summit

from kg.build import add
from kg.cli import main
from kg.consistency import contradictory
from kg.dataset import Dataset, open_dataset
from kg.errors import OntologyError
from kg.graph import reason
from kg.graph.explain import explain
from kg.graph.rules import read, rules
from kg.graph.triples import triples
from kg.model import Event, Stance, Tenure

E = f"{BASE}entity/"
UNREAL = [[("Joe Biden", Stance.ACTUAL)], *([("narrator", s)] for s in Stance if s is not Stance.ACTUAL)]


def sanctions(**given: object) -> Event:
    values = {"imposer": "Country: Freedonia", "target": "Widget Works", "day": "2023-01-02", **given}
    return event("SanctionsAction", "SanctionsImposition", **values)  # type: ignore[arg-type]


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[Dataset]:
    with open_dataset(tmp_path / "s", BASE) as opened:
        yield opened


def inferred(dataset: Dataset, *names: str) -> set[tuple[str, str, str]]:
    """The inferences by some properties of ours, entities by the ends of their IRIs."""
    found = set()
    for quad in dataset.store.database.quads_for_pattern(None, None, None, dataset.store.inferred):
        name = quad.predicate.value.removeprefix(KG)
        if name in names:
            found.add((quad.subject.value.removeprefix(E), name, quad.object.value.removeprefix(E)))
    return found


OURS = """metWith supplied suppliedBy suppliedByBodyOf sanctioned sanctionedBy sanctionedByBodyOf accused
heldOfficeOf""".split()


def test_those_who_took_part_are_related_both_ways(dataset: Dataset) -> None:
    ministry = shells(supplier="Ministry of Defence of Russia", recipient="North Korea", day="2020-01-01")
    told = [summit(), ministry, sanctions(imposer="United States")]
    held = Tenure("t1", "Sergei Shoigu", "Defense Minister", "Russia", HERE, "Defense Minister")
    add(dataset, [article("one", *told, tenures=[held])])
    reason.infer(dataset.store)
    works, ministry_iri = "organization/widget-works", "organization/ministry-of-defence-of-russia"
    assert inferred(dataset, *OURS) == {
        ("kim-jong-un", "metWith", "vladimir-putin"),
        ("vladimir-putin", "metWith", "kim-jong-un"),
        (ministry_iri, "supplied", "north-korea"),
        ("north-korea", "suppliedBy", ministry_iri),
        ("united-states", "sanctioned", works),
        (works, "sanctionedBy", "united-states"),
        ("sergei-shoigu", "heldOfficeOf", "russia"),
    }


def test_a_body_s_deeds_lead_to_its_country(dataset: Dataset) -> None:
    told = [shells(supplier="Sergei Shoigu", recipient="North Korea"), sanctions(imposer="Joe Biden")]
    add(dataset, [article("one", *told)])
    reason.infer(dataset.store)
    assert inferred(dataset, "suppliedByBodyOf", "sanctionedByBodyOf") == {
        ("north-korea", "suppliedByBodyOf", "russia"),
        ("organization/widget-works", "sanctionedByBodyOf", "united-states"),
    }


@pytest.mark.parametrize("said", UNREAL, ids=["alleged", "planned", "possible", "negated", "unconfirmed"])
def test_nothing_follows_from_what_is_not_reported(dataset: Dataset, said: list[tuple[str, Stance]]) -> None:
    add(
        dataset,
        [article("one", summit(said=said), shells(said=said), sanctions(said=said), launch(said=said))],
    )
    reason.infer(dataset.store)
    assert inferred(dataset, *OURS) == set()


def test_nothing_follows_from_what_another_article_denies(dataset: Dataset) -> None:
    add(dataset, [article("one", shells()), article("two", shells(said=[("North Korea", Stance.NEGATED)]))])
    reason.infer(dataset.store)
    assert inferred(dataset, *OURS) == set()
    dataset.remove("two")
    reason.infer(dataset.store)
    assert inferred(dataset, "supplied") == {("north-korea", "supplied", "russia")}


def test_classes_and_properties_above_are_inferred_and_nothing_that_is_stated(dataset: Dataset) -> None:
    add(dataset, [article("one", summit())])
    reason.infer(dataset.store)
    database, graph = dataset.store.database, dataset.store.inferred
    kim = ox.NamedNode(f"{E}kim-jong-un")
    types = {q.object.value for q in database.quads_for_pattern(kim, None, None, graph)}
    assert {f"{KG}Actor", "http://www.w3.org/ns/prov#Agent"} <= types
    has_actor = ox.NamedNode("http://semanticweb.cs.vu.nl/2009/11/sem/hasActor")
    assert len(list(database.quads_for_pattern(None, has_actor, None, graph))) == 2
    for quad in database.quads_for_pattern(None, None, None, graph):
        assert ox.Quad(quad.subject, quad.predicate, quad.object) not in database


def dump(dataset: Dataset) -> list[str]:
    return sorted(map(str, dataset.store.database))


def test_inferring_is_reproducible_and_can_be_taken_back(dataset: Dataset) -> None:
    add(dataset, [article("one", summit(), shells()), article("two", sanctions())])
    before = dump(dataset)
    given = reason.infer(dataset.store)
    after = dump(dataset)
    assert len(after) - len(before) == sum(given.values()) == dataset.store.status().inferred
    assert reason.infer(dataset.store) == given
    assert dump(dataset) == after
    dataset.store.forget_inferred()
    assert dump(dataset) == before


def test_a_change_drops_what_was_inferred(dataset: Dataset) -> None:
    add(dataset, [article("one", summit())])
    reason.infer(dataset.store)
    add(dataset, [article("one", summit())])  # changes nothing
    assert dataset.store.has_inferred()
    add(dataset, [article("two", launch())])
    assert not dataset.store.has_inferred()
    assert inferred(dataset, *OURS) == set()


def test_inferences_cut_short_do_not_count(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    add(dataset, [article("one", summit())])
    whole = reason.infer(dataset.store)
    with monkeypatch.context() as patched:
        patched.setattr(reason, "_round", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            reason.infer(dataset.store)
    assert not dataset.store.has_inferred()
    assert dataset.store.status().inferred == 0
    assert reason.infer(dataset.store) == whole
    assert dataset.store.has_inferred()


def test_the_graph_of_inferences_is_no_article(tmp_path: Path) -> None:
    with open_dataset(tmp_path / "s", BASE) as dataset:
        add(dataset, [article("one", summit())])
        reason.infer(dataset.store)
    with open_dataset(tmp_path / "s", BASE) as dataset:
        assert dataset.store.ids() == ("one",)
        assert dataset.store.has_inferred()
        assert dataset.index.articles() == {f"{BASE}article/one"}


# --- explanations -----------------------------------------------------------------------------


def test_an_inference_is_led_back_to_articles_and_words(dataset: Dataset) -> None:
    add(dataset, [article("one", summit()), article("two", summit())])
    reason.infer(dataset.store)
    kim, putin = ox.NamedNode(f"{E}kim-jong-un"), ox.NamedNode(f"{E}vladimir-putin")
    (proof,) = explain(dataset.store, ox.Triple(kim, ox.NamedNode(f"{KG}metWith"), putin))
    assert proof.rule is not None
    assert proof.rule.name == "met-with"
    assert {p.triple.predicate.value.removeprefix(KG) for p in proof.premises} == {"participant", "status"}
    for premise in proof.premises:
        assert {(s.article, s.words) for s in premise.sources} == {
            ("one", "Kim met Putin"),
            ("two", "Kim met Putin"),
        }


def test_inferences_from_inferences_are_led_back_too(dataset: Dataset) -> None:
    add(dataset, [article("one", shells(supplier="Sergei Shoigu", recipient="North Korea"))])
    reason.infer(dataset.store)
    korea, russia = ox.NamedNode(f"{E}north-korea"), ox.NamedNode(f"{E}russia")
    (proof,) = explain(dataset.store, ox.Triple(korea, ox.NamedNode(f"{KG}suppliedByBodyOf"), russia))
    supplied = next(p for p in proof.premises if p.rule is not None)
    assert supplied.rule is not None
    assert supplied.rule.name == "supplied"


def test_what_does_not_follow_is_not_explained(dataset: Dataset) -> None:
    add(dataset, [article("one", shells(said=[("Joe Biden", Stance.ACTUAL)]))])
    korea, russia = ox.NamedNode(f"{E}north-korea"), ox.NamedNode(f"{E}russia")
    assert explain(dataset.store, ox.Triple(korea, ox.NamedNode(f"{KG}supplied"), russia)) == []


# --- rules ------------------------------------------------------------------------------------


def test_every_rule_says_what_it_does_and_gives_a_declared_property() -> None:
    assert len(rules()) >= 14
    assert rules()[0].name.startswith("schema-")
    for rule in rules():
        assert rule.sentence.endswith(".")
        assert rule.body


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }",
        "# No query.\nhello",
        "# A table.\nSELECT * WHERE { ?a ?b ?c }",
    ],
)
def test_a_wrong_rule_is_explained(tmp_path: Path, text: str) -> None:
    (tmp_path / "wrong.rq").write_text(text)
    with pytest.raises(OntologyError, match=r"wrong\.rq"):
        read(tmp_path / "wrong.rq")


# --- contradictions ---------------------------------------------------------------------------


def test_the_article_that_contradicts_the_ontology_is_found(dataset: Dataset) -> None:
    add(dataset, [article(name, summit(), shells()) for name in ("one", "two", "four")])
    reason.infer(dataset.store)
    assert contradictory(dataset.store) is None
    bad = article("three", launch())
    launched = ox.NamedNode(f"{BASE}article/three/event/WeaponsTest-1")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    dataset.put_graph("three", [*triples(bad, BASE), ox.Triple(launched, kind, ox.NamedNode(f"{KG}Meeting"))])
    assert contradictory(dataset.store) == "three"


# --- commands ---------------------------------------------------------------------------------


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_dataset(tmp_path / "s", BASE) as dataset:
        add(dataset, [article("one", summit())])
    store = ["--store", str(tmp_path / "s")]
    question = ["query", "-e", f"SELECT ?x {{ ?x <{KG}metWith> ?y }}", "--format", "csv", *store]
    assert main([*question, "--inferred"]) == 2
    assert "kg reason" in capsys.readouterr().err
    assert main(["explain", "data:entity/kim-jong-un", "kg:metWith", *store]) == 1
    assert main(["reason", *store]) == 0
    assert "2  met-with" in capsys.readouterr().out
    assert main(question) == 0
    assert capsys.readouterr().out.splitlines() == ["x"]
    assert main([*question, "--inferred"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert main(["explain", "data:entity/kim-jong-un", "kg:metWith", *store]) == 0
    told = capsys.readouterr().out
    assert "follows by met-with" in told
    assert "stated in one: “Kim met Putin”" in told
    assert main(["explain", "no iri", "kg:metWith", *store]) == 2
    assert "no absolute IRI" in capsys.readouterr().err
    assert main(["reason", "--check", *store]) == 0
    assert "no contradiction" in capsys.readouterr().out
    assert main(["reason", "--remove", *store]) == 0
    capsys.readouterr()
    assert main(["status", *store]) == 0
    assert "inferred             0" in capsys.readouterr().out
