"""When an event takes place by its passage: the date hung on its predicate or on what carries it."""

import datetime
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.language.clause import Clause
from kg.language.labels import label
from kg.language.nounarguments import CONDUCTING
from kg.language.predicates import BUNDLES
from kg.language.rolenouns import role_nouns
from kg.model import DateValue
from kg.offsets import days_from
from kg.reading import Reading
from kg.statementframe import StatementFrame

# Nouns of time, through which a date leads on: "the beginning of 2022".
TIMES = frozenset(
    (
        "beginning start end middle morning afternoon evening night eve week month year day hour "
        "summer autumn fall winter spring quarter half outset"
    ).split()
)
# What is done by these is done on their day: "signed an order on Monday terminating the programme".
PERFORMATIVES = frozenset("sign adopt pass issue announce approve unveil publish release enact".split())
ANNOUNCING = frozenset({"announce", "unveil"})
UTTERANCES = frozenset("statement letter speech address interview briefing message post tweet".split())
PRENOMINAL = frozenset({"compound", "amod", "nummod", "nmod:poss"})
_HOPS = 3
# Nouns that a date behind them belongs to rather than to a verb that is this many tokens away.
OCCASIONS = frozenset("launch test meeting summit attack visit vote election strike talk".split())
FAR, NEAR = 12, 6


def date_of(reading: Reading, clause: Clause, by_announcement: bool = False) -> DateValue | None:
    """Return the date of what a clause tells.

    With ``by_announcement`` the day of announcing it counts where no other is told, as for arms packages.
    """
    own = _own(reading, clause)
    above = dict(_carriers(reading, clause, by_announcement))
    start, end = reading.sentences[clause.sentence]
    best: tuple[int, int, DateValue] | None = None
    for value, root in reading.dated:
        if not start <= root < end:
            continue
        steps = _distance(reading, root, own, above)
        if steps is not None and _is_state(reading, value, root, own):
            continue  # "lifted the embargo in effect since 1992"
        if steps is not None and (best is None or (steps, root) < best[:2]):
            best = (steps, root, value)
    if best is not None:
        return _shifted(reading, best[2], best[1], own)
    return _at_when(reading, clause) or _behind_participle(reading, clause)


def day_of_quotation(reading: Reading, frame: StatementFrame, value: DateValue) -> DateValue:
    """Return "today" in a quotation as the day on which it was said, where that is told."""
    issued = reading.article.date
    clause = None if frame.clause is None else reading.clauses[frame.clause]
    if not frame.quoted or clause is None or issued is None or value.begin != issued.isoformat():
        return value
    said = date_of(reading, clause)
    if value.basis != "relative" or said is None or len(said.begin) != 10 or said.end:
        return value
    return replace(value, begin=said.begin, basis="anchor")


def _shifted(reading: Reading, value: DateValue, root: int, own: set[int]) -> DateValue:
    """Count from a date that belongs to another event: "three days after the vote of May 4"."""
    token = reading.doc[root]
    eve = next((c for i in own for c in reading.doc[i].children if c.lower_ == "eve" and c.i < root), None)
    token = token if eve is None else eve  # "met on the eve of the summit between A and B on June 16"
    while token.head.i != token.i and token.i not in own and not token.pos_.startswith(("VERB", "AUX")):
        days = days_from(token) if token.pos_ in {"NOUN", "PROPN"} and token.i != root else None
        if days and len(value.begin) == 10 and value.end is None:
            day = datetime.date.fromisoformat(value.begin) + datetime.timedelta(days=days)
            return replace(value, begin=day.isoformat(), basis="anchor")
        token = token.head
    return value


