"""Asks the saved questions again when another generation is live: in the background, whenever nobody else waits."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from starlette.concurrency import run_in_threadpool

from qa import saved
from qa.errors import QAError
from qa.web.desk import Desk
from qa.web.library import Library

LOOK_EVERY = 2.0  # seconds
AFTER_OTHERS = 0.2
CLIENT = "saved questions"
"""Takes turns with the clients at the desk, and begins nothing while one of them waits."""

log = logging.getLogger(__name__)


class Watcher:
    """`run` goes on until it is cancelled. Nothing is marked as seen: that is for people to say."""

    def __init__(self, library: Library, desk: Desk) -> None:
        self._library = library
        self._desk = desk
        self._done = 0

    def behind(self) -> bool:
        """Whether questions are still to be asked again of the generation that is live."""
        return not self._library.read_only and self._done != self._library.generation

    async def run(self) -> None:
        """Look now and then whether there is something to do."""
        while True:
            generation = await run_in_threadpool(self._ready)
            if generation not in (0, self._done):
                try:
                    await self._ask()
                except QAError as error:
                    log.warning("the saved questions were not asked again: %s", error)
                self._done = generation
            await asyncio.sleep(LOOK_EVERY)

    def _ready(self) -> int:
        """The live generation; 0 where nothing is to be done, or not yet: while it lacks vectors."""
        if self._library.read_only or self._library.partial:
            return 0
        return self._library.generation

    async def _ask(self) -> None:
        if not (await run_in_threadpool(saved.listed, self._library.directory)).questions:
            return
        look = await run_in_threadpool(self._library.look)
        looked = []
        for question in look.waiting:
            while self._desk.crowded:
                await asyncio.sleep(AFTER_OTHERS)
            looked.append(await self._desk.run(CLIENT, partial(look.again, question)))
        await run_in_threadpool(look.keep, looked)
