"""How a clause stands in the world: negation, modality, tense, condition and what governs it → stance.

After ConText (Harkema et al. 2009): tables of cues, here over clauses instead of word windows.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Token

from kg.language.arguments import RELATIVE_PRONOUNS, preposition
from kg.language.clause import Clause
from kg.language.clauses import BUNDLES
from kg.language.labels import label
from kg.language.lightverbs import LIGHT_VERBS
from kg.model import Stance

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _table(name: str) -> dict[str, Stance]:
    return {word: Stance(stance.capitalize()) for stance, words in _TABLES[name].items() for word in words}


GOVERNORS, AUXILIARIES, ADVERBS, DETERMINERS, MODIFIERS, MARKS, PREPOSITIONS = (
    _table(n)
    for n in ("governors", "auxiliaries", "adverbs", "determiners", "modifiers", "marks", "prepositions")
)
REALIZING = frozenset(_table("realizing"))
# Governors whose subject holds the view; what a speech act of a kind makes of the event told in it.
HOLDERS = frozenset(word for words in _TABLES["holders"].values() for word in words)
BELIEFS = frozenset(_TABLES["holders"]["believe"])
SPEECH_ACTS = _table("speech_acts")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
# Relations through which a governor's force and mood reach what hangs on it.
COMPLEMENTIZERS = frozenset({"to", "of", "for", "that", "in", "on", "against", "whether", "about"})
# What these are done for comes about with them: "met to discuss".
DONE = frozenset({"use", "vote", "manage", "meet", "gather", "convene", "act", "move"})
CIRCUMSTANCES = frozenset(
    {"at", "during", "following", "after", "since", "amid", "despite", "given", "because of"}
)
# What these say of their subject is no more than that it is: "the summit will take place".
OCCURRING = frozenset({"happen", "occur", "begin", "start", "open", "continue", "resume", "proceed"})
BLAMING = frozenset({"condemn", "deplore", "denounce", "decry", "regret", "protest"})
KNOWING = frozenset({"tell", "inform", "notify", "brief", "warn", "advise", "aware", "informed"})
GLAD = frozenset({"proud", "pleased", "happy", "glad", "honored", "honoured", "delighted", "grateful"})
# What carries one of these was there before.
PAST = frozenset({"recent", "last", "latest", "previous", "past", "earlier"})
PREVENTING = frozenset({"prevent", "bar", "stop", "block", "ban", "forbid", "prohibit"})
CEASING = frozenset({"halt", "end", "cessation", "stop"})
GOVERNED = frozenset({"comp", "argument", "modifier"})


def combine(outer: Stance | None, inner: Stance) -> Stance:
    """Return the stance to an event under a cue: two negations cancel, a weaker commitment wins."""
    if outer is None or outer is Stance.ACTUAL:
        return inner
    if outer is Stance.NEGATED:
        return Stance.ACTUAL if inner is Stance.NEGATED else Stance.NEGATED
    if inner in {Stance.NEGATED, Stance.POSSIBLE}:
        return inner
    if outer is Stance.UNCONFIRMED:
        return outer if inner is Stance.ACTUAL else inner
    return Stance.POSSIBLE if Stance.POSSIBLE in {outer, inner} else outer


def weaken(outer: Stance | None, inner: Stance) -> Stance:
    """Return the stance under a governor; what is only possible to be undone is no denial."""
    if outer is Stance.POSSIBLE and inner is Stance.NEGATED:
        return Stance.POSSIBLE
    return combine(outer, inner)


@dataclass(frozen=True, slots=True)
class StanceReader:
    """Reads the stance of the clauses of one doc."""

    doc: Doc
    clauses: tuple[Clause, ...]

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
        stance = self.own(clause, keep)
        node: Clause | None = self._governor(clause)
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
                if self._relation(below) not in GOVERNED or self._is_aside(below, node):
                    break  # a relative or adverbial clause tells its event by itself
                if self._is_circumstance(below):
                    break  # "a commitment following recent tests"
                if self._is_given(below, node):
                    break  # "the sanctions may not work" leaves the sanctions standing
                stance = self._under(node, below, stance, keep, standing)
            if standing and below.light != node.predicate and node.lemma not in BUNDLES:
                break
            below = node
            node = self._governor(node)
        return stance

    def _is_told_by_itself(self, below: Clause, node: Clause) -> bool:
        """Tell whether a parse joined a past tense to an infinitive: "asked him to act and said"."""
        return self.doc[below.predicate].tag_ == "VBD" and self.doc[node.predicate].tag_ == "VB"

    def is_performed(self, clause: Clause) -> bool:
        """Tell whether somebody does in words what they say they wish to do: "I would like to thank"."""
        node = self._governor(clause)
        if clause.relation not in {"comp", "adverbial"} or node is None:
            return False
        if node.lemma in GLAD:
            return True  # "I am proud to announce"
        if node.lemma not in {"like", "want", "wish", "have", "let"}:
            return False
        return any(self.doc[a.head].lower_ in {"i", "me", "we", "us"} for a in clause.all("subj"))

    def is_to_end(self, clause: Clause) -> bool:
        """Tell whether an end is asked of what a noun names, which so goes on: "a halt to sales"."""
        node = self._governor(clause)
        return clause.pos == "noun" and node is not None and node.pos == "noun" and node.lemma in CEASING

    def _is_means(self, below: Clause) -> bool:
        """Tell whether a participle says by what means its main clause comes true: "by freezing assets"."""
        token = self.doc[below.predicate]
        by = any(c.lower_ == "by" and c.i < token.i and label(c) in {"mark", "case"} for c in token.children)
        return token.tag_ == "VBG" and by and below.pos == "verb"

    def _prospects(self, node: Clause) -> Stance | None:
        """Return a clause's mood where it looks ahead."""
        mood = self.own(node)
        return mood if mood in {Stance.PLANNED, Stance.POSSIBLE} else None

    def _is_circumstance(self, below: Clause) -> bool:
        """Tell whether a noun only says when or why: no force or mood of what it hangs on reaches it."""
        return below.pos == "noun" and preposition(self.doc[below.predicate]) in CIRCUMSTANCES

    def reaches(self, clause: Clause, until: int) -> bool:
        """Tell whether what a cue does to its content bears on a clause within it."""
        node, seen = clause, set[int]()
        while node.parent is not None and node.index not in seen:
            parent = self.clauses[node.parent]
            if node.relation != "conj" and node.light != parent.predicate:
                if self._relation(node) not in GOVERNED or self._is_aside(node, parent):
                    return node.relation == "parataxis"
                definite = node.pos == "noun" and self._is_definite(node)
                if definite and parent.predicate != until:
                    return False  # "denied that the summit was directed against China"
            if parent.predicate == until:
                return True
            seen.add(node.index)
            node = parent
        return True

    def _is_aside(self, below: Clause, node: Clause) -> bool:
        """Tell whether words are part of a phrase on something else: "data on missile launches"."""
        if node.pos != "noun" or self._relation(below) not in {"argument", "modifier"}:
            return False
        if preposition(self.doc[below.predicate]) in {"including", "such as", "like"}:
            return False  # "would take all steps, including sanctions"
        return node.lemma not in GOVERNORS and node.lemma not in BUNDLES

    def _is_given(self, below: Clause, node: Clause) -> bool:
        """Tell whether a definite noun names what is there anyway, whatever is said about it."""
        if below.pos != "noun" or self._relation(below) != "argument" or not self._is_definite(below):
            return False
        if self._is_subject(below, node) and self._says_that_it_is(node):
            return False
        created = self._creates(node) and (node.pos == "noun" or self._is_core(below, node))
        created = created or (self._force(node, below) is Stance.POSSIBLE and self._is_specified(below))
        return not created and self._nominal_force(node, below) is None

    def _is_specified(self, below: Clause) -> bool:
        """Tell whether a noun is definite by what follows: "discussed the sale of jets to Turkey"."""
        token = self.doc[below.predicate]
        the = any(c.lower_ == "the" for c in token.children)
        of = any(label(c) == "nmod" and preposition(c) == "of" for c in token.children)
        return the and of and not any(c.lower_ in PAST for c in token.children)

    def _says_that_it_is(self, node: Clause) -> bool:
        taking_place = node.lemma == "take" and any(
            self.doc[a.head].lower_ == "place" for a in node.all("obj")
        )
        return taking_place or (node.lemma in OCCURRING)

    def _force(self, node: Clause, below: Clause) -> Stance | None:
        """Return what a governor makes of what it governs."""
        lemma = node.lemma if node.lemma in GOVERNORS else node.lemma.split(" ")[0]
        if (lemma == "open" and node.pos == "verb") or self._is_judged_decision(node, below):
            return None  # "opened talks", "condemned its decision to launch a missile"
        if lemma == "have" and any(c.lower_ == "yet" for c in self.doc[node.predicate].children):
            return Stance.NEGATED  # "has yet to confirm"
        return GOVERNORS.get(lemma) or self._nominal_force(node, below) or self._unrealized(node, below)

    def _is_judged_decision(self, node: Clause, below: Clause) -> bool:
        over = self._governor(node)
        judged = node.lemma == "decision" and over is not None and over.lemma in BLAMING
        return judged and below.lemma in {"launch", "test", "fire", "detonate", "conduct"}

    def _unrealized(self, node: Clause, below: Clause) -> Stance | None:
        """Take an infinitive under words that no table knows for possible: "presses the EU to freeze"."""
        token = self.doc[below.predicate]
        perfect = any(c.lower_ == "have" for c in token.children)
        if token.tag_ != "VB" or perfect or not self._is_infinitive(below) or node.lemma in REALIZING:
            return None
        if node.lemma.split(" ")[0] in REALIZING or label(token) == "advcl":
            return None
        singled = any(
            c.lower_ in {"first", "last", "only", "latest"} for c in self.doc[node.predicate].children
        )
        return None if singled else Stance.POSSIBLE

    def _nominal_force(self, node: Clause, below: Clause) -> Stance | None:
        """Return the force of a verb's object: "reached an agreement for the sale", "has plans for talks"."""
        hung = any(
            a.head == below.predicate and a.function in {"for", "on", "of", "to"} for a in node.arguments
        )
        if node.pos != "verb" or not hung:
            return None
        forces = [GOVERNORS.get(self.doc[a.head].lemma_.lower()) for a in node.all("obj")]
        return next((f for f in forces if f in {Stance.PLANNED, Stance.POSSIBLE}), None)

    def _governor(self, clause: Clause) -> Clause | None:
        return None if clause.parent is None else self.clauses[clause.parent]

    def _under(
        self, node: Clause, below: Clause, stance: Stance, keep: frozenset[str], standing: bool
    ) -> Stance:
        mood = self.own(node)
        if mood is Stance.NEGATED and node.lemma in KNOWING and (node.passive or node.pos == "adj"):
            return stance  # "was not told that Taiwan received them", "was not aware that"
        relation = self._relation(below)
        subject = relation == "argument" and self._is_subject(below, node)
        force = None if subject or node.lemma in keep else self._force(node, below)
        if node.lemma in PREVENTING and not subject and mood is Stance.ACTUAL:
            force = Stance.NEGATED  # what was prevented did not happen; to prevent it is only wanted
        if node.lemma == "be" and self._is_infinitive(below):
            force = Stance.PLANNED  # "are to meet"
        if force is Stance.UNCONFIRMED and (relation != "comp" or self._is_own_belief(node)):
            force = None  # "said in a statement from the summit", "I believe"
        stance = weaken(force, stance)
        if standing:
            return stance
        if mood is Stance.NEGATED and ((subject and below.pos == "noun") or self._is_open(below)):
            return stance  # "has not decided whether to send" leaves it open
        return weaken(mood, stance)

    def _is_open(self, clause: Clause) -> bool:
        """Tell whether a clause asks: "whether Iran sent missiles"."""
        return any(
            c.lower_ in {"whether", "if"} for c in self.doc[clause.predicate].children if label(c) == "mark"
        )

    def _is_own_belief(self, node: Clause) -> bool:
        heads = [a.head for a in node.all("subj")]
        return node.lemma in BELIEFS and any(self.doc[i].lower_ in {"i", "we"} for i in heads)

    def _relation(self, clause: Clause) -> str:
        if clause.relation == "adverbial":
            marks = {c.lower_ for c in self.doc[clause.predicate].children if label(c) in {"mark", "case"}}
            if marks & {"of", "from", "against", "about", "with", "for", "that"}:
                return "comp"
            if "to" in marks and self.doc[clause.predicate].tag_ == "VBG":
                return "comp"  # "commit to imposing"
            over = self._governor(clause)
            if "in" in marks and over is not None and over.lemma == "join":
                return "comp"  # "urged others to join it in condemning"
        if clause.relation == "modifier":
            # Of the clauses on a noun only a complement is governed: "a plan to send", not "a plan found".
            marks = {
                c.lower_ for c in self.doc[clause.predicate].children if label(c) in {"mark", "case", "aux"}
            }
            return "modifier" if marks & COMPLEMENTIZERS else "participle"
        return clause.relation

    def _is_infinitive(self, clause: Clause) -> bool:
        return any(c.lower_ == "to" and label(c) == "mark" for c in self.doc[clause.predicate].children)

    def _is_core(self, below: Clause, node: Clause) -> bool:
        return any(a.function in {"subj", "obj"} and a.head == below.predicate for a in node.arguments)

    def _is_subject(self, below: Clause, node: Clause) -> bool:
        return any(a.function == "subj" and a.head == below.predicate for a in node.arguments)

    def _is_definite(self, clause: Clause) -> bool:
        return any(
            c.lower_ in DEFINITE or label(c) == "nmod:poss" for c in self.doc[clause.predicate].children
        )

    def _creates(self, node: Clause) -> bool:
        return node.lemma in GOVERNORS and GOVERNORS[node.lemma] in {Stance.PLANNED, Stance.NEGATED}

    def own(self, clause: Clause, keep: frozenset[str] = frozenset()) -> Stance:
        """Return the stance that a clause's own words and light verb give, without what governs it."""
        token = self.doc[clause.predicate]
        stance = self._mood(token)
        if clause.light is not None:
            light = self.doc[clause.light]
            if light.lemma_.lower() not in keep | {"open"}:
                stance = combine(GOVERNORS.get(light.lemma_.lower()), stance)
            stance = combine(self._mood(light, clause.predicate), stance)
        if self._is_question(token, clause):
            stance = combine(Stance.POSSIBLE, stance)
        return stance

    def _mood(self, token: Token, noun: int | None = None) -> Stance:
        """Return the mood of a token's own words, without what ``noun`` that it carries brings itself."""
        stance = Stance.ACTUAL
        shared = self._shared_auxiliaries(token)
        for child in [*token.children, *shared]:
            name, word = label(child), child.lower_
            cue: Stance | None = None
            if name.startswith("aux"):
                cue = AUXILIARIES.get(word)
            elif name == "advmod" or (name == "neg"):
                cue = ADVERBS.get(word)
            elif name == "det":
                cue = DETERMINERS.get(word)
            elif name in {"amod", "compound"}:
                cue = MODIFIERS.get(word)
            elif name == "mark":
                cue = MARKS.get(word)
            elif (name == "cc:preconj" and word == "neither") or (name == "cc" and word == "nor"):
                cue = Stance.NEGATED
            elif name == "case":
                cue = PREPOSITIONS.get(word)
            elif name == "acl:relcl" and token.pos_ in {"NOUN", "PROPN"}:
                cue = self._prospect(child)
            elif name == "acl" and child.tag_ == "VBN" and token.pos_ == "NOUN":
                cue = GOVERNORS.get(child.lemma_.lower())  # "aid approved for Ukraine"
                cue = cue if cue in {Stance.PLANNED, Stance.POSSIBLE} else None
            stance = combine(cue, stance)
        if token.pos_ == "VERB":
            stance = self._negative_argument(token, stance, noun)
            if self._is_purpose(token):
                stance = combine(Stance.PLANNED, stance)
            if self._is_going_to(token) or self._is_to_be(token):
                stance = combine(Stance.PLANNED, stance)
            if stance is Stance.PLANNED and self._is_conditional(token):
                stance = Stance.POSSIBLE
        return stance

    def _prospect(self, verb: Token) -> Stance | None:
        """Return the mood of a relative clause that brings its noun about: "sanctions it would impose"."""
        chain = [verb, *(c for c in verb.children if label(c) == "xcomp")]
        actor = any(label(c) == "nsubj" and c.lower_ not in RELATIVE_PRONOUNS for c in verb.children)
        if not actor or not any(t.lemma_.lower() in LIGHT_VERBS for t in chain):
            return None  # in "a summit that could lead to a deal" the summit itself acts
        cues = [AUXILIARIES.get(c.lower_) for c in verb.children if label(c).startswith("aux")]
        return next((c for c in cues if c in {Stance.PLANNED, Stance.POSSIBLE}), None)

    def _shared_auxiliaries(self, token: Token) -> list[Token]:
        if label(token) != "conj" or token.head.pos_ != "VERB" or token.tag_ not in {"VB", "VBN", "VBG"}:
            return []
        if any(label(c).startswith("aux") for c in token.children):
            return []
        return [
            c
            for c in token.head.children
            if label(c).startswith("aux") or c.lower_ in {"not", "n't", "n’t", "never"}
        ]

    def _negative_argument(self, verb: Token, stance: Stance, noun: int | None) -> Stance:
        for child in verb.children:
            if (
                child.i != noun
                and label(child) in {"nsubj", "nsubj:pass", "obj"}
                and (
                    any(c.lower_ == "neither" for c in child.children)
                    or child.lower_ in {"nobody", "none", "nothing"}
                    or any(label(c) == "det" and c.lower_ == "no" for c in child.children)
                )
            ):
                stance = combine(Stance.NEGATED, stance)
        return stance

    def _is_purpose(self, verb: Token) -> bool:
        return (
            label(verb) == "advcl"
            and verb.tag_ == "VB"
            and verb.head.lemma_.lower() not in DONE  # "voted to impose": it is imposed
            and any(c.lower_ == "to" and label(c) == "mark" for c in verb.children)
        )

    def _is_going_to(self, verb: Token) -> bool:
        head = verb.head
        return (
            label(verb) == "xcomp"
            and head.lower_ == "going"
            and any(label(c) == "aux" for c in head.children)
        )

    def _is_conditional(self, verb: Token) -> bool:
        """Tell whether a verb holds under a condition: "If Russia invades, the EU will impose sanctions"."""
        marks = [m for c in verb.children if label(c) == "advcl" for m in c.children if label(m) == "mark"]
        return any(m.lower_ in {"if", "unless"} and (m.i == 0 or m.nbor(-1).lower_ != "even") for m in marks)

    def _is_to_be(self, verb: Token) -> bool:
        """Tell whether a verb is planned as in "is to be held"."""
        be = [
            c.i
            for c in verb.children
            if label(c).startswith("aux") and c.lower_ in {"is", "are", "was", "were"}
        ]
        to = [c.i for c in verb.children if label(c) == "mark" and c.lower_ == "to"]
        return bool(be and to) and be[0] < to[0]

    def _is_question(self, token: Token, clause: Clause) -> bool:
        sent = token.sent
        return self.doc[sent.end - 1].text in {"?", "?”", '?"'} and clause.relation in {"root", "conj"}
