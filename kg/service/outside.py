"""One request to a public server: no private address, no redirect, no endless answer."""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from kg.errors import QueryError

SECONDS = 30
MAX_BYTES = 64 << 20
QUERY = "application/sparql-query"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def fetch(url: str, accept: str, query: bytes | None = None) -> tuple[str, bytes]:
    """Return content type and body of what a public server answers; QueryError when there is none."""
    parts = urlsplit(url)
    kind = _Secure if parts.scheme == "https" else _Plain
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Accept": accept, "User-Agent": "kg", **({} if query is None else {"Content-Type": QUERY})}
    try:
        connection.request("GET" if query is None else "POST", target, query, headers)
        answer = connection.getresponse()
        body = answer.read(MAX_BYTES + 1)
        if answer.status != 200 or len(body) > MAX_BYTES:
            raise QueryError(f"{url} answers with status {answer.status} and {len(body)} bytes")
        return answer.headers.get("Content-Type", ""), body
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise QueryError(f"{url} can't be asked: {error}") from error
    finally:
        connection.close()


def public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet, also when it hides another one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None or ip in _NAT64:
            return inner is not None and public(str(inner))
    return ip.is_global and not ip.is_multicast


def _connected(host: str, port: int) -> socket.socket:
    """Connect to a host, but only at an address that is public: what was checked is what is used."""
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not public(str(address[0])):
            raise OSError("its address is not a public one")
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(SECONDS)
            connection.connect(address)
            return connection
        except OSError:
            connection.close()
    raise OSError("no connection")


class _Plain(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = _connected(self.host, self.port)


class _Secure(http.client.HTTPSConnection):
    def connect(self) -> None:
        plain = _connected(self.host, self.port)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
