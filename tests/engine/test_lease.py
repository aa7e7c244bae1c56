"""Several builders of one index at an engine: one at a time, and none that was killed is waited for without end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

import qa
from qa.engine import lease
from qa.engine.address import parsed
from qa.engine.connection import Engine
from qa.engine.lease import leased
from qa.errors import EngineFailed, IndexLocked
from qa.terminal.cli import main
from tests.engine.test_building import collections, titles
from tests.fakes import BagOfWords, touch


def _build(articles: Path, address: str, stage: str, reached: Any, going_on: Any) -> None:
    def progress(now: str, done: int, total: int) -> None:
        if now == stage and done >= total > 0:
            reached.set()
            going_on.wait()

    qa.build_index(articles, address, embedder=BagOfWords(), progress=progress)


@contextmanager
def builder(articles: Path, address: str, stage: str = "embedding") -> Iterator[tuple[Any, Any]]:
    """A process that builds and stands still at the end of a stage, and what lets it go on."""
    context = multiprocessing.get_context("spawn")
    reached, going_on = context.Event(), context.Event()
    process = context.Process(target=_build, args=(articles, address, stage, reached, going_on))
    process.start()
    assert reached.wait(120)
    try:
        yield process, going_on
    finally:
        if process.is_alive():
            process.kill()
        process.join()


def test_the_second_builder_is_told_who_the_first_is(articles: Path, address: str) -> None:
    with builder(articles, address) as (first, going_on):
        command = [sys.executable, "-m", "qa", "build", str(articles), "--index", address, "--model", "static"]
        second = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (second.returncode, second.stdout) == (2, "")
        (said,) = second.stderr.splitlines()[-1:]
        assert f"{address} is being built by process {first.pid} on " in said
        assert " since 20" in said
        with pytest.raises(IndexLocked):
            qa.build_index(articles, address, embedder=BagOfWords())
        going_on.set()
        first.join()
        assert first.exitcode == 0
    assert len(titles(address)) == 4
    touch(articles)
    assert qa.build_index(articles, address, embedder=BagOfWords()).generation == 2  # and nothing is held any more
    assert not [name for name in collections(address) if name.endswith("_builder")]


def test_nobody_goes_back_while_it_is_built(articles: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    qa.build_index(articles, address, embedder=BagOfWords())
    touch(articles)
    with builder(articles, address):
        assert main(["rollback", "--index", address]) == 2
        assert "is being built by process" in capsys.readouterr().err


def test_a_builder_that_was_killed_is_not_waited_for_without_end(
    articles: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with builder(articles, address) as (first, _):
        os.kill(first.pid, signal.SIGKILL)
        first.join()
        assert any(name.endswith("_builder") for name in collections(address))
        monkeypatch.setattr(lease, "DEAD", 0.5)
        assert qa.build_index(articles, address, embedder=BagOfWords()).documents == 4
    assert not [name for name in collections(address) if name.endswith("_builder")]


def test_one_that_was_killed_before_it_said_anything(
    address: str, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "DEAD", 0.5)
    engine = Engine(parsed(address))
    name = f"{engine.address.name}_000004_builder"
    engine.create(name, lease.builder_fields("by_nobody"), {"none": "FLAT"})
    assert qa.build_index(articles, address, embedder=BagOfWords()).generation == 5
    assert name not in engine.collections()
    engine.close()


@pytest.mark.parametrize("stage", ["embedding", "writing"])
def test_one_that_stood_still_for_too_long_publishes_nothing(
    articles: Path, address: str, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, going_on, said = threading.Event(), threading.Event(), []

    def build() -> None:
        try:
            _build(articles, address, stage, reached, going_on)
        except (IndexLocked, EngineFailed) as error:
            said.append(error)

    with monkeypatch.context() as patched:
        patched.setattr(lease, "BEAT", 3600.0)  # as of a process that was stopped
        first = threading.Thread(target=build)
        first.start()
        assert reached.wait(120)
    monkeypatch.setattr(lease, "DEAD", 0.5)
    (articles / "pier.txt").write_text("The pier of Halvern burned down.\n", encoding="utf-8")
    second = qa.build_index(articles, address, embedder=BagOfWords())
    going_on.set()
    first.join()
    (error,) = said
    assert isinstance(error, IndexLocked)
    assert "took over" in str(error)
    assert second.documents == len(titles(address)) == 5
    assert {name.split("_")[-2] for name in collections(address)} == {f"{second.generation:06d}"}


def test_of_many_at_once_one_builds(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "BEAT", 0.2)
    inside: list[int] = []
    together: list[int] = []
    done = threading.Event()

    def build() -> None:
        engine = Engine(parsed(address))
        with suppress(IndexLocked), leased(engine):
            inside.append(1)
            together.append(len(inside))
            done.wait()
            inside.pop()
        engine.close()

    threads = [threading.Thread(target=build) for _ in range(6)]
    for thread in threads:
        thread.start()
    while sum(thread.is_alive() for thread in threads) > 1:  # the others are told off
        time.sleep(0.05)
    done.set()
    for thread in threads:
        thread.join()
    assert together == [1]
