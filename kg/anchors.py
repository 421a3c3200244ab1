"""Dates by other events: "hours after the launch", "on the eve of the summit", "after the talks, a lunch"."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.clusters import Cluster
from kg.language.labels import label
from kg.model import DateValue
from kg.occurrences import Occurrence
from kg.offsets import AFTER, BEFORE, EDGES, connecting, days_told
from kg.reading import Reading

DAY = datetime.timedelta(days=1)
WITHIN = frozenset(
    {
        "during",
        "at",
        "as",
        "while",
        "when",
        "on the sidelines of",
        "on the margins of",
        "in",
        "amid",
        "on the occasion of",
    }
)
# Verbs that say of their subject no more than when it was: "the meeting came hours after".
TAKING_PLACE = frozenset("come occur happen follow take be begin start open precede coincide".split())
SPOKEN = frozenset("remark statement comment announcement speech".split())


@dataclass(frozen=True, slots=True)
class Link:
    """One event so many days after another; 0 for the same day."""

    event: int  # number of the cluster
    other: int
    days: int


def anchored(
    reading: Reading, clusters: Sequence[Cluster], said: Sequence[tuple[int, DateValue]]
) -> dict[int, DateValue]:
    """Return, by cluster number, the dates that undated events take from those they are told beside.

    ``said`` are the days of statements with their tokens: "the remarks followed a briefing".
    """
    known = {n: d for n, c in enumerate(clusters) if (d := _day(c)) is not None}
    dated = {n for n, c in enumerate(clusters) if any(m.date for m in c.members)}
    found = {n: v for n, v in _followed(reading, clusters, said) if n not in dated}
    known |= found
    links = list(_links(reading, clusters))
    for _ in range(len(links)):
        for link in links:
            pairs = ((link.event, link.other, link.days), (link.other, link.event, -link.days))
            for one, other, days in pairs:
                value = known.get(other)
                if one not in dated and one not in known and value is not None:
                    day = (datetime.date.fromisoformat(value.begin) + DAY * days).isoformat()
                    known[one] = found[one] = replace(value, begin=day, end=None, basis="anchor")
    return found


def _day(found: Cluster) -> DateValue | None:
    days = [m.date for m in found.members if m.date and len(m.date.begin) == 10 and not m.date.end]
    return days[0] if days else None


def _links(reading: Reading, clusters: Sequence[Cluster]) -> Iterator[Link]:
    at = {m.token: n for n, c in enumerate(clusters) for m in c.members}
    members = {m.token: m for c in clusters for m in c.members}
    for token, number in at.items():
        for other in _joined(reading, token, members):
            if at[other] != number:
                yield Link(at[other], number, 0)
        days = _days(reading.doc[token], members[token])
        if days is None:
            continue
        for other in _governed(reading, reading.doc[token], at):
            if at[other] != number:
                yield Link(at[other], number, days)


def _joined(reading: Reading, token: int, members: Mapping[int, Occurrence]) -> Iterator[int]:
    """Yield the meeting that a meeting is joined to: "talked for hours, then shared a meal"."""
    clause = reading.by_predicate.get(token)
    verb = reading.doc[token if clause is None or clause.light is None else clause.light]
    if members[token].family != "Meeting" or label(verb) not in {"conj", "dep"} or verb.pos_ != "VERB":
        return
    head = verb.head.i
    told = [head, *(c.predicate for c in reading.clauses if c.light == head)]
    yield from (t for t in told if t in members and members[t].family == "Meeting")


def _days(token: Token, member: Occurrence) -> int | None:
    """Return how many days after the event of a token that is told on which it hangs."""
    connector = connecting(token)
    if connector is None:
        return None
    words, first = connector
    if words in WITHIN:
        return 0 if member.definite or not member.nominal or words.startswith(("on", "during")) else None
    if words == "on the eve of":
        return -1
    sign = 1 if words in AFTER else -1 if words in BEFORE else 0
    if not sign:
        return None
    counted = days_told(token, first)
    if counted is not None:
        return sign * counted
    # "After the talks, Putin gave a lunch": what is told in one breath, of one occasion, is of one day.
    return 0 if member.family == "Meeting" and member.definite and words in AFTER else None


def _governed(reading: Reading, token: Token, at: dict[int, int]) -> Iterator[int]:
    """Yield the triggers of the events on which the event of a token hangs."""
    head = token.head
    if head.lower_ in EDGES:
        head = head.head
    for _ in range(2):
        if head.i in at:
            yield head.i
        clause = reading.by_predicate.get(head.i)
        if clause is not None and clause.pos == "verb":
            yield from (c.predicate for c in reading.clauses if c.light == head.i and c.predicate in at)
            if clause.lemma.split(" ")[0] in TAKING_PLACE:
                yield from (a.head for a in clause.all("subj") if a.head in at)
        if label(head) != "conj":
            return
        head = head.head


def _followed(
    reading: Reading, clusters: Sequence[Cluster], said: Sequence[tuple[int, DateValue]]
) -> Iterator[tuple[int, DateValue]]:
    """Yield the day of what is said for the events that the remarks "followed"."""
    for number, found in enumerate(clusters):
        for member in found.members:
            verb = reading.by_predicate.get(reading.doc[member.token].head.i)
            if verb is None or verb.lemma != "follow" or verb.passive:
                continue
            heads = [reading.doc[a.head].lemma_.lower() for a in verb.all("subj")]
            days = [v for token, v in said if token < member.token and len(v.begin) == 10 and not v.end]
            if SPOKEN & set(heads) and days:
                yield number, replace(days[-1], basis="anchor")
