"""The queue in front of the answers: turns, bounds, and no place lost whatever happens."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from types import SimpleNamespace

import gradio as gr
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from qa.errors import QAError, TooBusy
from qa.web.desk import Desk
from qa.web.guard.client import OWNER, PROGRAMS, caller_of, client_of


class Work:
    """Work that begins when the desk says so and ends when the test does."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.at_once = 0
        self._lock = threading.Lock()
        self._may_end: dict[str, threading.Event] = {}

    def named(self, name: str) -> Callable[[], str]:
        self._may_end[name] = threading.Event()

        def work() -> str:
            with self._lock:
                self.begun.append(name)
                self.at_once = max(self.at_once, len(self.begun) - self.ended)
            assert self._may_end[name].wait(20)
            return name

        return work

    @property
    def ended(self) -> int:
        return sum(self._may_end[name].is_set() for name in self.begun)

    def end(self, name: str) -> None:
        self._may_end[name].set()

    async def until(self, begun: int) -> None:
        async with asyncio.timeout(20):
            while len(self.begun) < begun:
                await asyncio.sleep(0)


async def moment() -> None:
    """Let everybody who can go on do so."""
    for _ in range(5):
        await asyncio.sleep(0)


def test_clients_take_turns() -> None:
    async def scene() -> list[str]:
        desk, work = Desk(1, per_client=10), Work()
        names = ["a1", "a2", "a3", "a4", "b1", "c1", "b2"]
        asking = [asyncio.ensure_future(desk.run(name[0], work.named(name))) for name in names]
        await moment()
        for begun in range(1, len(names) + 1):
            await work.until(begun)
            work.end(work.begun[-1])
        assert await asyncio.gather(*asking) == names
        assert work.at_once == 1
        return work.begun

    assert asyncio.run(scene()) == ["a1", "a2", "b1", "c1", "a3", "b2", "a4"]


@settings(max_examples=60)
@given(st.integers(1, 3), st.lists(st.sampled_from("abcd"), max_size=14), st.data())
def test_the_order_is_what_was_said_and_no_place_is_lost(
    simultaneous: int, clients: list[str], data: st.DataObject
) -> None:
    """`before` is compared with what really happens, after some have left the queue."""

    async def scene() -> None:
        desk, work = Desk(simultaneous, per_client=20), Work()
        names = [f"{client}{number}" for number, client in enumerate(clients)]
        asking = {name: asyncio.ensure_future(desk.run(name[0], work.named(name), name)) for name in names}
        await moment()
        await work.until(min(simultaneous, len(names)))
        waiting = [name for name in names if name not in work.begun]
        left = data.draw(st.sets(st.sampled_from(waiting))) if waiting else set()
        for name in left:
            asking[name].cancel()
        await moment()

        expected = {name: desk.before(name) for name in waiting if name not in left}
        already = list(work.begun)
        while work.ended < len(work.begun):
            work.end(next(name for name in work.begun if not work._may_end[name].is_set()))
            await work.until(min(len(names) - len(left), work.ended + simultaneous))
        assert {name: work.begun.index(name) - len(already) for name in expected} == expected
        assert work.at_once <= simultaneous

        done = await asyncio.gather(*asking.values(), return_exceptions=True)
        assert all(result == name or name in left for name, result in zip(asking, done, strict=True))
        await all_places_are_free(desk, simultaneous)

    asyncio.run(scene())


async def all_places_are_free(desk: Desk, simultaneous: int) -> None:
    meeting = threading.Barrier(simultaneous)  # passed only by so many at once
    await asyncio.wait_for(asyncio.gather(*(desk.run("z", meeting.wait) for _ in range(simultaneous))), 20)


def test_a_client_with_too_many_questions_is_told() -> None:
    async def scene() -> None:
        desk, work = Desk(1, per_client=2, waiting=6), Work()
        asking = [asyncio.ensure_future(desk.run("a", work.named(f"a{n}"))) for n in range(3)]
        await moment()
        with pytest.raises(TooBusy, match="2 of your questions are waiting already: ask again"):
            await desk.run("a", work.named("a3"))
        asking += [asyncio.ensure_future(desk.run(OWNER, work.named(f"o{n}"))) for n in range(4)]
        await moment()
        for client in (OWNER, "b"):
            with pytest.raises(QAError, match="6 questions are waiting already: ask again"):
                await desk.run(client, work.named("one more"))
        for begun in range(1, len(asking) + 1):
            await work.until(begun)
            work.end(work.begun[-1])
        await asyncio.gather(*asking)
        await all_places_are_free(desk, 1)

    asyncio.run(scene())


def test_programs_of_this_machine_have_a_bound_and_its_page_has_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.web.desk.PROGRAMS_WAITING", 3)

    async def scene() -> None:
        desk, work = Desk(1, per_client=2), Work()
        asking = [asyncio.ensure_future(desk.run(PROGRAMS, work.named(f"p{n}"))) for n in range(4)]
        await moment()
        with pytest.raises(TooBusy, match="3 of your questions are waiting already") as told:
            await desk.run(PROGRAMS, work.named("one more"))
        assert told.value.seconds >= 1
        asking += [asyncio.ensure_future(desk.run(OWNER, work.named("page")))]
        await moment()
        for begun in range(1, len(asking) + 1):
            await work.until(begun)
            work.end(work.begun[-1])
        await asyncio.gather(*asking)
        assert work.begun == ["p0", "p1", "page", "p2", "p3"]

    asyncio.run(scene())


def test_a_failure_frees_its_place() -> None:
    async def scene() -> None:
        desk = Desk(2, per_client=2)
        for _ in range(5):
            with pytest.raises(ZeroDivisionError):
                await desk.run("a", lambda: 1 / 0)
        await all_places_are_free(desk, 2)

    asyncio.run(scene())


def test_work_that_nobody_waits_for_keeps_its_place_until_it_ends() -> None:
    async def scene() -> None:
        desk, work = Desk(1, per_client=2), Work()
        first = asyncio.ensure_future(desk.run("a", work.named("first")))
        await work.until(1)
        first.cancel()
        second = asyncio.ensure_future(desk.run("a", work.named("second")))
        await moment()
        assert first.cancelled()
        assert work.begun == ["first"]
        work.end("first")
        work.end("second")
        assert await second == "second"

    asyncio.run(scene())


def test_whoever_is_called_and_cancelled_at_once_passes_the_turn_on() -> None:
    async def scene(cancel_first: bool) -> None:
        desk, work = Desk(1, per_client=5), Work()
        asking = [asyncio.ensure_future(desk.run("a", work.named(str(n)))) for n in range(3)]
        await moment()
        if cancel_first:
            asking[1].cancel()
            desk._leave()
        else:
            desk._leave()
            asking[1].cancel()
        for name in ("0", "2"):
            work.end(name)
        assert await asking[2] == "2"
        assert asking[1].cancelled()

    for cancel_first in (True, False):
        asyncio.run(scene(cancel_first))


def test_who_a_client_is() -> None:
    request = Request({"type": "http", "client": ("192.0.2.7", 5000), "headers": []})
    assert client_of(request) == client_of(gr.Request(request)) == "192.0.2.7"
    assert client_of(Request({"type": "http", "client": ("127.0.0.1", 5000), "headers": []})) == OWNER
    assert client_of(Request({"type": "http", "client": None, "headers": []})) == OWNER
    assert caller_of(Request({"type": "http", "client": ("127.0.0.1", 5000), "headers": []})) == PROGRAMS
    assert caller_of(request) == "192.0.2.7"
    assert client_of(SimpleNamespace()) == client_of(None) == OWNER
