"""An article that could not be extracted or written, said to people."""

from kg.errors import KgError
from kg.formats.record import Problem
from kg.model import Article


def failed(article: Article, error: Exception) -> Problem:
    """Say that an article was left out: by its own fault where the error says so, else the program's."""
    if isinstance(error, KgError):
        return Problem(article.origin, f'article "{article.id}" was left out: {error}')
    message = f'article "{article.id}" failed and was left out: {type(error).__name__}: {error}'
    return Problem(article.origin, message, "please report this with the article")
