"""Who may do what: names of this server, origins of pages, and the token of those who write."""

import hmac
from urllib.parse import urlsplit

from kg.errors import KgError
from kg.service.messages import Refusal, Request
from kg.service.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MIN_TOKEN = 16  # characters


def check_settings(settings: Settings) -> None:
    """KgError for a combination that would let anybody in, or that can't work."""
    if settings.writable and not settings.loopback and not settings.token:
        raise KgError(
            f"--writable on {settings.host} lets anybody change the store; give a token by --token-file, "
            "or bind to 127.0.0.1"
        )
    if settings.token and len(settings.token) < MIN_TOKEN:
        raise KgError(f"the token is too easy to guess; it needs {MIN_TOKEN} characters or more")
    for option, addresses in (("--cors", settings.origins), ("--federate", settings.federation)):
        for address in addresses:
            parts = urlsplit(address)
            if address != "*" and (parts.scheme not in {"http", "https"} or not parts.hostname):
                raise KgError(f"{option} {address}: an address begins with https:// or http://")
    if "*" in settings.federation:
        raise KgError("--federate *: list the addresses that may be asked")
    if min(settings.workers, settings.seconds, settings.result_limit, settings.memory_limit) <= 0:
        raise KgError("workers and limits have to be above zero")


def check_host(host: str, settings: Settings) -> None:
    """Refuse a request by a foreign name: a web page can give its own name the address of this machine."""
    if not settings.loopback:
        return
    if _name(f"//{host}") not in LOOPBACK | set(settings.names):
        raise Refusal(421, "This server is not known by that name; see --host-name")


def check_write(request: Request, settings: Settings) -> None:
    """Refuse a write that is not allowed, or that a web page from elsewhere sends."""
    if not settings.writable:
        raise Refusal(403, "This endpoint is read-only")
    origin = request.header("origin")
    if origin and origin not in settings.origins and origin.partition("://")[2] != request.header("host"):
        raise Refusal(403, "Pages of other sites may not change this store")
    if not settings.token:
        return
    scheme, _, given = request.header("authorization").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), settings.token.encode()):
        raise Refusal(401, "A token is needed to write", WWW_Authenticate='Bearer realm="kg"')


def _name(url: str) -> str:
    """Return the host that an address names; nothing if it is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
