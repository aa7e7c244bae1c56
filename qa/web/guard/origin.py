"""By which names a request may call this server, and whether another web page made it.

A browser is a door into its user's machine and network: a page from anywhere can send requests to `localhost`, and can
have its own name resolve to 127.0.0.1 (DNS rebinding). Pure functions over headers; knows no page and no server.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.datastructures import Headers

from qa.errors import QAError

_HOST = re.compile(
    r"(?:\[(?P<v6>[0-9a-f:.]{2,45})\]|(?P<name>[a-z0-9._-]{1,255}))(?::(?P<port>[0-9]{0,5}))?", re.IGNORECASE
)
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]{0,30}://(?P<host>[^/]{1,300})", re.IGNORECASE)
# Of each there is one at most: of two, a proxy may believe the other one.
_SINGLE = ("host", "origin", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "authorization", "content-length")


class Malformed(ValueError):
    """A header that cannot be what it is called; the message is for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a server answers to: with `loopback`, this machine's own alone; `others` always.

    A server that is open to a network answers to every name that no stranger can make point at it: addresses, names
    without a dot, names under .local, and the name of the machine.
    """

    loopback: bool = False
    others: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, address: str, others: Iterable[str] = ()) -> Names:
        """Those of a server that listens on `address`. Raises QAError for another one that is no name."""
        names = set()
        for other in others:
            if not (host := _host(other)):
                raise QAError(f"{other!r} is not the name of a host: write it as qa.example.org")
            names.add(_bare(host))
        return cls(_is_loopback(address.lower()), frozenset(names))

    def hold(self, name: str) -> bool:
        """Whether this is the name of this server, as `Addressed.name` gives it.

        >>> here = Names.of("127.0.0.1")
        >>> here.hold("localhost"), here.hold("::1"), here.hold("rebound.example")
        (True, True, False)
        """
        if name in self.others or _is_loopback(name):
            return True
        if self.loopback or not name:
            return False
        own = socket.gethostname().lower()
        return "." not in name or name.endswith(".local") or name == own or _is_address(name)


@dataclass(frozen=True, slots=True)
class Addressed:
    """What the headers of a request say of whom it is for and who made it, read once.

    `name` is that in the Host header without its port, in small letters; `foreign` whether a browser sent the request
    for another site's page: following a link to this one is all that such may do. Programs send no header of it and are
    not meant: they can say what they like anyway.
    """

    name: str
    foreign: bool

    @classmethod
    def of(cls, method: str, headers: Headers) -> Addressed:
        """Raises Malformed.

        >>> Addressed.of("GET", Headers({"host": "LocalHost:7860"}))
        Addressed(name='localhost', foreign=False)
        """
        for name in _SINGLE:
            if len(headers.getlist(name)) > 1:
                raise Malformed(f"The header {name} stands there more than once.")
        value = headers.get("host", "")
        host = _host(value)
        if host is None:
            raise Malformed("The Host header is no name of a host, with or without a port.")
        return cls(_bare(host), _is_foreign(method, value, headers))


def _is_foreign(method: str, host: str, headers: Headers) -> bool:
    origin = headers.get("origin")
    # "null" has no host: a sandboxed frame, a file. Some send nothing at all.
    if origin is not None and (origin.strip() in ("", "null") or _site(origin) != host.strip().lower()):
        return True
    if headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return False
    followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return not (method == "GET" and followed)


def _site(origin: str) -> str:
    match = _ORIGIN.fullmatch(origin.strip())
    if match is None or _host(match["host"]) is None:
        raise Malformed("The Origin header is no address of a site.")
    return match["host"].lower()


def _host(value: str) -> re.Match[str] | None:
    match = _HOST.fullmatch(value.strip())
    if match is None or int(match["port"] or 0) > 65535 or (match["v6"] and not _is_address(match["v6"])):
        return None
    return match


def _bare(host: re.Match[str]) -> str:
    return (host["v6"] or host["name"]).lower().rstrip(".")  # a dot at its end makes no other name of it


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
