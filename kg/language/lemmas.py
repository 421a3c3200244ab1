"""Lemmas: a lexicon of forms with their tag, then the rules and exceptions of spaCy's WordNet tables."""

import gzip
import json
from pathlib import Path

from spacy.tokens import Doc, Token

PARTS = {"NOUN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adj", "ADV": "adv"}
BASE = frozenset({"NN", "VB", "VBP", "JJ", "RB"})  # tags whose form is its lemma


VERBAL = frozenset({"test", "flight", "re", "co", "counter", "trans"})  # what hyphened verbs begin with


def after_auxiliary(token: Token) -> bool:
    """Tell whether an auxiliary stands before a token: then its form in -ed is a participle."""
    return token.i > 0 and token.nbor(-1).lower_ in {"has", "have", "had", "was", "were", "been", "is", "be"}


class Lemmatizer:
    """Sets ``lemma_``; depends on nothing but form, tag and part of speech."""

    def __init__(self, path: Path) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            tables = json.load(file)
        self.lexicon: dict[str, str] = tables["lexicon"]
        self.exceptions: dict[str, dict[str, list[str]]] = tables["exceptions"]
        self.rules: dict[str, list[list[str]]] = tables["rules"]
        self.index = {part: set(words) for part, words in tables["index"].items()}
        self.known: dict[tuple[str, str, str], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas."""
        for token in doc:
            self._mend(token)
            key = (token.text, token.tag_, token.pos_)
            lemma = self.known.get(key)
            if lemma is None:
                lemma = self._lemma(token)
                if len(self.known) < 200_000:  # bounds the memory of a long run
                    self.known[key] = lemma
            token.lemma_ = lemma
        return doc

    def _mend(self, token: Token) -> None:
        """Tag "test-launched" as a verb: taggers, who seldom meet such verbs, take them for nouns."""
        head, _, last = token.lower_.partition("-")
        if head in VERBAL and last.endswith("ed") and not token.tag_.startswith("VB"):
            token.pos_, token.tag_ = "VERB", "VBN" if after_auxiliary(token) else "VBD"
        elif token.tag_ in {"VB", "VBP"} and self._is_participle(token.lower_):
            token.tag_ = "VBG"  # "left Beijing, warning that …"
        elif token.tag_ in {"VB", "VBP"} and self._is_past_again(token.lower_):
            token.tag_ = "VBD"  # "resold"

    def _is_participle(self, form: str) -> bool:
        verbs = self.index["verb"]
        return form.endswith("ing") and form not in verbs and self._by_rule(form, "verb") in verbs

    def _is_past_again(self, form: str) -> bool:
        """Tell whether "re" stands before an irregular past."""
        return form.startswith("re") and form not in self.index["verb"] and f"{form[2:]}|VBD" in self.lexicon

    def _lemma(self, token: Token) -> str:
        form = token.text.replace("’", "'")
        lower = form.lower()
        known = self.lexicon.get(f"{lower}|{token.tag_}")
        if known is not None:
            return known
        if token.pos_ == "PROPN":
            return self._singular_name(form, token.tag_)
        part = PARTS.get(token.pos_)
        if part is None or token.tag_ in BASE:
            return lower if part or token.pos_ not in {"X", "SYM"} else form
        if part == "verb" and "-" in lower[1:-1]:  # "test-launched"
            head, _, last = lower.rpartition("-")
            return f"{head}-{self.lexicon.get(f'{last}|{token.tag_}') or self._by_rule(last, part)}"
        if (
            part == "verb"
            and lower.startswith("re")
            and (base := self.lexicon.get(f"{lower[2:]}|{token.tag_}"))
        ):
            return f"re{base}" if self._by_rule(lower, part) == lower else self._by_rule(lower, part)
        return self._by_rule(lower, part)

    def _singular_name(self, form: str, tag: str) -> str:
        if tag == "NNPS" and form.endswith("s") and len(form) > 3:
            return form[:-3] + "y" if form.endswith("ies") else form[:-1]
        return form

    def _by_rule(self, form: str, part: str) -> str:
        exceptions = self.exceptions.get(part, {}).get(form)
        if exceptions:
            return exceptions[0]
        candidates = [
            form[: len(form) - len(old)] + new for old, new in self.rules.get(part, ()) if form.endswith(old)
        ]
        for candidate in candidates:
            if candidate in self.index[part]:
                return candidate
        return next((c for c in candidates if len(c) > 2), form)
