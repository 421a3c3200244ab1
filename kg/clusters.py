"""Event coreference within one article: which occurrences tell of one event."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.kinship import Kinship
from kg.likeness import AID, is_generic, same_item
from kg.model import Item, Stance
from kg.occurrences import Occurrence

IRREALIS = frozenset({Stance.PLANNED, Stance.POSSIBLE})
ROLE_SETS = {
    "Meeting": ("participant",),
    "WeaponsTransfer": ("supplier", "recipient"),
    "SanctionsAction": ("imposer", "target"),
    "WeaponsTest": ("tester",),
}
# Kinds that say no more than that something moved or was tested, and go with any other of their family.
LOOSE_KINDS = frozenset(
    {
        "Meeting",
        "InPersonMeeting",
        "WeaponsTransfer",
        "ArmsDelivery",
        "MilitaryAid",
        "ArmsSale",
        "WeaponsTest",
    }
)


# What a country does so seldom that "a nuclear test" told again is the same one, if no date parts them.
RARE = frozenset({"NuclearTest"})


@dataclass(slots=True)
class Cluster:
    """Occurrences of one event, in text order."""

    members: list[Occurrence] = field(default_factory=list)

    def fillers(self, role: str) -> set[str]:
        """Return the entities that fill a role in any member."""
        return {f.entity for m in self.members for f in m.fillers if f.role == role}

    @property
    def items(self) -> list[Item]:
        """All items of the members."""
        return [i for m in self.members for i in m.items]


def cluster(occurrences: Iterable[Occurrence], kinship: Kinship) -> tuple[Cluster, ...]:
    """Group occurrences of one family, in text order; an anaphoric one without an antecedent is dropped."""
    clusters: list[Cluster] = []
    for occurrence in occurrences:
        home = _home(occurrence, clusters, kinship)
        if home is not None:
            home.members.append(occurrence)
        elif not occurrence.anaphoric or _is_located(occurrence):
            clusters.append(Cluster([occurrence]))
    return tuple(clusters)


def is_empty(found: Cluster) -> bool:
    """Tell whether bare nouns name sanctions of nobody against nobody: "work on sanctions"."""
    bare = {"SanctionsAction/sanctions-noun", "SanctionsAction/embargo-noun"}
    return all(m.rule in bare and not m.fillers for m in found.members)


def _is_located(occurrence: Occurrence) -> bool:
    """Tell whether a meeting without participants is told with its place: "the talks in Vienna"."""
    placed = any(f.role == "place" for f in occurrence.fillers)
    return occurrence.family == "Meeting" and occurrence.lemma != "session" and placed


def _home(occurrence: Occurrence, clusters: list[Cluster], kinship: Kinship) -> Cluster | None:
    fitting = [c for c in clusters if fits(occurrence, c, kinship)]
    if not fitting:
        return None
    if occurrence.anaphoric and not occurrence.definite and not _near(occurrence, fitting[-1]):
        return None
    # "Today's action" is what the release is about, told first; other mentions take up what was told last.
    order = -1 if occurrence.anaphoric and occurrence.date and not occurrence.fillers else 1
    return max(fitting, key=lambda c: (_shared(occurrence, c, kinship), order * c.members[-1].trigger.begin))


def _near(occurrence: Occurrence, found: Cluster) -> bool:
    return occurrence.sentence - found.members[-1].sentence <= 2


def _shared(occurrence: Occurrence, found: Cluster, kinship: Kinship) -> int:
    return sum(any(kinship.same(f.entity, e) for e in found.fillers(f.role)) for f in occurrence.fillers)


def fits(occurrence: Occurrence, found: Cluster, kinship: Kinship) -> bool:
    """Tell whether an occurrence may tell of a cluster's event."""
    first = found.members[0]
    if first.family != occurrence.family or first.occasion != occurrence.occasion:
        return False
    if not _kinds_fit(occurrence, found):
        return False
    if occurrence.series != first.series and not (occurrence.anaphoric and occurrence.date is None):
        return False
    if occurrence.new and not _same_sentence(occurrence, found):
        return False
    retold = (_same_sentence, _same_people, _is_rare)
    if occurrence.indefinite and not any(test(occurrence, found) for test in retold):
        return False
    if not occurrence.anaphoric and not occurrence.definite and _reality(occurrence) != _reality(first):
        return False
    if not _dates_fit(occurrence, found, kinship) or not _items_fit(occurrence, found):
        return False
    if _contradicts(occurrence, found) or _crosses(occurrence, found):
        return False
    if _is_elsewhere(occurrence, found, kinship) or _is_ahead(occurrence, found):
        return False
    return all(_roles_fit(occurrence, found, role, kinship) for role in ROLE_SETS[occurrence.family])


def _is_elsewhere(occurrence: Occurrence, found: Cluster, kinship: Kinship) -> bool:
    """Tell whether places in different countries part two events."""
    new = {f.entity for f in occurrence.fillers if f.role == "place"}
    countries = [{kinship.state_of(p) for p in places} for places in (new, found.fillers("place"))]
    return all(countries) and None not in countries[0] | countries[1] and not countries[0] & countries[1]


