"""What resolution looks up, in an SQLite file beside the graphs: a copy, which can be made again from them.

Every row belongs to one article and follows from its graph (a link: from two articles' graphs), so
that an article's rows can be made again without the others.
"""

import hashlib
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.resolve.blocks import Block, longest
from kg.resolve.reposts import KEYS, is_repost
from kg.resolve.view import EventView, from_json, to_json

_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA foreign_keys = ON;
PRAGMA cache_size = -65536;
"""
_TABLES = """
CREATE TABLE article (number INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, sketch BLOB NOT NULL);
CREATE TABLE event (iri TEXT PRIMARY KEY, view TEXT NOT NULL, article INTEGER NOT NULL
    REFERENCES article ON DELETE CASCADE) WITHOUT ROWID;
CREATE INDEX event_article ON event (article);
CREATE TABLE block (key TEXT, first INTEGER, last INTEGER, event TEXT REFERENCES event ON DELETE CASCADE,
    PRIMARY KEY (key, first, event)) WITHOUT ROWID;
CREATE INDEX block_event ON block (event);
CREATE TABLE link (one TEXT REFERENCES event ON DELETE CASCADE, other TEXT REFERENCES event ON DELETE CASCADE,
    score REAL NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX link_other ON link (other);
CREATE TABLE fact (fact BLOB, article INTEGER REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (fact, article)) WITHOUT ROWID;
CREATE INDEX fact_article ON fact (article);
CREATE TABLE label (entity TEXT, label TEXT, chief INTEGER NOT NULL, article INTEGER
    REFERENCES article ON DELETE CASCADE, PRIMARY KEY (entity, label, article)) WITHOUT ROWID;
CREATE INDEX label_article ON label (article);
CREATE TABLE shingle (hash INTEGER, article INTEGER REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (hash, article)) WITHOUT ROWID;
CREATE INDEX shingle_article ON shingle (article);
CREATE TABLE repost (one INTEGER REFERENCES article ON DELETE CASCADE,
    other INTEGER REFERENCES article ON DELETE CASCADE, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX repost_other ON repost (other);
CREATE TABLE pending (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE change (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL);
"""


class Index:
    """An open index file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.executescript(_SETTINGS)
            if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'change'"):
                self._db.executescript(f"BEGIN; {_TABLES} COMMIT;")
        except sqlite3.Error as error:
            raise StoreError(f"{path}: can't be opened: {error}") from error

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes within it, or none."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: can't write, this step is undone: {error}") from error
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Undo all changes within it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")

    def clear(self) -> None:
        """Forget all articles."""
        self._db.execute("DELETE FROM article")

    # --- settings ---------------------------------------------------------------------------

    def setting(self, name: str) -> str:
        """Return a setting, or nothing."""
        rows = self._rows("SELECT value FROM setting WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def keep(self, name: str, value: str) -> None:
        """Keep a setting."""
        self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def mark(self, value: str) -> None:
        """Keep whether the file is in use; on disk before this returns, whatever becomes of the machine."""
        self._db.execute("PRAGMA synchronous = FULL")
        with self.transaction():
            self.keep("mark", value)
        self._db.execute("PRAGMA synchronous = NORMAL")

    # --- what is under way, what has changed ------------------------------------------------

    def begin(self, article: str) -> None:
        """Note that an article is about to change."""
        with self.transaction():
            self._db.execute("INSERT OR IGNORE INTO pending VALUES (?)", (article,))

    def done(self, article: str) -> None:
        """Note that the change of an article is over."""
        self._db.execute("DELETE FROM pending WHERE iri = ?", (article,))

    def pending(self) -> list[str]:
        """Return the articles whose change was under way when a process ended."""
        return [iri for (iri,) in self._rows("SELECT iri FROM pending ORDER BY iri")]

    def log(self, kind: str, values: Iterable[str]) -> None:
        """Add to the record of what the last command changed."""
        self._db.executemany("INSERT INTO change (kind, value) VALUES (?, ?)", ((kind, v) for v in values))

    def logged(self, kind: str) -> list[str]:
        """Return the record of one kind, in order."""
        return [v for (v,) in self._rows("SELECT value FROM change WHERE kind = ? ORDER BY number", kind)]

    def forget_log(self) -> None:
        """Begin a new record."""
        with self.transaction():
            self._db.execute("DELETE FROM change")

    # --- articles ---------------------------------------------------------------------------

    def articles(self) -> set[str]:
        """Return the IRIs of all articles."""
        return {iri for (iri,) in self._rows("SELECT iri FROM article")}

    def remove(self, article: str) -> None:
        """Remove an article with all its rows."""
        self._db.execute("DELETE FROM article WHERE iri = ?", (article,))

    def add(self, article: str, sketch: Sequence[int]) -> None:
        """Add an article that is not there, and tie it to those that print the same text."""
        blob = array("q", sketch).tobytes()
        me = self._db.execute("INSERT INTO article (iri, sketch) VALUES (?, ?)", (article, blob)).lastrowid
        query = "SELECT number, sketch FROM shingle JOIN article ON number = article WHERE hash = ?"
        near = {number: array("q", held) for key in sketch[:KEYS] for number, held in self._rows(query, key)}
        same = sorted(number for number, held in near.items() if is_repost(sketch, held))
        self._many("INSERT INTO repost VALUES (?, ?)", ((me, number) for number in same))
        self._many("INSERT INTO repost VALUES (?, ?)", ((number, me) for number in same))
        self._many("INSERT INTO shingle VALUES (?, ?)", ((key, me) for key in sketch[:KEYS]))

    def reposts(self, article: str) -> set[str]:
        """Return the articles that print the same text as one."""
        query = (
            "SELECT b.iri FROM article a JOIN repost ON one = a.number JOIN article b ON b.number = other "
            "WHERE a.iri = ?"
        )
        return {iri for (iri,) in self._rows(query, article)}

    # --- facts and labels -------------------------------------------------------------------

    def holds(self, fact: str) -> bool:
        """Tell whether any article states a fact."""
        return bool(self._rows("SELECT 1 FROM fact WHERE fact = ? LIMIT 1", _digest(fact)))

    def add_facts(self, article: str, facts: Iterable[str]) -> None:
        """Keep what an article states."""
        ((me,),) = self._rows("SELECT number FROM article WHERE iri = ?", article)
        self._many("INSERT OR IGNORE INTO fact VALUES (?, ?)", ((_digest(fact), me) for fact in facts))

    def add_labels(self, article: str, labels: Iterable[tuple[str, str, bool]]) -> None:
        """Keep (entity, label, is it the one by which the article calls it?)."""
        ((me,),) = self._rows("SELECT number FROM article WHERE iri = ?", article)
        rows = ((entity, label, int(chief), me) for entity, label, chief in sorted(labels))
        self._many("INSERT OR REPLACE INTO label VALUES (?, ?, ?, ?)", rows)  # sorted: chief ones stay

    def has_label(self, entity: str, label: str) -> bool:
        """Tell whether any article uses a label for an entity."""
        return bool(self._rows("SELECT 1 FROM label WHERE entity = ? AND label = ? LIMIT 1", entity, label))

    def is_labelled(self, entity: str) -> bool:
        """Tell whether any article calls an entity anything."""
        return bool(self._rows("SELECT 1 FROM label WHERE entity = ? LIMIT 1", entity))

    def labels(self, entity: str) -> dict[str, int]:
        """Return the labels of an entity, each with the number of articles that call it so."""
        return dict(self._rows("SELECT label, SUM(chief) FROM label WHERE entity = ? GROUP BY label", entity))

    # --- events -----------------------------------------------------------------------------

    def add_event(self, article: str, event: EventView, where: Iterable[Block]) -> None:
        """Add an event of an article."""
        ((me,),) = self._rows("SELECT number FROM article WHERE iri = ?", article)
        self._db.execute("INSERT INTO event VALUES (?, ?, ?)", (event.iri, to_json(event), me))
        rows = ((block.key, block.first, block.last, event.iri) for block in where)
        self._many("INSERT OR IGNORE INTO block VALUES (?, ?, ?, ?)", rows)

    def near(self, where: Iterable[Block]) -> set[str]:
        """Return the events that lie, at least in part, in some stretches of days."""
        query = "SELECT event FROM block WHERE key = ? AND first BETWEEN ? AND ? AND last >= ?"
        found: set[str] = set()
        for block in where:
            low = block.first - longest(block)
            found.update(e for (e,) in self._rows(query, block.key, low, block.last, block.first))
        return found

    def link(self, one: str, other: str, score: float) -> None:
        """Keep that two events may be one."""
        self._many("INSERT OR REPLACE INTO link VALUES (?, ?, ?)", ((one, other, score), (other, one, score)))

    def unlink(self, event: str) -> None:
        """Forget all links of an event."""
        self._db.execute("DELETE FROM link WHERE one = ?", (event,))
        self._db.execute("DELETE FROM link WHERE other = ?", (event,))

    def component(self, events: Iterable[str]) -> set[str]:
        """Return the events with all that links lead to; those that are not there are left out."""
        found: set[str] = set()
        todo = sorted(set(events))
        while todo:
            event = todo.pop()
            if event in found or not self._rows("SELECT 1 FROM event WHERE iri = ?", event):
                continue
            found.add(event)
            todo += [
                o for (o,) in self._rows("SELECT other FROM link WHERE one = ?", event) if o not in found
            ]
        return found

    def links(self, events: Iterable[str]) -> list[tuple[str, str, float]]:
        """Return the links of some events, each once."""
        query = "SELECT one, other, score FROM link WHERE one = ? AND one < other"
        return [row for event in sorted(events) for row in self._rows(query, event)]

    def views(self, events: Iterable[str]) -> Mapping[str, EventView]:
        """Return events by their IRIs; those that are not there are left out."""
        query = "SELECT view FROM event WHERE iri = ?"
        return {event: from_json(view) for event in events for (view,) in self._rows(query, event)}

    def every_event(self) -> Iterator[EventView]:
        """Iterate over all events."""
        return (from_json(view) for (view,) in self._db.execute("SELECT view FROM event ORDER BY iri"))

    def _rows(self, query: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        return self._db.execute(query, values).fetchall()

    def _many(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._db.executemany(query, rows)


def _digest(fact: str) -> bytes:
    return hashlib.blake2b(fact.encode(), digest_size=16).digest()
