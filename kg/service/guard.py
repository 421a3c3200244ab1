"""What a query or an update from outside must not do: reach out of the store."""

import re
from collections.abc import Callable

from kg.errors import QueryError

# Tokens in which keywords, braces and quotes mean nothing. Whatever stands outside them is searched, also
# within longer words: Oxigraph reads "1SERVICE" and "SERVICE:a" as a keyword and a neighbour.
_HARMLESS = re.compile(
    r"""
      (?P<comment> \#[^\r\n]* )
    | \\[_~.\-!$&'()*+,;=/?\#@%]                           # escape in a local name: ex:a\#b begins no comment
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
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
_IRI, _REST, _OTHER = "\x01", "\x02", "\x03"  # first and further characters of an IRI; of any other token
_CALL = re.compile(rf"service\s*(?:silent\s*)?(?P<iri>{_IRI}{_REST}*)", re.IGNORECASE)
_LOAD = re.compile(
    rf"load\s*(?P<silent>silent)?\s*(?P<iri>{_IRI}{_REST}*)(?:\s*into\s*graph\s*(?P<graph>{_IRI}{_REST}*))?",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"(?P<open>\{)|(?P<close>\})|(?P<conflict>\b(?:using|with)\b)|(?P<short>\bdelete\s*where\b)"
    r"|(?P<where>\bwhere\b)|(?P<load>load)",
    re.IGNORECASE,
)
Relay = Callable[[str], str]  # address of a service → address to ask instead; QueryError for a refusal
Loader = Callable[[str, bool], str]  # address, silent → triples in N-Triples


def masked(text: str) -> str:
    """Return a text of the same length in which only keywords, numbers and punctuation still stand."""

    def mask(token: re.Match[str]) -> str:
        if token["open"]:
            raise QueryError(f"the string that begins at character {token.start() + 1} does not end")
        if token["comment"]:
            return " " * len(token[0])
        return _IRI + _REST * (len(token[0]) - 1) if token["iri"] else _OTHER * len(token[0])

    return _HARMLESS.sub(mask, text)


def guarded_query(text: str, relay: Relay | None = None) -> str:
    """Return a query that asks no other server, or only through the relay; refuse any other."""
    rest, parts, end = masked(text), [], 0
    for word in re.finditer("service", rest, re.IGNORECASE):
        if relay is None:
            raise QueryError("SERVICE is switched off: this endpoint asks no other server")
        call = _CALL.match(rest, word.start())
        if call is None:
            raise QueryError("SERVICE needs its address written in full, in angle brackets")
        start, stop = call.span("iri")
        parts += [text[end:start], f"<{relay(text[start + 1 : stop - 1])}>"]
        end = stop
    return "".join([*parts, text[end:]])


def guarded_update(
    text: str, using: str = "", relay: Relay | None = None, loader: Loader | None = None
) -> str:
    """Return an update that reads no other server and no file, or only through relay and loader.

    ``using`` holds the USING clauses that the protocol's parameters ask for; an update that has its own
    dataset then is refused, as the protocol wants.
    """
    text = guarded_query(text, relay)
    rest, parts, end, depth = masked(text), [], 0, 0
    for step in _STEPS.finditer(rest):
        depth += (step.lastgroup == "open") - (step.lastgroup == "close")
        if depth or step.start() < end or step.lastgroup in {"open", "close"}:
            continue
        if step.lastgroup == "load":
            done, instead = _loaded(text, rest, step.start(), loader)
        elif not using or rest[step.end() :].lstrip().startswith(":"):  # PREFIX with: <…>
            continue
        elif step.lastgroup == "conflict":
            raise QueryError("it names its dataset by USING or WITH and by parameters of the request too")
        elif step.lastgroup == "short":
            done, instead = step.end(), f"DELETE {_block(text, rest, step.end())} {using} WHERE"
        else:
            done, instead = step.end(), f"{using} WHERE"
        parts += [text[end : step.start()], instead]
        end = done
    return "".join([*parts, text[end:]])


def _block(text: str, rest: str, start: int) -> str:
    """Return the braces that follow, with what they hold."""
    depth = 0
    for brace in re.finditer(r"[{}]", rest[start:]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return text[start : start + brace.end()]
    raise QueryError("DELETE WHERE without its pattern")


def _loaded(text: str, rest: str, start: int, loader: Loader | None) -> tuple[int, str]:
    """Return where a LOAD ends, and the INSERT DATA that does the same with what the loader brought."""
    if loader is None:
        raise QueryError("LOAD is switched off: this endpoint reads no other server and no file")
    load = _LOAD.match(rest, start)
    if load is None:
        raise QueryError("LOAD needs its addresses written in full, in angle brackets")
    triples = loader(text[slice(*load.span("iri"))][1:-1], load["silent"] is not None)
    if load["graph"]:
        triples = f"GRAPH {text[slice(*load.span('graph'))]} {{ {triples} }}"
    return load.end(), f"INSERT DATA {{ {triples} }}"
