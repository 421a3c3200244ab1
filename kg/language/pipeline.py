"""The shipped English pipeline: spaCy's tokenizer, one network, a component per job."""

from collections.abc import Collection
from pathlib import Path

import spacy
from spacy.language import Language

from kg.errors import PipelineError
from kg.language import components, quantityentities, repairs
from kg.language.encoder import Encoder
from kg.language.lemmas import Lemmatizer
from kg.language.listentities import ListEntities
from kg.language.tokenization import adapt

NAME = "en_statecraft"
FOLDER = Path(__file__).parent.parent / "data" / NAME
META = {
    "name": "statecraft",
    "description": "English news of statecraft: tags, Universal Dependencies, names, by one int8 network",
    "author": "The authors of statecraft-kg",
    "license": "CC BY-SA 4.0",
}


def load(
    name: str | None = None,
    *,
    threads: int = 1,
    disable: Collection[str] = (),
    exclude: Collection[str] = (),
    folder: Path = FOLDER,
    lists: ListEntities | None = None,
) -> Language:
    """Load the shipped pipeline, or another spaCy pipeline by its name or path.

    ``threads`` are the network's; more change its speed, not its output. ``lists`` are used instead of those
    that ship with the package. PipelineError tells what is missing.
    """
    if name is not None and name != NAME:
        return _other(name, disable, exclude)
    encoder = Encoder(folder, threads)
    nlp = spacy.blank("en", meta={"version": "0.1.0", **META})
    adapt(nlp)
    names = encoder.vocab
    jobs = {
        "encoder": components.Reader(encoder),
        "tagger": components.Tagger(nlp.vocab, names),
        "morphologizer": components.Morphologizer(names),
        "parser": components.Parser(nlp.vocab, encoder),
        "repairs": repairs.mend,
        "ner": components.Namer(names),
        "lists": lists or ListEntities(),
        "quantities": quantityentities.mark,
        "lemmatizer": Lemmatizer(folder / "lemmas.json.gz"),
        "release": components.release,
    }
    for job, component in jobs.items():
        if job not in exclude:
            Language.component(f"statecraft_{job}", func=component)
            nlp.add_pipe(f"statecraft_{job}", name=job)
    for job in set(disable) & set(nlp.pipe_names):
        nlp.disable_pipe(job)
    return nlp


def _other(name: str, disable: Collection[str], exclude: Collection[str]) -> Language:
    try:
        return spacy.load(name, disable=list(disable), exclude=list(exclude))
    except OSError as error:
        raise PipelineError(
            f"spaCy knows no pipeline {name!r}: give an installed package or folder, or leave --pipeline out"
        ) from error
