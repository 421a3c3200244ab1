"""Entities by rule: dates, amounts of money, quantities, percentages, where no name stands."""

import re

from spacy.tokens import Doc, Span

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT = r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\."
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
NUMBER = r"\d[\d,]*(?:\.\d+)?"
SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|m)"
UNITS = (
    "kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|kg|kilograms?|to"
    "ns?|tonnes?|kilotons?|barrels?|feet|acres|hectares"
)
PATTERNS = (
    (
        "DATE",
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTHS}|{SHORT})(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s+(?:19|20)\d\d\b)?",
    ),
    ("DATE", rf"\b(?:{DAYS})\b"),
    ("DATE", r"\b(?:yesterday|today|tomorrow|last (?:week|month|year)|next (?:week|month|year))\b"),
    ("DATE", r"\b(?:19|20)\d\d-\d\d-\d\d\b"),
    ("DATE", r"(?<=\bin )(?:19|20)\d\d\b"),
    ("MONEY", rf"(?:US|C|A)?[$€£¥]\s?{NUMBER}(?:[ -]{SCALE}\b)?"),
    ("MONEY", rf"\b{NUMBER}\s+(?:{SCALE}\s+)?(?:dollars|euros|pounds|yen|yuan|rubles|roubles|won)\b"),
    ("PERCENT", rf"\b{NUMBER}\s?(?:%|percent|per cent)"),
    (
        "QUANTITY",
        rf"\b{NUMBER}[ -](?:{SCALE}[ -])?(?:{UNITS})\b",
    ),
)
COMPILED = tuple((label, re.compile(pattern)) for label, pattern in PATTERNS)


def mark(doc: Doc) -> Doc:
    """Add DATE, MONEY, PERCENT and QUANTITY entities between the names that are there."""
    taken = {t.i for ent in doc.ents for t in ent}
    found: list[Span] = list(doc.ents)
    for label, pattern in COMPILED:
        for match in pattern.finditer(doc.text):
            span = doc.char_span(match.start(), match.end(), label=label)
            if span is not None and not taken & set(range(span.start, span.end)):
                taken |= set(range(span.start, span.end))
                found.append(span)
    doc.set_ents(sorted(found, key=lambda s: s.start))
    return doc
