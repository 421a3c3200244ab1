"""What a governor makes of what it governs: "plans to send" is planned, "refused to send" did not happen."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.language.arguments import preposition
from kg.language.clause import Clause
from kg.language.cues import BLAMING, EXISTENCE, GOVERNORS, OCCURRING, REALIZING, SPREADING, STANDINGS
from kg.language.government import Government
from kg.language.labels import label
from kg.model import Stance


class Forces:
    """The forces of the governors of one doc."""

    def __init__(self, doc: Doc, clauses: Sequence[Clause], links: Government) -> None:
        self.doc, self.clauses, self.links = doc, clauses, links

    def says_that_it_is(self, node: Clause) -> bool:
        """Tell whether a predicate says of its subject no more than whether it is: "will take place"."""
        taking_place = node.lemma == "take" and any(
            self.doc[a.head].lower_ == "place" for a in node.all("obj")
        )
        below = [c for c in self.clauses if c.parent == node.index and c.relation == "comp"]
        begins = any(c.lemma in OCCURRING or c.lemma == "take" for c in below)  # "is set to begin"
        known = node.lemma in OCCURRING | EXISTENCE or self._standing(node) is not None
        return taking_place or known or (begins and node.lemma in GOVERNORS)

    def says_whether_it_is(self, node: Clause) -> bool:
        """Tell whether a predicate has a force on its subject: "a meeting is unlikely", "is on hold"."""
        force = node.lemma in GOVERNORS or self._standing(node) is not None
        return force and self.says_that_it_is(node)

    def _standing(self, node: Clause) -> Stance | None:
        """Return what a phrase says of its subject: "is off the table", "remains an option"."""
        token = self.doc[node.predicate]
        if node.lemma == "remain":
            below = [c for c in token.children if label(c) == "xcomp"]
            return next(
                (GOVERNORS[c.lemma_] for c in below if c.lemma_ in EXISTENCE & GOVERNORS.keys()), None
            )
        return STANDINGS.get(f"{preposition(token)} {node.lemma}") if node.pos == "noun" else None

    def of(self, node: Clause, below: Clause) -> Stance | None:
        """Return what a governor makes of what it governs."""
        standing = self._standing(node)
        if standing is not None:
            return standing
        lemma = node.lemma if node.lemma in GOVERNORS else node.lemma.split(" ")[0]
        if lemma == "aim" and any(a.head == below.predicate for a in node.all("obj")):
            return None  # "the meetings were aimed at peace"
        if (lemma == "open" and node.pos == "verb") or self._is_judged_decision(node, below):
            return None  # "opened talks", "condemned its decision to launch a missile"
        if lemma in {"vote", "work"} and preposition(self.doc[below.predicate]) == "on":
            return Stance.POSSIBLE  # "will vote on sanctions"
        beside = {c.lower_ for c in self.doc[node.predicate].children}
        if (lemma == "have" and "yet" in beside) or (lemma == "come" and beside & {"close", "near"}):
            return Stance.NEGATED  # "has yet to confirm", "came close to buying"
        if lemma == "close" and node.pos == "adj":
            return Stance.POSSIBLE  # "is close to buying"
        spread = self._of_subject(node) if lemma in SPREADING and below.relation == "comp" else None
        if spread is not None:
            return spread
        return GOVERNORS.get(lemma) or self.nominal(node, below) or self._unrealized(node, below)

    def _of_subject(self, node: Clause) -> Stance | None:
        """Return the force of the noun whose content hangs on its verb: "fears are mounting that"."""
        forces = [GOVERNORS.get(self.doc[a.head].lemma_.lower()) for a in node.all("subj")]
        return next((force for force in forces if force is not None), None)

    def _is_judged_decision(self, node: Clause, below: Clause) -> bool:
        over = self.links.governor(node)
        judged = node.lemma == "decision" and over is not None and over.lemma in BLAMING
        return judged and below.lemma in {"launch", "test", "fire", "detonate", "conduct"}

    def _unrealized(self, node: Clause, below: Clause) -> Stance | None:
        """Take an infinitive under words that no table knows for possible: "presses the EU to freeze"."""
        token = self.doc[below.predicate]
        perfect = any(c.lower_ == "have" for c in token.children)
        if token.tag_ != "VB" or perfect or not self.links.is_infinitive(below) or node.lemma in REALIZING:
            return None
        if node.lemma.split(" ")[0] in REALIZING or label(token) == "advcl":
            return None
        singled = any(
            c.lower_ in {"first", "last", "only", "latest"} for c in self.doc[node.predicate].children
        )
        return None if singled else Stance.POSSIBLE

    def nominal(self, node: Clause, below: Clause) -> Stance | None:
        """Return the force of a verb's object: "reached an agreement for the sale", "has plans for talks"."""
        hung = any(
            a.head == below.predicate and a.function in {"for", "on", "of", "to"} for a in node.arguments
        )
        if node.pos != "verb" or not hung:
            return None
        forces = [GOVERNORS.get(self.doc[a.head].lemma_.lower()) for a in node.all("obj")]
        return next((f for f in forces if f in {Stance.PLANNED, Stance.POSSIBLE}), None)

    def creates(self, node: Clause) -> bool:
        """Tell whether a governor brings about, or keeps from being, what it governs."""
        return node.lemma in GOVERNORS and GOVERNORS[node.lemma] in {Stance.PLANNED, Stance.NEGATED}
