"""They, their → who: two that act together, a group, or a body spoken of as its people."""

from spacy.tokens import Token

from kg.language.arguments import preposition
from kg.language.binding import Binding
from kg.language.labels import label
from kg.language.situation import Situation
from kg.model import EntityType

_MEETING = frozenset({"meet", "speak", "talk", "confer", "host", "welcome", "receive", "join", "see"})
_OCCASIONS = frozenset({"meeting", "call", "talk", "conversation", "consultation", "summit", "discussion"})
_NEAR = 2  # sentences that "they" may look back


def _is_partner(token: Token) -> bool:
    if label(token) in {"obj", "iobj"}:
        return token.pos_ == "PROPN"
    return label(token) in {"obl", "nmod"} and preposition(token) in {"with", "to"}


class GroupPronouns:
    """Resolves "they" in one article."""

    def __init__(self, situation: Situation, binding: Binding) -> None:
        self.discourse, self.register, self.binding = situation.discourse, situation.register, binding

    def resolve(self, token: Token) -> tuple[str, ...]:
        """Return whom a pronoun refers to, () when unknown or weapons and other things."""
        barred = self.binding.barred(token)
        judged = self.binding.judged(token)
        if len(judged) > 1 or (judged and self._is_collective(judged[0])):
            return judged
        for subject, referent in self.binding.above(token):
            keys = self._joined(subject) or referent.keys
            if len(keys) > 1 or (keys and referent.plural):
                return () if set(keys) & barred else keys
            if not keys and referent.plural:
                return ()  # "the missiles … their range"
            if keys and self._is_collective(keys[0]) and token.tag_ == "PRP$":
                return keys
            if keys and not set(keys) & barred and self._speaks_of_itself(subject, token):
                return keys
        return self._company(token) or self._before(token, barred) or self._collective(token, barred)

    def both(self, token: Token) -> tuple[str, ...]:
        """Return the two that "both" means: a pair told together, else those whom the last sentence is about.

        "The U.S. accused North Korea of arming Russia. Both denied it": not its subject.
        """
        found = self.resolve(token)
        if len(found) == 2:
            return found
        here = self.discourse.sentence[token.i]
        before = [r for r in self.discourse.history if r.end <= token.i and here - r.sentence <= 1]
        acting = [r for r in before if len(r.keys) == 1 and self._is_party(r.keys[0])]
        others = tuple(dict.fromkeys(r.keys[0] for r in acting if not r.main))
        subjects = {r.keys[0] for r in acting if r.main}
        others = tuple(k for k in others if k not in subjects)
        return others if len(others) == 2 else ()

    def _is_party(self, key: str) -> bool:
        return self.register.type(key) in {EntityType.COUNTRY, EntityType.PERSON, EntityType.ORGANIZATION}

    def _company(self, token: Token) -> tuple[str, ...]:
        """Return those whose meeting the sentence before tells: "Biden met with Xi. They discussed …"."""
        sentence = token.sent
        first = label(token) == "nsubj" and label(token.head) == "root"
        if not first or sentence.start == 0:
            return ()
        root = self.discourse.doc[sentence.start - 1].sent.root
        noun = next((c for c in root.children if label(c) == "obj" and c.lemma_.lower() in _OCCASIONS), None)
        if root.lemma_.lower() not in _MEETING and noun is None:
            return ()
        subjects = [c for c in root.children if label(c) == "nsubj"]
        others = [c for verb in (root, noun) if verb is not None for c in verb.children if _is_partner(c)]
        heads = [g for c in (*subjects, *others) for g in (c, *(d for d in c.children if label(d) == "conj"))]
        keys = [k for h in heads if h.i in self.discourse.at for k in self.discourse.at[h.i].keys]
        people = [k for k in dict.fromkeys(keys) if self.register.type(k) is EntityType.PERSON]
        return tuple(people) if len(people) > 1 else ()

    def _speaks_of_itself(self, subject: Token, token: Token) -> bool:
        """Tell whether a country speaks of itself as they: "Russia announced they were in talks"."""
        keys = self.discourse.at[subject.i].keys if subject.i in self.discourse.at else ()
        country = len(keys) == 1 and self.register.type(keys[0]) is EntityType.COUNTRY
        verb = token.head
        while label(verb) in {"xcomp", "conj"}:
            verb = verb.head
        told = label(verb) == "ccomp" and verb.head.i == subject.head.i
        return country and told and token.tag_ == "PRP" and label(token).startswith("nsubj")

    def _before(self, token: Token, barred: frozenset[str]) -> tuple[str, ...]:
        """Return the last plural mention of the sentence, else the plural subject before, else any plural."""
        here = self.discourse.sentence[token.i]
        if label(token) == "nsubj" and label(token.head) == "root":
            spoken = self._main_subject(token, barred)
            if spoken:
                return spoken
        for referent in reversed(self.discourse.history):
            distance = here - referent.sentence
            if referent.end > token.i or distance > 1 or not (referent.subject or distance == 0):
                continue
            keys = self._joined(self.discourse.doc[referent.head]) or referent.keys
            if (len(keys) > 1 or referent.plural) and not set(keys) & barred:
                return keys
        near = self.discourse.recent(token.i, bool, _NEAR)
        return next((r.keys for r in near if (r.plural or len(r.keys) > 1) and not set(r.keys) & barred), ())

    def _main_subject(self, token: Token, barred: frozenset[str]) -> tuple[str, ...]:
        """Return the last plural subject of a main clause: "The two condemned the launch. They also …"."""
        here = self.discourse.sentence[token.i]
        for referent in reversed(self.discourse.history):
            if not 1 <= here - referent.sentence <= _NEAR or not referent.main:
                continue
            keys = self._joined(self.discourse.doc[referent.head]) or referent.keys
            if (len(keys) > 1 or (keys and referent.plural)) and not set(keys) & barred:
                return keys
        return ()

    def _collective(self, token: Token, barred: frozenset[str]) -> tuple[str, ...]:
        """Return a body that is spoken of as its people: "Hamas said they would respond"."""
        here = self.discourse.sentence[token.i]
        for referent in reversed(self.discourse.history):
            if referent.end > token.i or here - referent.sentence > 1 or not referent.subject:
                continue
            if referent.plural or len(referent.keys) != 1 or not self.binding.alike(referent.start, token.i):
                return ()
            if referent.keys[0] in barred or not self._is_collective(referent.keys[0]):
                return ()
            return referent.keys
        return ()

    def _is_collective(self, key: str) -> bool:
        return self.register.type(key) is EntityType.ORGANIZATION

    def _joined(self, token: Token) -> tuple[str, ...]:
        """Return what conjoined heads refer to together: "Kim and Putin"."""
        keys = list(self.discourse.at[token.i].keys) if token.i in self.discourse.at else []
        todo = [token]
        while todo:
            node = todo.pop()
            for child in node.children:
                if label(child) == "conj" and child.i in self.discourse.at:
                    todo.append(child)
                    keys += self.discourse.at[child.i].keys
        return tuple(dict.fromkeys(keys)) if len(set(keys)) > 1 else ()
