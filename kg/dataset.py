"""A store that is kept resolved: every article that comes or goes takes the world with it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox

import kg
from kg.errors import StoreError
from kg.graph.store import Store, as_stored, open_for_writing
from kg.graph.triples import article_iri, triples
from kg.model import Extraction
from kg.resolve import background, decisions, effect
from kg.resolve.decisions import Decisions
from kg.resolve.effect import Effect
from kg.resolve.index import Index
from kg.resolve.resolver import Resolver
from kg.resolve.rules import load_rules
from kg.resolve.terms import KG, NIF
from kg.resources import folder

INDEX = "index.sqlite"
FLUSH = 250  # articles after which buffers are written to disk
ADDED, REPLACED, UNCHANGED, REMOVED = "added", "replaced", "unchanged", "removed"

Triples = frozenset[ox.Triple]
Progress = Callable[[list[ox.NamedNode]], Iterator[ox.NamedNode]]


class Dataset:
    """An open store with its index; see open_dataset()."""

    def __init__(self, store: Store, index: Index, decided: Decisions) -> None:
        self.store, self.index, self.written = store, index, 0
        known = background.load()
        self.schema = as_stored(known.schema)
        self.resolver = Resolver(store, index, known, load_rules(), decided, store.base)

    def put(self, extraction: Extraction) -> str:
        """Put an article into the store, in place of an older one with its id; return what that was."""
        return self.put_graph(extraction.article.id, triples(extraction, self.store.base))

    def put_graph(self, identifier: str, graph: Iterable[ox.Triple]) -> str:
        """Put an article into the store by its triples; see put()."""
        name = ox.NamedNode(article_iri(identifier, self.store.base))
        old, new = frozenset(self.store.triples(name)), as_stored(graph)
        if old == new:
            return UNCHANGED
        outcome = REPLACED if old else ADDED
        self._change(name, old, new, outcome, identifier)
        return outcome

    def remove(self, identifier: str) -> None:
        """Take an article away with all that only it brought."""
        graph = self._graph(identifier)
        self._change(graph, frozenset(self.store.triples(graph)), frozenset(), REMOVED, identifier)

    def owed(self, identifier: str) -> list[Effect]:
        """Return what the world owes to an article: as if it came last."""
        graph = self._graph(identifier)
        with self.index.trial():
            change = self.resolver.replace(graph.value, self.store.triples(graph), frozenset())
        return effect.folded(e.reversed() for e in change.effects)

    def rebuild(self, progress: Progress = iter) -> None:
        """Derive the world anew from the article graphs; ``progress`` passes them on and may tell of it."""
        self.fill((), progress)

    def fill(self, shards: Iterable[Iterable[ox.Quad]], progress: Progress = iter) -> None:
        """Add graphs of articles that the store does not hold, a shard at a time, and derive the world anew.

        Cut short, the store holds whole shards, and derives the world when it is next opened.
        """
        self.store.forget_inferred()
        with self.store.rebuilding():
            added = False
            for quads in shards:
                self.store.extend(quads)
                added = True
            with self.index.transaction():
                self.index.clear()
                self.index.log(ADDED, self.store.ids() if added else ())
            self.store.write(_NO_GRAPH, world_insert=self.schema)
            for graph in progress(list(self.store.graphs().values())):
                with self.index.transaction():
                    change = self.resolver.replace(graph.value, frozenset(), self.store.triples(graph))
                    self.store.write(graph, world_delete=change.delete, world_insert=change.insert)
                self._count()

    def evidence(self, event: str) -> list[str]:
        """Return the words on which an article's event rests, the first of the text first."""
        query = f"""SELECT DISTINCT ?begin ?words WHERE {{ GRAPH ?article {{
            ?claim <{KG}ofEvent> {ox.NamedNode(event)} ; <{KG}evidence> ?span .
            ?span <{NIF}anchorOf> ?words ; <{NIF}beginIndex> ?begin }} }} ORDER BY ?begin"""
        rows = self.store.database.query(query)
        assert isinstance(rows, ox.QuerySolutions)
        return [row["words"].value for row in rows]

    def begin_record(self) -> None:
        """Forget what the last command changed; this one begins."""
        self.index.forget_log()

    def effects(self) -> list[Effect]:
        """Return what the last command changed, an entry for each event."""
        return effect.folded(map(effect.from_json, self.index.logged("effect")))

    def articles(self) -> dict[str, list[str]]:
        """Return the ids of the articles that the last command changed, by what became of them."""
        return {outcome: self.index.logged(outcome) for outcome in (ADDED, REPLACED, REMOVED)}

    def _graph(self, identifier: str) -> ox.NamedNode:
        graph = self.store.find(identifier)
        if graph is None:
            raise StoreError(f"{self.store.directory}: no article has the id {identifier!r}")
        return graph

    def _change(self, graph: ox.NamedNode, old: Triples, new: Triples, outcome: str, name: str) -> None:
        """Write one change: the index is told first, then all graphs change in one step."""
        self.index.begin(graph.value)
        self.store.forget_inferred()
        with self.index.transaction():
            change = self.resolver.replace(graph.value, old, new)
            self.index.log("effect", map(effect.to_json, change.effects))
            self.index.log(outcome, [name])
            self.store.write(graph, old - new, new - old, change.delete, change.insert)
            self.index.done(graph.value)
        self._count()

    def _count(self) -> None:
        self.written += 1
        if self.written % FLUSH == 0:
            self.store.flush()

    # --- keeping the index in step ----------------------------------------------------------

    def mend(self, decided: Decisions) -> None:
        """Bring index and world up to date: after a sudden end, new lists, new decisions."""
        stamp = _stamp(line for line in decided.lines() if not decisions.about_events([line]))
        if self.store.stale or self.index.setting("stamp") != stamp:
            self.rebuild()
        else:
            self._reindex()
            self._decide(decided)
        with self.index.transaction():
            self.index.keep("stamp", stamp)
            self.index.keep("decisions", "\n".join(sorted(decided.lines())))
        self.index.mark("in use")

    def settle(self) -> None:
        """Write all to disk and note that graphs and index agree."""
        self.store.flush()
        self.index.mark("")

    def _reindex(self) -> None:
        """Make the index again of articles that it may not have as they are.

        That is those under way when a process ended; when the machine did, any of the last ones.
        """
        unsure = set(self.index.pending())
        if self.index.setting("mark"):
            unsure |= self._graphs() ^ self.index.articles()
        for article in sorted(unsure):
            with self.index.transaction():
                self.resolver.reindex(article)
                self.index.done(article)

    def _graphs(self) -> set[str]:
        named = self.store.database.named_graphs()
        return {g.value for g in named if isinstance(g, ox.NamedNode)} - {self.store.inferred.value}

    def _decide(self, decided: Decisions) -> None:
        """Follow what people decided since the last time."""
        before = frozenset(self.index.setting("decisions").splitlines())
        events = {iri for line in before ^ decided.lines() for iri in line.split("\t")[1:]}
        if events:
            self.store.forget_inferred()
            with self.index.transaction():
                change = self.resolver.reconsider(events)
                self.index.log("effect", map(effect.to_json, change.effects))
                self.store.write(_NO_GRAPH, world_delete=change.delete, world_insert=change.insert)
                self.index.keep("decisions", "\n".join(sorted(decided.lines())))


_NO_GRAPH = ox.NamedNode("urn:none")


def _stamp(names: Iterable[str]) -> str:
    """Return what the world depends on besides the articles and the decisions on events."""
    digest = hashlib.sha256(f"{kg.__version__}\n".encode())
    lists = (folder("ontology") / name for name in ("statecraft.ttl", *background.LISTS))
    for path in (*lists, files("kg.resolve") / "rules.toml"):
        digest.update(path.read_bytes())
    digest.update("\n".join(sorted(names)).encode())
    return digest.hexdigest()


def decisions_path(directory: Path) -> Path:
    """Return where the decisions on a store lie: beside it."""
    return directory.with_name(f"{directory.name}.decisions.tsv")


@contextmanager
def open_dataset(directory: Path, base: str, decided: Path | None = None) -> Iterator[Dataset]:
    """Open a store for writing, or make it, and bring it up to date.

    ``decided`` is the file of decisions, if it is not the one beside the store.
    """
    told = decisions.read(decided or decisions_path(directory))
    with open_for_writing(directory, base) as store:
        index = Index(directory / INDEX)
        try:
            dataset = Dataset(store, index, told)
            dataset.mend(told)
            yield dataset
            dataset.settle()
        finally:
            index.close()
