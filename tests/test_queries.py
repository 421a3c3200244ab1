"""The shipped questions, asked of a hand-written world with events of every status."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from serving import serving

from kg.errors import QueryError
from kg.graph import queries
from kg.graph.store import open_for_writing
from kg.graph.vocab import BASE
from kg.resources import folder

WORLD = Path(__file__).parent / "data" / "questions.ttl"
FILES = (WORLD, folder("ontology") / "statecraft.ttl")
MORE = (*FILES, WORLD.with_name("more_questions.ttl"))
NAMES = queries.names()
WITH = {"article-contribution": {"article": "wire-3"}}
OF_ONE_EVENT = {"evidence", "event-history", "role-evidence"}
ENGINES = ("oxigraph", "rdflib", "http")


@pytest.fixture(scope="module")
def oxigraph() -> ox.Store:
    return loaded(FILES)


@pytest.fixture(scope="module")
def sources() -> Iterator[Mapping[str, queries.Source]]:
    with served(FILES) as found:
        yield found


@pytest.fixture(scope="module")
def more_sources() -> Iterator[Mapping[str, queries.Source]]:
    with served(MORE) as found:
        yield found


def loaded(files: Sequence[Path]) -> ox.Store:
    store = ox.Store()
    for path in files:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


@contextmanager
def served(files: Sequence[Path]) -> Iterator[Mapping[str, queries.Source]]:
    """Give the files in every engine."""
    store, graph = loaded(files), rdflib.Graph()
    for path in files:
        graph.parse(path)
    with tempfile.TemporaryDirectory() as scratch, open_for_writing(Path(scratch) / "store", BASE) as opened:
        opened.database.extend(store)
        opened.close()
        with serving(opened.directory, "--workers", "1") as server:
            yield {"oxigraph": store, "rdflib": graph, "http": server.url}


def table(source: queries.Source, name: str, **values: str) -> list[dict[str, str]]:
    """Rows as text, IRIs by their last part, unbound ones left out."""
    result = queries.run(source, name, values)
    pairs = (zip(result.columns, row, strict=True) for row in result.rows)
    return [{name: short(term) for name, term in row if term is not None} for row in pairs]


def short(term: queries.Term) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value.replace("#", "/").rsplit("/", 1)[-1]
    assert isinstance(term, ox.Literal)
    return term.value


def column(rows: list[dict[str, str]], *names: str) -> list[tuple[str | None, ...]]:
    return [tuple(row.get(name) for name in names) for row in rows]


def test_there_are_enough_questions_and_each_asks() -> None:
    assert len(NAMES) >= 32
    for name in NAMES:
        assert queries.load(name).question.endswith("?")


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_the_same_answer_in_every_engine(
    more_sources: Mapping[str, queries.Source], name: str
) -> None:
    values = {"event": "http://example.org/visit"} if name in OF_ONE_EVENT else WITH.get(name, {})
    answers = {engine: queries.run(more_sources[engine], name, values) for engine in ENGINES}
    assert answers["oxigraph"].rows
    assert answers["oxigraph"] == answers["http"] == answers["rdflib"]


@pytest.mark.parametrize("engine", ENGINES)
class TestAnswers:
    @pytest.fixture
    def source(self, sources: Mapping[str, queries.Source], engine: str) -> queries.Source:
        return sources[engine]

    def test_claimed_and_denied(self, source: queries.Source) -> None:
        rows = table(source, "transfers-claimed-and-denied")
        assert column(rows, "event", "says", "denies") == [("shells", "United States", "North Korea")]
        assert column(rows, "claim_words", "denial_words") == [
            ("Washington says shells were sold.", "Pyongyang denies it.")
        ]
        assert table(source, "transfers-claimed-and-denied", claimant="usa", denier="DPRK") == rows
        assert not table(source, "transfers-claimed-and-denied", claimant="Russia")

    def test_transfers_reported(self, source: queries.Source) -> None:
        rows = table(source, "transfers-reported")
        assert column(rows, "event", "date", "from", "to", "goods", "amount") == [
            ("delivery", "2023-08", "United States", "South Korea", "fighter jets", "four")
        ]
        assert table(source, "transfers-reported", supplier="United States") == rows
        assert not table(source, "transfers-reported", supplier="Russia")
        assert not table(source, "transfers-reported", recipient="Russia")

    def test_transfers_projected(self, source: queries.Source) -> None:
        assert column(table(source, "transfers-projected"), "event", "stance", "voice", "goods") == [
            ("feared", "Possible", "United States", "satellite technology")
        ]

    def test_meetings(self, source: queries.Source) -> None:
        expected = [("summit", "2023-09-13", "Kim Jong Un", "Vladimir Putin", "Vostochny Cosmodrome")]
        assert column(table(source, "meetings"), "event", "date", "who", "whom", "place") == expected
        assert column(table(source, "meetings", person="putin"), "event") == [("summit",)]
        assert not table(source, "meetings", person="Sergei Shoigu")

    def test_statements(self, source: queries.Source) -> None:
        rows = table(source, "statements", speaker="Putin", about="SATELLITES")
        assert column(rows, "event", "kind", "content", "article") == [
            ("said", "Pledge", "We will help with satellites.", "wire-1")
        ]
        assert not table(source, "statements", about="tanks")

    def test_sanctions(self, source: queries.Source) -> None:
        rows = table(source, "sanctions", target="DPRK")
        assert column(rows, "date", "by", "against", "kind", "status") == [
            ("2017", "United Nations Security Council", "North Korea", "SanctionsImposition", "Reported")
        ]
        assert not table(source, "sanctions", imposer="Russia")

    def test_places(self, source: queries.Source) -> None:
        rows = table(source, "places", country="russia")
        assert column(rows, "event", "kind", "place", "in", "lat", "long", "point") == [
            ("summit", "InPersonMeeting", "Vostochny Cosmodrome", "Russia", "51.8844", "128.3336",
             "POINT(128.3336 51.8844)"),
        ]  # fmt: skip
        assert table(source, "places") == rows
        assert not table(source, "places", country="North Korea")

    def test_weapons_tests(self, source: queries.Source) -> None:
        rows = table(source, "weapons-tests", tester="north korea")
        assert column(rows, "event", "date", "kind", "weapon", "amount") == [
            ("launch", "2023-09-13", "MissileLaunch", "ballistic missiles", "two"),
            ("launch", "2023-09-13", "MissileLaunch", "missiles", "three"),
        ]

    def test_disputed_events(self, source: queries.Source) -> None:
        assert column(table(source, "disputed-events"), "event", "stance", "voice", "article") == [
            ("shells", "Actual", "United States", "wire-1"),
            ("shells", "Negated", "North Korea", "post-2"),
        ]

    def test_denials(self, source: queries.Source) -> None:
        rows = column(table(source, "denials"), "denier", "event", "refuted", "refuted_words")
        assert rows == [
            ("North Korea", "no-test", None, None),
            ("North Korea", "shells", "United States", "Washington says shells were sold."),
            ("Russia", "no-meeting", None, None),
        ]

    def test_single_source_events(self, source: queries.Source) -> None:
        rows = column(table(source, "single-source-events"), "event", "voice", "unnamed")
        assert ("maybe-launch", "South Korean officials", "true") in rows
        assert ("delivery", "narrator of wire-1", "false") in rows
        # what somebody denies still rests on the one who says it
        assert ("shells", "United States", "false") in rows
        assert not {"summit", "launch", "rumour", "said", "no-meeting"} & {row[0] for row in rows}

    def test_announced_events(self, source: queries.Source) -> None:
        assert column(table(source, "announced-events"), "event", "who", "voice", "words") == [
            ("next-summit", "Kim Jong Un", "narrator of wire-1", "They will meet again."),
            ("next-summit", "Vladimir Putin", "narrator of wire-1", "They will meet again."),
        ]

    def test_dyad_timeline(self, source: queries.Source) -> None:
        rows = table(source, "dyad-timeline", one="DPRK", other="Russia")
        assert column(rows, "event", "status", "role_of_one", "role_of_other") == [
            ("feared", "Projected", "recipient", "supplier"),
            ("rumour", "Alleged", "recipient", "supplier"),
            ("shells", "Disputed", "supplier", "recipient"),
        ]

    def test_offices(self, source: queries.Source) -> None:
        assert column(table(source, "offices"), "holder", "office", "of", "article") == [
            ("Sergei Shoigu", "Defense Minister", "Russia", "wire-1")
        ]

    def test_evidence(self, source: queries.Source) -> None:
        rows = table(source, "evidence", event="http://example.org/summit")
        assert column(rows, "article", "begin", "words", "rule", "publisher") == [
            ("post-2", "5", "The two met for hours.", None, "The Post"),
            ("wire-1", "0", "Kim met Putin.", "meeting/meet", "The Wire"),
        ]

    def test_differences(self, source: queries.Source) -> None:
        assert column(table(source, "differences"), "event", "detail", "value", "article") == [
            ("launch", "amount", "2 ballistic missiles", "wire-1"),
            ("launch", "amount", "3 missiles", "post-2"),
        ]

    def test_sources(self, source: queries.Source) -> None:
        assert column(
            table(source, "sources"), "event", "status", "sources", "articles", "first", "last"
        ) == [
            ("shells", "Disputed", "2", "2", "2023-09-13", "2023-09-15"),
            ("summit", "Reported", "1", "2", "2023-09-13", "2023-09-15"),
        ]

    def test_event_history(self, source: queries.Source) -> None:
        rows = table(source, "event-history", event="http://example.org/shells")
        assert column(rows, "reported", "stance", "voice", "article") == [
            ("2023-09-13", "Actual", "United States", "wire-1"),
            ("2023-09-15", "Negated", "North Korea", "post-2"),
        ]

    def test_reposts(self, source: queries.Source) -> None:
        rows = column(table(source, "reposts"), "article", "publisher", "same_text_as", "other_publisher")
        assert rows == [("post-2", "The Post", "wire-1", "The Wire")]

    def test_event_counts(self, source: queries.Source) -> None:
        rows = column(table(source, "event-counts"), "family", "status", "events")
        counts = {(family, status): number for family, status, number in rows}
        assert counts[("WeaponsTransfer", "Reported")] == "1"
        assert counts[("WeaponsTest", "Projected")] == "1"
        assert sum(int(n or 0) for n in counts.values()) == 13

    def test_articles(self, source: queries.Source) -> None:
        assert column(table(source, "articles"), "id", "title", "issued", "claims") == [
            ("post-2", None, "2023-09-15", "6"), ("wire-1", "Summit", "2023-09-13", "12"),
        ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
class TestMoreAnswers:
    @pytest.fixture
    def source(self, more_sources: Mapping[str, queries.Source], engine: str) -> queries.Source:
        return more_sources[engine]

    def test_announced_then_done(self, source: queries.Source) -> None:
        rows = column(table(source, "announced-then-done"), "event", "who", "announced_in", "done_in")
        assert rows == [
            ("visit", who, "wire-1", "wire-3") for who in ("Kim Jong Un", "Sergei Shoigu", "Vladimir Putin")
        ]

    def test_companions(self, source: queries.Source) -> None:
        rows = column(table(source, "companions", leader="putin"), "event", "companion", "office", "of")
        assert rows == [("visit", "Sergei Shoigu", "defense minister", "Russia")]
        assert not table(source, "companions", leader="Kim Jong Un")

    def test_delegations(self, source: queries.Source) -> None:
        rows = table(source, "delegations", person="Sergei Shoigu")
        assert column(rows, "event", "side", "who", "office") == [
            ("visit", "North Korea", "Kim Jong Un", None),
            ("visit", "Russia", "Sergei Shoigu", "defense minister"),
            ("visit", "Russia", "Vladimir Putin", None),
        ]

    def test_people_claim_and_deny_for_their_side(self, source: queries.Source) -> None:
        rows = table(source, "transfers-claimed-and-denied", claimant="Japan", denier="Russia")
        assert column(rows, "event", "says", "denies") == [
            ("sale", "Japan", "Dmitry Peskov"), ("sale", "Japan", "Russian officials"),
        ]  # fmt: skip

    def test_a_denial_of_what_is_no_event(self, source: queries.Source) -> None:
        rows = column(table(source, "denials", voice="Dmitry Peskov"), "event", "denial_words", "refuted")
        assert rows == [
            ("crash-denial", "Peskov denied that it was behind the crash.", None),
            ("sale", "Peskov denied the sale.", "Japan"),
        ]

    def test_words_stand_beside_the_article_that_prints_them(self, source: queries.Source) -> None:
        expected = [("“Victory is sure.”", "post-4"), ("“Victory is certain.”", "wire-3")]
        for rows in (
            table(source, "statements", speaker="Kim Jong Un", about="victory"),
            table(source, "said-about", speaker="Kim Jong Un", topic="victory"),
        ):
            assert set(column(rows, "content", "article")) == set(expected)
            assert len(rows) == len(expected)

    def test_those_of_one_side_do_not_meet(self, source: queries.Source) -> None:
        rows = column(table(source, "meetings", person="Sergei Shoigu"), "who", "whom")
        assert rows == [("Kim Jong Un", "Sergei Shoigu"), ("Kim Jong Un", "Vladimir Putin")]

    def test_a_side_of_a_dyad_is_its_people_too(self, source: queries.Source) -> None:
        events = {row["event"] for row in table(source, "dyad-timeline")}
        assert {"visit", "summit", "shells", "sale"} <= events

    def test_compliance(self, source: queries.Source) -> None:
        rows = table(source, "compliance")
        assert column(rows, "accused", "complies_says", "complies_words", "breach_says") == [
            ("Russia", "Vladimir Putin", "Russia complies with the sanctions", "United States")
        ]

    def test_violations_alleged(self, source: queries.Source) -> None:
        rows = table(source, "violations-alleged")
        assert column(rows, "event", "says", "stance", "violator", "sanctions_of") == [
            ("breach", "United States", "Actual", "Russia", "United Nations Security Council")
        ]
        assert not table(source, "violations-alleged", voice="Japan")

    def test_warnings_and_addressees(self, source: queries.Source) -> None:
        rows = column(table(source, "warnings"), "event", "warns", "kind", "whom", "content")
        assert rows == [("warning", "Japan", "Warning", "Russia", "against arming the North")]
        assert column(table(source, "addressees", speaker="japan"), "to", "kind", "statements") == [
            ("Russia", "Warning", "1")
        ]

    def test_said_about(self, source: queries.Source) -> None:
        assert column(table(source, "said-about"), "event", "manner") == [("remark", "quoted")]
        rows = table(source, "said-about", speaker="Vladimir Putin", topic="satellite technology")
        assert column(rows, "event", "manner") == [("said", "quoted")]  # by what it is about
        rows = table(source, "said-about", speaker="Vladimir Putin", topic="complies")
        assert column(rows, "event", "manner") == [("keeps", "reported")]

    def test_role_evidence(self, source: queries.Source) -> None:
        rows = table(source, "role-evidence", event="http://example.org/visit")
        assert column(rows, "role", "filler", "words", "article") == [
            ("participant", "Vladimir Putin", "Putin", "wire-3")
        ]

    def test_weapons_of_a_narrower_type(self, source: queries.Source) -> None:
        rows = table(source, "weapons-supplied")
        assert column(rows, "event", "narrower", "goods", "amount", "from", "to", "status") == [
            ("sale", "T-72", "T-72s", "ten", "Russia", "North Korea", "Alleged")
        ]
        assert not table(source, "weapons-supplied", type="T-72", supplier="Japan")

    def test_article_contribution(self, source: queries.Source) -> None:
        rows = column(
            table(source, "article-contribution", article="wire-3", family="Meeting"),
            "event",
            "told",
            "other",
        )
        assert rows == [("visit", "with others", "wire-1")]
        rows = column(table(source, "article-contribution", article="wire-3"), "event", "told")
        assert {event for event, told in rows if told == "by it alone"} == {
            "breach", "keeps", "warning", "remark", "sale", "crash-denial"
        }  # fmt: skip

    def test_anonymous_sources(self, source: queries.Source) -> None:
        rows = column(table(source, "anonymous-sources"), "described", "event", "stance")
        assert rows == [
            ("South Korean officials", "maybe-launch", "Actual"), ("Russian officials", "sale", "Negated"),
        ]  # fmt: skip

    def test_voices_and_most_denied(self, source: queries.Source) -> None:
        counts = column(table(source, "voices", family="WeaponsTransfer"), "voice", "claims", "denied")
        assert counts == [("United States", "3", "1"), ("Japan", "1", "1")]
        assert column(table(source, "most-denied"), "event", "deniers", "says", "denies") == [
            ("sale", "1", "Japan", "Dmitry Peskov"),
            ("shells", "1", "United States", "North Korea"),
        ]

    def test_events_in_an_area_and_a_period(self, source: queries.Source) -> None:
        def found(**values: str) -> set[str]:
            return {row["event"] for row in table(source, "events-in-area", **values)}

        assert found() == found(country="Russia") == {"summit"}
        assert found(south="51", north="52", west="128", east="129") == {"summit"}
        assert not found(south="52") | found(north="51") | found(west="129") | found(east="128")
        for day in ("2023", "2023-09", "2023-09-13"):
            assert found(**{"from": day, "to": day}) == {"summit"}
        assert not found(to="2023-08") | found(**{"from": "2023-09-14"})

    def test_counts(self, source: queries.Source) -> None:
        assert column(table(source, "actor-counts", actor="Sergei Shoigu"), "role", "status", "events") == [
            ("participant", "Denied", "1"), ("participant", "Reported", "1"),
        ]  # fmt: skip
        assert column(table(source, "kind-counts", family="Meeting"), "kind", "status", "events") == [
            ("InPersonMeeting", "Reported", "2"), ("Meeting", "Denied", "1"), ("Meeting", "Projected", "1"),
        ]  # fmt: skip
        assert column(table(source, "month-counts", family="Meeting"), "month", "events") == [
            ("2023-09", "1"), ("2023-10", "1"),
        ]  # fmt: skip
        assert column(table(source, "publisher-counts"), "publisher", "articles") == [
            ("The Post", "2"), ("The Wire", "2"),
        ]  # fmt: skip
        assert column(table(source, "sanctions-by-target"), "hit", "by", "events") == [
            ("North Korea", "United Nations Security Council", "1")
        ]
        assert column(table(source, "meetings-by-country", person="putin"), "country", "meetings") == [
            ("Russia", "1")
        ]


@pytest.mark.parametrize("name", ["meetings", "transfers-reported", "weapons-tests"])
def test_what_happened_is_never_what_is_denied_disputed_alleged_or_planned(
    oxigraph: ox.Store, name: str
) -> None:
    result = queries.run(oxigraph, name)
    status, reported = (ox.NamedNode(f"https://w3id.org/statecraft#{n}") for n in ("status", "Reported"))
    happened = {quad.subject for quad in oxigraph.quads_for_pattern(None, status, reported)}
    events = {row[result.columns.index("event")] for row in result.rows}
    assert events
    assert events <= happened


def test_only_the_default_graph_is_asked() -> None:
    store = ox.Store()
    for path in FILES:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("http://example.org/g"))
    for name in NAMES:
        assert not queries.run(store, name).rows


ECHO = queries.Query("echo", "?", (queries.Parameter("x", "UNDEF", ""),), "SELECT ?x { VALUES ?x { UNDEF } }")


@given(st.text() | st.text(alphabet="\\\"'{}<>u002\n\r?#x "))
def test_a_value_stays_a_value(value: str) -> None:
    """Whatever is given, it arrives as that string: it can't end the literal and say something else."""
    assert queries.ask(ox.Store(), ECHO.bound({"x": value})).rows == ((ox.Literal(value),),)