def _own(reading: Reading, clause: Clause) -> set[int]:
    """Return the tokens a date on which is the event's own: predicate, light verb, participles on a noun."""
    found = {clause.predicate} | ({clause.light} if clause.light is not None else set())
    if clause.pos == "verb":  # "In a statement on Friday, she said"
        found |= {a.head for a in clause.all("in") if reading.doc[a.head].lemma_.lower() in UTTERANCES}
    if clause.pos == "noun":
        noun = reading.doc[clause.predicate]
        found |= {c.i for c in noun.children if label(c) == "acl" and c.tag_ == "VBN"}
        below = [c for c in noun.children if label(c) == "nmod"]
        found |= {
            g.i for c in below for g in c.children if g.lemma_.lower() in CONDUCTING and label(g) == "acl"
        }
        if label(noun) == "nmod" and noun.head.lemma_.lower() in BUNDLES:
            found.add(noun.head.i)  # "a run of tests since 2022"
    return found


def _carriers(reading: Reading, clause: Clause, by_announcement: bool) -> Iterator[tuple[int, int]]:
    """Yield the predicates whose date an event shares, each with how far that is fetched."""
    node, cost = clause, 0
    for _ in range(_HOPS):
        if node.parent is None:
            return
        parent, token = reading.clauses[node.parent], reading.doc[node.predicate]
        if node.relation == "argument" and node.index == clause.index:
            cost += 10
        elif label(token) == "xcomp" and parent.pos == "verb":
            cost += 2  # "failed in March to launch"
        elif node.relation == "modifier" and _is_made(reading, parent):
            yield from _maker(reading, parent, cost + 10)
            return
        elif by_announcement and node.relation == "comp" and parent.lemma in ANNOUNCING:
            cost += 12
        elif parent.pos == "verb" and (_is_purpose(token) or _is_beside(token) or node.relation == "conj"):
            cost += 20
        else:
            return
        yield parent.predicate, cost
        node = parent


def _is_purpose(token: Token) -> bool:
    """Tell whether a verb says what something is done for: "flew to Beijing to meet Xi"."""
    infinitive = any(c.lower_ == "to" and label(c) == "mark" for c in token.children)
    return label(token) == "advcl" and token.tag_ == "VB" and infinitive


def _is_beside(token: Token) -> bool:
    """Tell whether a participle goes on telling what its main verb tells: "…, firing a missile"."""
    marked = any(label(c) in {"mark", "case", "nsubj"} for c in token.children)
    return label(token) == "advcl" and token.tag_ == "VBG" and not marked


def _is_made(reading: Reading, noun: Clause) -> bool:
    made = noun.pos == "noun" and reading.doc[noun.predicate].head.lemma_.lower() in PERFORMATIVES
    return made and noun.lemma not in UTTERANCES


def _maker(reading: Reading, noun: Clause, cost: int) -> Iterator[tuple[int, int]]:
    head = reading.doc[noun.predicate].head
    if label(reading.doc[noun.predicate]) in {"obj", "nsubj:pass"}:
        yield head.i, cost


def _distance(reading: Reading, start: int, own: set[int], above: dict[int, int]) -> int | None:
    """Count the steps from a date up to a predicate of its event; None when another verb comes first."""
    token, steps = reading.doc[start], 0
    hung = label(token).startswith(("nmod", "compound")) and token.head.pos_ == "NOUN"
    if hung and not _leads_on(reading, token.head, own, above):
        return None  # "the first since the tests of 1998": the year belongs to those
    occasion = _occasion_before(token)
    if occasion is not None:
        return 1 if occasion.i in own else None
    cue = _cue_before(token)
    if cue is not None:
        token, steps = cue, 1
    while True:
        if token.i in own:
            return steps
        clause = reading.by_predicate.get(token.i)
        if token.i in above:
            shared = above[token.i] < 20 or not min(own) < start < max(own) + 1
            fits = clause is None or clause.pos == "verb" or token.i == start  # "the test was on May 25"
            return steps + above[token.i] if shared and fits else None
        if (clause is not None and clause.pos == "verb" and steps > 0) or token.head.i == token.i:
            return None
        noun = token.head
        named = noun.pos_ == "PROPN" and noun.lemma_.lower() not in OCCASIONS  # "the 2030 Agenda"
        other = noun.pos_ == "NOUN" or named or noun.i in reading.by_predicate
        if label(token) in PRENOMINAL and other and not _leads_on(reading, noun, own, above):
            return None  # "discussed the June 2021 summit"
        token, steps = token.head, steps + 1


