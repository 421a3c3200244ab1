"""By which label the world calls an entity: the list's, or the most common; the others stand beside it."""

from collections.abc import Iterable

import pyoxigraph as ox

from kg.resolve.index import Index
from kg.resolve.sheet import Labels
from kg.resolve.terms import LABEL, OTHER_LABEL
from kg.resolve.world import World

CHIEF, OTHER = ox.NamedNode(LABEL), ox.NamedNode(OTHER_LABEL)

Delta = tuple[set[ox.Triple], set[ox.Triple]]  # what goes, what comes


def renamed(before: Labels, after: Labels, world: World, index: Index) -> Delta:
    """Return what changes when an article's labels do; the index has the new ones already."""
    told: dict[str, set[str]] = {}
    for entity, label, _ in before | after:
        told.setdefault(entity, set()).add(label)
    delete, insert = set[ox.Triple](), set[ox.Triple]()
    for entity, labels in told.items():
        listed = entity in world.background.labels
        gone, come = _listed(entity, labels, world, index) if listed else _unlisted(entity, world, index)
        delete |= gone
        insert |= come
    return delete, insert


def _listed(entity: str, labels: Iterable[str], world: World, index: Index) -> Delta:
    """Keep beside the list's own labels those that it lacks."""
    node, best = ox.NamedNode(entity), world.background.labels[entity]
    delete, insert = set[ox.Triple](), set[ox.Triple]()
    for label in labels:
        if label != best.value and label not in world.background.names(entity):
            part = insert if index.has_label(entity, label) else delete
            part.add(ox.Triple(node, OTHER, ox.Literal(label)))
    called = ox.Triple(node, CHIEF, best)
    if index.is_labelled(entity):
        insert.add(called)
    elif called not in world.background.entries[entity]:
        delete.add(called)
    return delete, insert


def _unlisted(entity: str, world: World, index: Index) -> Delta:
    node, counts = ox.NamedNode(entity), index.labels(entity)
    most = max(counts, key=lambda label: (counts[label], label), default=None)
    wanted = {ox.Triple(node, CHIEF if label == most else OTHER, ox.Literal(label)) for label in counts}
    held = {t for t in world.described(entity) if t.predicate in (CHIEF, OTHER)}
    return held - wanted, wanted - held
