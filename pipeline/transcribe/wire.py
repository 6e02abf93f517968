"""One request to a recognition server: to an address that was checked, bounded in time and size, tried again where that helps.

Standard library alone: no proxy of the environment is used, and no redirection is followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import KoushuError, NotSound, Unreadable, WrongUse

OWN = tuple(  # RFC 1918, loopback, link-local, unique local addresses (RFC 4193)
    map(
        ipaddress.ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "::1/128", "fe80::/10", "fc00::/7"),
    )
)
BUSY = frozenset({429, 502, 503, 504})
MOST = 4 * 2**20  # bytes of an answer: half a minute of speech is a few thousand

Place = tuple[int, int, int, Any]  # family, kind, protocol and address, as `socket` takes them


@dataclass(frozen=True)
class Server:
    """Where a recognition server is: its host's name or address, its port, the path of its interface."""

    host: str
    port: int
    path: str
    encrypted: bool


@dataclass(frozen=True)
class Manners:
    """Seconds to wait for a connection, for an answer, and before each new try."""

    connect_s: float = 10.0
    answer_s: float = 900.0
    waits_s: tuple[float, ...] = (2.0, 10.0, 30.0)


USUAL = Manners()


@dataclass(frozen=True)
class Request:
    """What is posted below the server's path; `secret` is never shown in a sentence."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    secret: str = ""


def server_at(address: str) -> Server:
    """`http://192.168.1.20:8000/v1` taken apart. Raises WrongUse for what is no plain http or https address."""
    refused = WrongUse("service-address", service=address)
    if not re.fullmatch(r"[!-~]+", address):
        raise refused
    try:
        parts = urlsplit(address)
        port = parts.port
        (parts.hostname or "").encode("idna")  # as the resolver will: a label may be empty or too long
    except ValueError:
        raise refused from None
    plain = parts.username is None and parts.password is None and not parts.query and not parts.fragment
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise refused
    encrypted = parts.scheme == "https"
    return Server(parts.hostname, port or (443 if encrypted else 80), parts.path.rstrip("/"), encrypted)


def is_own(address: str) -> bool:
    """Is this IP address on the archive's own network? An IPv4 address in IPv6 clothes is judged as what it is."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return any((mapped or ip) in network for network in OWN)


def post(server: Server, request: Request, manners: Manners, *, elsewhere: bool) -> bytes:
    """The body of a good answer; where the server is busy or the connection is lost, after a few tries.

    `elsewhere`: the server may be outside the archive's own network. Raises NotSound where it may not and is, Unreadable.
    """
    for wait in (*manners.waits_s, None):
        try:
            status, body = _once(server, request, manners, elsewhere=elsewhere)
            if status not in BUSY:
                return _accepted(server, request, status, body)
            failure = _refused(server, request, status, body)
        except (OSError, http.client.HTTPException) as trouble:
            failure = _lost(server, trouble)
            if failure.code != "service-unreachable":
                raise failure from None
        if wait is None:
            break
        time.sleep(wait)
    raise failure


def _once(server: Server, request: Request, manners: Manners, *, elsewhere: bool) -> tuple[int, bytes]:
    connection = _connected(server, manners, elsewhere=elsewhere)
    try:
        with _deadline(connection, manners.answer_s) as over:
            try:
                connection.request("POST", server.path + request.path, request.body, dict(request.headers))
                with connection.getresponse() as response:
                    status, body = response.status, response.read(MOST + 1)
                    if response.length and len(body) <= MOST:
                        raise http.client.IncompleteRead(body, response.length)
            except (OSError, http.client.HTTPException) as trouble:
                if not over.is_set() and not isinstance(trouble, TimeoutError):
                    raise
                over.set()
            if over.is_set():
                raise Unreadable("service-slow", host=server.host, seconds=round(manners.answer_s))
            return status, body
    finally:
        connection.close()


def _connected(server: Server, manners: Manners, *, elsewhere: bool) -> _Connection:
    """A connection to the first of the host's addresses that answers, once every one of them was checked."""
    found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
    if not all(is_own(str(address[0])) for *_, address in found):
        if not elsewhere:
            raise NotSound("service-outside", host=server.host)
        if not server.encrypted:
            raise NotSound("service-not-encrypted", host=server.host)
    trouble: OSError = ConnectionError("no address")
    for family, kind, protocol, _, address in found:
        connection = _Connection(server, (family, kind, protocol, address), manners)
        try:
            connection.connect()
        except OSError as failed:
            trouble = failed
        else:
            return connection
    raise trouble


class _Connection(http.client.HTTPConnection):
    """A connection to one address and no other; a second answer of the name server cannot move it."""

    def __init__(self, server: Server, place: Place, manners: Manners) -> None:
        super().__init__(server.host, server.port)
        self.default_port = 443 if server.encrypted else 80
        self._server, self._place, self._manners = server, place, manners

    def connect(self) -> None:
        """Connect, and where the address says https, encrypt and verify the host's name."""
        family, kind, protocol, address = self._place
        plain = socket.socket(family, kind, protocol)
        try:
            plain.settimeout(self._manners.connect_s)
            plain.connect(address)
            self.sock: socket.socket = plain
            if self._server.encrypted:
                self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self._server.host)
        except BaseException:
            plain.close()
            raise
        self.sock.settimeout(self._manners.answer_s)


@contextmanager
def _deadline(connection: _Connection, seconds: float) -> Iterator[threading.Event]:
    """End whatever the connection is at after so many seconds, even where a byte comes now and then; sets the event."""
    over = threading.Event()
    own = connection.sock  # http.client lets go of it when the server means to close, and reads on

    def end() -> None:
        over.set()
        with suppress(OSError):  # it is gone already
            socket.socket.shutdown(own, socket.SHUT_RDWR)  # SSLSocket's own method would pull its cipher away from the reader

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()


def _accepted(server: Server, request: Request, status: int, body: bytes) -> bytes:
    if 300 <= status < 400:
        raise Unreadable("service-redirected", host=server.host)
    if status != 200:
        raise _refused(server, request, status, body)
    if len(body) > MOST:
        raise Unreadable("service-unlike", host=server.host, reason=f"> {MOST} B")
    return body


def _refused(server: Server, request: Request, status: int, body: bytes) -> KoushuError:
    """With the first words of what the server says, but never with our key in them."""
    said = body[:4000].decode("utf-8", "replace")
    if request.secret:
        said = said.replace(request.secret, "…")
    said = "".join(character if character.isprintable() else " " for character in said)
    return Unreadable("service-refused", host=server.host, status=status, reason=" ".join(said.split())[:200])


def _lost(server: Server, trouble: Exception) -> KoushuError:
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return Unreadable("service-untrusted", host=server.host, reason=trouble.verify_message)
    lost = OSError | http.client.IncompleteRead
    code = "service-unreachable" if isinstance(trouble, lost) else "service-unlike"
    return Unreadable(code, host=server.host, reason=getattr(trouble, "strerror", None) or type(trouble).__name__)
