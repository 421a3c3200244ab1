"""Extractions → store: what ``kg build`` and ``kg add`` do after reading and extracting."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.dataset import ADDED, REPLACED, UNCHANGED, Dataset
from kg.errors import KgError
from kg.model import Extraction


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the articles, by their ids."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]


def add(
    dataset: Dataset,
    extractions: Iterable[Extraction],
    failed: Callable[[Extraction, Exception], None] | None = None,
) -> Summary:
    """Put extractions into a store; each is safe on disk, and resolved, before the next one is taken.

    With ``failed``, an article that can't be turned into triples is handed to it, and the others go on.
    """
    outcome: dict[str, list[str]] = {ADDED: [], REPLACED: [], UNCHANGED: []}
    for extraction in extractions:
        try:
            outcome[dataset.put(extraction)].append(extraction.article.id)
        except KgError:
            raise  # not a matter of this article: the disk is full
        except Exception as error:
            if failed is None:
                raise
            failed(extraction, error)
    return Summary(*(tuple(sorted(outcome[name])) for name in (ADDED, REPLACED, UNCHANGED)))
