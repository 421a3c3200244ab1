"""Names of persons → entities: by the list with its offices and dates, by the article's own fuller names."""

from collections import defaultdict

from kg.gazetteer import Entry
from kg.language.name import Name
from kg.language.namecontext import NameContext
from kg.language.offices import Holding
from kg.language.spellings import forms
from kg.model import EntityType
from kg.names import atoms, key

# Years after the last office, in which a title of another kind still tells of the same person.
_FORGOTTEN = 10


class PersonLinker:
    """Gives each person's name its entity; a surname alone goes to who was named in full before."""

    def __init__(self, context: NameContext) -> None:
        self.context = context
        self.families: dict[str, list[str]] = defaultdict(list)  # short form → persons, in text order

    def link(self, name: Name) -> str:
        """Return the entity of a name."""
        text = self.context.text(name)
        words = text.split()
        if len(words) == 1:
            local = self._local(words[0], name.start)
            if local is not None:
                return local
        entry = self._listed(name, text)
        if entry is None:
            full = self._same_name(words)
            if full is not None:
                return full
        found = (
            self.context.register.known(entry)
            if entry
            else self.context.register.unknown(_bare_person(text), EntityType.PERSON)
        )
        self._remember(found, words)
        if entry is not None:
            self._remember(found, entry.label.split())
        return found

    def _remember(self, person: str, words: list[str]) -> None:
        """Note what a person may be called for short."""
        words = [w for w in words if not w.endswith(".") or len(w) > 3]
        shorts = {words[-1]} if words else set()
        if len(words) > 2:
            shorts |= {" ".join(words[-2:])}
        if len(words) > 1 and words[0].lower() in self.context.nouns.family_first:
            shorts = {words[0]}
        if len(words) > 1 and words[-1].lower().rstrip(".") in {"jr", "sr", "ii", "iii"}:
            shorts |= {words[-2]}
        for short in shorts:
            if person not in self.families[key(short)]:
                self.families[key(short)].append(person)

    def _local(self, surname: str, start: int) -> str | None:
        """Return the article's person of a surname; the first one of fitting gender bears it from then on."""
        before = self.context.doc[start - 1].lower_ if start else ""
        nouns, genders = self.context.nouns, self.context.register.genders
        told = "female" if before in nouns.female else "male" if before in nouns.male else None
        found = self.families.get(key(surname), ())
        return next((p for p in found if told is None or genders.get(p, told) == told), None)

    def _same_name(self, words: list[str]) -> str | None:
        """Return a person named before with other initials or spelling of the same parts."""
        if len(words) < 2:
            return None
        for person in self.families.get(key(words[-1]), ()):
            other = self.context.register.label(person).split()
            if len(other) > 1 and key(other[0]) == key(words[0]):
                return person
        return None

    def _listed(self, name: Name, text: str) -> Entry | None:
        """Return the one listed person that fits, if just one does."""
        options = [c for c in name.candidates if c.type is EntityType.PERSON]
        if not options:
            options = [
                e
                for form in forms(text)
                for e in self.context.gazetteer.lookup(form)
                if e.type is EntityType.PERSON
            ]
            options = list(dict.fromkeys(options))
        if len(text.split()) == 1 and self.context.date is not None:
            options = [c for c in options if self._in_time(c)]
        titled = [c for c in options if any(self._held(c, h) for h in self.context.titles[name.start])]
        if titled:
            options = titled
        elif len(options) > 1:
            options = [c for c in options if self._serves(c)] or options
        if len(options) != 1 or self._is_namesake(options[0], name):
            return None
        alone = len(text.split()) == 1 and not titled and not self._serves(options[0])
        return None if alone and not self._is_near(options[0]) else options[0]

    def _is_near(self, entry: Entry) -> bool:
        """Tell whether an article speaks of a person's country."""
        return entry.country is None or self.context.weights()[entry.country] > 0

    def _is_namesake(self, entry: Entry, name: Name) -> bool:
        """Tell whether a title told is none that a listed person ever held, long after their offices."""
        told = [self.context.gazetteer.title(h.title) for h in self.context.titles[name.start]]
        ends = [o.end for o in entry.offices]
        date = self.context.date
        if not told or date is None or not ends or any(end is None for end in ends):
            return False
        held = {self.context.gazetteer.title(o.title) for o in entry.offices}
        last = max(int(end[:4]) for end in ends if end)
        return date.year - last > _FORGOTTEN and not any(h in t or t in h for t in told for h in held)

    def _in_time(self, entry: Entry) -> bool:
        """Leave out who came to office only after the article, or left long before it."""
        if not entry.offices or self.context.date is None:
            return True
        starts = [o.start for o in entry.offices if o.start]
        return not starts or len(starts) < len(entry.offices) or min(starts) <= self.context.date.isoformat()

    def _held(self, entry: Entry, holding: Holding) -> bool:
        title = self.context.gazetteer.title(holding.title)
        held = [o for o in entry.offices if self.context.gazetteer.title(o.title) == title]
        return any(self.context.date is None or o.held_on(self.context.date) for o in held)

    def _serves(self, entry: Entry) -> bool:
        return any(self.context.date is None or o.held_on(self.context.date) for o in entry.offices)


def _bare_person(text: str) -> str:
    return text if atoms(text) else "person"
