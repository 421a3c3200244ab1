"""spaCy's English tokenizer, brought nearer to the words of the Universal Dependencies treebanks."""

import re

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# Prefixes that are no words: the hyphen after them does not part two words ("mid-July", "non-aligned").
PREFIXES = (
    "a anti ante bi co counter cross de e ex extra hyper inter intra mega micro mid mini mis "
    "multi neo non out over para post pre pro proto pseudo quasi re semi sub super tele test trans tri "
    "u ultra un under uni vice"
).split()
SUFFIXES = ("able abouts ahead ed elect esque ever fold ish ism ist ite less ly ness type wide wise").split()
HYPHENS = "(?:-|–|—|--|---|——|~)"
HYPHEN = (
    "".join(rf"(?<!\b{p})" for p in (*PREFIXES, *(p.capitalize() for p in PREFIXES)))
    + rf"(?<=[^\W_]){HYPHENS}(?!(?:{'|'.join(SUFFIXES)})\b)(?=[^\W\d_])"
)
ADDED = (
    HYPHEN,
    r"(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})",
    r"(?<=[0-9])[–—](?=[0-9])",
    r"(?<=[a-z])[()](?=[A-Za-z])",
    r"(?<=[a-z])(?:\.\.+|…)(?=[A-Za-z])",
)

# Telephone numbers stay whole.
WHOLE = re.compile(r"(?:\d{1,2}-)?\d{3}-\d{3}-\d{4}|\d{3}-\d{4}")

# spaCy takes "):" for a face.
EMOTICON = frozenset("():;=<>[]{}|\\@^*")


def adapt(nlp: Language) -> None:
    """Replace the tokenizer by one with other rules."""
    defaults, tokenizer = nlp.Defaults, nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    infixes = [i for i in defaults.infixes or [] if "(?:-|–" not in str(i)]
    suffixes = [r"[!?]{2,}", r"(?<=[0-9])(?:am|pm|AM|PM)", *(defaults.suffixes or [])]
    prefixes = [r"[!?]{2,}", r"<<+", r">>+", *(defaults.prefixes or [])]
    rules = tokenizer.rules or {}
    nlp.tokenizer = Tokenizer(  # at once: each change to one that stands makes it read all its rules again
        nlp.vocab,
        rules={k: v for k, v in rules.items() if k != "and/or" and not EMOTICON & set(k)},
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex([r">>+", r"<<+", *suffixes]).search,
        infix_finditer=compile_infix_regex([*infixes, *ADDED]).finditer,
        token_match=WHOLE.fullmatch,
        url_match=tokenizer.url_match,
    )
