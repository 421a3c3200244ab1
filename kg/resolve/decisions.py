"""What people decided about pairs: a text file beside the store, kept apart from the data.

A line is "same" or "different", then two IRIs, separated by tabs; what follows a third tab, and lines
that begin with "#", are notes. The IRIs are those of events as the articles' graphs name them, or of
entities: merged ones to join two names, local ones to part two bearers of one name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.resolve.names import minted

SAME, DIFFERENT = "same", "different"
EVENT = re.compile(r"/article/[^/]+/event/[^/]+$")
HEAD = "# verdict\tone\tother\tnote; see docs/resolution.md"

Pair = tuple[str, str]  # sorted


def pair(one: str, other: str) -> Pair:
    """Return two IRIs as a pair whose order does not matter."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that was decided."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()

    def verdict(self, one: str, other: str) -> str | None:
        """Return what was decided on two IRIs."""
        found = pair(one, other)
        return SAME if found in self.same else DIFFERENT if found in self.different else None

    def lines(self) -> frozenset[str]:
        """Return the decisions as text, to compare them with others."""
        told = ((SAME, self.same), (DIFFERENT, self.different))
        return frozenset("\t".join([verdict, *pair]) for verdict, pairs in told for pair in pairs)


@dataclass(frozen=True, slots=True)
class Entities:
    """What decisions make of entities."""

    canonical: dict[str, str]  # merged IRI → the one that it is joined to
    alone: frozenset[str]  # local IRIs that their name must not join to others
    base: str

    def entity(self, local: str, merged: str) -> str:
        """Return the IRI for a local entity that its label alone would merge under ``merged``."""
        own = minted(self.base, "entity", local) if local in self.alone else merged
        return self.canonical.get(own, self.canonical.get(local, own))


def entities(decisions: Decisions, base: str, listed: Iterable[str]) -> Entities:
    """Return what follows for entities; a joined group is called by the entry that a list has of it."""
    known = frozenset(listed)
    groups = _joined(p for p in decisions.same if not _is_event(p[0]))
    canonical = {iri: min(group, key=lambda i: (i not in known, i)) for iri, group in groups.items()}
    alone = frozenset(other for one, other in decisions.different if not _is_event(other))
    return Entities(canonical, alone, base)


def _joined(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """Return IRI → all that pairs join it to, itself included."""
    groups: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = groups.get(one, {one}) | groups.get(other, {other})
        groups |= dict.fromkeys(joined, joined)
    return groups


def _is_event(iri: str) -> bool:
    return EVENT.search(iri) is not None


def about_events(lines: Iterable[str]) -> bool:
    """Tell whether all of some decisions are on events."""
    return all(_is_event(line.split("\t")[1]) for line in lines)


def read(path: Path) -> Decisions:
    """Read a file of decisions; one that is not there holds none.

    Raises StoreError for a line that is no decision and for decisions that contradict each other.
    """
    if not path.exists():
        return Decisions()
    try:
        rows = list(_rows(path))
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: can't be read: {error}") from error
    told: dict[str, set[Pair]] = {SAME: set(), DIFFERENT: set()}
    for number, verdict, found in rows:
        told[verdict].add(found)
        if found in told[SAME] & told[DIFFERENT]:
            raise StoreError(
                f"{path}:{number}: contradicts an earlier line on the same pair; delete one of them"
            )
    decisions = Decisions(frozenset(told[SAME]), frozenset(told[DIFFERENT]))
    _check(decisions, path)
    return decisions


def record(path: Path, verdict: str, one: str, other: str, note: str) -> None:
    """Add a decision to the file."""
    text = " ".join(note.split())
    try:
        new = not path.exists()
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{HEAD}\n" if new else "")
            file.write("\t".join([verdict, *pair(one, other), text]) + "\n")
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror}") from error


def _rows(path: Path) -> Iterator[tuple[int, str, Pair]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        verdict, one, other, *_ = [*line.split("\t"), "", ""]
        if verdict not in {SAME, DIFFERENT} or not one or not other or one == other:
            what = 'write "same" or "different" and two different IRIs, with a tab between them'
            raise StoreError(f"{path}:{number}: is no decision: {what}")
        yield number, verdict, pair(one, other)


def _check(decisions: Decisions, path: Path) -> None:
    """Raise if a chain of "same" joins two that are "different"."""
    groups = _joined(decisions.same)
    for one, other in sorted(decisions.different):
        if other in groups.get(one, ()):
            raise StoreError(f"{path}: {one} and {other} are said to be different, but others make them one")
