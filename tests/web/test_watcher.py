"""Saved questions are asked again in the background: after people, once a generation, whatever goes wrong."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qa.errors import ModelNotFound
from qa.saved.store import edited
from qa.web import watcher as module
from qa.web.desk import Desk
from qa.web.watcher import Watcher
from tests.saved.samples import saved


class Library:
    """Two saved questions, and what was done about them, in order."""

    def __init__(self, directory: Path) -> None:
        self.directory, self.read_only, self.partial, self.generation = directory, False, False, 1
        self.done: list[Any] = []
        self.fails = False
        with edited(directory) as now:
            now.questions.extend([saved(1), saved(2)])

    def asked(self, question: int) -> int:
        self.done.append(question)
        return question

    def look(self) -> Any:
        if self.fails:
            self.done.append("failed")
            raise ModelNotFound("no weights")
        return SimpleNamespace(waiting=[1, 2], again=self.asked, keep=self.done.append)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(module, "AFTER_OTHERS", 0.01)
    return Library(tmp_path)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.01)


def during(library: Library, work: Callable[[Watcher, Desk], Any], places: int = 1) -> None:
    async def run() -> None:
        desk = Desk(places, 8)
        watcher = Watcher(library, desk)  # type: ignore[arg-type]
        running = asyncio.create_task(watcher.run())
        try:
            await work(watcher, desk)
        finally:
            running.cancel()

    asyncio.run(run())


def test_each_generation_is_asked_once(library: Library) -> None:
    async def work(watcher: Watcher, desk: Desk) -> None:
        assert watcher.behind()
        await until(lambda: not watcher.behind())
        library.generation = 2
        await until(lambda: not watcher.behind())
        await asyncio.sleep(0.1)  # many looks
        assert library.done == [1, 2, [1, 2]] * 2

    during(library, work)


def test_people_go_first(library: Library) -> None:
    answered = threading.Event()
    asked: list[asyncio.Task[Any]] = []

    async def work(watcher: Watcher, desk: Desk) -> None:
        asked.append(asyncio.create_task(desk.run("a", answered.wait)))
        await asyncio.sleep(0)
        asked.extend(asyncio.create_task(desk.run("b", lambda n=n: library.done.append(f"b{n}"))) for n in range(3))
        await until(lambda: desk.crowded)
        library.generation = 1
        await asyncio.sleep(0.05)
        assert library.done == []
        answered.set()
        await until(lambda: not watcher.behind())
        assert library.done[:3] == ["b0", "b1", "b2"]
        await asyncio.gather(*asked)

    library.generation = 0
    during(library, work)


def test_an_error_is_no_end(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    library.fails = True

    async def work(watcher: Watcher, desk: Desk) -> None:
        await until(lambda: not watcher.behind())
        library.fails, library.generation = False, 2
        await until(lambda: not watcher.behind())
        assert library.done[:3] == ["failed", 1, 2]

    during(library, work)
    assert "not asked again: no weights" in caplog.text


@pytest.mark.parametrize("state", ["read_only", "partial"])
def test_a_page_for_reading_alone_and_an_index_without_all_vectors_wait(library: Library, state: str) -> None:
    setattr(library, state, True)

    async def work(watcher: Watcher, desk: Desk) -> None:
        await asyncio.sleep(0.1)  # many looks
        assert library.done == []

    during(library, work)
