"""What someone only denies, plans, fears or alleges never stands as reported."""

import datetime

import pytest
from gold_view import status_of

from kg.extract import extract
from kg.model import Article

FAMILIES = {"Meeting", "WeaponsTransfer", "SanctionsAction", "WeaponsTest"}

# Each text tells of one occurrence only, which nobody vouches for in the article's own voice.
TEXTS = [
    # Denied.
    "North Korea has denied that it supplied rockets to the Wagner Group.",
    "Iran denied having sent drones to Russia.",
    "Beijing rejected reports that it had sold rifles to Russia.",
    "There was no delivery of missiles from Iran to Russia.",
    "Russia never supplied missiles to the rebels, Moscow said.",
    "Vladimir Putin did not meet Joe Biden in Bali.",
    "The Kremlin dismissed as false a report that Vladimir Putin had met Yevgeny Prigozhin.",
    "Neither Iran nor Russia tested a missile on Monday.",
    "Seoul denied that South Korea had sanctioned China.",
    "The European Union has not lifted the sanctions on Russia.",
    "It is untrue that Japan launched a ballistic missile, Tokyo said.",
    # Planned.
    "Germany will deliver 14 tanks to Ukraine in March.",
    "Turkey agreed to buy fighter jets from the United States.",
    "Kim Jong Un plans to meet Vladimir Putin in Vladivostok.",
    "Xi Jinping is expected to visit Moscow next week.",
    "Emmanuel Macron and Olaf Scholz are to hold talks on Sunday.",
    "North Korea is preparing to launch a satellite.",
    "Britain is set to sanction Belarus.",
    "Washington announced that it would lift the sanctions on Venezuela.",
    "Canada decided to send howitzers to Ukraine.",
    "The two leaders, Vladimir Putin and Xi Jinping, have scheduled a phone call for Friday.",
    # Feared, possible, demanded, conditional.
    "The United States fears that North Korea could supply Russia with artillery shells.",
    "Japan is worried about a possible sale of missiles by China to Iran.",
    "Ukraine asked Germany to send missiles.",
    "If China armed Russia, the European Union would impose sanctions on China.",
    "Any transfer of arms to North Korea would break the rules.",
    "Joe Biden threatened to sanction Georgia.",
    "Donald Trump offered to meet Hassan Rouhani without conditions.",
    "Seoul warned that the North may conduct a nuclear test.",
    "Poland urged the United States to impose sanctions on Belarus.",
    "North Korea might launch an intercontinental ballistic missile, Tokyo said.",
    "The Senate is considering an embargo on Saudi Arabia.",
    "Russia could test a nuclear weapon, experts believe.",
    "Should Iran test another missile, France would react.",
    # Alleged.
    "The United States accused Iran of smuggling missiles to the Houthis.",
    "Ukraine says North Korea delivered shells to Russia.",
    "China reportedly sold drones to Russia.",
    "According to Israel, Iran launched a ballistic missile on Sunday.",
    "Moscow allegedly violated the sanctions on North Korea.",
    "Unconfirmed reports say that Kim Jong Un met Sergei Shoigu in Moscow.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_is_never_reported(text, tools):
    found = extract(Article(id="case", text=text, date=datetime.date(2023, 9, 13)), tools)
    told = [(e.kind, e.trigger) for e in found.events if e.family in FAMILIES and status_of(e) == "Reported"]
    assert told == []


def test_the_texts_are_not_silent(tools):
    """Guard the test above against passing because nothing is found at all."""
    silent = 0
    for text in TEXTS:
        found = extract(Article(id="case", text=text, date=datetime.date(2023, 9, 13)), tools)
        silent += not any(e.family in FAMILIES for e in found.events)
    assert silent <= len(TEXTS) // 5
