"""Content negotiation: of the formats that can be had, the one that the client wants most."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pyoxigraph as ox

W = TypeVar("W", ox.QueryResultsFormat, ox.RdfFormat)


@dataclass(frozen=True, slots=True)
class Form(Generic[W]):
    """A format, its media types (the one that is sent first), and its writer."""

    media: tuple[str, ...]
    writer: W

    @property
    def content_type(self) -> str:
        """Return the media type to send."""
        text = self.media[0].startswith("text/")
        return f"{self.media[0]}; charset=utf-8" if text else self.media[0]


RESULTS = (
    Form(("application/sparql-results+json", "application/json"), ox.QueryResultsFormat.JSON),
    Form(("application/sparql-results+xml", "application/xml", "text/xml"), ox.QueryResultsFormat.XML),
    Form(("text/csv",), ox.QueryResultsFormat.CSV),
    Form(("text/tab-separated-values",), ox.QueryResultsFormat.TSV),
)
GRAPHS = (
    Form(("text/turtle", "application/x-turtle"), ox.RdfFormat.TURTLE),
    Form(("application/n-triples", "text/plain"), ox.RdfFormat.N_TRIPLES),
    Form(("application/rdf+xml", "application/xml", "text/xml"), ox.RdfFormat.RDF_XML),
    Form(("application/ld+json", "application/json"), ox.RdfFormat.JSON_LD),
)


def choose(accept: str, forms: Sequence[Form[W]]) -> Form[W] | None:
    """Return the form that an Accept header prefers, the first on a tie; None if it takes none."""
    ranges = [r for part in accept.split(",") if (r := _range(part))] or [("*/*", 1.0)]
    quality = [_quality(form.media, ranges) for form in forms]
    best = max(quality)
    return forms[quality.index(best)] if best > 0 else None


def _range(part: str) -> tuple[str, float] | None:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    if not media:
        return None
    for name, _, value in (parameter.partition("=") for parameter in parameters):
        if name.strip() == "q":
            try:
                return media, float(value)
            except ValueError:
                return None
    return media, 1.0


def _quality(media: Sequence[str], ranges: Sequence[tuple[str, float]]) -> float:
    """Return what the most specific range that fits says of a form; wildcards speak of its first type."""
    first = media[0]
    for patterns in (media, (first.partition("/")[0] + "/*",), ("*/*",)):
        found = [quality for name, quality in ranges if name in patterns]
        if found:
            return max(found)
    return 0.0
