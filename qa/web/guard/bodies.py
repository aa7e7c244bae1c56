"""The body of a request: whole and in time, before it goes on to anybody."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive

BODY_BYTES = 1_000_000
"""A question travels with its conversation, which is some 100 KB. Documents are bounded where they are taken."""
BODY_SECONDS = 30


class TooLong(Exception):
    """A body of more than `BODY_BYTES`."""


async def whole(receive: Receive, announced: str | None) -> bytes:
    """The whole body; one that announces itself as too long is not read at all.

    Raises TooLong, TimeoutError, ClientDisconnect.
    """
    # Few digits: int() raises at thousands of them.
    told = announced if announced is not None and announced.isascii() and announced.isdigit() else "0"
    if len(told) > 15 or int(told) > BODY_BYTES:
        raise TooLong
    body = bytearray()
    async with asyncio.timeout(BODY_SECONDS):
        while True:
            message = await receive()
            if message["type"] != "http.request":
                raise ClientDisconnect
            body += message.get("body", b"")
            if len(body) > BODY_BYTES:
                raise TooLong
            if not message.get("more_body", False):
                return bytes(body)


def once(body: bytes, receive: Receive) -> Receive:
    """Give `body`, then whatever else comes, such as that the client has gone."""
    given = False

    async def receive_once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_once
