"""Who is asking, as far as a server without accounts can know: the address a request came from."""

from __future__ import annotations

import ipaddress
from typing import Any

OWNER = ""
"""Whoever sits at the machine that runs the server, at its page."""
PROGRAMS = "programs"
"""Programs on that machine: they take turns with the page, as other clients do."""


def client_of(request: Any) -> str:
    """The client of a request of Starlette or Gradio, `OWNER` for this machine itself and for calls without one.

    Behind a proxy on this machine the server takes the address from X-Forwarded-For, from nobody else.
    """
    peer = getattr(request, "client", None)
    return network(peer.host) if peer is not None else OWNER


def caller_of(request: Any) -> str:
    """The client of a request that no page makes."""
    return client_of(request) or PROGRAMS


def network(address: str) -> str:
    """An address as the place that one client has: for IPv6 its network, for loopback `OWNER`.

    >>> network("192.0.2.7"), network("2001:db8:1:2:3:4:5:6"), network("127.0.0.1")
    ('192.0.2.7', '2001:db8:1:2::', '')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]  # a name that a proxy gave
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return network(str(parsed.ipv4_mapped))
        # Whoever has one address of a network has the other 2**64 as well.
        return OWNER if parsed.is_loopback else str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return OWNER if parsed.is_loopback else str(parsed)
