"""Where questions wait for their turn: so many are answered at once, and clients take turns.

One client with a hundred questions delays another's first one by the answers that are being worked on and its turn in
the round, not by a hundred. Runs within one event loop; knows no page, no library and no address.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from qa.errors import TooBusy
from qa.web.guard.client import OWNER, PROGRAMS

T = TypeVar("T")

WAITING = 500
"""Questions that wait in all; at four answers a second the last has its own after two minutes."""
PROGRAMS_WAITING = 64
"""Questions of this machine's own programs that wait: more than of any other client."""
RECENT = 0.2  # of the time that an answer takes, how much the last one counts


class _Place:
    """One question that waits; `ticket` is what its asker knows it by."""

    def __init__(self, ticket: object) -> None:
        self.ticket = ticket
        self.called: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class Desk:
    """`simultaneous` answers at once; a client may have `per_client` questions waiting, programs of this machine
    `PROGRAMS_WAITING`, the owner any number."""

    def __init__(self, simultaneous: int, per_client: int, waiting: int = WAITING) -> None:
        self._free = self._simultaneous = simultaneous
        self._threads = ThreadPoolExecutor(simultaneous, thread_name_prefix="answer")
        self._per_client = per_client
        self._most_waiting = waiting
        self._seconds = 0.5  # that an answer takes, of late
        self._waiting: OrderedDict[str, deque[_Place]] = OrderedDict()  # the first client has the next turn

    async def run(self, client: str, work: Callable[[], T], ticket: object = None) -> T:
        """Do `work` in a thread when it is this client's turn, and give what it gives or raise what it raises.

        Raises TooBusy at once when the client or everybody together has too many questions waiting. A caller that is
        cancelled while it waits leaves the queue; work that has begun is finished, and its place kept until then.
        """
        await self._turn(client, ticket)
        working = asyncio.get_running_loop().run_in_executor(self._threads, self._timed, work)
        working.add_done_callback(self._done)
        return await asyncio.shield(working)  # no thread can be stopped: until it ends, its place is taken

    @property
    def crowded(self) -> bool:
        """Whether anybody waits."""
        return bool(self._waiting)

    def before(self, ticket: object) -> int:
        """How many questions will be begun before the one that waits with this ticket; 0 when none does."""
        for client, places in self._waiting.items():
            for round_, place in enumerate(places):
                if place.ticket is ticket:
                    return self._before(client, round_)
        return 0

    def _before(self, client: str, round_: int) -> int:
        """Each round calls one question of every client; whoever stands behind this one does so in every round."""
        before, ahead = round_, True
        for other, places in self._waiting.items():
            if other == client:
                ahead = False
            else:
                before += min(len(places), round_ + ahead)
        return before

    async def _turn(self, client: str, ticket: object) -> None:
        if self._free:  # then nobody waits: `_leave` gives a place to those first
            self._free -= 1
            return
        self._refuse(client)
        place = _Place(ticket)
        self._waiting.setdefault(client, deque()).append(place)
        try:
            await place.called
        except asyncio.CancelledError:
            if place.called.cancelled():
                self._forget(client, place)
            else:
                self._leave()  # it was called in the same moment: the next one goes instead
            raise

    def _refuse(self, client: str) -> None:
        own = len(self._waiting.get(client, ()))
        if client != OWNER and own >= (PROGRAMS_WAITING if client == PROGRAMS else self._per_client):
            told = f"{own} of your questions are waiting already: ask again when one is answered"
            raise TooBusy(told, self._until_answered(len(self._waiting)))  # a round calls one of every client's
        if (everyone := sum(map(len, self._waiting.values()))) >= self._most_waiting:
            told = f"{everyone} questions are waiting already: ask again in a minute"
            raise TooBusy(told, self._until_answered(everyone))

    def _until_answered(self, questions: int) -> int:
        return max(1, math.ceil(questions * self._seconds / self._simultaneous))

    def _timed(self, work: Callable[[], T]) -> T:
        started = time.monotonic()
        try:
            return work()
        finally:
            self._seconds += RECENT * (time.monotonic() - started - self._seconds)

    def _done(self, working: asyncio.Future[T]) -> None:
        if not working.cancelled():
            working.exception()  # whoever asked may have gone, then nobody else takes it
        self._leave()

    def _leave(self) -> None:
        """Give the place of an answer to whoever's turn it is."""
        while self._waiting:
            client, places = self._waiting.popitem(last=False)
            place = places.popleft()
            if places:
                self._waiting[client] = places  # to the end of the round
            if not place.called.done():  # its asker may have been cancelled a moment ago
                place.called.set_result(None)
                return
        self._free += 1

    def _forget(self, client: str, place: _Place) -> None:
        places = self._waiting.get(client, deque())
        if place in places:
            places.remove(place)
        if not places:
            self._waiting.pop(client, None)
