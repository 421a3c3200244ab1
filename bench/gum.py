"""Score coreference within an article on GUM's news documents: MUC, B³, CEAFe and their mean, the CoNLL F1.

    pip install -e '.[bench]' && python bench/gum.py --documents coreference.jsonl.gz [--split train --misses]

FILE holds one document a line with its sentences, tokens and layers. The text is rebuilt from tokens and
spaces, with headlines, datelines and captions (fragments) on lines of their own, and read by the shipped
pipeline: no gold token, parse or mention is used. The gold is the OntoNotes-like layer (``onto_coref``: no
singletons; an apposition is part of the mention that it explains), once all of it, events, things and times
included, and once only the entities that GUM mostly types as person, organization or place: what the
resolver sets out to find.

Ours: every entity with two mentions or more; the words of a mention are its noun phrase in our parse.
"The two leaders" is an entity of its own, beside the two. "Exact" compares whole spans, "heads" only the
head words. The baseline takes the same pipeline's names and puts those together that end in the same word.

Only train documents may be looked at, and only they print their misses; the headline is on dev and test.
"""

import argparse
import datetime
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corefeval import Document, Scorer
from spacy.tokens import Doc, Token

from kg.extract import load_tools
from kg.gazetteer import Gazetteer
from kg.language.chunks import root_of
from kg.language.clauses import clauses
from kg.language.coreference import References, resolve, with_speakers
from kg.language.labels import label
from kg.language.mentions import find_names
from kg.model import Article
from kg.names import key
from kg.statements import speakers_of_first_person, statements

# What belongs to a noun phrase below its head; a predicate noun has its clause's other parts below it too.
IN_PHRASE = frozenset(
    "det det:predet amod compound nummod nmod nmod:poss nmod:desc nmod:unmarked flat appos acl acl:relcl"
    " obl:unmarked".split()
)
SORTS = frozenset({"person", "organization", "place"})


@dataclass(frozen=True, order=True)
class Words:
    """A mention by the characters that it covers and those of its head word."""

    begin: int
    end: int
    head: int


Clusters = list[list[Words]]


@dataclass
class Text:
    """One gold document."""

    id: str
    split: str
    article: Article
    clusters: Clusters
    sorts: list[str]  # of each cluster: how GUM types most of its mentions


def read(path: Path) -> Iterator[Text]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in map(json.loads, lines):
            if raw["genre"] == "news":
                yield _text(raw)


def _text(raw: dict[str, Any]) -> Text:
    text, found, sorts = "", defaultdict(list), defaultdict(Counter)
    for sentence in raw["sentences"]:
        at, head_of = [], sentence["heads"]
        for word, space in zip(sentence["tokens"], sentence["spaces"], strict=True):
            at.append((len(text), len(text) + len(word)))
            text += word + " " * space
        types = {(m["start"], m["end"]): m["etype"] for m in sentence["mentions"]}
        for start, end, group in sentence["onto_coref"]:
            inside = range(start, end)
            head = next((i for i in inside if head_of[i] not in inside or head_of[i] == i), end - 1)
            found[group].append(Words(at[start][0], at[end - 1][1], at[head][0]))
            if (start, end) in types:
                sorts[group][types[start, end]] += 1
        text = text.rstrip() + ("\n\n" if sentence["s_type"] == "frag" else " ")
    date = datetime.date.fromisoformat(raw["date"]) if raw.get("date") else None
    best = [max(sorts[g], key=lambda s, g=g: (sorts[g][s], s)) if sorts[g] else "" for g in found]
    return Text(
        raw["id"], raw["split"], Article(raw["id"], text, raw["title"], date), list(found.values()), best
    )


# --- ours -------------------------------------------------------------------------------------------


def phrase(doc: Doc, start: int, end: int, head: int) -> Words:
    """Return the noun phrase of a mention's head, at least the mention's own words."""
    inside, todo = {*range(start, end)}, [doc[head]]
    while todo:
        node = todo.pop()
        for child in node.children:
            if label(child) in IN_PHRASE and child.ent_type_ != "DATE":
                inside |= {t.i for t in child.subtree}
                todo.append(child)
            elif label(child) == "case" and child.tag_ == "POS":
                inside.add(child.i)
    first, last = min(inside), max(inside)
    while last >= end and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    while first < start and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return Words(doc[first].idx, doc[last].idx + len(doc[last]), doc[head].idx)


def is_modifier(token: Token) -> bool:
    """Tell whether a name only modifies a noun, so that the noun's phrase isn't its own."""
    return label(token) in {"compound", "amod", "nmod:desc", "flat"}


def ours(doc: Doc, references: References) -> Clusters:
    found: dict[tuple[str, ...], set[Words]] = defaultdict(set)
    for mention in references.mentions:
        if mention.kind == "pronoun" or (mention.kind == "name" and is_modifier(doc[mention.head])):
            words = bare(doc, mention.start, mention.end, mention.head)
        else:
            words = phrase(doc, mention.start, mention.end, mention.head)
        found[tuple(sorted(mention.entities))].add(words)
    for mention in references.adjectives:  # GUM marks "U.S. President", not "Russian President"
        if doc[mention.head].tag_.startswith("NNP"):
            found[mention.entities].add(bare(doc, mention.start, mention.end, mention.head))
    pronouns = {doc[m.head].idx for m in references.mentions if m.kind == "pronoun"}
    return [sorted(apart(words, pronouns)) for words in found.values()]


