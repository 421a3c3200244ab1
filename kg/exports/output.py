"""A store → a file in the form of another vocabulary; the same store gives the same bytes.

Lines are sorted on disk, each kept once, so that memory does not grow with the store.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.exports import ftm, plover, schemaorg
from kg.exports.alignment import Alignment, load
from kg.exports.event import REPORTED, Event
from kg.exports.reader import Reader
from kg.graph.export import replacing
from kg.graph.sorting import sorted_lines
from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written: what an event becomes, and what stands around and between the lines."""

    suffix: str
    lines: Callable[[Event, Alignment], Iterator[str]]
    before: str = ""
    between: str = "\n"
    after: str = "\n"


FORMS = {
    "plover": Form(plover.SUFFIX, plover.lines),
    "ftm": Form(ftm.SUFFIX, ftm.lines),
    "schema.org": Form(
        schemaorg.SUFFIX,
        schemaorg.lines,
        before=f'{{"@context": {schemaorg.CONTEXT}, "@graph": [\n',
        between=",\n",
        after="\n]}\n",
    ),
}


@dataclass
class Counts:
    """How many events of the statuses asked for were written, and how many have no place in the form."""

    written: int = 0
    left_out: int = 0


def write(store: Store, path: Path, name: str, statuses: Collection[str] = (REPORTED,)) -> Counts:
    """Write the events with some statuses to a file, in one of FORMS."""
    form = FORMS[name]
    if path.suffix.lower() != form.suffix:
        raise StoreError(f"{path}: --as {name} writes a file that ends with {form.suffix}")
    counts = Counts()
    with replacing(path) as file:
        file.write(form.before.encode())
        first = True
        for line in sorted_lines(_lines(store, form, statuses, counts)):
            file.write(f"{'' if first else form.between}{line}".encode())
            first = False
        file.write(("" if first and not form.before else form.after).encode())
    return counts


def _lines(store: Store, form: Form, statuses: Collection[str], counts: Counts) -> Iterator[str]:
    alignment = load()
    for event in Reader(store, alignment).events(statuses):
        empty = True
        for line in form.lines(event, alignment):
            empty = False
            yield line
        counts.written += not empty
        counts.left_out += empty
