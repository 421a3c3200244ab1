"""By what means articles are extracted, and the digest of all that their triples follow from."""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from kg.errors import KgError, PipelineError
from kg.resources import folder

PACKAGE = Path(__file__).parents[1]
SHIPPED = "data/en_statecraft"
# Everything below the package that an article's triples follow from. A test compares it with what is in use.
CODE = (
    "*.py",
    "language/*.py",
    "language/*.toml",
    "families/*.toml",
    "graph/__init__.py",
    "graph/triples.py",
    "graph/vocab.py",
    "resolve/__init__.py",
    "resolve/status.py",
    "distribute/extraction.py",
    "distribute/extractor.py",
    "distribute/outputs.py",
)
NO_MATTER = frozenset({"__main__.py", "articles.py", "build.py", "cli.py", "dataset.py", "files.py"})
LISTS = ("statecraft.ttl", "entities.ttl", "weapons.ttl", "towns.tsv")
LIBRARIES = ("spacy", "onnxruntime", "tokenizers", "numpy", "pyoxigraph")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the command line says about the means."""

    base: str
    pipeline: str | None = None
    entities: tuple[Path, ...] = ()
    threads: int = 1  # of the network; they don't change what it says

    def digest(self) -> str:
        """Return a digest of code, data, pipeline, libraries and base; KgError names what is missing."""
        sums = hashlib.sha256(f"{self.base}\nPython {sys.version_info[:2]}\n".encode())
        for library in LIBRARIES:
            sums.update(f"{library} {version(library)}\n".encode())
        for name, path in self.files():
            sums.update(f"{name} {_digest(path)}\n".encode())
        return sums.hexdigest()

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield the files that matter, each with a name that is the same wherever the package lies."""
        for pattern in CODE:
            for path in sorted(PACKAGE.glob(pattern)):
                name = path.relative_to(PACKAGE).as_posix()
                if name not in NO_MATTER:
                    yield name, path
        for name in LISTS:
            yield f"ontology/{name}", folder("ontology") / name
        for number, path in enumerate(self.entities):
            yield f"entities {number}", path
        model = PACKAGE / SHIPPED if self.pipeline is None else _installed(self.pipeline)
        for path in sorted(model.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"pipeline/{path.relative_to(model).as_posix()}", path


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise KgError(f"{path}: can't be read: {error.strerror}") from error


def _installed(pipeline: str) -> Path:
    """Return the folder of a spaCy pipeline, given as spacy.load() takes it."""
    from spacy.util import get_package_path, is_package

    if is_package(pipeline):
        return get_package_path(pipeline)
    if Path(pipeline).is_dir():
        return Path(pipeline)
    raise PipelineError(
        f"spaCy knows no pipeline {pipeline!r}: give an installed package or folder, or leave --pipeline out"
    )
