"""The shipped pipeline: an ordinary spaCy Language, the same parse in any company."""

import random
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import PipelineError
from kg.language import load
from kg.language.pipeline import FOLDER

ARTICLES = sorted((Path(__file__).parent.parent / "examples" / "articles").glob("*.md"))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def texts() -> list[str]:
    """Fifty texts of different lengths: articles, paragraphs and beginnings."""
    whole = [p.read_text(encoding="utf-8").split("---", 2)[2].strip() for p in ARTICLES]
    paragraphs = [part for text in whole for part in text.split("\n\n") if part.strip()]
    return [*whole, *paragraphs][:50]


def summary(doc: Doc) -> list[tuple[object, ...]]:
    ents = [(e.start, e.end, e.label_) for e in doc.ents]
    words = [(t.text, t.tag_, t.pos_, t.lemma_, str(t.morph), t.head.i, t.dep_, t.is_sent_start) for t in doc]
    return [*words, *ents]


def test_a_parse_does_not_depend_on_its_neighbours(nlp: Language) -> None:
    given = texts()
    assert len(given) == 50
    alone = [summary(nlp(text)) for text in given]
    for size in (1, 7, 50):
        assert [summary(d) for d in nlp.pipe(given, batch_size=size)] == alone
    order = list(range(50))
    random.Random(3).shuffle(order)
    shuffled = [summary(d) for d in nlp.pipe([given[i] for i in order], batch_size=16)]
    assert shuffled == [alone[i] for i in order]


def test_sums_of_bytes_do_not_saturate(nlp: Language) -> None:
    """Where the network's sums saturate (processors without VNNI), these two words come out otherwise."""
    lifted = nlp("Mali wants the embargo lifted.")[4]
    assert (lifted.dep_, lifted.head.text) == ("xcomp", "wants")
    time = nlp("Iran put off the launch of its satellite for a second time.")[11]
    assert time.head.text == "put"


def test_two_threads_give_the_same() -> None:
    text = texts()[0]
    assert summary(load(threads=2)(text)) == summary(load(threads=1)(text))


def test_everything_is_where_a_spacy_user_expects_it(nlp: Language) -> None:
    doc = nlp("Kim Jong Un met Vladimir Putin in Russia on Wednesday. They discussed missiles.")
    first, second = doc.sents
    assert first.root.text == "met"
    assert first.root.lemma_ == "meet"
    assert first.root.tag_ == "VBD"
    assert first.root.pos_ == "VERB"
    assert first.root.morph.get("Tense") == ["Past"]
    assert second.root.text == "discussed"
    assert {e.text: e.label_ for e in doc.ents}["Vladimir Putin"] == "PERSON"
    assert {e.text: e.label_ for e in doc.ents}["Wednesday"] == "DATE"
    assert {c.dep_ for c in first.root.children} >= {"nsubj", "obj", "obl"}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The Sea of Japan is deep near the Persian Gulf.", "Persian Gulf", "LOC"),
        ("They met in Geneva on Monday.", "Geneva", "GPE"),
        ("France protested.", "France", "GPE"),
        ("Russian forces left.", "Russian", "NORP"),
        ("It fired two ballistic missiles.", "ballistic missiles", "WEAPON"),
        ("He arrived at the Vostochny Cosmodrome.", "Vostochny Cosmodrome", "FAC"),
        ("The deal is worth $1.3 billion.", "$1.3 billion", "MONEY"),
        ("The missile flew 500 kilometers.", "500 kilometers", "QUANTITY"),
    ],
)
def test_kinds_of_entities(nlp: Language, text: str, name: str, label: str) -> None:
    assert (name, label) in {(e.text, e.label_) for e in nlp(text).ents}


@pytest.mark.parametrize(
    "text",
    [
        "“We were there,” Kim said. “It was good.”",
        "Adm. Kim Myong Sik came. Mr. Putin left.",
        'The minister said: "We agree." He left.',
        "Talks ended\n\nThe U.S. delegation left",
    ],
)
def test_sentences_end_where_they_end(nlp: Language, text: str) -> None:
    assert len(list(nlp(text).sents)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "?",
        "\u200b",
        "a" * 5000,
        "<b>&amp;\x00\x07</b> {{x}}",
        "…" * 700,
        "x%E2%80%9Cq7z%9D+j4w%3A " * 200,
    ],
)
def test_no_text_breaks_it(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(t.head.sent == t.sent for t in doc)


def test_every_sentence_is_one_tree(nlp: Language) -> None:
    for text in texts()[:20]:
        for sent in nlp(text).sents:
            assert sum(1 for t in sent if t.head.i == t.i) == 1


def test_a_component_can_be_left_out() -> None:
    doc = load(disable=["ner", "lists", "quantities", "lemmatizer"])("Vladimir Putin met Kim on Wednesday.")
    assert not doc.ents
    assert not any(t.lemma_ for t in doc)
    assert doc.has_annotation("DEP")


def test_nothing_is_left_behind_on_the_doc(nlp: Language) -> None:
    assert nlp("Kim met Putin.").user_data == {}


def test_spacy_loads_it_by_name() -> None:
    nlp = spacy.load("en_statecraft", exclude=["ner"])
    assert "ner" not in nlp.pipe_names
    assert [t.lemma_ for t in nlp("They met.")][:2] == ["they", "meet"]


def test_missing_weights_are_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="install the package again"):
        load(folder=tmp_path)


def test_an_unknown_pipeline_is_told_plainly() -> None:
    with pytest.raises(PipelineError, match="no_such_pipeline"):
        load("no_such_pipeline")


def test_the_licence_travels_with_the_weights() -> None:
    assert "CC BY-SA 4.0" in (FOLDER / "LICENCE.txt").read_text(encoding="utf-8")
    assert load().meta["license"] == "CC BY-SA 4.0"


def test_wrapped_lines_are_read_as_one_paragraph(nlp: Language) -> None:
    wrapped = (
        "President Joseph R. Biden, Jr. spoke on Monday with the Prime Minister Boris\n"
        "Johnson of the United Kingdom about the defense of Ukraine and about the new\n"
        "sanctions on Russia that both governments had announced in the week before the\n"
        "call. They agreed to meet in Brussels."
    )
    first, second = nlp(wrapped).sents
    assert first.text.endswith("call.")
    assert "Boris\nJohnson" in {e.text for e in first.ents}
    assert second.root.lemma_ == "agree"


def test_lines_of_their_own_stay_apart(nlp: Language) -> None:
    listed = "Talks in Geneva\nForeign ministers attend\nNo agreement yet\nNext round in May"
    assert len(list(nlp(listed).sents)) == 4
