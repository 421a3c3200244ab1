"""Plain text and Markdown, with or without front matter, → one record."""

import re

import yaml

from kg.formats.record import Problem, Record

_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+|(?:\n[ \t]*)+\Z")
_FIELDS = "write name: value, one a line; quote values that hold a colon"


class _Strings(yaml.SafeLoader):
    """Reads every value as text: no dates, octal ids or booleans made from titles such as "No"."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - declared like this by PyYAML
        first: [pair for pair in pairs if pair[0] == "tag:yaml.org,2002:null"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def parse(text: str, origin: str, stem: str) -> Record | Problem:
    """Split front matter from the body.

    Every line end becomes a line feed. A body after front matter loses the blank lines around it; without
    front matter, the text is kept as it is. Markup is left alone.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, *rest = text.split("\n")
    if not _FENCE.fullmatch(first):
        return Record({"text": text}, origin, stem)
    end = next((i for i, line in enumerate(rest) if _END.fullmatch(line)), None)
    if end is None:
        return Problem(f"{origin}:1", "front matter without an end", "close it with a line: ---")
    fields = _fields("\n".join(rest[:end]), origin)
    if isinstance(fields, Problem):
        return fields
    return Record(fields | {"text": _BLANK_LINES.sub("", "\n".join(rest[end + 1 :]))}, origin, stem)


def _fields(front: str, origin: str) -> dict[str, object] | Problem:
    try:
        found = yaml.load(front, Loader=_Strings)
    except yaml.MarkedYAMLError as error:
        line = 2 + (error.problem_mark.line if error.problem_mark else 0)
        return Problem(f"{origin}:{line}", f"bad front matter: {error.problem}", _FIELDS)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Problem(f"{origin}:2", f"bad front matter: {str(error) or 'nested too deeply'}", _FIELDS)
    if found is None:
        return {}
    if not isinstance(found, dict):
        return Problem(f"{origin}:2", "front matter isn't a list of fields", _FIELDS)
    return {str(name): value for name, value in found.items()}
