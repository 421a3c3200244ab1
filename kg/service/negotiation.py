"""Content negotiation: of the formats that can be had, the one that the client wants most."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

import pyoxigraph as ox

from kg.service.messages import Refusal

W = TypeVar("W", ox.QueryResultsFormat, ox.RdfFormat)


@dataclass(frozen=True, slots=True)
class Form(Generic[W]):
    """A format, its short name, its media types (the one that is sent first), and its writer."""

    name: str
    media: tuple[str, ...]
    writer: W

    @property
    def content_type(self) -> str:
        """Return the media type to send."""
        text = self.media[0].startswith("text/")
        return f"{self.media[0]}; charset=utf-8" if text else self.media[0]


RESULTS = (
    Form("json", ("application/sparql-results+json", "application/json"), ox.QueryResultsFormat.JSON),
    Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ox.QueryResultsFormat.XML),
    Form("csv", ("text/csv",), ox.QueryResultsFormat.CSV),
    Form("tsv", ("text/tab-separated-values",), ox.QueryResultsFormat.TSV),
)
TRUTHS = RESULTS[:2]  # SPARQL defines no CSV and no TSV for a yes or no
GRAPHS = (
    Form("ttl", ("text/turtle", "application/x-turtle"), ox.RdfFormat.TURTLE),
    Form("nt", ("application/n-triples", "text/plain"), ox.RdfFormat.N_TRIPLES),
    Form("rdf", ("application/rdf+xml", "application/xml", "text/xml"), ox.RdfFormat.RDF_XML),
    Form("jsonld", ("application/ld+json", "application/json"), ox.RdfFormat.JSON_LD),
    Form("trig", ("application/trig",), ox.RdfFormat.TRIG),
    Form("nq", ("application/n-quads",), ox.RdfFormat.N_QUADS),
)
ONE_GRAPH = GRAPHS[:4]
DATASETS = (GRAPHS[4], GRAPHS[5], GRAPHS[3])


def wanted(accept: str, forms: Sequence[Form[W]]) -> Form[W]:
    """Return the form that an Accept header prefers; Refusal (406) if it takes none."""
    form = choose(accept, forms)
    if form is None:
        types = ", ".join(form.media[0] for form in forms)
        raise Refusal(406, f"None of the accepted formats can be had here; there are {types}")
    return form


def choose(accept: str, forms: Sequence[Form[W]]) -> Form[W] | None:
    """Return the form that an Accept header prefers, the first on a tie; None if it takes none."""
    ranges = _ranges(accept)
    quality = [_quality(form.media, ranges) for form in forms]
    best = max(quality)
    return forms[quality.index(best)] if best > 0 else None


def by_media(content_type: str) -> Form[ox.RdfFormat] | None:
    """Return the format that a Content-Type names, of those in which one graph can be sent."""
    media = content_type.partition(";")[0].strip().lower()
    return next((form for form in ONE_GRAPH if media in form.media), None)


def takes_gzip(accept_encoding: str) -> bool:
    """Tell whether an Accept-Encoding header takes gzip by name."""
    ranges = (_range(part) for part in accept_encoding.split(","))
    return any(r is not None and r[0] in {"gzip", "x-gzip"} and r[1] > 0 for r in ranges)


@lru_cache(maxsize=256)
def _ranges(accept: str) -> tuple[tuple[str, float], ...]:
    return tuple(r for part in accept.split(",") if (r := _range(part))) or (("*/*", 1.0),)


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
