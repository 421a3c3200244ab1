"""Inputs → extractions, with problems reported and none of them fatal to the others."""

import argparse
from collections.abc import Iterator

from kg.commands.console import Console
from kg.faults import failed
from kg.formats.record import Problem
from kg.model import Article, Extraction


def extracted(args: argparse.Namespace, console: Console) -> Iterator[Extraction]:
    """Yield the extraction of each input article; report what can't be read or fails."""
    articles = list(read_articles(args, console))  # first all: problems are known before the long work begins
    if not articles:
        return
    from kg.extract import extract_all, load_tools

    tools = load_tools(args.pipeline, tuple(args.entities), args.threads)
    for article, result in console.progress(extract_all(articles, tools), len(articles), "extracting"):
        if isinstance(result, Exception):
            console.problem(failed(article, result))
            continue
        for warning in result.warnings:
            console.problem(Problem(article.origin, warning, severity="warning"))
        yield result


def read_articles(args: argparse.Namespace, console: Console) -> Iterator[Article]:
    """Yield the articles of the inputs, and report what is wrong with the others."""
    from kg.articles import read

    for item in read(args.inputs, args.date, columns=dict(args.column), any_language=args.any_language):
        if isinstance(item, Problem):
            console.problem(item)
        else:
            yield item
