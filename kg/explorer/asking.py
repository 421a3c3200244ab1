"""The page for questions of the reader's own."""

from kg.explorer.page import Page
from kg.explorer.source import PREFIXES, ask
from kg.explorer.visit import Visit
from kg.explorer.wording import local
from kg.graph import queries

STYLES = (  # by which YASGUI's table lets columns be resized: in general, and during a drag
    "zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk=",
    "c0O6TmFAkgpNbHxKAa1BrveWHHopjEtC47i0PzMudxg=",
)


async def asking(visit: Visit) -> Page:
    """Return the editor with the shipped questions as examples."""
    examples = [queries.load(name) for name in queries.names()]
    terms = sorted({(row["term"], local(row["type"])) for row in await ask(visit.graph, "terms")})
    data = {
        "examples": {query.name: {"question": query.question, "text": query.text} for query in examples},
        "base": visit.graph.base,
        "prefixes": PREFIXES,
        "classes": [term for term, kind in terms if kind == "Class"],
        "properties": [term for term, kind in terms if kind.endswith("Property")],
    }
    values = {"data": data, "examples": examples}
    return Page("query.html", "Query", values, styles=STYLES)
