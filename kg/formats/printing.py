"""Names and addresses as they can be shown: whoever made them may know what a terminal obeys."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    r"""Return a name that can always be printed: names on disk needn't be UTF-8, and may hold ``\x1b``."""
    whole = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _CONTROL.sub(lambda match: ascii(match[0])[1:-1], whole)
