"""Draw one event of a graph: ``python docs/picture.py GRAPH.ttl [EVENT] > docs/event.svg``.

Its roles stand on the left, its claims with their words on the right. Without EVENT, the disputed event with
the most claims is taken.
"""

import sys
import textwrap
from html import escape

import pyoxigraph as ox

PREFIXES = {
    "kg": "https://w3id.org/statecraft#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
}
CHOICE = """SELECT ?event (COUNT(?claim) AS ?n)
  WHERE { ?claim kg:ofEvent ?event . ?event kg:status kg:Disputed }
  GROUP BY ?event ORDER BY DESC(?n) ?event LIMIT 1"""
FACTS = """SELECT DISTINCT ?p ?o ?label WHERE { <%s> ?p ?o . OPTIONAL { ?o rdfs:label ?label } }
  ORDER BY ?p ?label ?o"""
CLAIMS = """SELECT ?claim ?voice ?stance (MIN(?words) AS ?text) (MIN(?denied) AS ?refuted) WHERE {
  ?claim kg:ofEvent <%s> ; kg:claimant ?who ; kg:stance ?stance ; kg:evidence/nif:anchorOf ?words .
  OPTIONAL { ?who rdfs:label ?voice }
  OPTIONAL { ?claim kg:refutes/kg:claimant/rdfs:label ?denied } }
  GROUP BY ?claim ?voice ?stance ORDER BY ?stance ?voice ?text"""
ROLES = frozenset("participant supplier recipient imposer target tester speaker addressee item place".split())
COLOURS = {"Negated": "#b3261e", "Actual": "#1b6e3c", "Planned": "#1f5fa8", "Possible": "#8a6d00"}
BOX = '<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="8" fill="{fill}" stroke="{stroke}"/>'
LINE = '<path d="M{x1},{y1} C{xm},{y1} {xm},{y2} {x2},{y2}" fill="none" stroke="{colour}" {tip}/>'
TIP = 'marker-end="url(#tip)"'
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 980 {height}" font-family="sans-serif"
  font-size="13">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
<path d="M0,0 L8,4 L0,8 z" fill="#555"/></marker></defs>
<rect width="980" height="{height}" fill="#fff"/>
"""


class Drawing:
    """Collects the shapes."""

    def __init__(self) -> None:
        self.shapes: list[str] = []

    def box(self, x: int, y: int, w: int, lines: list[str], fill: str, stroke: str) -> int:
        """Draw a box of text, its first line bold; return its height."""
        h = 18 * len(lines) + 14
        self.shapes.append(BOX.format(x=x, y=y, w=w, h=h, fill=fill, stroke=stroke))
        for i, line in enumerate(lines):
            weight = ' font-weight="bold"' if i == 0 else ""
            self.shapes.append(f'<text x="{x + 10}" y="{y + 20 + 18 * i}"{weight}>{escape(line)}</text>')
        return h

    def arrow(self, start: tuple[int, int], end: tuple[int, int], label: str, colour: str = "#555") -> None:
        """Draw a labelled arrow."""
        (x1, y1), (x2, y2) = start, end
        x, y = (x1 + x2) // 2, (y1 + y2) // 2 - 5
        self.shapes.append(LINE.format(x1=x1, y1=y1, x2=x2, y2=y2, xm=x, colour=colour, tip=TIP))
        place = f'x="{x}" y="{y}" text-anchor="middle" font-size="11"'
        self.shapes.append(f'<text {place} fill="{colour}">{escape(label)}</text>')


def local(term: object) -> str:
    """Return the local name of an IRI."""
    return getattr(term, "value", "").rsplit("#", 1)[-1]


def rows(store: ox.Store, query: str) -> list[ox.QuerySolution]:
    """Return the rows of an answer."""
    return list(store.query(query, prefixes=PREFIXES))


def draw(store: ox.Store, event: str) -> str:
    """Return the SVG of an event."""
    facts = [(local(r["p"]), r["o"], r["label"]) for r in rows(store, FACTS % event)]
    roles = [(p, label.value) for p, _, label in facts if p in ROLES and label]
    drawing = Drawing()
    places, bottom = draw_claims(drawing, rows(store, CLAIMS % event))
    height = max(bottom, 40 + 52 * len(roles), 140)
    middle = height // 2
    lines = about(facts)
    drawing.box(310, middle - 9 * len(lines) - 7, 160, lines, "#fff6dd", "#8a6d00")
    for number, (role, label) in enumerate(roles):
        y = height * (2 * number + 1) // (2 * len(roles))
        drawing.box(20, y - 16, 170, textwrap.wrap(label, 20)[:2], "#e9f2fb", "#1f5fa8")
        drawing.arrow((310, middle), (190, y), role)
    for y, stance, colour in places:
        drawing.arrow((580, y), (470, middle), stance, colour)
    return HEAD.format(height=height) + "\n".join(drawing.shapes) + "\n</svg>\n"


def about(facts: list[tuple]) -> list[str]:
    """Return the lines of the event's own box."""
    types = [local(o) for p, o, _ in facts if p == "type" and o.value.startswith(PREFIXES["kg"])]
    status = [f"status: {local(o)}" for p, o, _ in facts if p == "status"]
    dates = [f"{p}: {o.value}" for p, o, _ in facts if p in {"date", "startDate", "endDate"}]
    return [*[t for t in types if t != "Event"][:1], *status, *dates]


def draw_claims(drawing: Drawing, claims: list[ox.QuerySolution]) -> tuple[list[tuple[int, str, str]], int]:
    """Draw the claims' boxes; return where their arrows begin, and how far down they reach."""
    places, y = [], 20
    for claim in claims:
        voice = claim["voice"].value if claim["voice"] else "the article itself"
        head = f"{voice} (against {claim['refuted'].value})" if claim["refuted"] else voice
        colour = COLOURS.get(local(claim["stance"]), "#555")
        words = textwrap.wrap(f"“{claim['text'].value}”", 52)[:5]
        h = drawing.box(580, y, 380, [head, *words], "#f7f7fb", colour)
        places.append((y + h // 2, local(claim["stance"]), colour))
        y += h + 16
    return places, y


def main(path: str, event: str | None = None) -> None:
    """Print the SVG of an event of a Turtle file."""
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    found = rows(store, CHOICE)
    if event is None and not found:
        sys.exit(f"{path}: holds no disputed event; name one")
    sys.stdout.write(draw(store, event or found[0]["event"].value))


if __name__ == "__main__":
    main(*sys.argv[1:])
