"""Addresses of pages for IRIs of the graph, and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlencode

import pyoxigraph as ox

ONTOLOGY = "https://w3id.org/statecraft"
_SAFE = "!$&'()*+,;=:@/-._~%"
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses on one site; a page that stands alone has only places of its own, ``here``."""

    base: str
    here: Mapping[str, str] | None = None

    def page(self, iri: str, *, part: str = "") -> str:
        """Return the address of the page about an IRI."""
        if self.here is not None:
            return self.here.get(iri, "")
        fragment = f"#{quote(part)}" if part else ""
        if iri.startswith(self.base) and not set(rest := iri[len(self.base) :]) & set("?#\\"):
            return "/data/" + quote(rest, safe=_SAFE) + fragment
        if iri.startswith(f"{ONTOLOGY}#"):
            return "/ontology#" + quote(iri[len(ONTOLOGY) + 1 :])
        return "/resource?" + urlencode({"iri": iri}) + fragment

    def iri(self, path: str) -> ox.NamedNode | None:
        """Return the IRI that a path below /data/ stands for, as the client sent it; None if it is none."""
        rest = path.removeprefix("/data/")
        try:
            if not rest.isascii() or re.search("%[89a-fA-F]", rest):
                # IRIs of users' own may hold other letters than ASCII, which browsers send packed
                rest = re.sub("(?:%[89a-fA-F][0-9a-fA-F])+", lambda m: unquote(m[0], errors="strict"), rest)
            return ox.NamedNode(self.base + rest)
        except ValueError:
            return None


def web(address: str) -> str:
    """Return an address that may become a link, else nothing: an article may give javascript: for its own."""
    return address if _WEB.match(address) else ""


def iri(text: str) -> ox.NamedNode | None:
    """Return an IRI; None if the text is none."""
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None
