"""Clauses and their stance on hand-built parses: what grammar leaves out is filled in."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.language.clauses import Clause, clauses
from kg.language.stance import StanceReader
from kg.model import Stance

VOCAB = spacy.blank("en").vocab
POS = {
    "NNP": "PROPN",
    "NN": "NOUN",
    "NNS": "NOUN",
    "IN": "ADP",
    "TO": "PART",
    "MD": "AUX",
    "RB": "PART",
    "DT": "DET",
}


def parsed(table: str) -> Doc:
    """Build a doc from lines of word, tag, lemma, label, head (a word, or a number from 1)."""
    rows = [line.split() for line in table.strip().splitlines()]
    words = [r[0] for r in rows]
    heads = [int(r[4]) - 1 if r[4].isdigit() else words.index(r[4]) for r in rows]
    pos = [
        POS.get(r[1], "AUX" if r[3].startswith("aux") else "VERB" if r[1][0] == "V" else "X") for r in rows
    ]
    return Doc(
        VOCAB, words=words, heads=heads, deps=[r[3] for r in rows], tags=[r[1] for r in rows], pos=pos,
        lemmas=[r[2] for r in rows],
    )  # fmt: skip


def of(doc: Doc, lemma: str) -> Clause:
    (found,) = [c for c in clauses(doc) if c.lemma == lemma]
    return found


def arguments(doc: Doc, lemma: str) -> set[tuple[str, str]]:
    return {(a.function, doc[a.head].text) for a in of(doc, lemma).arguments}


PASSIVE = """
Rifles NNS rifle nsubj:pass shipped
were VBD be aux:pass shipped
shipped VBN ship ROOT shipped
to IN to case Yemen
Yemen NNP Yemen obl shipped
by IN by case Iran
Iran NNP Iran obl:agent shipped
"""
CONTROL = """
Kim NNP Kim nsubj agreed
agreed VBD agree ROOT agreed
to TO to mark meet
meet VB meet xcomp agreed
Putin NNP Putin obj meet
"""
ACCUSED = """
Kyiv NNP Kyiv nsubj accused
accused VBD accuse ROOT accused
Iran NNP Iran obj accused
of IN of mark arming
arming VBG arm advcl accused
Russia NNP Russia obj arming
"""
RELATIVE = """
missiles NNS missile ROOT missiles
that WDT that obj fired
Korea NNP Korea nsubj fired
fired VBD fire acl:relcl missiles
"""
COORDINATED = """
Kim NNP Kim nsubj met
and CC and cc Putin
Putin NNP Putin conj Kim
met VBD meet ROOT met
and CC and cc talked
talked VBD talk conj met
"""
LIGHT = """
Iran NNP Iran nsubj held
held VBD hold ROOT held
talks NNS talk obj held
with IN with case Russia
Russia NNP Russia obl held
"""
CLEAR = """
Rifles NNS rifle nsubjpass shipped
were VBD be auxpass shipped
shipped VBN ship ROOT shipped
by IN by agent shipped
Iran NNP Iran pobj by
"""


@pytest.mark.parametrize(
    ("table", "lemma", "expected"),
    [
        (PASSIVE, "ship", {("obj", "Rifles"), ("subj", "Iran"), ("to", "Yemen")}),
        (CONTROL, "meet", {("subj", "Kim"), ("obj", "Putin")}),
        (ACCUSED, "arm", {("subj", "Iran"), ("obj", "Russia")}),
        (RELATIVE, "fire", {("subj", "Korea"), ("obj", "missiles")}),
        (COORDINATED, "meet", {("subj", "Kim"), ("subj", "Putin")}),
        (COORDINATED, "talk", {("subj", "Kim"), ("subj", "Putin")}),
        (LIGHT, "talk", {("subj", "Iran"), ("with", "Russia")}),
        (CLEAR, "ship", {("obj", "Rifles"), ("subj", "Iran")}),
    ],
    ids=[
        "passive",
        "control",
        "object of a preposition",
        "relative",
        "subjects",
        "verbs",
        "light verb",
        "ClearNLP",
    ],
)
def test_arguments(table: str, lemma: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= arguments(parsed(table), lemma)


def test_a_light_verb_is_known_as_such() -> None:
    doc = parsed(LIGHT)
    assert of(doc, "talk").light == 1


NEGATED = CONTROL.replace("agreed VBD agree ROOT agreed", "refused VBD refuse ROOT refused").replace(
    "agreed", "refused"
)
MODAL = """
Iran NNP Iran nsubj send
may MD may aux send
send VB send ROOT send
drones NNS drone obj send
"""
NOT = MODAL.replace("may MD may aux send", "not RB not advmod send")
IF = MODAL.replace("may MD may aux send", "if IN if mark send")
WILL = MODAL.replace("may MD may", "will MD will")


@pytest.mark.parametrize(
    ("table", "lemma", "stance"),
    [
        (PASSIVE, "ship", Stance.ACTUAL),
        (CONTROL, "meet", Stance.PLANNED),
        (NEGATED, "meet", Stance.NEGATED),
        (MODAL, "send", Stance.POSSIBLE),
        (WILL, "send", Stance.PLANNED),
        (NOT, "send", Stance.NEGATED),
        (IF, "send", Stance.POSSIBLE),
    ],
    ids=["told", "agreed", "refused", "may", "will", "not", "if"],
)
def test_stance(table: str, lemma: str, stance: Stance) -> None:
    doc = parsed(table)
    found = clauses(doc)
    assert StanceReader(doc, found).of(of(doc, lemma)) is stance
