"""Publishers that are actors: a ministry, the Kremlin, the White House."""

import re

from kg.gazetteer import Entry, Gazetteer
from kg.language.references import Register
from kg.language.rolenouns import role_nouns
from kg.model import Article, EntityType


def publisher_of(article: Article, gazetteer: Gazetteer, register: Register) -> str | None:
    """Enter the article's publisher when it is one who acts in the news, with its country; else None."""
    text = re.sub(r"\s*\(.*?\)\s*", " ", article.publisher or "").strip()
    lowered = text.lower()
    if not any(re.search(rf"\b{re.escape(word)}\b", lowered) for word in role_nouns().publishing_bodies):
        return None
    entry = next((e for e in gazetteer.lookup(text) if e.type is not EntityType.PERSON), None)
    key = register.known(entry) if entry else register.unknown(text, EntityType.ORGANIZATION)
    if entry is not None and entry.type is EntityType.COUNTRY:
        return key
    country = _country(text, entry.country if entry else None, gazetteer)
    if country is not None:
        register.countries[key] = register.known(country)
    return key


def _country(text: str, iri: str | None, gazetteer: Gazetteer) -> Entry | None:
    """Return the country of a publisher: the list's, else the first that its name holds."""
    if iri and (found := gazetteer.get(iri)):
        return found
    words = text.replace("’", "'").split()
    spans = [" ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1)]
    for span in spans:
        for entry in gazetteer.lookup(span.removesuffix("'s")):
            if entry.type is EntityType.COUNTRY:
                return entry
    return None
