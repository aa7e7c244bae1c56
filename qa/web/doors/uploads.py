"""Files that arrive at once, and what a slow one may cost the others.

A file is late by the seconds that were spent waiting for its bytes, less those that they take at `PACE`. Late by
`SILENCE` it is given up, whether nothing comes or a byte now and then; and while all places are taken, the latest one
makes room for whoever comes next, so that clients that trickle shut nobody out.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

from qa.web.doors.statuses import Refusal

UPLOADS = 8
"""Files that arrive at once: each is an open file, and its blocks are in memory."""
SILENCE = 60.0
"""Seconds that a file may be late."""
PACE = 1000.0
"""Bytes a second below which a file becomes later and later."""
HARMLESS = 1.0
"""Seconds of being late for which no file makes room for another."""
PATIENCE = 5.0
"""Seconds that a file waits for a place."""


class Upload:
    """A file on its way, and how late it is."""

    def __init__(self) -> None:
        self._late = 0.0
        self._since: float | None = None  # when the wait for its next block began
        self._limit: asyncio.Timeout | None = None
        self._ousted = False

    @property
    def late(self) -> float:
        """Seconds; what comes fast now is no store for waiting later."""
        waiting = 0.0 if self._since is None else _now() - self._since
        return self._late + waiting

    def oust(self) -> None:
        """Let it wait for no further block."""
        self._ousted = True
        if self._limit is not None and not self._limit.expired():
            self._limit.reschedule(_now())

    async def blocks(self, stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The blocks of `stream` as they come. Raises Refusal when it is given up, ClientDisconnect."""
        while True:
            block = await self._next(stream)
            if block is None:
                return
            if block:
                yield block

    async def _next(self, stream: AsyncIterator[bytes]) -> bytes | None:
        if self._ousted:
            raise self._given_up()
        self._since = _now()
        try:
            async with asyncio.timeout(SILENCE - self._late) as self._limit:
                block = await anext(stream, None)
        except TimeoutError as error:
            raise self._given_up() from error
        finally:
            late, self._limit, self._since = self.late, None, None
        self._late = max(0.0, late - len(block or b"") / PACE)
        return block

    def _given_up(self) -> Refusal:
        why = "others were waiting" if self._ousted else f"{SILENCE:.0f} seconds were lost waiting"
        return Refusal(f"the file came too slowly, and {why}: send it again", 408)


class Uploads:
    """The places of the files that arrive. For one event loop."""

    def __init__(self) -> None:
        self._arriving: set[Upload] = set()

    @contextlib.asynccontextmanager
    async def place(self) -> AsyncIterator[Upload]:
        """A place among `UPLOADS`, when there is one. Raises Refusal when there is none for `PATIENCE` seconds."""
        until = _now() + PATIENCE
        while len(self._arriving) >= UPLOADS and not self._made_room():
            if _now() >= until:
                raise Refusal(f"{UPLOADS} files are arriving already: send this one again in a moment", 503)
            await asyncio.sleep(HARMLESS / 10)
        with self._taken() as upload:
            yield upload

    def _made_room(self) -> bool:
        latest = max(self._arriving, key=lambda upload: upload.late)
        if latest.late <= HARMLESS:
            return False
        latest.oust()
        self._arriving.discard(latest)
        return True

    @contextlib.contextmanager
    def _taken(self) -> Iterator[Upload]:
        upload = Upload()
        self._arriving.add(upload)
        try:
            yield upload
        finally:
            self._arriving.discard(upload)


def _now() -> float:
    return asyncio.get_running_loop().time()
