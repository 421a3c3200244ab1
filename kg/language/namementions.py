"""Names → mentions: as they are, as adjectives before a noun, with the nouns that describe them."""

from kg.language.chunks import Chunk, root_of
from kg.language.name import Name
from kg.language.rolenouns import role_nouns, singular
from kg.language.situation import Situation
from kg.model import EntityType, Mention


class NameMentions:
    """Collects the mentions of one article's names; ``pairs`` are the countries of "U.S.-Russia"."""

    def __init__(self, situation: Situation, pairs: dict[int, tuple[str, ...]]) -> None:
        self.situation, self.pairs = situation, pairs
        self.doc, self.register = situation.doc, situation.register
        self.nouns = role_nouns()
        self.mentions: list[Mention] = []
        self.adjectives: list[Mention] = []

    def enter(self, name: Name, chunk: Chunk) -> None:
        """Enter a name with the names inside it."""
        for inner in name.inner:
            if inner.start in self.situation.keys and inner.start != name.start:
                self.enter(inner, chunk)
            elif inner.is_country:
                self._inner_country(inner)
        key = self.situation.keys.get(name.start)
        if key is None:
            return
        head = root_of(self.doc, name.start, name.end)
        if name.start in self.pairs:
            self.adjectives.append(Mention(name.start, name.end, head, self.pairs[name.start], "name"))
            return
        if name.kind == "demonym" and (name.end < chunk.end or self._shares_noun(chunk)):
            self.adjectives.append(Mention(name.start, name.end, head, (key,), "name"))
            return
        self.mentions.append(Mention(name.start, name.end, head, (key,), "name"))
        self.situation.discourse.enter(name.start, name.end, head, (key,), False, True)

    def _inner_country(self, inner: Name) -> None:
        """Let the country that begins a body's name be found at its own tokens."""
        countries = [c for c in inner.candidates if c.type is EntityType.COUNTRY]
        key = self.register.of_iri(countries[0].iri) if countries else None
        if key is not None:
            head = root_of(self.doc, inner.start, inner.end)
            self.adjectives.append(Mention(inner.start, inner.end, head, (key,), "name"))

    def _shares_noun(self, chunk: Chunk) -> bool:
        """Tell whether a nationality shares a noun after "and": "Russian and Iranian officials"."""
        i = chunk.end
        if i + 1 >= len(self.doc) or self.doc[i].lower_ not in {"and", "or", ",", "&"}:
            return False
        following = next((c for c in self.situation.chunks if c.start == i + 1), None)
        return (
            following is not None
            and bool(following.names)
            and following.names[0].is_country
            and following.last is None
        )

    def describe(self, chunk: Chunk, last: Name) -> None:
        """Let every noun of "Russian Defense Minister Sergei Shoigu" lead to the name that ends it."""
        key = self.situation.keys.get(last.start)
        if key is None or last.kind == "demonym":
            return
        inside = {i for n in chunk.names[:-1] for i in range(n.start, n.end)}
        nouns = [
            i for i in range(chunk.start, last.start) if i not in inside and self.doc[i].tag_.startswith("NN")
        ]
        person = self.register.type(key) is EntityType.PERSON
        if nouns and (person or any(self._is_sort(i, key) for i in nouns)):
            head = root_of(self.doc, chunk.start, chunk.end)
            self.mentions.append(Mention(chunk.start, chunk.end, head, (key,), "nominal"))

    def _is_sort(self, i: int, key: str) -> bool:
        """Tell whether a noun before a name says what it names: "the mercenary group Wagner"."""
        sorts = {
            EntityType.ORGANIZATION: self.nouns.organizations,
            EntityType.PLACE: self.nouns.places | self.nouns.sites,
            EntityType.COUNTRY: self.nouns.countries,
        }
        return singular(self.doc[i]) in sorts.get(self.register.type(key), frozenset())
