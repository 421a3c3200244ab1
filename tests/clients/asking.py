"""The same questions, asked by each client; answers come in one form, whoever has asked."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper

ROOT = Path(__file__).parents[2]
TOKEN = "correct-horse-battery"
Answer = bool | list[dict[str, str]] | set[str]
KG = "https://w3id.org/statecraft#"
PREFIXES = f"""
PREFIX kg: <{KG}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
CLIENT_SECONDS = 120
DATA = "https://w3id.org/statecraft/data/entity"
SUMMIT = """
?meeting a kg:InPersonMeeting ; kg:status kg:Reported ; kg:date ?date ; kg:participant ?kim, ?guest ;
  kg:place/rdfs:label "Vostochny Cosmodrome"@en .
?kim rdfs:label "Kim Jong Un"@en . ?guest rdfs:label ?name
FILTER(?guest != ?kim && ?date > "2023-01-01"^^xsd:date)
"""
ERDOGAN = '?meeting kg:participant/rdfs:label "Recep Tayyip Erdoğan"@en, "Donald Trump"@en'


@dataclass(frozen=True)
class Question:
    """A query in parts, so that the pattern can be put into a SERVICE, and its answer."""

    form: str
    pattern: str
    answer: Answer
    end: str = ""

    def text(self, service: str = "") -> str:
        """Return the query, about what a service has if one is named."""
        pattern = f"SERVICE <{service}> {{ {self.pattern} }}" if service else self.pattern
        return f"{PREFIXES}{self.form} {{ {pattern} }} {self.end}"


GUESTS = ("Sergei Lavrov", "Sergei Shoigu", "Vladimir Putin")
QUESTIONS = {
    "select": Question(
        "SELECT ?date ?name WHERE",
        SUMMIT,
        [{"date": "2023-09-13", "name": name} for name in GUESTS],
        "ORDER BY ?name",
    ),
    "ask": Question("ASK", ERDOGAN, True),
    "ask-no": Question("ASK", ERDOGAN.replace("Donald Trump", "Kim Jong Un"), False),
    "construct": Question(
        "CONSTRUCT { ?kim kg:met ?guest } WHERE",
        SUMMIT,
        {f"<{DATA}/kim-jong-un> <{KG}met> <{DATA}/{name.lower().replace(' ', '-')}>" for name in GUESTS},
    ),
}


def by_wrapper(endpoint: str, query: str, **options: str) -> Answer:
    """Ask by SPARQLWrapper."""
    client = SPARQLWrapper(endpoint, returnFormat=TURTLE if "CONSTRUCT" in query else JSON)
    client.setMethod(options["method"])
    client.setRequestMethod(options["body"])
    client.setQuery(query)
    found: Any = client.queryAndConvert()
    return triples(found, "text/turtle") if isinstance(found, bytes) else from_json(found)


def by_rdflib(endpoint: str, query: str, method: str) -> Answer:
    """Ask by rdflib's SPARQLStore."""
    found = Graph(SPARQLStore(endpoint, method=method)).query(query)
    if found.type == "ASK":
        return found.askAnswer is True
    if found.graph is not None:
        return triples(found.graph.serialize(format="nt").encode(), "application/n-triples")
    return [{str(name): str(value) for name, value in row.asdict().items()} for row in found]  # type: ignore[union-attr]


def by_curl(address: str, query: str, *options: str) -> Answer:
    """Ask by curl, as JSON or N-Triples."""
    accept = "Accept: application/sparql-results+json, application/n-triples"
    command = ["curl", "--silent", "--fail-with-body", "--header", accept, *options, address]
    return parsed(output([*command, "--data-urlencode", f"query={query}"]))


def by_comunica(folder: Path, query: str, *sources: str) -> Answer:
    """Ask by Comunica's command."""
    form = "application/n-triples" if "CONSTRUCT" in query else "application/sparql-results+json"
    command = ["npx", "comunica-sparql", *sources, "--outputType", form, "--query", query]
    return parsed(output(command, folder))


def output(command: Sequence[str], folder: Path | None = None) -> str:
    """Return what a command prints."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=CLIENT_SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def parsed(text: str) -> Answer:
    """Read results in JSON, or triples."""
    found = text.startswith("{") and json.loads(text)
    return from_json(found) if found else triples(text.encode(), "application/n-triples")


def from_json(found: Any) -> Answer:
    """Read parsed results in JSON."""
    if "boolean" in found:
        return bool(found["boolean"])
    rows = found["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in rows]


def triples(data: bytes, media: str) -> set[str]:
    """Read triples."""
    form = ox.RdfFormat.from_media_type(media)
    return {str(quad.triple) for quad in ox.parse(data, form)}
