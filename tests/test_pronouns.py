"""Whom pronouns mean: by gender and number, inside and outside quotations; and when they mean nobody."""

import datetime

import pytest

from kg.language.coreference import resolve
from kg.model import Article

DAY = datetime.date(2023, 9, 14)


@pytest.fixture(scope="module")
def means(tools):
    """Return a function: the labels of what a pronoun means, the last time that it stands in a text."""

    def labels(text: str, word: str):
        doc = tools.nlp(text)
        references = resolve(doc, Article("x", text, date=DAY), tools.gazetteer)
        token = [t for t in doc if t.text == word][-1]
        mention = references.mention_at(token.i)
        keys = mention.entities if mention is not None and mention.kind == "pronoun" else ()
        return {references.entity(k).label for k in keys}

    return labels


CASES = [
    # he, she
    ("Sergei Lavrov met Annalena Baerbock in Berlin. She warned him.", "She", {"Annalena Baerbock"}),
    ("Sergei Lavrov met Annalena Baerbock in Berlin. She warned him.", "him", {"Sergei Lavrov"}),
    ("Vladimir Putin said that he would visit Pyongyang.", "he", {"Vladimir Putin"}),
    ("Putin hosted Kim Jong Un, who said he was grateful.", "he", {"Kim Jong Un"}),
    ("Spokeswoman Maria Zakharova met Antony Blinken. He said nothing.", "He", {"Antony Blinken"}),
    ("Barbara Jensen praised Viktor Orlov. “I trust him,” she said.", "she", {"Barbara Jensen"}),
    ("Susan Whitfield presented Robert Delacroix, and he spoke.", "he", {"Robert Delacroix"}),
    # A quotation speaks of somebody else.
    ("Peter Halloran spoke of Viktor Orlov. “He is a liar,” Halloran said.", "He", {"Viktor Orlov"}),
    # The pronoun stands before the name.
    ("In his speech on Monday, Vladimir Putin threatened Ukraine.", "his", {"Vladimir Putin"}),
    ("The talks had ended. In its statement, Hezbollah denied the attack.", "its", {"Hezbollah"}),
    # What someone is praised or punished for is their own.
    ("Vladimir Putin thanked Recep Tayyip Erdogan for his efforts.", "his", {"Recep Tayyip Erdoğan"}),
    ("The United States imposed sanctions on Iran for its missile tests.", "its", {"Iran"}),
    # A name that tells its gender before one that does not.
    ("Gul Rahim told Barbara Jensen that she was right.", "she", {"Barbara Jensen"}),
    # it, its
    ("North Korea said that it had tested a missile.", "it", {"North Korea"}),
    ("Hezbollah denied that it had fired the rockets.", "it", {"Hezbollah"}),
    ("The Russian Foreign Ministry said it would respond.", "it", {"Russian Foreign Ministry"}),
    ("Russia deployed its navy.", "its", {"Russia"}),
    ("Iran attacked Iraq and later invaded it.", "it", {"Iraq"}),
    ("The South Korean military said the missile flew far. It said more tests may follow.", "It",
     {"South Korean military"}),
    # they, their
    ("Hamas said they would respond.", "they", {"Hamas"}),
    ("Vladimir Putin and Kim Jong Un met on Wednesday. They signed a treaty.", "They",
     {"Vladimir Putin", "Kim Jong Un"}),
    ("Iran and Russia said that they would cooperate.", "they", {"Iran", "Russia"}),
    ("Both Iran and Russia denied it. Their ministers met.", "Their", {"Iran", "Russia"}),
    ("South Korean officials said that they had seen the launch.", "they", {"South Korean officials"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "expected"), CASES)
def test_who_is_meant(means, text, word, expected):
    assert means(text, word) == expected


NOBODY = [
    # Things that no actor is.
    ("North Korea launched a missile. It flew 600 kilometers.", "It"),
    ("Iran showed a new drone and its engine.", "its"),
    ("Russia received shells. They were old.", "They"),
    ("The missiles hit the port because they had been aimed badly.", "they"),
    ("Russia bought the rifles and tested them.", "them"),
    ("Iran built a drone and tested it on Monday.", "it"),
    ("Turkey and Russia agreed to a deal. It was signed in Sochi.", "It"),
    # No reference at all.
    ("Russia warned that it is unclear whether the talks will continue.", "it"),
    ("North Korea said it is time for talks.", "it"),
    ("Iran made it clear that the talks had failed.", "it"),
    ("The United States said it was important that the sanctions remain.", "it"),
    ("In Russia it appears that the harvest failed.", "it"),
    # Nobody of this gender.
    ("Sergei Lavrov left. She was late.", "She"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word"), NOBODY)
def test_nobody_is_meant(means, text, word):
    assert means(text, word) == set()