def _is_ahead(occurrence: Occurrence, found: Cluster) -> bool:
    """Tell whether a noun names what is still to come beside an event that was: "the upcoming meeting"."""
    stances = {v.stance for v in occurrence.views}
    told = {v.stance for m in found.members for v in m.views}
    return occurrence.nominal and occurrence.ahead and stances == {Stance.PLANNED} and told == {Stance.ACTUAL}


def _contradicts(occurrence: Occurrence, found: Cluster) -> bool:
    """Tell whether one voice would both assert and deny: then it speaks of two events."""
    new = {v.voice for v in occurrence.views if v.stance is Stance.NEGATED}
    old = {v.voice for m in found.members for v in m.views if v.stance is Stance.NEGATED}
    asserted = {v.voice for m in found.members for v in m.views if v.stance is Stance.ACTUAL}
    asserting = {v.voice for v in occurrence.views if v.stance is Stance.ACTUAL}
    return bool(new & asserted or old & asserting)


def _crosses(occurrence: Occurrence, found: Cluster) -> bool:
    """Tell whether a party would come to stand on both sides of a transfer or a sanction."""
    for one, other in (("supplier", "recipient"), ("imposer", "target")):
        for a, b in ((one, other), (other, one)):
            if {f.entity for f in occurrence.fillers if f.role == a} & found.fillers(b):
                return True
    return False


def _same_sentence(occurrence: Occurrence, found: Cluster) -> bool:
    return any(m.sentence == occurrence.sentence and m.rule != occurrence.rule for m in found.members)


def _same_people(occurrence: Occurrence, found: Cluster) -> bool:
    """Tell whether "a frank discussion" is held by all those whose meeting has been told."""
    people = {f.entity for f in occurrence.fillers if f.role == "participant"}
    return len(people) > 1 and people <= found.fillers("participant") and occurrence.date is None


def _is_rare(occurrence: Occurrence, found: Cluster) -> bool:
    """Tell whether an event of so rare a kind is told again, by whoever tells it as so."""
    stances = {v.stance for m in (occurrence, *found.members) for v in m.views}
    return occurrence.kind in RARE and Stance.NEGATED not in stances


def _reality(occurrence: Occurrence) -> bool:
    return all(v.stance in IRREALIS for v in occurrence.views)


def _kinds_fit(occurrence: Occurrence, found: Cluster) -> bool:
    kinds = {m.kind for m in found.members}
    if occurrence.family in {"SanctionsAction"}:
        return occurrence.kind in kinds
    together = kinds | {occurrence.kind}
    if {"PhoneCall", "InPersonMeeting"} <= together and not occurrence.anaphoric:
        return False
    strict = together - LOOSE_KINDS
    return len(strict) <= 1 or bool(strict & kinds & {occurrence.kind})


def _dates_fit(occurrence: Occurrence, found: Cluster, kinship: Kinship) -> bool:
    known = [m.date for m in found.members if m.date is not None]
    # What happened lately may be told without its date; what lies back is told with it.
    if occurrence.date is None:
        return not (known and all(map(kinship.is_past_history, known))) or _takes_up(occurrence, found)
    if not known:
        return not kinship.is_past_history(occurrence.date)
    new = occurrence.date
    for old in known:
        if new.begin.startswith(old.begin) or old.begin.startswith(new.begin):
            return True
        if (old.end and old.begin <= new.begin <= old.end) or (new.end and new.begin <= old.begin <= new.end):
            return True
    return False


def _takes_up(occurrence: Occurrence, found: Cluster) -> bool:
    """Tell whether a mention follows closely and uses the same word: "the June summit … at the summit"."""
    same = occurrence.definite or any(m.lemma == occurrence.lemma for m in found.members)
    return same and _near(occurrence, found)


def _items_fit(occurrence: Occurrence, found: Cluster) -> bool:
    if not occurrence.items or not found.items:
        return True
    pointing = occurrence.anaphoric and all(i.label.lower().split()[-1] in AID for i in occurrence.items)
    if not pointing and not any(same_item(a, b) for a in occurrence.items for b in found.items):
        return False
    vague = all(is_generic(i) for i in occurrence.items) != all(is_generic(i) for i in found.items)
    return not vague or occurrence.definite or occurrence.anaphoric or _parties_told(occurrence, found)


def _parties_told(occurrence: Occurrence, found: Cluster) -> bool:
    """Tell whether both sides name every role: then "arms" may be the shells told of before."""
    roles = ROLE_SETS[occurrence.family]
    own = {f.role for f in occurrence.fillers}
    return all(r in own and found.fillers(r) for r in roles) or _same_sentence(occurrence, found)


def _roles_fit(occurrence: Occurrence, found: Cluster, role: str, kinship: Kinship) -> bool:
    new, old = {f.entity for f in occurrence.fillers if f.role == role}, found.fillers(role)
    if occurrence.anaphoric and old:
        new = {e for e in new if not kinship.is_vague(e)}
    if not new or not old:
        # Nothing told on one side: only a definite or anaphoric mention may take up the other's.
        return (
            occurrence.definite
            or occurrence.anaphoric
            or bool(new or old)
            or _same_sentence(occurrence, found)
        )
    small, large = (new, old) if len(new) <= len(old) else (old, new)
    return all(any(kinship.same(a, b) for b in large) for a in small)
