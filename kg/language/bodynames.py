"""Short and composed names of bodies: "the agency's initials", "South Korean" + "Foreign Ministry"."""

from collections import defaultdict

from kg.gazetteer import Entry
from kg.language.name import Name
from kg.language.namecontext import NameContext
from kg.language.spellings import bare
from kg.model import EntityType
from kg.names import key


class BodyNames:
    """What bodies and places are called in one article, and what the list may call a state's own."""

    def __init__(self, context: NameContext) -> None:
        self.context = context
        self.bodies: dict[str, list[str]] = defaultdict(list)  # short form → bodies and places
        self.defined: dict[str, str] = {}  # acronym that the article spells out → entity

    def composed(self, name: Name, country: str) -> list[Entry]:
        """Return the listed body that a state's own body is: Russia's "Defense Ministry"."""
        body = self._body_words(name)
        forms = [
            f"{body} of {self.context.register.label(country)}",
            f"{self.context.register.label(country)} {body}",
        ]
        forms += [f"{d} {body}" for d in self._demonyms(country)]
        found = [
            e
            for form in forms
            for e in self.context.gazetteer.lookup(form)
            if e.type is EntityType.ORGANIZATION
        ]
        return list(dict.fromkeys(found))[:1] or self._ending(body, country)

    def _ending(self, body: str, country: str) -> list[Entry]:
        """Return the one listed body of a country that these words end: its "Central News Agency"."""
        words = key(body)
        if " " not in words:
            return []
        own = self.context.gazetteer.bodies(self.context.register.iri(country) or "")
        found = [e for e in own if any(key(n).endswith(f" {words}") for n in e.names)]
        return found if len(found) == 1 else []

    def _demonyms(self, country: str) -> tuple[str, ...]:
        entry = self.context.gazetteer.get(self.context.register.iri(country) or "")
        if entry is None:
            return ()
        short = [n for n in entry.names if "." in n and len(n) <= 5]
        return (
            (*short[:1], *entry.demonyms)
            if short and self.context.register.label(country).startswith("United")
            else entry.demonyms
        )

    def _body_words(self, name: Name) -> str:
        inner = max((n.end for n in name.inner if n.start == name.start), default=name.start)
        while self.context.doc[inner].tag_ == "POS":
            inner += 1
        return " ".join(self.context.doc[inner : name.end].text.split())

    def label(self, name: Name, country: str) -> str:
        """Make the label of a state's own body: "South Korean Foreign Ministry"."""
        if name.end + 1 < len(self.context.doc) and self.context.doc[name.end].lower_ == "of":
            whole = self.context.name_at(name.end + 1) or name
            return bare(" ".join(self.context.doc[name.start : whole.end].text.split()))
        words = self._demonyms(country)
        return f"{words[0] if words else self.context.register.label(country)} {self._body_words(name)}"

    def full(self, name: Name, type_: EntityType) -> str:
        """Return a body's name with the nationality right before it: "U.S. Geological Service"."""
        chunk = self.context.chunk_of.get(name.start)
        before = [n for n in chunk.names if n.end == name.start and n.is_country] if chunk else []
        start = before[0].start if before and type_ is EntityType.ORGANIZATION else name.start
        return bare(" ".join(self.context.doc[start : name.end].text.split()))

    def shorten(self, body: str, name: Name) -> None:
        """Note what a body may be called for short: the end of its name, its initials."""
        words = self.context.text(name).split()
        for called in (words, self.context.register.label(body).split()):
            for i in range(1, len(called)):
                if called[i][0].isupper():
                    self.note(" ".join(called[i:]), body)
        initials = "".join(w[0] for w in words if w[0].isupper())
        if len(initials) > 1:
            self.note(initials, body)

    def note(self, short: str, body: str) -> None:
        """Note a short name of a body."""
        if body not in self.bodies[key(short)]:
            self.bodies[key(short)].append(body)

    def define(self, acronym: str, body: str) -> None:
        """Note an acronym that the article spells out: from then on it goes before the list."""
        self.defined[key(acronym)] = body
        self.note(acronym, body)

    def spelt_out(self, text: str) -> str | None:
        """Return the body that the article itself gives an acronym to."""
        return self.defined.get(key(text)) if text.isupper() else None

    def shortened(self, text: str) -> str | None:
        """Return the one body that the article calls by a short name, None where several may be meant."""
        found = self.bodies.get(key(bare(text)), ())
        return found[0] if len(found) == 1 else None
