"""What a neutral verb reports decides the kind where it is unmistakable: "Iran must stop" is a demand."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from kg.language.clause import Clause
from kg.language.coreference import References
from kg.language.cues import AUXILIARIES, BELIEFS
from kg.language.labels import CLAUSAL, SUBJECTS, label
from kg.model import EntityType, Stance
from kg.statementframe import StatementFrame

FIRST_PERSON = frozenset({"i", "we"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "no", "nor"})
ACTORS = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.PERSON})


@dataclass(frozen=True, slots=True)
class ContentRule:
    """One line of the lexicon's table: what must hold of a reported predicate to make the kind."""

    kind: str
    verbs: tuple[str, ...] = ()  # the predicate's lemma, with its particle
    auxiliaries: tuple[str, ...] = ()  # one of them on the predicate
    anywhere: tuple[str, ...] = ()  # one of these lemmas in the content
    cues: tuple[str, ...] = ()  # lemma of the reporting verb; empty: any neutral one
    subject: str = ""  # "self", "other" (another actor) or "" for any
    negated: bool = False
    affirmed: bool = False  # without a negation
    future: bool = False
    object: str = ""  # "own": what belongs to the subject: "its stockpiles"
    form: str = ""  # "infinitive", "subjunctive" ("insisted that Russia withdraw") or "" for any


@cache
def rules() -> tuple[ContentRule, ...]:
    """Return the rules of the statement lexicon in their order."""
    path = Path(__file__).parent / "families" / "statement.toml"
    known = {f.name for f in fields(ContentRule)}
    table = tomllib.loads(path.read_text(encoding="utf-8"))["content"]
    return tuple(ContentRule(**{k: _frozen(row[k]) for k in known & set(row)}) for row in table)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def kind_of_content(
    doc: Doc, frame: StatementFrame, clauses: Sequence[Clause], references: References
) -> str | None:
    """Return the kind that the reported words make of a neutral statement, None for a plain one."""
    cue = "" if frame.clause is None else clauses[frame.clause].lemma
    predicates = list(_predicates(doc, frame))
    words = {doc[i].lemma_.lower() for start, end in frame.content_tokens for i in range(start, end)}
    for rule in rules():
        if rule.cues and cue not in rule.cues:
            continue
        if rule.anywhere:
            if words & set(rule.anywhere):
                return rule.kind
        elif any(_fits(rule, token, frame, references) for token in predicates):
            return rule.kind
    return None


def _predicates(doc: Doc, frame: StatementFrame) -> Iterator[Token]:
    """Yield the main predicates of the reported words; what the speaker believes counts as said."""
    for start, end in frame.content_tokens:
        for token in doc[start:end]:
            outside = not start <= token.head.i < end or token.head.i == token.i or token.head.i == frame.cue
            if outside and not token.is_punct and token.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
                yield from _with_joined(token)


def _with_joined(token: Token) -> Iterator[Token]:
    if token.lemma_.lower() in BELIEFS:
        for child in token.children:
            if CLAUSAL.get(label(child)) == "comp":
                yield from _with_joined(child)
    yield token
    for child in token.children:
        if label(child) in {"conj", "ccomp", "parataxis"} and child.pos_ in {"VERB", "AUX"}:
            yield from _with_joined(child)


def _fits(rule: ContentRule, token: Token, frame: StatementFrame, references: References) -> bool:
    helpers = [c.lower_ for c in token.children if label(c).startswith("aux")]
    particle = next((c.lower_ for c in token.children if label(c) == "compound:prt"), "")
    if rule.verbs and f"{token.lemma_.lower()} {particle}".strip() not in rule.verbs:
        return False
    if rule.object and not _owns_object(token):
        return False
    if rule.form and _form(token) != rule.form:
        return False
    if rule.auxiliaries and not set(helpers) & set(rule.auxiliaries):
        return False
    negated = any(c.lower_ in NEGATIONS for c in token.children)
    if (rule.negated and not negated) or (rule.affirmed and negated):
        return False
    ahead = any(AUXILIARIES.get(h) is Stance.PLANNED or h in {"would", "'d", "’d"} for h in helpers)
    if rule.future and not (ahead or _is_going_to(token)):
        return False
    return not rule.subject or _subject(token, frame, references) == rule.subject


def _owns_object(token: Token) -> bool:
    objects = [c for c in token.children if label(c) in {"obj", "nsubj:pass"}]
    return any(g.tag_ == "PRP$" for c in objects for g in c.children)


def _form(token: Token) -> str:
    """Tell a to-infinitive and a subjunctive from other forms; "" for these."""
    if token.tag_ not in {"VB", "VBP"} or any(label(c).startswith("aux") for c in token.children):
        return ""
    if any(c.lower_ == "to" and label(c) == "mark" for c in token.children):
        return "infinitive"
    third = any(label(c) in SUBJECTS and c.tag_ in {"NN", "NNP"} for c in token.children)
    return "subjunctive" if third else ""


def _is_going_to(token: Token) -> bool:
    return label(token) == "xcomp" and token.head.lower_ == "going"


def _subject(token: Token, frame: StatementFrame, references: References) -> str:
    """Tell whether a predicate's subject is the speaker or another actor, "" for things."""
    holder = token.head if label(token) == "xcomp" else token
    heads = [c for verb in (token, holder) for c in verb.children if label(c) in SUBJECTS]
    speakers = {key for key, _ in frame.speakers}
    own = speakers | {references.country_of(key) for key in speakers}
    for head in heads:
        keys = set(references.at(head.i))
        if head.lower_ in FIRST_PERSON or keys & own:
            return "self"
        if any(references.entity(k).type in ACTORS for k in keys):
            return "other"
    return ""
