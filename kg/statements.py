"""Statements: who says what to whom, in quotes and in indirect speech."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from kg.contentkinds import kind_of_content
from kg.contents import Content, content_of
from kg.language.clause import Clause
from kg.language.coreference import References
from kg.language.labels import label
from kg.language.rolenouns import role_nouns
from kg.language.turns import Turn
from kg.lexicon import Frame, Lexicon, load
from kg.model import EntityType, Span
from kg.quotations import adopt_quotes
from kg.sourcing import according, labelled, nested, quoting, with_cited
from kg.speakers import ADDRESSEES, SPEAKERS, Named, actors, inherited, issuer, issuers, own_voice
from kg.statementframe import StatementFrame, evidence_of

__all__ = ["StatementFrame", "speakers_of_first_person", "statements"]

LEXICON = Path(__file__).parent / "families" / "statement.toml"
PERSONAL = frozenset({"he", "she", "they", "it", "we", "i", "you", "who", "both", "all"})
IMPERSONAL = frozenset({"say", "announce"})
VERBATIM = frozenset({"Statement/attitude"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})


@cache
def lexicon() -> Lexicon:
    """Return the family's lexicon."""
    return load(LEXICON)


@cache
def _index() -> Mapping[tuple[str, str], tuple[Frame, ...]]:
    index: dict[tuple[str, str], tuple[Frame, ...]] = defaultdict(tuple)
    for frame in lexicon().frames:
        for pos, words in (("verb", frame.verbs), ("noun", frame.nouns)):
            for word in words:
                index[pos, word] += (frame,)
    return index


def statements(
    doc: Doc, clauses: Sequence[Clause], references: References, turns: Sequence[Turn] = ()
) -> tuple[StatementFrame, ...]:
    """Return the statements of a doc in text order of their cues."""
    drafts: list[tuple[StatementFrame, Content]] = []
    for clause in clauses:
        found = _first(doc, clause, clauses, references)
        if found is not None:
            drafts.append(found)
    # "We hope" in a quotation is the speaker's own word.
    drafts = [d for d in drafts if not (d[0].rule in VERBATIM and d[0].cue in references.quoted)]
    drafts += according(doc, clauses, references)
    drafts += [labelled(doc, references, t) for t in turns if t.quoted]
    drafts.sort(key=lambda d: d[0].cue)
    contents = adopt_quotes(doc, [(f.cue, c) for f, c in drafts])
    frames = [_filled(doc, f, c) for (f, _), c in zip(drafts, contents, strict=True)]
    told = [f for f in frames if f is not None and (f.content or f.kind == "Denial")]
    told = with_cited(doc, clauses, references, [quoting(f, told) for f in told])
    parted = nested([_of_kind(doc, f, clauses, references) for f in told])
    # "stated that it considers it “a declaration of war”" is one statement.
    alone = [f for f in parted if f.parent is None or f.rule not in VERBATIM]
    return tuple(parted if len(alone) == len(parted) else nested(alone))


def _of_kind(
    doc: Doc, frame: StatementFrame, clauses: Sequence[Clause], references: References
) -> StatementFrame:
    """Let the content of a neutral verb decide its kind."""
    kind = kind_of_content(doc, frame, clauses, references) if frame.kind == "Statement" else None
    return frame if kind is None else replace(frame, kind=kind)


def _first(
    doc: Doc, clause: Clause, clauses: Sequence[Clause], references: References
) -> tuple[StatementFrame, Content] | None:
    pos = "noun" if clause.pos == "noun" else "verb"
    frames = _index().get((pos, clause.lemma), ()) or _index().get((pos, clause.lemma.split(" ")[0]), ())
    found = [f for frame in frames if (f := _try(doc, clause, clauses, references, frame)) is not None]
    # A frame whose content stands in the clause goes before one that waits for a quotation.
    return next((f for f in found if f[1].parts), found[0] if found else None)


