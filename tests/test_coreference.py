"""Who is meant: names in short, acronyms, titles, role phrases, appositions, pairs; what stays apart."""

import datetime

import pytest

from kg.language.coreference import resolve
from kg.model import Article

DAY = datetime.date(2023, 9, 14)


@pytest.fixture(scope="module")
def means(tools):
    """Return a function: the labels of what some words of a text mean where they stand last."""

    def labels(text: str, words: str, publisher: str | None = None, date: datetime.date | None = DAY):
        doc = tools.nlp(text)
        references = resolve(doc, Article("x", text, date=date, publisher=publisher), tools.gazetteer)
        begin = text.rindex(words)
        span = doc.char_span(begin, begin + len(words))
        assert span is not None, f"{words!r} is no run of tokens"
        return {references.entity(k).label for k in references.at(span.root.i)}

    return labels


SAME = [
    # Names in short.
    ("Vladimir Putin flew to Beijing. Putin met Xi Jinping.", "Putin", {"Vladimir Putin"}),
    ("Yusuf Karimi spoke first. Mr. Karimi left at noon.", "Karimi", {"Yusuf Karimi"}),
    ("Defence Minister Peter Halloran resigned. Minister Halloran gave no reason.",
     "Halloran", {"Peter Halloran"}),
    ("Kim Jong Un visited Russia. Kim toured a plant.", "Kim", {"Kim Jong Un"}),
    ("The Nordic Arms Council met in Oslo. The council issued a report.", "council", {"Nordic Arms Council"}),
    # Acronyms that brackets define.
    ("The Baltic Export Control Agency (BECA) was founded in 2001. BECA denied it.", "BECA",
     {"Baltic Export Control Agency"}),
    ("The International Atomic Energy Agency (IAEA) met. The IAEA said nothing.", "IAEA",
     {"International Atomic Energy Agency"}),
    # Title and country.
    ("Emmanuel Macron met Vladimir Putin. The Russian president said nothing.", "The Russian president",
     {"Vladimir Putin"}),
    ("Kim Jong Un met Vladimir Putin. The North Korean leader smiled.",
     "The North Korean leader", {"Kim Jong Un"}),
    ("Sergei Shoigu, the defense minister, spoke. The minister left early.", "minister", {"Sergei Shoigu"}),
    ("Russian Defense Minister Sergei Shoigu came to Pyongyang. The Russian defense minister met Kim.",
     "The Russian defense minister", {"Sergei Shoigu"}),
    ("Putin and Kim spoke for an hour. Vladimir Putin and Kim Jong Un then dined. The two leaders toasted.",
     "The two leaders", {"Vladimir Putin", "Kim Jong Un"}),
    ("Sergei Lavrov met his Chinese counterpart. The two ministers signed a deal.", "The two ministers",
     {"Sergei Lavrov", "Wang Yi"}),
    ("Antony Blinken met Wang Yi in Beijing. The pair then dined.", "The pair",
     {"Antony Blinken", "Wang Yi"}),
    ("Yevgeny Prigozhin, the founder of Wagner, spoke. The Wagner boss left.", "The Wagner boss",
     {"Yevgeny Prigozhin"}),
    # Who holds an office, by the list and the day.
    ("Hezbollah fired rockets. The Hezbollah leader said nothing.", "The Hezbollah leader",
     {"Hassan Nasrallah"}),
    ("NATO met in Vilnius. The NATO chief spoke.", "The NATO chief", {"Jens Stoltenberg"}),
    ("Russia sent troops. The Russian leader spoke.", "The Russian leader", {"Vladimir Putin"}),
    # A body with its sort.
    ("Lebanon's Hezbollah movement denied it.", "movement", {"Hezbollah"}),
    ("South Korea's Yonhap news service reported the launch.", "service", {"Yonhap News Agency"}),
    # Countries and governments.
    ("North Korea fired two missiles. The country said that it would fire more.",
     "The country", {"North Korea"}),
    ("Iran and Russia signed a treaty. Both countries deny the sale.", "Both countries", {"Iran", "Russia"}),
    ("Iran and Russia signed a treaty. The two sides deny the sale.", "The two sides", {"Iran", "Russia"}),
    ("North Korea fired a missile on Monday. The South condemned it.", "South", {"South Korea"}),
    ("Iran rejected the report. The Iranian government called it a lie.", "The Iranian government", {"Iran"}),
    ("Iran, Russia and China held drills. The three countries called them routine.", "The three countries",
     {"Iran", "Russia", "China"}),
    ("Japan and South Korea protested. The neighbors will share data.", "The neighbors",
     {"Japan", "South Korea"}),
    ("Iran rejected the report. The Islamic republic called it a lie.", "republic", {"Iran"}),
    ("Saudi Arabia bought jets from France. The kingdom paid at once.", "The kingdom", {"Saudi Arabia"}),
    # Bodies by what they are.
    ("The Russian Foreign Ministry issued a statement. The ministry denied it.", "The ministry",
     {"Russian Foreign Ministry"}),
    ("The IAEA sent inspectors to Iran. The agency found traces of uranium.", "The agency",
     {"International Atomic Energy Agency"}),
    ("Hezbollah fired rockets at Israel. The group said that it had hit a base.", "The group", {"Hezbollah"}),
    ("Volkov Systems sold engines to Iran. The company denied the sale.", "The company", {"Volkov Systems"}),
    ("Missiles were sent to Wagner. The mercenary group paid for them.", "group", {"Wagner Group"}),
    ("NATO met in Vilnius. The military alliance admitted Finland.", "The military alliance", {"NATO"}),
    ("The European Union met. The bloc extended its sanctions.", "The bloc", {"European Union"}),
    # Appositions.
    ("Kim Jong Un’s sister, Kim Yo Jong, issued a statement.", "sister", {"Kim Yo Jong"}),
    ("Abdul Rahimi, the leader of the Northern Front, spoke. The leader of the Northern Front left.",
     "The leader", {"Abdul Rahimi"}),
    ("Yonhap, the South Korean news agency, reported the launch.", "agency", {"Yonhap News Agency"}),
    ("The leader of Belarus, Alexander Lukashenko, spoke. The leader left.",
     "leader", {"Alexander Lukashenko"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), SAME)
def test_words_for_the_same(means, text, words, expected):
    assert means(text, words) == expected


APART = [
    # Two people of one surname.
    ("Peter Halloran met Mary Halloran in Dublin.", "Mary Halloran", {"Mary Halloran"}),
    ("Kim Jong Un sat beside Kim Yo Jong.", "Kim Yo Jong", {"Kim Yo Jong"}),
    # The office goes with its country, not with who was named last.
    ("Vladimir Putin met Emmanuel Macron. The Russian president left.",
     "The Russian president", {"Vladimir Putin"}),
    ("Vladimir Putin met Emmanuel Macron. The French president left.",
     "The French president", {"Emmanuel Macron"}),
    # Two presidents: the one who acts, and neither where both do.
    ("Joe Biden met Vladimir Putin in Geneva. The president left.", "The president", {"Joe Biden"}),
    ("Joe Biden and Vladimir Putin met in Geneva. The president left.", "The president", {"president"}),
    # Who leads a party or movement is not who leads its state.
    ("Hamas rejected the plan. The foreign minister of Hamas spoke.", "The foreign minister",
     {"foreign minister of Hamas"}),
    ("Britain voted. The Labour Party leader spoke.", "The Labour Party leader", {"Labour Party leader"}),
    ("A UN agency closed.", "A UN agency", {"UN agency"}),
    # No two who could be the pair.
    ("Antony Blinken met Wang Yi and Sergei Lavrov. The pair then dined.", "The pair", set()),
    ("Iran and Russia signed a treaty. The three countries will meet.", "The three countries",
     {"three countries"}),
    # A kingdom is what is called one.
    ("Saudi Arabia bought jets from France. The republic was paid at once.", "The republic", {"France"}),
    # The latest of two ministries, and the one that is told.
    ("The Russian Foreign Ministry denied it. The Iranian Foreign Ministry agreed. The ministry spoke.",
     "The ministry", {"Iranian Foreign Ministry"}),
    ("The Russian Foreign Ministry denied it. The Iranian Foreign Ministry spoke. The Russian ministry left.",
     "The Russian ministry", {"Russian Foreign Ministry"}),
    # An acronym that no brackets define, of an unknown body.
    ("The Baltic Export Control Agency met on Monday. QZXA denied it.", "QZXA", {"QZXA"}),
    # A company is no ministry, a place is no group.
    ("The Russian Foreign Ministry denied it. A company in Minsk built the engines. The company closed.",
     "The company", {"company"}),
    # A third country's minister.
    ("Sergei Lavrov met Wang Yi. The Indian foreign minister was absent.", "The Indian foreign minister",
     {"S. Jaishankar"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), APART)
def test_words_for_others(means, text, words, expected):
    assert means(text, words) == expected


def test_the_publisher_is_we_and_our_country(means):
    text = "We condemn the launch. We call on North Korea to stop."
    assert means(text, "We", "U.S. Department of State") == {"United States"}
    assert means(text, "We", "Associated Press") == set()
