"""Inputs → extractions, with problems reported and none of them fatal to the others."""

import argparse
from collections.abc import Iterator

from kg.commands.console import Console
from kg.errors import KgError
from kg.formats.record import Problem
from kg.model import Article, Extraction


def extracted(args: argparse.Namespace, console: Console) -> Iterator[Extraction]:
    """Yield the extraction of each input article; report what can't be read or fails."""
    articles = _articles(args, console)
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


def failed(article: Article, error: Exception) -> Problem:
    """Say that an article was left out: by its own fault where the error says so, else the program's."""
    if isinstance(error, KgError):
        return Problem(article.origin, f'article "{article.id}" was left out: {error}')
    message = f'article "{article.id}" failed and was left out: {type(error).__name__}: {error}'
    return Problem(article.origin, message, "please report this with the article")


def _articles(args: argparse.Namespace, console: Console) -> list[Article]:
    """Read all inputs first: their problems are known before the long work begins."""
    from kg.articles import read

    found = []
    for item in read(args.inputs, args.date, columns=dict(args.column), any_language=args.any_language):
        if isinstance(item, Problem):
            console.problem(item)
        else:
            found.append(item)
    return found
