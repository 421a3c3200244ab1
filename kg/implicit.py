"""Roles that a passage leaves out because the article has told them: "the last missile test was on May 25".

Only where all other events of the family in the article agree on one filler is it taken over.
"""

from collections.abc import Callable, Sequence

from kg.clusters import Cluster
from kg.model import Filler

# Roles that one party fills, by family.
SHARED = {
    "WeaponsTest": ("tester",),
    "SanctionsAction": ("imposer", "target"),
    "WeaponsTransfer": ("supplier", "recipient"),
}
OPPOSITE = {"imposer": "target", "target": "imposer", "supplier": "recipient", "recipient": "supplier"}
# In a breach of sanctions the target is who breaks them: its parties are not those of the other kinds.
APART = frozenset({"SanctionsViolation"})


def completed(
    clusters: Sequence[Cluster], country_of: Callable[[str], str | None], is_listed: Callable[[str], bool]
) -> dict[int, tuple[Filler, ...]]:
    """Return, by cluster number, the fillers that the rest of the article supplies.

    Only who is on the entity list is supplied: "officials" there are not the officials here.
    """
    found: dict[int, tuple[Filler, ...]] = {}
    for number, cluster in enumerate(clusters):
        roles = SHARED.get(cluster.members[0].family, ())
        extra = [f for role in roles if (f := _shared(number, clusters, role, country_of)) is not None]
        if known := [f for f in extra if is_listed(f.entity)]:
            found[number] = tuple(known)
    return found


def _shared(
    number: int, clusters: Sequence[Cluster], role: str, country_of: Callable[[str], str | None]
) -> Filler | None:
    own = clusters[number]
    if own.fillers(role):
        return None
    told = [
        f
        for c in clusters
        if c is not own and _alike(c, own)
        for m in c.members
        for f in m.fillers
        if f.role == role
    ]
    if len({country_of(f.entity) or f.entity for f in told}) != 1:
        return None
    opposite = own.fillers(OPPOSITE[role]) if role in OPPOSITE else set()
    if told[0].entity in opposite or not _agrees(opposite, clusters, own, role):
        return None
    at = own.members[0].trigger.begin
    return min(told, key=lambda f: (f.span.begin > at, abs(f.span.begin - at)))


def _alike(one: Cluster, other: Cluster) -> bool:
    first, second = one.members[0], other.members[0]
    return first.family == second.family and (first.kind in APART) == (second.kind in APART)


def _agrees(opposite: set[str], clusters: Sequence[Cluster], own: Cluster, role: str) -> bool:
    """Tell whether the other side, where told, is the one known: Iran's supplier is not Ukraine's."""
    if not opposite:
        return True
    others = {
        e
        for c in clusters
        if c is not own and _alike(c, own) and c.fillers(role)
        for e in c.fillers(OPPOSITE[role])
    }
    return not others or bool(others & opposite)