def bare(doc: Doc, start: int, end: int, head: int) -> Words:
    if end < len(doc) and doc[end].tag_ == "POS" and end - start > 0 and doc[head].tag_ != "PRP$":
        end += 1
    return Words(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), doc[head].idx)


def apart(words: Iterable[Words], pronouns: set[int]) -> Iterator[Words]:
    """Leave out names within a longer mention of the same entity, and second readings of one head."""
    kept: list[Words] = []
    for one in sorted(words, key=lambda w: (w.begin - w.end, w)):
        inside = any(k.begin <= one.begin and one.end <= k.end for k in kept)
        if one.head in pronouns or not inside:
            kept.append(one)
    yield from kept


def by_name(doc: Doc, gazetteer: Gazetteer) -> Clusters:
    """The baseline: names that are the same, or end in the same word."""
    found: dict[str, list[Words]] = defaultdict(list)
    for name in find_names(doc, gazetteer):
        head = root_of(doc, name.start, name.end)
        make = bare if is_modifier(doc[head]) else phrase
        found[key(doc[name.end - 1].text)].append(make(doc, name.start, name.end, head))
    return [sorted(set(words)) for words in found.values()]


# --- figures ----------------------------------------------------------------------------------------


def plain(clusters: Clusters, heads: bool) -> list[list[tuple[int, int]]]:
    """Bring clusters to the scorer's form: no singletons, no mention in two clusters."""
    seen: set[tuple[int, int]] = set()
    out = []
    for cluster in clusters:
        spans = [(w.head, w.head) if heads else (w.begin, w.end) for w in cluster]
        fresh = [s for s in dict.fromkeys(spans) if s not in seen]
        if len(fresh) > 1:
            seen |= set(fresh)
            out.append(fresh)
    return out


def figures(pairs: Iterable[tuple[Clusters, Clusters]], heads: bool) -> str:
    scorer = Scorer()
    for gold, response in pairs:
        scorer.update(Document(predicted=plain(response, heads), truth=plain(gold, heads)))
    mean, parts = scorer.detailed_score("", "", verbose=False)
    cells = [
        " ".join(f"{100 * parts[m][f]:5.1f}" for f in ("precision", "recall", "f1"))
        for m in ("muc", "b_cubed", "ceafe")
    ]
    return "   ".join([*cells, f"{100 * mean:5.1f}"])


def show_misses(text: Text, response: Clusters) -> None:
    """Print where the gold's entities and ours part, by head words."""
    gold_of = {w.head: n for n, c in enumerate(text.clusters) for w in c}
    ours_of = {w.head: n for n, c in enumerate(response) if len(c) > 1 for w in c}
    said = {w.head: text.article.text[w.begin : w.end] for c in [*response, *text.clusters] for w in c}
    print(f"=== {text.id}")

    def listed(cluster: list[Words], others: dict[int, int]) -> str:
        return " | ".join(f"{said[w.head][:50]} <{others.get(w.head, '-')}>" for w in cluster)

    for cluster in response:
        if len(cluster) > 1 and len({gold_of.get(w.head) for w in cluster}) > 1:
            print("  ours :", listed(cluster, gold_of))
    for n, cluster in enumerate(text.clusters):
        own = Counter(ours_of.get(w.head) for w in cluster)
        if len(own) > 1 or None in own:
            print(f"  gold {n} {text.sorts[n]}:", listed(cluster, ours_of))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--split", choices=("train", "dev", "test"), help="only these documents")
    parser.add_argument("--misses", action="store_true", help="print the misses in train documents")
    options = parser.parse_args()
    tools = load_tools()
    rows: list[tuple[str, Clusters, Clusters, Clusters, Clusters]] = []
    for text in read(options.documents):
        if options.split not in {None, text.split}:
            continue
        doc = tools.nlp(text.article.text)
        references = resolve(doc, text.article, tools.gazetteer)
        frames = statements(doc, clauses(doc), references)
        references = with_speakers(references, speakers_of_first_person(doc, frames))
        response, baseline = ours(doc, references), by_name(doc, tools.gazetteer)
        entities = [c for c, s in zip(text.clusters, text.sorts, strict=True) if s in SORTS]
        rows.append((text.split, text.clusters, entities, response, baseline))
        if options.misses and text.split == "train":
            show_misses(text, response)
    print(f"{'':64} {'MUC P R F':17}   {'B³ P R F':17}   {'CEAFe P R F':17}   CoNLL F1")
    for name, splits in (
        ("dev and test", {"dev", "test"}),
        ("train", {"train"}),
        ("all", {"train", "dev", "test"}),
    ):
        some = [r for r in rows if r[0] in splits]
        if not some:
            continue
        for gold, place in (("all gold", 1), ("persons, bodies, places", 2)):
            for heads in (False, True):
                for system, at in (("name match", 4), ("ours", 3)):
                    title = f"{name} ({len(some)}), {gold}, {'heads' if heads else 'exact'}: {system}"
                    print(f"{title:64}", figures(((r[place], r[at]) for r in some), heads))


if __name__ == "__main__":
    main()
