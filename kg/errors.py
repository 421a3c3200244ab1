"""What can go wrong, said to people.

KgError
├── InputError      an article that can't be read: the file, the line, what to do
├── PipelineError   the language pipeline can't be loaded
├── LexiconError    a family's lexicon file is wrong
├── OntologyError   an ontology, entity or weapons file is wrong
├── StoreError      the store can't be opened or written
├── QueryError      a query is unknown, malformed or lacks a parameter
└── UsageError      options that don't go together
"""


class KgError(Exception):
    """Base of every error that the command line prints without a stack trace."""


class InputError(KgError):
    """An article can't be read."""


class PipelineError(KgError):
    """The language pipeline can't be loaded."""


class LexiconError(KgError):
    """A lexicon file breaks its format."""


class OntologyError(KgError):
    """An ontology, entity or weapons file can't be used."""


class StoreError(KgError):
    """The store can't be opened, read or written."""


class QueryError(KgError):
    """A query is unknown, malformed or lacks a parameter."""


class UsageError(KgError):
    """Options don't go together."""
