"""The page for questions of the reader's own."""

from kg.explorer.links import Links
from kg.explorer.page import Page
from kg.explorer.source import Graph
from kg.explorer.start import Fields
from kg.graph import queries


async def asking(graph: Graph, links: Links, fields: Fields) -> Page:
    """Return the editor with the shipped questions as examples."""
    examples = [queries.load(name) for name in queries.names()]
    data = {
        "examples": {query.name: {"question": query.question, "text": query.text} for query in examples},
        "base": graph.base,
    }
    values = {"data": data, "examples": examples}
    return Page("query.html", "Query", values, script="query.js", loose_style=True)
