"""Who stands behind a told event, and how: the narrator, a speaker, or one who believes or fears it."""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.frames import Candidate
from kg.language.arguments import preposition
from kg.language.clause import Clause
from kg.language.cues import (
    BELIEFS,
    CIRCUMSTANCES,
    DEFINITE,
    GOVERNORS,
    HOLDERS,
    SPEECH_ACTS,
    combine,
    weaken,
)
from kg.language.labels import label
from kg.language.stance import StanceReader
from kg.model import NARRATOR, Stance
from kg.reading import Reading
from kg.sourcing import CITING
from kg.statements import StatementFrame

PROPOSING = frozenset({"propose", "suggest", "recommend", "advocate", "mention", "float", "moot"})
FRESH = frozenset({"more", "new", "additional", "further", "fresh", "tougher", "any"})
# Speech acts that presuppose what their noun phrase names: "condemned the launch".
PRESUPPOSING = frozenset({"Condemnation", "ExpressionOfSupport", "Demand", "Warning"})


@dataclass(frozen=True, slots=True)
class View:
    """One voice's stance to an event as one passage tells it."""

    voice: str
    stance: Stance
    statement: int | None = None  # index of the StatementFrame in which it is said


class Attributor:
    """Finds the voices of the candidates of one reading."""

    def __init__(self, reading: Reading, frames: tuple[StatementFrame, ...]) -> None:
        self.reading, self.frames = reading, frames
        self.stances = StanceReader(reading.doc, reading.clauses)

    def views(self, candidate: Candidate, keep: frozenset[str]) -> tuple[View, ...]:
        """Return the views of a candidate; several when a statement has several speakers."""
        token = candidate.trigger
        index = self._own_request(candidate)
        index = self.innermost(token) if index is None else index
        frame = None if index is None else self.frames[index]
        force = None if frame is None else self._force(candidate.clause, frame, keep)
        if frame is not None and force is None and self._is_proposal(frame):
            force = Stance.POSSIBLE
        if frame is not None and self._is_beside(candidate.clause, frame):
            index, frame = frame.parent, None if frame.parent is None else self.frames[frame.parent]
        if frame is not None and force is None and self._is_presupposed(candidate.clause, frame):
            index, frame = frame.parent, None if frame.parent is None else self.frames[frame.parent]
        standing = candidate.frame.standing and candidate.clause.light is None and not self._is_fresh(token)
        stance = self.stances.of(candidate.clause, None if frame is None else frame.bound, keep, standing)
        stance = weaken(force, stance)
        if frame is not None and token not in self.reading.references.quoted:
            stance = self._reported(candidate.clause, stance)
        if candidate.frame.stance is not Stance.NEGATED or stance is not Stance.POSSIBLE:
            stance = combine(candidate.frame.stance, stance)
        if candidate.clause.light is None and self._is_prospective(candidate):
            stance = combine(Stance.PLANNED, stance)
        if self._is_generic(candidate):
            stance = combine(Stance.POSSIBLE, stance)
        if frame is None:
            turn = next((t for t in self.reading.turns if t.start <= token < t.end), None)
            teller = NARRATOR if turn is None else turn.speaker
            return self._offered(candidate, stance) or self._held(candidate.clause, stance, teller)
        ending = frame.kind == "Demand" and self.stances.is_to_end(candidate.clause)
        stance = Stance.ACTUAL if ending else self._in_act(frame, candidate.clause, stance)
        if stance in {Stance.ACTUAL, Stance.NEGATED} and frame.speakers and self._is_unsaid(frame):
            stance = Stance.UNCONFIRMED  # "did not confirm the test"
        told = self._of_speakers(frame, stance, index)
        return told + self._rejected(frame, stance)

    def _is_fresh(self, noun: int) -> bool:
        """Tell whether a noun names what is not there yet: "there will be more sanctions"."""
        return any(c.lower_ in FRESH for c in self.reading.doc[noun].children)

    def _of_speakers(self, frame: StatementFrame, stance: Stance, index: int | None) -> tuple[View, ...]:
        voices = [key for key, _ in frame.speakers] or [NARRATOR]
        publisher = self.reading.references.publisher
        if self._is_release_itself(frame):
            voices = [NARRATOR]
        elif not frame.speakers and not self._is_untold(frame):
            # "It was reported that": the narrator passes on what nobody named says.
            stance = combine(Stance.UNCONFIRMED, stance)
        views = (View(NARRATOR if v == publisher else v, stance, index) for v in voices)
        return tuple(dict.fromkeys(views))

    def _is_unsaid(self, frame: StatementFrame) -> bool:
        """Tell whether a statement is told as not made: "did not confirm", "refused to say"."""
        clause = None if frame.clause is None else self.reading.clauses[frame.clause]
        parent = None if frame.parent is None else self.frames[frame.parent].cue
        return (
            clause is not None and clause.pos == "verb" and self.stances.of(clause, parent) is Stance.NEGATED
        )

    def _is_untold(self, frame: StatementFrame) -> bool:
        """Tell whether what nobody said is taken for known: "was not told that Taiwan received them"."""
        return any(c.lower_ in {"not", "n't", "n’t", "never"} for c in self.reading.doc[frame.cue].children)

    def _is_release_itself(self, frame: StatementFrame) -> bool:
        """Tell whether a release says in its own voice what it announces: "We are announcing sanctions"."""
        own = any(self.reading.words(s).lower() in {"we", "i"} for _, s in frame.speakers)
        spoken = any(t.start <= frame.cue < t.end for t in self.reading.turns)
        quoted = frame.cue in self.reading.references.quoted
        return own and not spoken and not quoted and self.reading.references.publisher is not None

    def _rejected(self, frame: StatementFrame, stance: Stance) -> tuple[View, ...]:
        """Return the views of who denies a claim as such: "rejected U.S. claims that Iran sent drones"."""
        outer = None if frame.parent is None else self.frames[frame.parent]
        if outer is None or outer.kind != "Denial" or stance is not Stance.ACTUAL or frame.clause is None:
            return ()
        cue = self.reading.clauses[frame.clause]
        if cue.pos != "noun" or not self._is_in_phrase(cue, outer):
            return ()
        return self._of_speakers(outer, Stance.NEGATED, frame.parent)

    def _is_prospective(self, candidate: Candidate) -> bool:
        """Tell whether a noun names what was only announced: "$1 billion in new aid"."""
        words = candidate.frame.prospective
        token = self.reading.doc[candidate.trigger]
        parent = None if candidate.clause.parent is None else self.reading.clauses[candidate.clause.parent]
        subjects = () if parent is None or parent.pos != "verb" else parent.all("subj")
        subjects += candidate.clause.all("subj") if label(token) in {"root", "ccomp", "conj"} else ()
        announced = any(
            GOVERNORS.get(self.reading.doc[a.head].lemma_.lower()) is Stance.PLANNED for a in subjects
        )
        return bool(words) and (announced or any(c.lower_ in words for c in token.children))

    def _is_generic(self, candidate: Candidate) -> bool:
        """Tell whether a bare noun names a kind of event and none that happened: "enforcement"."""
        clause = candidate.clause
        bare = clause.pos == "noun" and clause.light is None and not candidate.fills and not candidate.items
        return bare and bool(candidate.frame.of_words) and not self._is_definite(clause)

    def _own_request(self, candidate: Candidate) -> int | None:
        """Return the demand that an event's own verb makes: "requested missiles" is the requester's claim."""
        if candidate.frame.stance is not Stance.POSSIBLE:
            return None
        found = (n for n, f in enumerate(self.frames) if f.cue == candidate.trigger and f.kind == "Demand")
        return next(found, None)

    def _offered(self, candidate: Candidate, stance: Stance) -> tuple[View, ...]:
        """Return the views of who makes an offer that is itself the event: "Russia offered Iran missiles"."""
        if candidate.frame.stance is not Stance.POSSIBLE or candidate.clause.lemma not in HOLDERS:
            return ()
        subjects = candidate.clause.all("subj")
        keys = [k for a in subjects for k in self.reading.references.at(a.head)]
        return tuple(View(k, stance) for k in dict.fromkeys(keys))

    def innermost(self, token: int) -> int | None:
        """Return the index of the innermost statement whose content holds a token."""
        holding = [
            (end - start, frame.rule != CITING, number)
            for number, frame in enumerate(self.frames)
            for start, end in frame.content_tokens
            if start <= token < end and token != frame.cue
        ]
        return min(holding)[2] if holding else None

    def _is_beside(self, clause: Clause, frame: StatementFrame) -> bool:
        """Tell whether a noun says when something was said: "proposed a dialogue during her meeting"."""
        around = preposition(self.reading.doc[clause.predicate]) in CIRCUMSTANCES
        return clause.pos == "noun" and around and not frame.quoted and self._is_in_phrase(clause, frame)

    def _is_presupposed(self, clause: Clause, frame: StatementFrame) -> bool:
        if frame.quoted or not self._is_in_phrase(clause, frame):
            return False
        if clause.pos != "noun" or frame.kind not in PRESUPPOSING:
            told = frame.kind == "Statement" and self._cue_lemma(frame) not in GOVERNORS
            modifies = clause.relation in {
                "modifier",
                "relative",
            }  # "rejected a resolution imposing …"
            return told or (modifies and frame.kind in {"Condemnation", "ExpressionOfSupport", "Statement"})
        head = self.reading.doc[clause.predicate]
        definite = any(c.lower_ in DEFINITE or label(c) == "nmod:poss" for c in head.children)
        return definite or frame.kind in {"Condemnation", "ExpressionOfSupport"}

    def _force(self, clause: Clause, frame: StatementFrame, keep: frozenset[str]) -> Stance | None:
        """Return what a cue makes of a noun phrase that it takes: "announced aid" is aid to come."""
        lemma = self._cue_lemma(frame)
        if frame.quoted or lemma in keep or not self._is_in_phrase(clause, frame):
            return None
        force = GOVERNORS.get(lemma)
        return force if force in {Stance.PLANNED, Stance.POSSIBLE} and frame.kind == "Statement" else None

    def _is_proposal(self, frame: StatementFrame) -> bool:
        """Tell whether what is said is put forward to be done: "proposed sending jets"."""
        if frame.clause is None or self._cue_lemma(frame) not in PROPOSING:
            return False
        heads = [self.reading.doc[a.head] for a in self.reading.clauses[frame.clause].all("comp")]
        return any(_is_unfinished(h) for h in heads)

    def _cue_lemma(self, frame: StatementFrame) -> str:
        return "" if frame.clause is None else self.reading.clauses[frame.clause].lemma

    def _is_in_phrase(self, clause: Clause, frame: StatementFrame) -> bool:
        """Tell whether an event is told in a noun phrase of the cue: "dismissed the resolution"."""
        if frame.clause is None:
            return False
        cue = self.reading.clauses[frame.clause]
        clausal = any(a.start <= clause.predicate < a.end for a in cue.all("comp"))
        return not clausal and any(a.start <= clause.predicate < a.end for a in cue.all("obj"))

    def _reported(self, clause: Clause, stance: Stance) -> Stance:
        """Read "would" in indirect speech as the speaker's "will"."""
        if stance is not Stance.POSSIBLE:
            return stance
        verb = self.reading.doc[clause.predicate if clause.light is None else clause.light]
        auxiliaries = {c.lower_ for c in verb.children if label(c).startswith("aux")}
        conditional = any(c.lower_ in {"if", "unless"} for c in verb.sent)
        indefinite = any(
            c.lower_ == "any" for a in clause.all("subj") for c in self.reading.doc[a.head].children
        )
        return Stance.PLANNED if "would" in auxiliaries and not conditional and not indefinite else stance

    def _in_act(self, frame: StatementFrame, clause: Clause, stance: Stance) -> Stance:
        force = SPEECH_ACTS.get(frame.act)
        if force is Stance.NEGATED and not self.stances.reaches(clause, frame.cue):
            return stance
        if frame.act == "Pledge" and stance is not Stance.ACTUAL:
            force = None
        if frame.act == "Warning" and not any(
            label(c).startswith("nsubj") for c in self.reading.doc[clause.predicate].children
        ):
            force = Stance.POSSIBLE  # "warned North Korea against providing munitions"
        if force is Stance.POSSIBLE and stance is Stance.ACTUAL and self._is_definite(clause):
            return stance
        return weaken(force, stance)

    def _is_definite(self, clause: Clause) -> bool:
        children = self.reading.doc[clause.predicate].children
        return clause.pos == "noun" and any(c.lower_ in DEFINITE for c in children)

    def _held(self, clause: Clause, stance: Stance, teller: str) -> tuple[View, ...]:
        """Give the view to the subject of a verb of belief or fear over the clause, else to who tells it."""
        node, steps = clause, 0
        around = clause.pos == "noun" and preposition(self.reading.doc[clause.predicate]) in CIRCUMSTANCES
        while not around and (
            node.parent is not None
            and steps < 6
            and node.relation in {"comp", "modifier", "argument", "conj"}
        ):
            node, steps = self.reading.clauses[node.parent], steps + 1
            if node.lemma in HOLDERS and not node.passive and node.pos == "verb":
                keys = [k for a in node.all("subj") for k in self.reading.references.at(a.head)]
                if keys:
                    weak = _belief(stance) if node.lemma in BELIEFS else stance
                    weak = Stance.POSSIBLE if weak is Stance.ACTUAL and node.lemma not in BELIEFS else weak
                    return tuple(View(k, weak) for k in dict.fromkeys(keys))
        publisher = self.reading.references.publisher
        return (View(NARRATOR if teller == publisher else teller, stance),)


def _is_unfinished(verb: Token) -> bool:
    """Tell whether a verb is a gerund, an infinitive or a subjunctive: "sending", "to send", "be sent"."""
    helpers = [c.tag_ for c in verb.children if label(c).startswith("aux")]
    return (verb.tag_ in {"VBG", "VB"} and not helpers) or helpers == ["VB"]


def _belief(stance: Stance) -> Stance:
    """Read what somebody believes as asserted by them."""
    return Stance.ACTUAL if stance is Stance.UNCONFIRMED else stance