def _try(
    doc: Doc, clause: Clause, clauses: Sequence[Clause], references: References, frame: Frame
) -> tuple[StatementFrame, Content] | None:
    functions = frame.roles.get("speaker", ())
    speakers = issuers(doc, references, clause, clauses, functions)
    speakers = speakers or actors(doc, references, clause, functions, SPEAKERS)
    if not speakers and clause.pos == "verb" and doc[clause.predicate].tag_ in {"VBG", "VBD", "VBZ"}:
        speakers = inherited(doc, references, clause, clauses, frame)
    if not speakers and clause.pos == "noun":
        speakers = issuer(doc, references, clause, clauses) or own_voice(doc, references, clause)
    named = clause.all(*functions)
    addressees = actors(doc, references, clause, frame.roles.get("addressee", ()), ADDRESSEES)
    token = doc[clause.predicate]
    # "Japan was told that": by whom is not said.
    heard = clause.passive and bool(addressees) and label(token) not in {"acl", "amod"}
    personal = (
        heard or _is_impersonal(doc, clause, frame) or any(doc[a.head].lower_ in PERSONAL for a in named)
    )
    if not speakers and (clause.pos == "noun" or not personal):
        return None  # hearsay ("is said to") or no speaker at all ("the meeting underscores")
    if frame.without and clause.all(*frame.without):
        return None
    if any(_is_person(doc, references, a.head) for a in clause.all(*frame.without_target)):
        return None  # "dismissed two generals"
    objects = {doc[a.head].lemma_.lower() for a in clause.all(*frame.object_functions, "obj", "comp")}
    if (frame.objects and not objects & set(frame.objects)) or _bars(doc, clause, frame):
        return None
    if frame.that_clause and not any(_is_finite(doc[a.head]) for a in clause.all("comp")):
        return None
    if frame.clausal and any(doc[a.head].pos_ in {"NOUN", "PROPN"} for a in clause.all("comp")):
        return None  # "called Pakistan an ally"
    if "addressee" in frame.require and not addressees:
        return None
    functions = frame.roles["content"]
    if addressees and "obj" in frame.roles.get("addressee", ()):  # "criticized the U.S. for its negligence"
        functions = tuple(f for f in functions if f != "obj") + ("obj",) * ("obj" in functions)
    content = content_of(doc, clause, clauses, functions)
    if content is not None and content.parts and "addressee" in frame.require:
        content = _without_addressee(doc, clause, frame, content)
    if content is None or (frame.verbatim and not _is_quoted(doc, content)):
        return None
    return _draft(doc, clause, frame, speakers, addressees), content


def _is_impersonal(doc: Doc, clause: Clause, frame: Frame) -> bool:
    """Tell whether something is said by nobody named: "It has been reported that …"."""
    expletive = any(label(c) == "expl" for c in doc[clause.predicate].children)
    return clause.passive and expletive and frame.kind is None and frame.name in IMPERSONAL


def _bars(doc: Doc, clause: Clause, frame: Frame) -> bool:
    """Tell whether a verb takes an object with which it reports nothing: "claimed 40 lives"."""
    heads = [doc[a.head] for a in clause.all(*frame.object_functions, "obj", "comp")]
    clausal = (any(label(c).startswith(("cop", "nsubj")) for c in head.children) for head in heads)
    plain = {h.lemma_.lower() for h, said in zip(heads, clausal, strict=True) if not said}
    return bool(plain & set(frame.without_objects))


def _without_addressee(doc: Doc, clause: Clause, frame: Frame, content: Content) -> Content:
    """Cut off who is blamed from what for: "blamed the collapse on Ethiopia"."""
    start, end = content.parts[-1]
    edges = [
        doc[a.head].left_edge.i
        for a in clause.all(*frame.roles["addressee"])
        if doc[a.head].right_edge.i + 1 == end
    ]
    cut = min((e for e in edges if start < e), default=end)
    return replace(content, parts=(*content.parts[:-1], (start, cut)))


