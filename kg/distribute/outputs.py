"""Where the articles of a shard are written: one file of N-Quads for all, or a Turtle file for each."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.files import write_whole, written
from kg.graph.triples import article_iri, triples
from kg.graph.turtle import file_name, to_turtle
from kg.model import Extraction

LEVEL = 6  # of gzip
SHARD, TURTLE = "N-Quads", "Turtle"


class Output(Protocol):
    """Something open that takes articles."""

    def add(self, extraction: Extraction) -> str:
        """Write an article; return its file, if it has one of its own."""


class QuadFile:
    """A named graph for each article, exactly what its Turtle file would hold."""

    def __init__(self, file: gzip.GzipFile, base: str) -> None:
        self.file, self.base = file, base

    def add(self, extraction: Extraction) -> str:
        """Write the article's graph."""
        graph = ox.NamedNode(article_iri(extraction.article.id, self.base))
        quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples(extraction, self.base)]
        data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)  # whole, or an error before any of it
        self.file.write(data or b"")
        return ""


class TurtleFolder:
    """A self-contained file for each article."""

    def __init__(self, folder: Path, base: str) -> None:
        self.folder, self.base = folder, base

    def add(self, extraction: Extraction) -> str:
        """Write the article's file."""
        path = self.folder / file_name(extraction.article.id)
        write_whole(path, to_turtle(triples(extraction, self.base)))
        return str(path)


@contextmanager
def opened(form: str, path: Path, base: str) -> Iterator[Output]:
    """Open the output of a shard; a file of N-Quads takes its place when the block ends well."""
    if form == TURTLE:
        yield TurtleFolder(path, base)
        return
    with (
        written(path) as file,
        gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=file, mtime=0) as packer,
    ):
        yield QuadFile(packer, base)