def test_what_a_value_contains_is_not_filled_in() -> None:
    bound = queries.load("transfers-reported").bound(
        {"supplier": "VALUES ?recipient { UNDEF }", "recipient": '" } evil { "'}
    )
    assert 'VALUES ?supplier { "VALUES ?recipient { UNDEF }" }' in bound
    assert r'VALUES ?recipient { "\" } evil { \"" }' in bound


def test_mistakes_are_explained() -> None:
    with pytest.raises(QueryError, match=r"no query is called 'metings'.*meetings"):
        queries.load("metings")
    with pytest.raises(QueryError, match=r"no parameter 'who'.*person"):
        queries.load("meetings").bound({"who": "x"})
    with pytest.raises(QueryError, match="not an absolute IRI"):
        queries.load("evidence").bound({"event": "x> } DROP ALL #"})
    with pytest.raises(QueryError, match="not valid SPARQL"):
        queries.ask(ox.Store(), "SELEKT")
    with pytest.raises(QueryError, match="only SELECT"):
        queries.ask(ox.Store(), "ASK {}")
    with pytest.raises(QueryError, match="http://"):
        queries.ask("file:///etc/passwd", "SELECT * {}")
    with pytest.raises(QueryError, match="gives no answer"):
        queries.ask("http://127.0.0.1:1/sparql", "SELECT * {}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", ":1: the first line"),
        ("", ":1: the first line"),
        ("# Why?\n# param: x\nSELECT * {}", ":2: write"),
        ('# Why?\n# param: x = "a" (b)\nSELECT * {}', "needs once"),
        ('# Why?\n# param: x = "a" (b)\nSELECT * { VALUES ?x { "c" } }', "needs once"),
    ],
)
def test_a_wrong_query_file_is_explained(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "q.rq"
    path.write_text(text)
    with pytest.raises(QueryError, match=message):
        queries.read(path)
