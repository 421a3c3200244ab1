"""A family's lexicon: which predicates evoke which events, and which argument fills which role."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from kg.errors import LexiconError
from kg.model import Stance


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of a lexicon: predicates, the kind of event, where its roles stand.

    A role's functions are tried in order. "obj>of" is the "of" of the object's own clause; "<subj" the
    subject of the clause in which an agreement or decision on the event stands; "acronym" a modifier that
    writes a country or body short ("U.S. sanctions"), "full" one that writes it in full ("Iran
    sanctions"); "arrived" where the subject arrives; "receiver" who gets, "beneath" who is under and
    "requester" who asks for or cancels what a noun names; "above" who acts around a bare event ("after
    talks with Lavrov, Wang said").
    """

    family: str
    name: str
    example: str
    roles: dict[str, tuple[str, ...]]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    kind: str | None = None
    stance: Stance | None = None  # of what the predicate tells, before its context
    require: tuple[str, ...] = ()  # roles that must be filled
    require_any: tuple[str, ...] = ()  # at least one of these roles
    minimum: int = 0  # of fillers altogether, else the mention must be anaphoric
    minimum_light: int | None = None  # the same under a light verb
    strict: tuple[str, ...] = ()  # functions that, if there, must fill their role
    fill: tuple[str, ...] = ()  # functions one of which must fill its role
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)  # function → entity types
    only_items: tuple[str, ...] = ()  # head words of an item
    only_types: tuple[str, ...] = ()  # or names of weapon types, with all below them
    prospective: tuple[str, ...] = ()  # modifiers that make a noun planned: "new aid"
    objects: tuple[str, ...] = ()  # head words one of which the object must have
    object_functions: tuple[str, ...] = ("obj", "theme")
    modifiers: tuple[str, ...] = ()  # words one of which must modify the noun
    of_words: tuple[str, ...] = ()  # or stand after "of"
    of_weapon: bool = False  # or a weapon stands after "of" or before it
    plural: tuple[str, ...] = ()  # nouns that must stand in the plural: "talks"
    without: tuple[str, ...] = ()  # functions that must be absent
    without_target: tuple[str, ...] = ()  # functions that must not lead to an actor or place
    without_words: tuple[str, ...] = ()  # modifiers, and words behind those functions, that must be absent
    no_infinitive: bool = False  # no infinitive may hang on the predicate: "a call to act"
    without_objects: tuple[str, ...] = ()  # head words that the object must not have
    with_words: tuple[str, ...] = ()  # words one of which must be in the clause
    context: tuple[str, ...] = ()  # words one of which must be in the sentence
    without_context: tuple[str, ...] = ()  # words that must be absent from the sentence
    article_context: tuple[str, ...] = ()  # words one of which must be in the article
    occasion: str = ""  # events of different occasions are never one
    standing: bool = False  # what the noun names stands whatever is said about it: "the sanctions"
    that_clause: bool = False  # the content must be a finite clause
    clausal: bool = False  # a complement that is the content must hold a verb
    verbatim: bool = False  # the content must be quoted
    beside: bool = False  # its object may tell an event of its own
    standalone: bool = False  # told even when no role is
    item_self: bool = False  # the noun phrase is itself the item: "military aid"
    anaphoric: tuple[str, ...] = ()  # nouns that may point back: "the talks"
    buyer_nouns: tuple[str, ...] = ()  # nouns whose owner is the recipient: "India's purchase"

    @property
    def rule(self) -> str:
        """The name under which its events say what produced them."""
        return f"{self.family}/{self.name}"


@dataclass(frozen=True, slots=True)
class KindWords:
    """Words in the trigger's phrase that make an event of a kind."""

    words: frozenset[str]
    kind: str
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One event family: roles with the types of their fillers, frames, kinds."""

    family: str
    roles: dict[str, frozenset[str]]
    frames: tuple[Frame, ...]
    barred: dict[str, frozenset[str]]  # role → head words of phrases that can't fill it
    kinds: tuple[KindWords, ...] = ()
    stance_keep: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()  # roles filled by the first function that names anybody
    states: bool = False  # what those in office do, their state does
    measures: frozenset[str] = frozenset()  # nouns that forbid what hangs on them: "a ban on arms sales"

    @property
    def nouns(self) -> frozenset[str]:
        """All nouns that evoke an event of the family."""
        return frozenset(n for f in self.frames for n in f.nouns)


_FIELDS = {f.name for f in fields(Frame)} - {"family"}


def load(path: Path) -> Lexicon:
    """Read one lexicon file; LexiconError names the file and the entry that is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        family = data["family"]
        roles = {name: frozenset(role["types"]) for name, role in data["roles"].items()}
        frames = tuple(_frame(path, family, roles, entry) for entry in data["frame"])
        kinds = tuple(
            KindWords(frozenset(k["words"]), k["kind"], frozenset(k.get("unless", ())))
            for k in data.get("kind_by_words", ())
        )
        return Lexicon(
            family,
            roles,
            frames,
            {name: frozenset(role.get("barred", ())) for name, role in data["roles"].items()},
            kinds,
            frozenset(data.get("stance_keep", ())),
            frozenset(data.get("single", ())),
            data.get("states", False),
            frozenset(data.get("measures", ())),
        )
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: no valid TOML: {error}") from error
    except (KeyError, TypeError) as error:
        raise LexiconError(f"{path}: missing or malformed entry {error}") from error


def load_all(paths: Iterable[Path]) -> tuple[Lexicon, ...]:
    """Read lexicons, sorted by family."""
    return tuple(sorted((load(p) for p in paths), key=lambda x: x.family))


def _frame(path: Path, family: str, roles: dict[str, frozenset[str]], entry: dict[str, Any]) -> Frame:
    name = entry.get("name", "?")
    unknown = set(entry) - _FIELDS
    if unknown:
        raise LexiconError(f"{path}: frame {name!r} has unknown fields {sorted(unknown)}")
    missing = {"name", "example", "roles"} - set(entry)
    if missing:
        raise LexiconError(f"{path}: frame {name!r} lacks {sorted(missing)}")
    strange = set(entry["roles"]) - set(roles)
    if strange:
        raise LexiconError(f"{path}: frame {name!r} fills roles that the family lacks: {sorted(strange)}")
    return Frame(family=family, **{k: _freeze(k, v) for k, v in entry.items()})


def _freeze(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {k: tuple(v) for k, v in value.items()}
    return Stance(value) if name == "stance" else value
