"""A connection of uvicorn's that is not held for ever by a client that is slow, or that speaks no HTTP."""

from __future__ import annotations

import asyncio
import http
import json
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from qa.web.guard.replies import HEADERS

HEAD_SECONDS = 20.0
"""From its first byte, the head of a request may take so long; its body is bounded by the guard."""
UNREAD_SECONDS = 60.0
"""So long a client may leave unread what is sent to it, some 64 KB."""


class Connection(H11Protocol):
    """Everything that goes wrong before there is a request is answered with the headers of every other reply."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._begun = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Whoever connects has a request to make."""
        super().connection_made(transport)
        self._head = self.loop.call_later(HEAD_SECONDS, self._too_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """What was waited for will not come."""
        for timer in (self._head, self._unread):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some of a head, or of a body."""
        self._begun = True
        try:
            super().data_received(data)
        except ValueError:  # a length of more digits than int() takes
            self.send_400_response("Invalid HTTP request received.")
        if self.conn.their_state is not h11.IDLE:  # the head is complete
            self._begun = False
            if self._head is not None:
                self._head.cancel()
                self._head = None
        elif self._head is None:
            self._head = self.loop.call_later(HEAD_SECONDS, self._too_late)

    def pause_writing(self) -> None:
        """The client does not read."""
        super().pause_writing()
        self._unread = self._unread or self.loop.call_later(UNREAD_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It does again."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        self._refuse(400, msg)

    def _too_late(self) -> None:
        if self._begun:
            self._refuse(408, "The request did not arrive in time.")
        else:
            self.transport.close()

    def _refuse(self, status: int, error: str) -> None:
        # Not by way of h11, which may have lost the thread; and not into a reply that has begun.
        if not self.transport.is_closing() and (self.cycle is None or not _is_answering(self.cycle)):
            body = json.dumps({"error": error}).encode()
            told = {"content-type": "application/json", "content-length": str(len(body)), "connection": "close"}
            lines = [f"HTTP/1.1 {status} {http.HTTPStatus(status).phrase}"]
            lines += [f"{name}: {value}" for name, value in (told | HEADERS).items()]
            self.transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        self.transport.close()


def _is_answering(cycle: Any) -> bool:
    return bool(cycle.response_started and not cycle.response_complete)
