"""One world from many articles: the article graphs in, the triples of the default graph out.

The result depends on which articles there are, not on their order; nothing of an article stays
when it is taken away.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from kg.resolve import background, cluster, match, view
from kg.resolve.names import minted
from kg.resolve.publishers import Publishers
from kg.resolve.world import World

__all__ = ["derive"]


def derive(articles: Iterable[tuple[ox.NamedNode, Iterable[ox.Triple]]], base: str) -> set[ox.Triple]:
    """Return the default graph that follows from the article graphs."""
    known, rules = background.load(), match.load_rules()
    graphs = [(graph.value, tuple(triples)) for graph, triples in articles]
    views = [view.read(article, triples, known.families, base) for article, triples in graphs]
    world = World(_identity(views, rules, known, base), known, base)
    for article, triples in graphs:
        world.add(article, triples)
    return world.triples(_publishers(views, known))


def _identity(
    views: Iterable[view.ArticleView], rules: match.Rules, known: background.Background, base: str
) -> dict[str, str]:
    """Return local → merged IRI, for entities, tenures and events."""
    identity: dict[str, str] = {}
    types: dict[str, str] = {}
    events: list[view.EventView] = []
    for one in views:
        identity |= one.identity
        types |= one.types
        events += one.events
    for group in cluster.group(events, rules, match.Known(types, known.owners, known.broader)):
        merged = minted(base, "event", group[0].iri)
        identity |= {event.iri: merged for event in group}
    return identity


def _publishers(views: Iterable[view.ArticleView], known: background.Background) -> Publishers:
    labels: dict[str, str] = {}
    employers: dict[str, set[str]] = {}
    for one in views:
        for iri, label in one.labels.items():
            labels[iri] = min(label, labels.get(iri, label))
        for person, organization in one.offices:
            employers.setdefault(person, set()).add(organization)
    return Publishers(known, labels, employers)
