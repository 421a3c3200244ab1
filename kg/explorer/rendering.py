"""Pages written as HTML: everything from the graph is escaped."""

from functools import cache

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.explorer import wording
from kg.explorer.links import Links
from kg.explorer.page import Page
from kg.explorer.source import Row, Term
from kg.pictures.model import FAMILIES, STATUSES
from kg.pictures.wording import TITLES


class Absent(StrictUndefined):
    """What a template names and isn't there: it may be asked for, never printed."""

    def __bool__(self) -> bool:  # type: ignore[override]
        return False


def render(page: Page, links: Links, **values: object) -> str:
    """Return a page as HTML."""
    template = _environment().get_template(page.template)
    return template.render({**page.values, **values, "page": page, "links": links})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.explorer"),
        autoescape=True,
        undefined=Absent,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"local": wording.local, "words": wording.words, "drawing": Markup}
    environment.globals |= {
        "FAMILIES": FAMILIES,
        "STATUSES": STATUSES,
        "FAMILY": TITLES,
        "STATUS": wording.STATUS,
        "STANCE": wording.STANCE,
        "ROLE": wording.ROLE,
        "is_iri": _is_iri,
        "is_node": _is_node,
        "shown_term": _shown,
    }
    return environment


def _is_iri(row: Row, name: str) -> bool:
    """Tell whether a term of a row is an IRI."""
    return _is_node(row.terms.get(name))


def _is_node(term: Term | None) -> bool:
    return isinstance(term, ox.NamedNode)


def _shown(term: Term | None) -> str:
    """Return a term of an answer as a reader sees it."""
    return "" if term is None else str(term) if isinstance(term, ox.Triple) else term.value
