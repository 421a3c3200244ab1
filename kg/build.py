"""Articles' extractions → store: the whole of ``kg build`` after reading and extracting."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.graph.store import Status, Store, open_for_writing
from kg.graph.triples import article_iri, triples
from kg.model import Extraction
from kg.resolve import derive


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build changed, and what the store holds now."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    status: Status


def build(extractions: Iterable[Extraction], directory: Path, base: str) -> Summary:
    """Put extractions into a store, made if need be, and derive its world anew.

    Each article is safe on disk before the next one is taken; an older one with the same id is replaced.
    """
    with open_for_writing(directory, base) as store:
        return add(store, extractions)


def add(
    store: Store,
    extractions: Iterable[Extraction],
    failed: Callable[[Extraction, Exception], None] | None = None,
) -> Summary:
    """Put extractions into an open store and derive its world anew.

    With ``failed``, an article that can't be turned into triples is handed to it, and the others go on.
    """
    held = set(store.ids())
    outcome: dict[str, list[str]] = {"added": [], "replaced": [], "unchanged": []}
    for extraction in extractions:
        name = extraction.article.id
        try:
            made = tuple(triples(extraction, store.base))
        except Exception as error:
            if failed is None:
                raise
            failed(extraction, error)
            continue
        changed = store.put(ox.NamedNode(article_iri(name, store.base)), made)
        outcome["unchanged" if not changed else "replaced" if name in held else "added"].append(name)
        held.add(name)
    store.rebuild(derive)
    parts = {key: tuple(sorted(names)) for key, names in outcome.items()}
    return Summary(parts["added"], parts["replaced"], parts["unchanged"], store.status())
