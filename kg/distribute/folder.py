"""The folder that a corpus is extracted to.

It holds::

    in/DIGEST.jsonl.gz         the articles of each shard
    DIGEST-RECIPE.nq.gz        their graphs; RECIPE is the digest of all else that the graphs follow from
    DIGEST-RECIPE.json         counts, and what was left out
    shards.json                which shards belong to the last run; others are left from runs before it
    report.jsonl               what was left out of all inputs, or is doubtful
    lock                       held while a run goes on
"""

import fcntl
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.distribute.shard import DIGITS, Shard
from kg.errors import KgError
from kg.files import drafts, make_folder, written

FORMAT = 1
MANIFEST = "shards.json"
_OURS = re.compile(rf"[0-9a-f]{{{DIGITS}}}(-[0-9a-f]{{{DIGITS}}}\.(nq\.gz|json)|\.jsonl\.gz)")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The shards of the last run, in order."""

    base: str
    recipe: str
    shards: tuple[tuple[str, int], ...]  # digest, articles


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of shards."""

    path: Path

    @property
    def inputs(self) -> Path:
        """Return where the articles are."""
        return self.path / "in"

    @property
    def problems(self) -> Path:
        """Return where it stands what was left out."""
        return self.path / "report.jsonl"

    def output(self, shard: str, recipe: str) -> Path:
        """Return where the graphs of a shard are, or will be."""
        return self.path / f"{shard}-{recipe[:DIGITS]}.nq.gz"

    def report(self, shard: str, recipe: str) -> Path:
        """Return where it stands what became of a shard."""
        return self.path / f"{shard}-{recipe[:DIGITS]}.json"

    def outputs(self, manifest: Manifest) -> list[Path]:
        """Return the outputs of the last run, in order."""
        return [self.output(digest, manifest.recipe) for digest, _ in manifest.shards]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep others out; what a run that ended too soon has left half done is removed."""
        make_folder(self.inputs)
        with self._lock():
            self._tidy()
            try:
                yield
            finally:
                self._tidy()

    def _lock(self) -> IO[str]:
        try:
            handle = (self.path / "lock").open("a")
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
            raise KgError(f"{self.path}: another `kg extract` writes here; wait for it, or end it") from None
        except OSError as error:
            raise KgError(f"{self.path}: can't be written: {error.strerror}") from error
        return handle

    def _tidy(self) -> None:
        for folder in (self.path, self.inputs):
            for draft in drafts(folder):
                draft.unlink(missing_ok=True)

    def describe(self, base: str, recipe: str, shards: Iterable[Shard]) -> Manifest:
        """Note what belongs to this run."""
        manifest = Manifest(base, recipe, tuple((shard.digest, shard.articles) for shard in shards))
        told = {"format": FORMAT, "base": base, "recipe": recipe, "shards": manifest.shards}
        with written(self.path / MANIFEST) as file:
            file.write(json.dumps(told, indent=0).encode() + b"\n")
        return manifest

    def described(self) -> Manifest:
        """Return what belongs to the last run; KgError where there was none."""
        path = self.path / MANIFEST
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            if told["format"] != FORMAT:
                raise KgError(f"{path}: has format {told['format']}, this program knows {FORMAT}")
            shards = tuple((str(digest), int(articles)) for digest, articles in told["shards"])
            return Manifest(told["base"], told["recipe"], shards)
        except FileNotFoundError:
            what = f"`kg extract INPUT... --shards -o {self.path}` makes one"
            raise KgError(f"{self.path}: is no folder of shards; {what}") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KgError(f"{path}: can't be read: {error}") from error

    def complete(self, manifest: Manifest) -> list[Path]:
        """Return the outputs of the last run, in order; KgError when it has not come to its end."""
        found = self.outputs(manifest)
        missing = sum(not path.is_file() for path in found)
        if missing:
            told = f"{missing} of {len(found)} shards are not done; give `kg extract` again"
            raise KgError(f"{self.path}: {told}")
        return found

    def stale(self, manifest: Manifest) -> list[Path]:
        """Return the files of runs with other articles or by other means, sorted."""
        current = {self.inputs / f"{digest}.jsonl.gz" for digest, _ in manifest.shards}
        for digest, _ in manifest.shards:
            current |= {self.output(digest, manifest.recipe), self.report(digest, manifest.recipe)}
        ours = (p for f in (self.path, self.inputs) for p in f.iterdir() if _OURS.fullmatch(p.name))
        return sorted(path for path in ours if path not in current)
