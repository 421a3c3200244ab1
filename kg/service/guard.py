"""What a query from outside must not do: reach out of the store, or exhaust the parser."""

import re

from kg.errors import QueryError

MAX_LENGTH = 65_536  # Oxigraph parses by recursion; see STACK in the endpoint

# Tokens in which the letters SERVICE and quotes mean nothing. Whatever stands outside them is searched,
# also within longer words: Oxigraph reads "1SERVICE" and "SERVICE:a" as a keyword and a neighbour.
_HARMLESS = re.compile(
    r"""
      \#[^\r\n]*                                           # comment
    | \\[_~.\-!$&'()*+,;=/?\#@%]                           # escape in a local name: ex:a\#b begins no comment
    | <[^<>"{}|^`\\\x00-\x20]*>                            # IRI
    | \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3}
    | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
    | " (?: [^"\\\r\n] | \\. )* "
    | ' (?: [^'\\\r\n] | \\. )* '
    | [?$]\w+                                             # variable
    | : [\w:%] (?: [\w.\-:%]* [\w\-:%] )?                  # local name; may hold a dot, but not begin with it
    | (?P<open> ["'] )                                    # a string that does not end
    """,
    re.VERBOSE | re.DOTALL,
)


def check(query: str) -> str:
    """Return a query that only reads this store; refuse any other."""
    if len(query) > MAX_LENGTH:
        raise QueryError(f"it is longer than {MAX_LENGTH} characters")
    rest, end = [], 0
    for token in _HARMLESS.finditer(query):
        if token["open"]:
            raise QueryError(f"the string that begins at character {token.start() + 1} does not end")
        rest.append(query[end : token.start()])
        end = token.end()
    rest.append(query[end:])
    if any("service" in part.casefold() for part in rest):
        raise QueryError("SERVICE is switched off: this endpoint asks no other server")
    return query