def _behind_participle(reading: Reading, clause: Clause) -> DateValue | None:
    """Return a date behind a participle that a parse gave to the main verb: "a missile fired on Sunday"."""
    token = reading.doc[clause.predicate]
    if label(token) != "acl" or token.tag_ != "VBN":
        return None
    verb = token.head.head
    dates = (v for v, root in reading.dated if root > token.i and reading.doc[root].head.i == verb.i)
    return next(dates, None)


def _cue_before(date: Token) -> Token | None:
    """Return the verb of saying behind which a date stands, though a parse gave it to the verb before it.

    "The ship sank, the Pentagon said on Tuesday": what was on Tuesday is the saying.
    """
    for token in reversed(list(date.sent[: date.i - date.sent.start])):
        if token.pos_ == "VERB":
            trailing = token.i > date.head.i and token.lemma_.lower() in role_nouns().speech
            return token if trailing and date.head.pos_ == "VERB" else None
    return None


def _occasion_before(date: Token) -> Token | None:
    """Return the noun right before a date that a parse gave to a far verb: "…, the launch on October 3"."""
    verb = date.head
    if verb.pos_ != "VERB" or date.i - verb.i < FAR or not label(date).startswith("obl"):
        return None
    for token in reversed(list(date.sent[verb.i + 1 - date.sent.start : date.i - date.sent.start])):
        if token.pos_ in {"VERB", "AUX"} or date.i - token.i > NEAR:
            return None
        if token.pos_ == "NOUN" and token.lemma_.lower() in OCCASIONS:
            return token
    return None


def _is_state(reading: Reading, value: DateValue, root: int, own: set[int]) -> bool:
    """Tell whether a date says since when something else has lasted."""
    words = reading.doc[max(0, root - 4) : root]
    if value.end is None or not any(t.lower_ == "since" for t in words):
        return False
    times = {reading.doc[i].head.i for i in own if reading.doc[i].head.lower_ == "time"}
    if any(_is_ordinal(c) for i in own | times for c in reading.doc[i].children):
        return True  # "the sixth package since August", "the first time they have met since 2019"
    token = reading.doc[root]
    while token.head.i != token.i and token.head.i not in own and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
        if token.lemma_.lower() not in TIMES:
            return True
    return False


def _is_ordinal(token: Token) -> bool:
    return "Ord" in token.morph.get("NumType", []) or token.lower_ in {"first", "latest", "last"}


def _leads_on(reading: Reading, noun: Token, own: set[int], above: dict[int, int]) -> bool:
    """Tell whether a date may hang on a noun and belong to the event all the same."""
    its_own = noun.i in own or noun.i in above
    its_own = its_own or noun.lemma_.lower() in TIMES or noun.i in reading.date_tokens
    return its_own or days_from(noun) is not None


def _at_when(reading: Reading, clause: Clause) -> DateValue | None:
    """Return the date right before a relative "when": "the war of 1950-53, when Moscow gave weapons"."""
    verb = reading.doc[clause.predicate if clause.light is None else clause.light]
    when = next((c.i for c in verb.children if c.lower_ == "when" and c.i < verb.i), None)
    if when is None or when < 2:
        return None
    end = when - 1 if reading.doc[when - 1].text == "," else when
    chunk = reading.doc[end - 1]
    while chunk.head.i < end and chunk.head.i != chunk.i and chunk.head.pos_ in {"NOUN", "PROPN"}:
        if chunk.head.right_edge.i >= when:
            break
        chunk = chunk.head
    first = chunk.left_edge.i
    return next((v for v, root in reversed(reading.dated) if first <= root < when), None)
