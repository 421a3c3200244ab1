"""How a clause stands in the world: its own mood and what governs it → stance."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.language.arguments import preposition
from kg.language.clause import Clause
from kg.language.cues import (
    BELIEFS,
    CEASING,
    CIRCUMSTANCES,
    EVIDENCE,
    GLAD,
    GOVERNED,
    KNOWING,
    MODIFIERS,
    PAST,
    PREVENTING,
    weaken,
)
from kg.language.forces import Forces
from kg.language.government import Government
from kg.language.labels import label
from kg.language.mood import MoodReader
from kg.language.predicates import BUNDLES
from kg.model import Stance

# What is told in these comes true with them; before that it is only drafted.
DRAFTS = frozenset({"resolution", "bill", "law", "order", "decree", "legislation", "act", "amendment"})
OPEN = "draft circulate propose consider discuss weigh oppose table debate block resist prepare put".split()
FATES = {"veto": Stance.NEGATED} | dict.fromkeys(OPEN, Stance.POSSIBLE)
LOOKING = frozenset({"hint", "look", "aim", "balk"})  # with "at" they govern
GATHERINGS = frozenset({"meeting", "call", "conversation", "talk", "discussion", "session", "summit"})
DOUBT = frozenset({"question", "doubt"})
LEADING = frozenset({"lead", "result", "end", "culminate"})


class StanceReader:
    """Reads the stance of the clauses of one doc."""

    def __init__(self, doc: Doc, clauses: Sequence[Clause]) -> None:
        self.doc, self.clauses = doc, clauses
        self.mood, self.links = MoodReader(doc), Government(doc, clauses)
        self.forces = Forces(doc, clauses, self.links)

    def of(
        self,
        clause: Clause,
        until: int | None = None,
        keep: frozenset[str] = frozenset(),
        standing: bool = False,
    ) -> Stance:
        """Return the stance to what a clause tells, climbing what governs it.

        ``until`` is the token of a reporting cue at which to stop (exclusive): beyond it another voice
        speaks. ``keep`` are governors that don't weaken this kind of event ("announced sanctions").
        ``standing`` things are left as they are by the mood of what is said about them.
        """
        stance = self.mood.own(clause, keep)
        node: Clause | None = self.links.governor(clause)
        below = clause
        seen = {clause.index}
        while node is not None and node.predicate != until and node.index not in seen:
            seen.add(node.index)
            if below.relation == "conj" and self._is_told_by_itself(below, node):
                break
            if below.light != node.predicate and below.relation != "conj":
                if self._is_means(below):
                    stance = weaken(self._prospects(node), stance)
                    break
                if self._is_in_draft(below, node):
                    stance = weaken(self._fate(node), stance)
                    break
                if self._is_counted(below, node):
                    stance = weaken(self._prospects_of_time(node), stance)
                    break
                if self.links.relation(below) not in GOVERNED or self.links.is_aside(below, node):
                    break  # a relative or adverbial clause tells its event by itself
                if self._is_circumstance(below, node):
                    stance = weaken(self._ahead_at(below, node, until), stance)
                    break  # "a commitment following recent tests"
                if self._is_given(below, node):
                    break  # "the sanctions may not work" leaves the sanctions standing
                stance = self._under(node, below, stance, keep, standing)
            if standing and below.light != node.predicate and node.lemma not in BUNDLES:
                break
            below = node
            node = self.links.governor(node)
        return stance

    def _is_in_draft(self, below: Clause, node: Clause) -> bool:
        """Tell whether a document is about what is told: "a resolution imposing sanctions"."""
        if node.lemma not in DRAFTS or node.pos != "noun":
            return False
        about = preposition(self.doc[below.predicate]) in {"on", "regarding", "concerning", "for", "with"}
        return self.doc[below.predicate].tag_ == "VBG" or (about and below.pos == "noun")

    def _fate(self, document: Clause) -> Stance | None:
        """Return what became of a document: drafted, vetoed."""
        over = self.links.governor(document)
        if any(MODIFIERS.get(c.lower_) is Stance.POSSIBLE for c in self.doc[document.predicate].children):
            return Stance.POSSIBLE  # "a draft resolution"
        if over is None or over.lemma not in FATES:
            return None
        own = self.mood.own(over)
        if over.lemma == "put" and not any(c.lower_ == "forward" for c in self.doc[over.predicate].children):
            return None
        return FATES[over.lemma] if own is Stance.ACTUAL else weaken(own, FATES[over.lemma])

    def _is_told_by_itself(self, below: Clause, node: Clause) -> bool:
        """Tell whether a parse joined a past tense to an infinitive: "asked him to act and said"."""
        return self.doc[below.predicate].tag_ == "VBD" and self.doc[node.predicate].tag_ == "VB"

    def is_performed(self, clause: Clause) -> bool:
        """Tell whether somebody does in words what they say they wish to do: "I would like to thank"."""
        node = self.links.governor(clause)
        if clause.relation not in {"comp", "adverbial"} or node is None:
            return False
        if node.lemma in GLAD:
            return True  # "I am proud to announce"
        if node.lemma not in {"like", "want", "wish", "have", "let"}:
            return False
        return any(self.doc[a.head].lower_ in {"i", "me", "we", "us"} for a in clause.all("subj"))

    def is_to_end(self, clause: Clause) -> bool:
        """Tell whether an end is asked of what a noun names, which so goes on: "a halt to sales"."""
        node = self.links.governor(clause)
        return clause.pos == "noun" and node is not None and node.pos == "noun" and node.lemma in CEASING

    def _is_means(self, below: Clause) -> bool:
        """Tell whether a participle says by what means its main clause comes true: "by freezing assets"."""
        token = self.doc[below.predicate]
        by = any(c.lower_ == "by" and c.i < token.i and label(c) in {"mark", "case"} for c in token.children)
        return token.tag_ == "VBG" and by and below.pos == "verb"

    def _is_counted(self, below: Clause, node: Clause) -> bool:
        """Tell whether a clause says what happens at a time: "would be the first time that it sent tanks"."""
        return label(self.doc[below.predicate]) == "acl:relcl" and node.lemma == "time"

    def _prospects_of_time(self, time: Clause) -> Stance | None:
        """Return the mood of what says that it is such a time, where that looks ahead."""
        over = self.links.governor(time)
        marked = over if over is not None and self.doc[time.predicate].head.i == over.predicate else None
        return self._prospects(time) or (None if marked is None else self._prospects(marked))

    def _prospects(self, node: Clause) -> Stance | None:
        """Return a clause's mood where it looks ahead."""
        mood = self.mood.own(node)
        return mood if mood in {Stance.PLANNED, Stance.POSSIBLE} else None

    def _is_circumstance(self, below: Clause, node: Clause) -> bool:
        """Tell whether a noun only says when or why: no force or mood of what it hangs on reaches it."""
        if below.pos != "noun" or node.lemma in LOOKING:
            return False
        by = preposition(self.doc[below.predicate])
        inside = by == "in" and below.lemma in GATHERINGS and self.links.is_definite(below)
        return inside or by in CIRCUMSTANCES  # "expressed his commitment in the meeting"

    def _ahead_at(self, below: Clause, node: Clause, until: int | None) -> Stance | None:
        """Return the stance to an occasion at which something is to be done: "will meet at the summit"."""
        at = preposition(self.doc[below.predicate]) in {"at", "during"} and below.lemma in GATHERINGS
        planned = at and node.pos == "verb" and self.of(node, until) is Stance.PLANNED
        return Stance.PLANNED if planned else None

    def reaches(self, clause: Clause, until: int) -> bool:
        """Tell whether what a cue does to its content bears on a clause within it."""
        node, seen = clause, set[int]()
        while node.parent is not None and node.index not in seen:
            parent = self.clauses[node.parent]
            if node.relation != "conj" and node.light != parent.predicate:
                if self.links.relation(node) not in GOVERNED or self.links.is_aside(node, parent):
                    return node.relation == "parataxis"
                definite = node.pos == "noun" and self.links.is_definite(node)
                if definite and parent.predicate != until:
                    return False  # "denied that the summit was directed against China"
            if parent.predicate == until:
                return True
            seen.add(node.index)
            node = parent
        return True

    def _is_given(self, below: Clause, node: Clause) -> bool:
        """Tell whether a definite noun names what is there anyway, whatever is said about it."""
        if (
            below.pos != "noun"
            or self.links.relation(below) != "argument"
            or not self.links.is_definite(below)
        ):
            return False
        if self.links.is_subject(below, node) and self.forces.says_that_it_is(node):
            return False
        if node.lemma in EVIDENCE and self.mood.own(node) is Stance.NEGATED:
            return False  # "no evidence of the delivery"
        if node.lemma in LEADING and self.mood.own(node) is not Stance.ACTUAL:
            return False  # "would result in the sale"
        ahead = node.lemma.split(" ")[0] == "look"  # "looks forward to his visit"
        created = self.forces.creates(node) and (
            node.pos == "noun" or ahead or self.links.is_core(below, node)
        )
        created = created or (node.lemma in PREVENTING and self.links.is_core(below, node))
        created = created or (self.forces.of(node, below) is Stance.POSSIBLE and self._is_specified(below))
        return not created and self.forces.nominal(node, below) is None

    def _is_specified(self, below: Clause) -> bool:
        """Tell whether a noun is definite by what follows: "discussed the sale of jets to Turkey"."""
        token = self.doc[below.predicate]
        the = any(c.lower_ == "the" for c in token.children)
        of = any(label(c) == "nmod" and preposition(c) == "of" for c in token.children)
        return the and of and not any(c.lower_ in PAST for c in token.children)

    def _under(
        self, node: Clause, below: Clause, stance: Stance, keep: frozenset[str], standing: bool
    ) -> Stance:
        mood = self.mood.own(node, beside=below.predicate)
        if mood is Stance.NEGATED and node.lemma in KNOWING and (node.passive or node.pos == "adj"):
            return stance  # "was not told that Taiwan received them", "was not aware that"
        if mood is Stance.NEGATED and node.lemma in DOUBT and node.pos == "noun":
            return stance  # "there is no question that Iran sends missiles"
        relation = self.links.relation(below)
        subject = relation == "argument" and self.links.is_subject(below, node)
        raised = subject and self.forces.says_whether_it_is(node)
        force = None if (subject and not raised) or node.lemma in keep else self.forces.of(node, below)
        done = self.doc[node.predicate].tag_ not in {"VBG", "VB"}
        if node.lemma in PREVENTING and not subject and mood is Stance.ACTUAL and done:
            force = Stance.NEGATED  # what was prevented did not happen; to prevent it is only wanted
        if node.lemma == "be" and self.links.is_infinitive(below):
            force = Stance.PLANNED  # "are to meet"
        if label(self.doc[below.predicate]) == "csubj" and node.pos == "adj":
            force = Stance.POSSIBLE  # "lifting the embargo is difficult"
        told = relation == "comp" or (node.pos == "noun" and self._is_that_clause(below))  # "the report that"
        if force is Stance.UNCONFIRMED and (not told or self._is_own_belief(node)):
            force = None  # "said in a statement from the summit", "I believe"
        stance = weaken(force, stance)
        if standing:
            return stance
        if (
            subject
            and self._is_any(below)
            and self._is_present(node)
            and not self.forces.says_that_it_is(node)
        ):
            return weaken(Stance.POSSIBLE, stance)  # "a summit makes no sense"
        apart = subject and below.pos == "noun" and not self.forces.says_that_it_is(node)
        if mood is Stance.NEGATED and (apart or self._is_open(below)):
            return stance  # "has not decided whether to send" leaves it open
        return weaken(mood, stance)

    def _is_that_clause(self, clause: Clause) -> bool:
        return any(c.lower_ == "that" and label(c) == "mark" for c in self.doc[clause.predicate].children)

    def _is_any(self, noun: Clause) -> bool:
        return noun.pos == "noun" and any(c.lower_ in {"a", "an"} for c in self.doc[noun.predicate].children)

    def _is_present(self, node: Clause) -> bool:
        """Tell whether a predicate is told in the simple present, of no time: "makes no sense"."""
        verb = self.doc[node.predicate]
        helpers = [c for c in verb.children if label(c).startswith(("aux", "cop"))]
        return [c.tag_ for c in helpers] in (["VBZ"], ["VBP"]) if helpers else verb.tag_ in {"VBZ", "VBP"}

    def _is_open(self, clause: Clause) -> bool:
        """Tell whether a clause asks: "whether Iran sent missiles"."""
        return any(
            c.lower_ in {"whether", "if"} for c in self.doc[clause.predicate].children if label(c) == "mark"
        )

    def _is_own_belief(self, node: Clause) -> bool:
        heads = [a.head for a in node.all("subj")]
        return node.lemma in BELIEFS and any(self.doc[i].lower_ in {"i", "we"} for i in heads)
