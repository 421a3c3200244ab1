"""``kg export --as``: what the files hold, and that nothing is told in them as fact unless it is reported."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from followthemoney import model
from made import BASE, KG, LIST, SHARP, article, event, launch, news, saying, shells, summit

from kg.build import add
from kg.cli import main
from kg.dataset import open_dataset
from kg.exports.alignment import load
from kg.exports.dates import first_day, last_day
from kg.model import DateValue, Event, Extraction, Item, Span, Stance

SCHEMA = "https://schema.org/"
FORMS = {"plover": "out.jsonl", "ftm": "out.jsonl", "schema.org": "out.jsonld"}
OTHERS = {  # events that nobody may take for facts, by status
    "Alleged": shells(said=[("United States", Stance.ACTUAL)]),
    "Disputed": shells(said=[("United States", Stance.ACTUAL), ("North Korea", Stance.NEGATED)]),
    "Denied": shells(said=[("North Korea", Stance.NEGATED)]),
    "Projected": shells(said=[("Joe Biden", Stance.PLANNED)]),
}

Export = Callable[..., str]


def sanctions(kind: str = "SanctionsImposition", **given: object) -> Event:
    values = {"day": "2023-09", "imposer": "United States", "target": "Person: Jane Q. Roe", **given}
    return event("SanctionsAction", kind, **values)  # type: ignore[arg-type]


@pytest.fixture
def export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Export:
    """Put articles into a store and export it; returns the text of the file."""

    def run(form: str, *told: Extraction, status: tuple[str, ...] = ()) -> str:
        store = tmp_path / "store"
        with open_dataset(store, BASE) as dataset:
            add(dataset, told)
        path = tmp_path / FORMS[form]
        asked = [word for name in status for word in ("--status", name)]
        assert main(["export", "--store", str(store), "--as", form, "-o", str(path), *asked]) == 0
        capsys.readouterr()
        return path.read_text(encoding="utf-8")

    return run


def records(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def typed(graph: rdflib.Graph, name: str) -> set[rdflib.term.Node]:
    return set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(name)))


def parsed(text: str) -> rdflib.Graph:
    """Read JSON-LD twice: both readers have to find the same."""
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    quads = list(ox.parse(text, format=ox.RdfFormat.JSON_LD))
    assert len({(str(q.subject), str(q.predicate), str(q.object)) for q in quads}) == len(graph)
    return graph


# --- PLOVER -----------------------------------------------------------------------------------------


def test_a_meeting_is_a_consultation_of_all_who_meet(export: Export) -> None:
    (record,) = records(export("plover", article("one", summit(), publisher="The Wire")))
    assert record["event"] == ["CONSULT"]
    assert record["quad_code"] == 1
    assert [actor["code"] for actor in record["source"]] == ["PRK", "RUS"]
    assert record["source"][1] == {"code": "RUS", "actor_text": "Vladimir Putin", "identifier_id": "Q7747"}
    assert "recipient" not in record
    assert "mode" not in record
    assert (record["date"], record["date_basis"]) == ("2023-09-13", "event")
    assert record["status"] == "Reported"
    assert record["event_text"] == ["Kim met Putin"]
    assert record["cite_info"] == [
        {"citation": "one", "title": "One", "publication": "The Wire", "date": "2023-09-13"}
    ]
    assert record["claims"] == [
        {"claimant": "narrator", "stance": "Actual", "text": ["Kim met Putin"], "citation": "one"}
    ]


def test_formal_sanctions_are_coercion(export: Export) -> None:
    (record,) = records(export("plover", article("one", sanctions())))
    assert (record["event"], record["mode"], record["context"]) == (["COERCE"], ["restrict"], ["diplomatic"])
    assert record["source"][0]["code"] == "USA"
    assert record["recipient"] == [{"actor_text": "Jane Q. Roe"}]
    assert (record["date"], record["enddate"]) == ("2023-09-01", "2023-09-30")


def test_a_violator_of_sanctions_is_the_source(export: Export) -> None:
    told = sanctions("SanctionsViolation", target="North Korea")
    (record,) = records(export("plover", article("one", told)))
    assert (record["event"], record["mode"]) == (["REJECT"], ["yield"])
    assert [actor["code"] for actor in record["source"]] == ["PRK"]
    assert [actor["code"] for actor in record["recipient"]] == ["USA"]


@pytest.mark.parametrize(
    ("kind", "coding"),
    [
        ("PhoneCall", ("CONSULT", "phone", None)),
        ("SanctionsLifting", ("RETREAT", "ease", "economic")),
        ("MilitaryAid", ("AID", None, "military")),
        ("ArmsSale", ("COOPERATE", None, "economic")),
        ("Accusation", ("ACCUSE", "disapprove", None)),
        ("Threat", ("THREATEN", None, None)),
        ("ExpressionOfSupport", ("SUPPORT", None, "diplomatic")),
        ("MissileLaunch", ("MOBILIZE", None, None)),
        ("Statement", None),
        ("Denial", None),
        ("Warning", None),
        ("Demand", None),
        ("ArmsSmuggling", None),
        ("SatelliteLaunch", None),
    ],
)
def test_each_kind_has_its_coding_or_none(
    export: Export, kind: str, coding: tuple[str, str | None, str | None] | None
) -> None:
    found = records(export("plover", article("one", of_kind(kind))))
    told = [tuple(r.get(field, [None])[0] for field in ("event", "mode", "context")) for r in found]
    assert told == ([coding] if coding else [])


DEMANDS = [["DEMAND"]]


@pytest.mark.parametrize(("word", "found"), [("demanded", DEMANDS), ("Insists", DEMANDS), ("urged", [])])
def test_what_is_only_urged_is_no_demand(export: Export, word: str, found: list[list[str]]) -> None:
    told = of_kind("Demand")
    told = replace(told, claims=tuple(replace(claim, trigger=word) for claim in told.claims))
    assert [r["event"] for r in records(export("plover", article("one", told)))] == found


ROLES: dict[str, dict[str, object]] = {
    "Meeting": {"participant": ["Joe Biden", "Vladimir Putin"]},
    "SanctionsAction": {"imposer": "United States", "target": "Russia"},
    "WeaponsTransfer": {"supplier": "United States", "recipient": "Russia"},
    "WeaponsTest": {"tester": "North Korea"},
    "Statement": {"speaker": "Joe Biden", "content": SHARP},
}


def of_kind(kind: str) -> Event:
    family = next(f for f in ROLES if kind == f or f in load().wider[kind])
    return event(family, kind, day="2023-09-12", **ROLES[family])  # type: ignore[arg-type]


def test_aid_without_a_recipient_is_no_record(export: Export) -> None:
    assert records(export("plover", article("one", shells(recipient=[])))) == []


def test_an_event_without_a_date_has_that_of_its_first_report_and_says_so(export: Export) -> None:
    (record,) = records(export("plover", article("one", shells())))
    assert (record["date"], record["date_basis"]) == ("2023-09-13", "first report")


def test_dates_are_days() -> None:
    assert [first_day(d) for d in ("2023", "2024-02", "2023-09-13")] == [
        "2023-01-01",
        "2024-02-01",
        "2023-09-13",
    ]
    assert [last_day(d) for d in ("2023", "2024-02", "2023-09-13")] == [
        "2023-12-31",
        "2024-02-29",
        "2023-09-13",
    ]


@pytest.mark.parametrize("status", OTHERS)
def test_plover_marks_what_is_not_reported(export: Export, status: str) -> None:
    (record,) = records(export("plover", article("one", OTHERS[status]), status=(status.lower(),)))
    contexts = {"Denied": "negation", "Disputed": "negation", "Projected": "future"}
    assert record["status"] == status
    assert record["comment"].startswith(f"{status}: ")
    assert set(record["context"]) == {"military", contexts[status]} if status in contexts else {"military"}
    assert {claim["stance"] for claim in record["claims"]} == {c.stance.value for c in OTHERS[status].claims}


# --- FollowTheMoney ----------------------------------------------------------------------------------


def valid(text: str) -> list[dict]:
    """Check lines by the package itself: known properties, clean values, links that lead to what they may."""
    found = records(text)
    ids = {record["id"] for record in found}
    assert len(ids) == len(found)
    for record in found:
        proxy = model.get_proxy(record, cleaned=False)
        proxy.schema.validate(record)
        for name, values in record["properties"].items():
            assert set(proxy.get(name)) == set(values), (record["schema"], name)
            prop = proxy.schema.properties[name]
            if prop.type.name == "entity":
                assert set(values) <= ids
                ends = {r["schema"] for r in found if r["id"] in values}
                assert all(model.schemata[end].is_a(prop.range) for end in ends)
    return found


def test_each_target_has_a_sanction_with_authority_date_and_source(export: Export) -> None:
    told = article("one", sanctions(target=["Russia", "Person: Jane Q. Roe"]), publisher="The Wire")
    told = replace(told, article=replace(told.article, url="https://example.org/one"))
    found = valid(export("ftm", told))
    assert Counter(record["schema"] for record in found) == {"Sanction": 2, "Person": 1, "PublicBody": 1}
    sanction = next(record for record in found if record["schema"] == "Sanction")["properties"]
    assert sanction["authority"] == ["United States"]
    assert sanction["country"] == ["us"]
    assert sanction["startDate"] == ["2023-09"]
    assert sanction["sourceUrl"] == ["https://example.org/one"]
    assert sanction["publisher"] == ["The Wire"]
    body = next(record for record in found if record["schema"] == "PublicBody")["properties"]
    assert body == {"name": ["Russia"], "country": ["ru"], "wikidataId": ["Q159"]}


def test_a_sanction_has_no_end_as_articles_tell_how_long_it_lasted_so_far(export: Export) -> None:
    since = sanctions(day=None)
    since = replace(since, date=DateValue("2006", "2023-09-13", "since", Span(0, 13)))
    (sanction,) = (r for r in valid(export("ftm", article("one", since))) if r["schema"] == "Sanction")
    assert sanction["properties"]["startDate"] == ["2006"]
    assert "endDate" not in sanction["properties"]


def test_other_events_are_events_with_who_took_part(export: Export) -> None:
    found = valid(export("ftm", article("one", summit(), launch(), saying(SHARP))))
    events = [record["properties"] for record in found if record["schema"] == "Event"]
    assert sorted(e["name"][0] for e in events) == [
        "in-person meeting: Kim Jong Un, Vladimir Putin",
        "missile launch: North Korea",
    ]


def test_lifting_and_violating_are_no_new_listing(export: Export) -> None:
    told = article("one", sanctions("SanctionsLifting"), sanctions("SanctionsViolation", number=2))
    assert not [r for r in valid(export("ftm", told)) if r["schema"] == "Sanction"]


@pytest.mark.parametrize("stance", [Stance.NEGATED, Stance.PLANNED, Stance.POSSIBLE, Stance.UNCONFIRMED])
def test_nobody_is_listed_for_what_is_not_reported(export: Export, stance: Stance) -> None:
    told = article("one", sanctions(said=[("Joe Biden", stance)]))
    found = valid(export("ftm", told, status=("all",)))
    assert Counter(r["schema"] for r in found) == {"Event": 1, "Person": 1, "PublicBody": 1}
    (told_as,) = (r["properties"] for r in found if r["schema"] == "Event")
    assert told_as["summary"]
    assert "(" in told_as["name"][0]


# --- schema.org ----------------------------------------------------------------------------------------


def test_what_is_reported_is_an_event_or_action_with_its_claims(export: Export) -> None:
    told = article("one", summit(), shells(day="2023-09-12", items=[Item("shells", Span(0, 13), 8)]))
    graph = parsed(export("schema.org", told))
    (meeting,) = typed(graph, f"{SCHEMA}Event")
    assert set(graph.objects(meeting, rdflib.SDO.attendee)) == {
        rdflib.URIRef(f"{LIST}{name}") for name in ("kim-jong-un", "vladimir-putin")
    }
    assert graph.value(meeting, rdflib.SDO.startDate) == rdflib.Literal("2023-09-13")
    (transfer,) = typed(graph, f"{SCHEMA}TransferAction")
    assert graph.value(transfer, rdflib.SDO.agent) == rdflib.URIRef(f"{LIST}north-korea")
    assert graph.value(transfer, rdflib.SDO.recipient) == rdflib.URIRef(f"{LIST}russia")
    assert graph.value(transfer, rdflib.SDO.startTime) == rdflib.Literal("2023-09-12")
    (goods,) = graph.objects(transfer, rdflib.SDO.object)
    assert graph.value(goods, rdflib.SDO.name) == rdflib.Literal("shells")
    claims = typed(graph, f"{SCHEMA}Claim")
    assert {graph.value(claim, rdflib.SDO.about) for claim in claims} == {meeting, transfer}
    assert typed(graph, f"{SCHEMA}NewsArticle") == {graph.value(c, rdflib.SDO.appearance) for c in claims}


@pytest.mark.parametrize("status", OTHERS)
def test_what_is_not_reported_is_only_claimed(export: Export, status: str) -> None:
    graph = parsed(export("schema.org", article("one", OTHERS[status]), status=("all",)))
    (transfer,) = typed(graph, f"{KG}WeaponsTransfer")
    assert set(graph.objects(transfer, rdflib.RDF.type)) == {rdflib.URIRef(f"{KG}WeaponsTransfer")}
    assert graph.value(transfer, rdflib.URIRef(f"{KG}status")) == rdflib.URIRef(KG + status)
    theirs = {str(p).removeprefix(SCHEMA) for p in graph.predicates(transfer) if str(p).startswith(SCHEMA)}
    assert theirs == {"name"}
    claims = typed(graph, f"{SCHEMA}Claim")
    stances = {graph.value(claim, rdflib.URIRef(f"{KG}stance")) for claim in claims}
    assert stances == {rdflib.URIRef(KG + c.stance.value) for c in OTHERS[status].claims}
    assert {graph.value(claim, rdflib.SDO.author) for claim in claims} <= {
        rdflib.URIRef(f"{LIST}{name}") for name in ("united-states", "north-korea", "joe-biden")
    }


def test_no_denial_is_a_fact_check(export: Export) -> None:
    text = export("schema.org", article("one", *OTHERS.values()), status=("all",))
    assert "ClaimReview" not in text


# --- all -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_by_default_nothing_but_the_reported_is_written(export: Export, form: str) -> None:
    days = [f"2023-0{month}-01" for month in range(1, 5)]  # apart, so that they are not one event
    told = [
        article(f"a{day}", replace(e, date=on(day))) for day, e in zip(days, OTHERS.values(), strict=True)
    ]
    text = export(form, *told, article("real", summit()))
    assert "Vladimir Putin" in text
    assert not [name for name in ("WeaponsTransfer", "weapons transfer", "AID") if name in text]


def on(day: str) -> DateValue:
    return DateValue(day, None, "explicit", Span(0, 13))


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_store_gives_a_file_that_can_be_read(export: Export, form: str) -> None:
    text = export(form)
    assert json.loads(text)["@graph"] == [] if form == "schema.org" else text == ""


@pytest.fixture(scope="module")
def many() -> list[Extraction]:
    return news(12)


@pytest.mark.parametrize("form", FORMS)
def test_the_order_of_adding_does_not_matter(
    form: str, many: list[Extraction], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = set()
    for name, told in {"forth": many, "back": many[::-1]}.items():
        with open_dataset(tmp_path / name, BASE) as dataset:
            add(dataset, told)
        path = tmp_path / FORMS[form]
        words = ["export", "--store", str(tmp_path / name), "--as", form, "--status", "all", "-o", str(path)]
        assert main(words) == 0
        texts.add(path.read_bytes())
    capsys.readouterr()
    (text,) = texts
    check: dict[str, Callable[[str], object]] = {"plover": sorted_records, "ftm": valid, "schema.org": parsed}
    assert check[form](text.decode())


def sorted_records(text: str) -> list[dict]:
    found = records(text)
    assert [r["id"] for r in found] == sorted({r["id"] for r in found})
    assert all(r["status"] == "Reported" or r["comment"] for r in found)
    return found


def problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    with open_dataset(tmp_path / "store", BASE) as dataset:
        add(dataset, [article("one", summit())])
    for words in (["--as", "ftm", "-o", "out.json"], ["--status", "denied", "-o", "out.ttl"]):
        assert main(["export", "--store", str(tmp_path / "store"), *words]) == 1
        yield capsys.readouterr().err


def test_mistakes_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    suffix, status = problems(tmp_path, capsys)
    assert "ends with .jsonl" in suffix
    assert "--as" in status


def test_events_without_a_place_in_the_form_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_dataset(tmp_path / "store", BASE) as dataset:
        add(dataset, [article("one", summit(), saying(SHARP))])
    out = tmp_path / "out.jsonl"
    assert main(["export", "--store", str(tmp_path / "store"), "--as", "plover", "-o", str(out)]) == 0
    assert capsys.readouterr().out == f"1 event → {out}; plover has no place for 1 other\n"
