"""Extractions made by hand, and a few kinds of events to make them of."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from kg.model import (
    NARRATOR,
    Article,
    Claim,
    DateValue,
    Entity,
    EntityType,
    Event,
    Extraction,
    Filler,
    Item,
    Span,
    Stance,
    Tenure,
)

BASE = "https://w3id.org/statecraft/data/"
KG = "https://w3id.org/statecraft#"
TEXT = "Kim met Putin on Wednesday, and shells were sent, it was said in the capital." * 4
HERE = Span(0, 13)
LIST = BASE + "entity/"

PEOPLE = {
    "Kim Jong Un": "kim-jong-un",
    "Vladimir Putin": "vladimir-putin",
    "Joe Biden": "joe-biden",
    "Sergei Shoigu": "sergei-shoigu",
}
PRESS = {"The Wire", "The Post"}
COUNTRIES = {"North Korea": "north-korea", "Russia": "russia", "United States": "united-states"}


def entity(name: str) -> Entity:
    """A linked person or country, else an unlinked organisation (or a person, written "Person: …")."""
    if name in PEOPLE:
        return Entity(name, EntityType.PERSON, name, (), LIST + PEOPLE[name])
    if name in COUNTRIES:
        return Entity(name, EntityType.COUNTRY, name, (), LIST + COUNTRIES[name])
    kind, _, label = name.rpartition(": ")
    return Entity(name, EntityType(kind or "Organization"), label)


def event(
    family: str,
    kind: str | None = None,
    *,
    day: str | None = None,
    said: Sequence[tuple[str, Stance]] = ((NARRATOR, Stance.ACTUAL),),
    items: Sequence[Item] = (),
    content: str | None = None,
    quoted: bool = True,
    number: int = 1,
    **roles: str | Sequence[str],
) -> Event:
    fillers = [
        Filler(role, name, HERE)
        for role, names in roles.items()
        for name in ([names] if isinstance(names, str) else names)
    ]
    name = f"{family}-{number}"
    return Event(
        id=name,
        family=family,
        kind=kind or family,
        fillers=tuple(fillers),
        claims=tuple(
            Claim(f"{name}-c{i}", voice, stance, (HERE,), "met", "rule/one")
            for i, (voice, stance) in enumerate(said)
        ),
        items=tuple(items),
        date=DateValue(day, None, "explicit", HERE) if day else None,
        trigger="met",
        rule="rule/one",
        content=content,
        quoted=quoted,
    )


def article(
    name: str,
    *events: Event,
    published: date | None = date(2023, 9, 13),
    publisher: str | None = None,
    tenures: Sequence[Tenure] = (),
    text: str = TEXT,
) -> Extraction:
    actor = publisher if publisher and publisher not in PRESS else None
    used = {f.entity for e in events for f in e.fillers} | {c.voice for e in events for c in e.claims}
    used |= {key for t in tenures for key in (t.person, t.organization) if key}
    used |= {actor} if actor else set()
    return Extraction(
        article=Article(name, text, name.title(), published, publisher),
        entities=tuple(entity(key) for key in sorted(used - {NARRATOR})),
        events=events,
        tenures=tuple(tenures),
        publisher=actor,
    )


def summit(**given: object) -> Event:
    values = {"day": "2023-09-13", "participant": ["Kim Jong Un", "Vladimir Putin"], **given}
    return event("Meeting", "InPersonMeeting", **values)  # type: ignore[arg-type]


def launch(**given: object) -> Event:
    missiles = Item("ballistic missiles", HERE, 2, "two")
    values = {"day": "2023-09-13", "tester": "North Korea", "items": [missiles], **given}
    return event("WeaponsTest", "MissileLaunch", **values)  # type: ignore[arg-type]


def shells(**given: object) -> Event:
    values = {"supplier": "North Korea", "recipient": "Russia", "items": [Item("shells", HERE)], **given}
    return event("WeaponsTransfer", **values)  # type: ignore[arg-type]


SHARP = "We will respond to every launch with all means that are at our disposal in the region"
DULL = "We want good relations with every state in the region and will answer any threat with patience"


def saying(content: str, speaker: str = "Joe Biden", **given: object) -> Event:
    return event("Statement", speaker=speaker, content=content, **given)  # type: ignore[arg-type]


def numbered(events: Sequence[Event]) -> list[Event]:
    """Give the events of one article ids of their own."""
    return [
        Event(
            **{
                **{name: getattr(event, name) for name in Event.__slots__},
                "id": f"{event.family}-{i}",
                "claims": tuple(
                    Claim(f"e{i}c{j}", c.voice, c.stance, c.evidence, c.trigger, c.rule)
                    for j, c in enumerate(event.claims)
                ),
            }
        )
        for i, event in enumerate(events)
    ]


def news(number: int, seed: int = 1) -> list[Extraction]:
    """Many articles on few occasions, so that most events are told by several of them."""
    chance = random.Random(seed)
    found = []
    for name in range(number):
        day = date(2023, 9, 1) + timedelta(days=chance.randrange(30))
        when = chance.choice([None, day.isoformat(), day.isoformat()[:7]])
        voices = chance.sample([NARRATOR, "Joe Biden", "The Widget Council", "Person: Jane Q. Roe"], 2)
        said = [(voice, chance.choice(list(Stance))) for voice in voices]
        goods = [Item("shells", HERE, chance.choice([None, 8, 9]))]
        events = [
            summit(day=when, said=said),
            launch(day=when, said=said, tester=chance.choice(["North Korea", "Russia", []])),
            shells(day=when, said=said[:1], items=goods),
            saying(chance.choice([SHARP, f"{SHARP} and beyond", f"Number {name}"]), said=said[1:]),
        ]
        chosen = numbered(chance.sample(events, chance.randint(0, 4)))
        publisher = chance.choice([None, "The Wire", "The Post", "The White House"])
        text = f"{TEXT}{prose(chance.randrange(150))}"
        found.append(article(f"n{name}", *chosen, published=day, publisher=publisher, text=text))
    return found


def prose(number: int) -> str:
    """Return a text that only another one of the same number resembles."""
    chance = random.Random(number)
    return "".join(f" {chance.choice('bcdfgklmnprst')}a{chance.randrange(90)}" for _ in range(80))
