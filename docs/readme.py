"""Fill the marked places of README.md and docs/event.svg from a real run: ``make readme``."""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from picture import CHOICE, draw, rows

from kg.articles import read
from kg.cli import main
from kg.graph.store import open_for_reading

ROOT = Path(__file__).parent.parent
ARTICLE = "2023-09-14-arms-accusations"
PARAGRAPHS = 2  # of the article, as many as the first screen has room for
QUESTIONS = {  # marked place → the question answered there
    "claimed and denied": [
        "transfers-claimed-and-denied",
        "-p",
        "claimant=White House",
        "-p",
        "denier=Russia",
    ],
    "announced, then done": ["announced-then-done"],
    "differences": ["differences"],
}
WIDTH = 100
ASKED = "SELECT ?status (COUNT(*) AS ?events) { ?event kg:status ?status } GROUP BY ?status ORDER BY ?status"
CURL = """curl -s http://127.0.0.1:8080/sparql -H 'Accept: text/csv' --data-urlencode 'query=
  PREFIX kg: <https://w3id.org/statecraft#>
  """
# The event to draw: of the transfers in that article, the one that most voices speak of.
TRANSFER = (
    "?event <https://w3id.org/statecraft#supplier> ?supplier . ?claim <http://www.w3.org/ns/prov#wasDerivedFrom>"
    f' ?source . ?source <http://purl.org/dc/terms/identifier> "{ARTICLE}" . '
)


def fill(text: str, name: str, content: str) -> str:
    """Return the text with the marked place of that name filled."""
    begin, end = f"<!-- example: {name} -->\n", "<!-- example: end -->"
    if begin not in text:
        sys.exit(f"README.md has no place for: {name}")
    return re.sub(re.escape(begin) + ".*?" + end, lambda _: begin + content + end, text, count=1, flags=re.S)


def article() -> str:
    """Return the beginning of the example article as a quotation."""
    (found,) = [
        a for a in read([ROOT / "examples" / "articles" / f"{ARTICLE}.md"]) if not hasattr(a, "severity")
    ]
    paragraphs = found.text.split("\n\n")[:PARAGRAPHS]
    return "\n>\n".join([f"> **{found.title}** ({found.date})", *(f"> {p}" for p in paragraphs)]) + "\n"


def answer(store: Path, question: list[str]) -> str:
    """Return the command and what it prints."""
    os.environ["COLUMNS"] = str(WIDTH)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["query", *question, "--store", str(store)])
    if "no answer" in out.getvalue():
        sys.exit(f"{shlex.join(question)}: no answer; choose another example")
    return f"```console\n$ kg query {shlex.join(question)}\n{out.getvalue()}```\n"


def curl(store: Path) -> str:
    """Return a request to the endpoint and its answer; another port serves it here."""
    shown = f"{CURL}{ASKED}'"
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", "--no-access-log"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().split()[-1]
            asked = shown.replace("http://127.0.0.1:8080/sparql", url)
            done = subprocess.run(asked, shell=True, check=True, capture_output=True, text=True)
        finally:
            server.terminate()
    return f"```console\n$ kg serve --store store &\n$ {shown}\n{done.stdout}```\n"


def fill_all(store: Path) -> None:
    """Fill README.md and draw the event."""
    readme = ROOT / "README.md"
    text = fill(readme.read_text(encoding="utf-8"), "article", article())
    for name, question in QUESTIONS.items():
        text = fill(text, name, answer(store, question))
    text = fill(text, "curl", curl(store))
    readme.write_text(text, encoding="utf-8")
    with open_for_reading(store) as opened:
        query = CHOICE.replace("?claim kg:ofEvent", f"{TRANSFER}?claim kg:ofEvent")
        (chosen,) = rows(opened.database, query)
        svg = draw(opened.database, chosen["event"].value)
    (ROOT / "docs" / "event.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    fill_all(Path(sys.argv[1]))
