"""The counts of a shard while it is extracted."""

from collections import Counter

from kg.distribute.report import Note, Report
from kg.faults import failed
from kg.model import Article, Extraction


class Tally:
    """Counts what was written, and notes what was not."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.files: list[str] = []
        self.notes: list[Note] = []

    def put(self, extraction: Extraction, file: str) -> None:
        """Count an article that was written, to a file of its own or to none."""
        article = extraction.article
        self.counts["articles"] += 1
        self.counts["events"] += len(extraction.events)
        self.counts["claims"] += sum(len(event.claims) for event in extraction.events)
        self.counts["entities"] += len(extraction.entities)
        self.counts["words"] += len(article.text.split())
        self.files += [file] if file else []
        self.notes += [Note(article.id, warning, "", "warning") for warning in extraction.warnings]

    def fail(self, article: Article, error: Exception) -> None:
        """Note an article that raised an error."""
        problem = failed(article, error)
        self.notes.append(Note(article.id, problem.message, problem.advice, "error"))

    def leave_out(self, article: Article) -> None:
        """Note an article that must not be read again."""
        message = f'article "{article.id}" was left out: each process that read it ended or did not go on'
        self.notes.append(Note(article.id, message, "please report this with the article", "error"))

    def report(self) -> Report:
        """Return the counts."""
        return Report(**self.counts, files=tuple(self.files), notes=tuple(self.notes))
