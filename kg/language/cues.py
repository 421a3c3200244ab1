"""Tables of cues for stance, and how the stances that they give combine.

After ConText (Harkema et al. 2009): tables of cues, here over clauses instead of word windows.
"""

import tomllib
from pathlib import Path

from kg.model import Stance

_TABLES = tomllib.loads(Path(__file__).with_name("stance.toml").read_text(encoding="utf-8"))


def _table(name: str) -> dict[str, Stance]:
    return {word: Stance(stance.capitalize()) for stance, words in _TABLES[name].items() for word in words}


GOVERNORS, AUXILIARIES, ADVERBS, DETERMINERS, MODIFIERS, MARKS, PREPOSITIONS = (
    _table(n)
    for n in ("governors", "auxiliaries", "adverbs", "determiners", "modifiers", "marks", "prepositions")
)
STANDINGS = _table("standings")
REALIZING = frozenset(_table("realizing"))
# Governors whose subject holds the view; what a speech act of a kind makes of the event told in it.
HOLDERS = frozenset(word for words in _TABLES["holders"].values() for word in words)
BELIEFS = frozenset(_TABLES["holders"]["believe"])
SPEECH_ACTS = _table("speech_acts")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
# Relations through which a governor's force and mood reach what hangs on it.
COMPLEMENTIZERS = frozenset({"to", "of", "for", "that", "in", "on", "against", "whether", "about"})
# What these are done for comes about with them: "met to discuss".
DONE = frozenset("use vote manage meet gather convene act move speak talk write phone join".split())
CIRCUMSTANCES = frozenset(
    {"at", "during", "following", "after", "since", "amid", "despite", "given", "because of"}
)
# These say of their subject whether it is so at all: "a meeting is unlikely", "the rumor is false".
EXISTENCE = frozenset(
    (
        "false untrue baseless groundless unfounded unlikely likely possible impossible doubtful imminent "
        "inevitable near off conceivable option possibility prospect lacking scant thin inconclusive"
    ).split()
)
# What these say of their subject is no more than that it is: "the summit will take place".
OCCURRING = frozenset({"happen", "occur", "begin", "start", "open", "continue", "resume", "proceed"})
BLAMING = frozenset({"condemn", "deplore", "denounce", "decry", "regret", "protest"})
KNOWING = frozenset({"tell", "inform", "notify", "brief", "warn", "advise", "aware", "informed"})
GLAD = frozenset({"proud", "pleased", "happy", "glad", "honored", "honoured", "delighted", "grateful"})
# What carries one of these was there before.
PAST = frozenset({"recent", "last", "latest", "previous", "past", "earlier"})
PREVENTING = frozenset({"prevent", "bar", "stop", "block", "ban", "forbid", "prohibit"})
EVIDENCE = frozenset("evidence information sign proof indication knowledge record trace word".split())
CEASING = frozenset({"halt", "end", "cessation", "stop"})
# Of a fear or a report these say that it is there: "speculation is growing that".
SPREADING = frozenset(
    (
        "grow mount emerge rise spread swirl surface circulate arise exist remain abound persist increase "
        "fade linger resurface deepen"
    ).split()
)
GOVERNED = frozenset({"comp", "argument", "modifier"})


def combine(outer: Stance | None, inner: Stance) -> Stance:
    """Return the stance to an event under a cue: two negations cancel, a weaker commitment wins."""
    if outer is None or outer is Stance.ACTUAL:
        return inner
    if outer is Stance.NEGATED:
        return Stance.ACTUAL if inner is Stance.NEGATED else Stance.NEGATED
    if inner in {Stance.NEGATED, Stance.POSSIBLE}:
        return inner
    if outer is Stance.UNCONFIRMED:
        return outer if inner is Stance.ACTUAL else inner
    return Stance.POSSIBLE if Stance.POSSIBLE in {outer, inner} else outer


def weaken(outer: Stance | None, inner: Stance) -> Stance:
    """Return the stance under a governor; what is only possible to be undone is no denial."""
    if outer is Stance.POSSIBLE and inner is Stance.NEGATED:
        return Stance.POSSIBLE
    return combine(outer, inner)
