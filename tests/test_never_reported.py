"""What someone only denies, plans, fears or alleges never stands as reported."""

import datetime
from pathlib import Path

import pytest
from gold_view import status_of

from kg.articles import read
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
    "Beijing dismissed as false a report that Wang Yi had met Yevgeny Prigozhin.",
    "The Kremlin dismissed as false a report that Vladimir Putin met Yevgeny Prigozhin.",
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
    "Moscow allegedly violated the sanctions.",
    "Unconfirmed reports say that Kim Jong Un met Sergei Shoigu in Moscow.",
]
# And many more constructions, a sentence each.
TOTAL = 262  # texts, so that none gets lost
DATA = Path(__file__).parent / "data" / "irrealis.txt"
TEXTS += [line for line in DATA.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
# Known to come out as reported still, with the reason: they fail, or go from here.
MISSED: dict[str, str] = {}

EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
# Sentences of the example articles that tell nothing but what is denied, planned, feared or alleged,
# and that no other sentence of their article vouches for.
SENTENCES = [
    ("2023-09-13-vostochny-summit", "Washington fears that North Korea could supply"),
    ("2023-09-14-arms-accusations", "The White House says that North Korea delivered"),
    ("2023-09-14-arms-accusations", "North Korea has denied the delivery"),
    ("2023-09-14-arms-accusations", "Russia may receive significant quantities"),
    ("2023-09-13-vostochny-summit", "Kremlin spokesman Dmitry Peskov said that Putin had accepted"),
    ("2022-01-11-north-korea-second-launch", "The United States is considering new sanctions"),
    ("2022-10-18-iran-drones", "Iran denied on Tuesday that it had supplied"),
    ("2022-10-18-iran-drones", "Iranian Foreign Ministry spokesman Nasser Kanaani"),
    ("2022-10-18-iran-drones", "The United States said in July that Iran was preparing"),
    ("2022-10-18-iran-drones", "Iran has also agreed to send"),
    ("2023-01-25-abrams-leopard", "President Joe Biden said that the United States would provide"),
    ("2023-01-25-abrams-leopard", "Germany wants to hand over"),
    ("2023-01-25-abrams-leopard", "Scholz ruled out the delivery"),
    ("2023-04-26-xi-zelensky-call", "Zelensky said in February that he wanted to believe"),
    ("2023-04-26-xi-zelensky-call", "Washington warned in February that China was considering"),
    ("2023-11-22-spy-satellite", "Russia denies having provided"),
    ("2024-05-02-refined-petroleum", "The United States will impose new sanctions"),
    ("2024-05-02-refined-petroleum", "Moscow and Pyongyang deny any arms transfers"),
    ("2019-07-12-s400-arrives", "Washington has threatened to impose sanctions"),
    ("2019-07-17-f35-programme", "The United States will not deliver any of the more than 100 jets"),
    ("2019-07-17-f35-programme", "Trump has not decided whether to impose"),
    ("2019-08-20-f16-sale-taiwan", "Foreign Ministry spokesman Geng Shuang said"),
    ("2018-10-05-india-s400-deal", "Washington may grant India a waiver"),
    ("2019-06-20-saudi-licences", "Britain will not grant new licences"),
]


@pytest.fixture(scope="module")
def examples(tools):
    articles = [item for item in read(sorted(EXAMPLES.glob("*.md"))) if isinstance(item, Article)]
    return {article.id: extract(article, tools) for article in articles}


@pytest.mark.parametrize(("article", "opening"), SENTENCES)
def test_sentence_of_an_article_is_never_reported(article, opening, examples):
    found = examples[article]
    begin = found.article.text.index(opening)
    end = found.article.text.index(".", begin + len(opening))
    told = [
        (event.kind, event.trigger)
        for event in found.events
        if event.family in FAMILIES
        and status_of(event) == "Reported"
        and any(begin <= span.begin < end for claim in event.claims for span in claim.evidence)
    ]
    assert told == []


def marked(text):
    """Mark a text that is known to fail."""
    marks = [pytest.mark.xfail(reason=MISSED[text], strict=True)] if text in MISSED else []
    return pytest.param(text, marks=marks)


@pytest.mark.parametrize("text", [marked(text) for text in TEXTS])
def test_is_never_reported(text, tools):
    found = extract(Article(id="case", text=text, date=datetime.date(2023, 9, 13)), tools)
    told = [(e.kind, e.trigger) for e in found.events if e.family in FAMILIES and status_of(e) == "Reported"]
    assert told == []


def test_all_texts_are_there():
    assert len(TEXTS) == len(set(TEXTS)) == TOTAL


def test_the_texts_are_not_silent(tools):
    """Guard the test above against passing because nothing is found at all."""
    silent = 0
    for text in TEXTS:
        found = extract(Article(id="case", text=text, date=datetime.date(2023, 9, 13)), tools)
        silent += not any(e.family in FAMILIES for e in found.events)
    assert silent <= len(TEXTS) // 5
