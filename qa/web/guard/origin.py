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
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from qa.errors import QAError

_HOST = re.compile(r"\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+)", re.IGNORECASE)


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
        names = {other: _bare(other) for other in others}
        for other, name in names.items():
            if not name:
                raise QAError(f"{other!r} is not the name of a host: write it as qa.example.org")
        return cls(_is_loopback(address.lower()), frozenset(names.values()))

    def hold(self, host: str) -> bool:
        """Whether the value of a Host header names this server, whatever the port.

        >>> here = Names.of("127.0.0.1")
        >>> here.hold("localhost:7860"), here.hold("[::1]"), here.hold("rebound.example:7860")
        (True, True, False)
        """
        name = _bare(host)
        if name in self.others or _is_loopback(name):
            return True
        if self.loopback or not name:
            return False
        own = socket.gethostname().lower()
        return "." not in name or name.endswith(".local") or name == own or _is_address(name)


def is_foreign(method: str, headers: Headers) -> bool:
    """Whether a browser sent this for another site's page: following a link to this one is all that such may do.

    Programs send neither header and are not meant: they can say what they like anyway.
    """
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        return True  # also "null", which has no host: a sandboxed frame, a file
    if headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return False
    followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return not (method == "GET" and followed)


def _bare(host: str) -> str:
    """The name in a Host header without its port, in small letters; "" for what is no name."""
    name, port = re.fullmatch(r"(.*?)(?::(\d{,5}))?", host.strip(), re.DOTALL).groups()  # type: ignore[union-attr]
    match = _HOST.fullmatch(name)
    if match is None or (port and int(port) > 65535):
        return ""
    return (match["v6"] or match["name"]).lower().rstrip(".")  # a dot at its end makes no other name of it


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
