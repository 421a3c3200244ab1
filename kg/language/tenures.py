"""Titles of names → who holds which office of what: tenures, and the country and gender that titles tell."""

from kg.language.holders import Holders
from kg.language.offices import Holding
from kg.language.references import slug
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation
from kg.model import EntityType, Span, Tenure


class TenureReader:
    """Reads the offices of one article's persons; ``title_heads`` leads from a title's noun to its person."""

    def __init__(self, situation: Situation, holdings: tuple[Holding, ...]) -> None:
        self.situation, self.holdings = situation, holdings
        self.doc, self.register, self.keys = situation.doc, situation.register, situation.keys
        self.gazetteer, self.offices = situation.gazetteer, situation.offices
        self.nouns = role_nouns()
        self.found: list[Tenure] = []
        self.title_heads: dict[int, str] = {}

    def note_listed(self) -> None:
        """Take over the offices that listed persons held on the article's day."""
        holders = Holders(self.situation)
        for entity in self.register.entities():
            if entity.type is EntityType.PERSON:
                holders.note(entity.key)

    def note_told(self) -> None:
        """Note the offices that the article tells of, and what follows from them."""
        for holding in self.holdings:
            person = self.keys.get(holding.name.start)
            if person is None or self.register.type(person) is not EntityType.PERSON:
                continue
            bodies = [self.keys[n.start] for n in holding.affiliations if n.start in self.keys]
            bodies = [b for b in bodies if self.register.type(b) is not EntityType.PERSON]
            of = self._employer(holding, bodies) or self._listed_employer(person, holding.title)
            self.offices.add(person, self.gazetteer.title(holding.title), of)
            self._belongs(person, bodies)
            self._gender(person, holding)
            self.title_heads.update(dict.fromkeys(holding.heads, person))
            if holding.title.lower().rstrip(".") not in {h.rstrip(".") for h in self.nouns.honorifics}:
                self.found.append(self._tenure(holding, person, of))

    def _employer(self, holding: Holding, bodies: list[str]) -> str | None:
        """Return the body that an office is of: an ambassador's sender, else the nearest and most exact."""
        if not bodies:
            return None
        if holding.title.lower().split()[-1:] in (["ambassador"], ["envoy"]) or " to " in holding.title:
            return bodies[0]
        exact = [b for b in bodies if self.register.type(b) is EntityType.ORGANIZATION]
        return (exact or bodies)[-1]

    def _listed_employer(self, person: str, title: str) -> str | None:
        """Return the country or body of an untold office where the list has it and the article names it."""
        entry = self.gazetteer.get(self.register.iri(person) or "")
        for office in entry.offices if entry else ():
            held = self.situation.article.date is None or office.held_on(self.situation.article.date)
            same = self.gazetteer.title(office.title) == self.gazetteer.title(title)
            if held and same and office.organization:
                return self.register.of_iri(office.organization)
        return None

    def _belongs(self, person: str, bodies: list[str]) -> None:
        for body in bodies:
            country = body if self.register.type(body) is EntityType.COUNTRY else self._country_of_body(body)
            if country is not None:
                self.register.countries.setdefault(person, country)
                return

    def _country_of_body(self, body: str) -> str | None:
        if body in self.register.countries:
            return self.register.countries[body]
        entry = self.gazetteer.get(self.register.iri(body) or "")
        return self.register.of_iri(entry.country) if entry and entry.country else None

    def _gender(self, person: str, holding: Holding) -> None:
        before = self.doc[max(0, holding.name.start - 1)].lower_
        words = {before, *holding.title.lower().split()}
        if words & self.nouns.female:
            self.register.genders.setdefault(person, "female")
        elif words & self.nouns.male:
            self.register.genders.setdefault(person, "male")

    def _tenure(self, holding: Holding, person: str, of: str | None) -> Tenure:
        title = holding.title
        ended = {t.lower_ for t in self.doc[holding.start : holding.head]} & self.nouns.ended
        if ended and not title.lower().startswith(tuple(ended)):
            title = f"{min(ended)} {title}"
        parts = [person, slug(title), *([of] if of else [])]
        last = self.doc[holding.end - 1]
        span = Span(self.doc[holding.start].idx, last.idx + len(last))
        return Tenure("-".join(parts), person, title, of, span, holding.title)

    def tenures(self) -> tuple[Tenure, ...]:
        """Return each office once, and without its body only where none is ever told."""
        told: dict[str, Tenure] = {}
        for tenure in self.found:
            told.setdefault(tenure.id, tenure)
        return tuple(t for t in told.values() if not any(self._says_more(o, t) for o in told.values()))

    def _says_more(self, other: Tenure, tenure: Tenure) -> bool:
        """Tell whether another tenure tells the same office with its body, or in full."""
        if other is tenure or other.person != tenure.person or tenure.organization:
            return False
        a, b = self.gazetteer.title(other.title), self.gazetteer.title(tenure.title)
        return (a == b and bool(other.organization)) or a.startswith(f"{b} of ")