def _is_person(doc: Doc, references: References, head: int) -> bool:
    mention = references.mention_at(head)
    several = mention is not None and mention.kind == "nominal" and doc[head].tag_ == "NNS"
    return several or any(references.entity(k).type is EntityType.PERSON for k in references.at(head))


def _is_finite(verb: Token) -> bool:
    helpers = (c for c in verb.children if label(c).startswith(("aux", "cop")))
    return verb.tag_ in FINITE or any(c.tag_ in FINITE for c in helpers)


def _is_quoted(doc: Doc, content: Content) -> bool:
    """Tell whether a content holds the words of the speaker."""
    marks = {"“", '"', "”"}
    return any(doc[i].text in marks for start, end in content.parts for i in range(start, end))


def _draft(doc: Doc, clause: Clause, frame: Frame, speakers: Named, addressees: Named) -> StatementFrame:
    token = doc[clause.predicate]
    return StatementFrame(
        cue=token.i,
        clause=clause.index,
        kind=frame.kind or "Statement",
        act=frame.kind or "Statement",
        speakers=speakers,
        addressees=tuple(a for a in addressees if a[0] not in {s[0] for s in speakers}),
        content=(),
        content_tokens=(),
        quoted=False,
        evidence=evidence_of(doc, token.i, clause),
        mentions=(),
        trigger=token.text,
        rule=frame.rule,
        confidence=0.9 if clause.pos == "verb" else 0.7,
    )


def _filled(doc: Doc, frame: StatementFrame, content: Content) -> StatementFrame | None:
    if not content.parts and frame.kind != "Denial":
        return None
    spans = tuple(s for p in content.parts if (s := _trimmed(doc, p)) is not None)
    sentences = sorted(
        {doc[i].sent.start for a, b in content.parts for i in range(a, b)} - {doc[frame.cue].sent.start}
    )
    mentions = tuple(
        Span(doc[s].sent.start_char, doc[s].sent.start_char + len(doc[s].sent.text.rstrip()))
        for s in sentences
    )
    return replace(
        frame, content=spans, content_tokens=content.parts, quoted=content.quoted, mentions=mentions
    )


def _trimmed(doc: Doc, part: tuple[int, int]) -> Span | None:
    start, end = part
    while start < end and (
        doc[start].is_space or doc[start].lower_ in {",", ":", "that", "of", "for", "as", "about", "on"}
    ):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in {","}):
        end -= 1
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) if end > start else None


def _is_said(verb: Token) -> bool:
    nouns = role_nouns()
    return verb.lemma_.lower() in nouns.speech | nouns.utterance | nouns.accusing | {
        "propose",
        "thank",
        "point",
    }


def speakers_of_first_person(
    doc: Doc, frames: Sequence[StatementFrame], turns: Sequence[Turn], references: References
) -> dict[int, str]:
    """Return whom each first-person pronoun of a quotation, a transcript or a signed release stands for."""
    found = {i: t.speaker for t in turns for i in range(t.start, t.end) if doc[i].lower_ in SINGULAR}
    for turn in (t for t in turns if not t.quoted):  # "we" is the country for which somebody speaks
        country = references.country_of(turn.speaker)
        plural = [i for i in range(turn.start, turn.end) if doc[i].lower_ in FIRST_PERSON - SINGULAR]
        found |= dict.fromkeys(plural, country) if country else {}
        # But "we suggest" is what the speaker suggests.
        found |= {i: turn.speaker for i in plural if label(doc[i]) == "nsubj" and _is_said(doc[i].head)}
    if references.author is not None:
        spoken = {*found, *references.quoted, *(i for t in turns for i in range(t.start, t.end))}
        found |= {t.i: references.author for t in doc if t.lower_ in SINGULAR and t.i not in spoken}
    for frame in frames:
        if frame.quoted and len(frame.speakers) == 1:
            for start, end in frame.content_tokens:
                found |= {i: frame.speakers[0][0] for i in range(start, end) if doc[i].lower_ in FIRST_PERSON}
    return found
