"""The page for questions of the reader's own."""

from kg.explorer.page import Page
from kg.explorer.visit import Visit
from kg.graph import queries


async def asking(visit: Visit) -> Page:
    """Return the editor with the shipped questions as examples."""
    examples = [queries.load(name) for name in queries.names()]
    data = {
        "examples": {query.name: {"question": query.question, "text": query.text} for query in examples},
        "base": visit.graph.base,
    }
    values = {"data": data, "examples": examples}
    return Page("query.html", "Query", values, script="query.js", loose_style=True)
