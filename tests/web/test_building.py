"""Builds in a process of their own: real ones, followed, queued, stopped and killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock
import pytest

import qa
from qa.assistant import Assistant
from qa.collection import Collection
from qa.errors import NoDocuments, SourceUnknown
from qa.index.lock import OWNER, Builder, builder, locked
from qa.web.builds.building import Building, BuildJSON
from qa.web.builds.ended import Ended, ended
from qa.web.builds.pace import Stopwatch
from qa.web.library import Library
from tests.web.site import ROOT


@pytest.fixture
def building(articles: Path, tmp_path: Path) -> Iterator[Building]:
    qa.build_index(articles, tmp_path / "index")
    building = Building(Collection(tmp_path / "index"))
    yield building
    building.close()


def until(building: Building, wanted: Callable[[BuildJSON], object], seconds: float = 60) -> BuildJSON:
    """The first state that is wanted."""
    end = time.monotonic() + seconds
    while not wanted(state := building.state()):
        assert time.monotonic() < end, state
        time.sleep(0.02)
    return state


def idle(state: BuildJSON) -> bool:
    return not state["running"]


def write(articles: Path, rows: int, name: str = "many.jsonl") -> None:
    lines = (f'{{"text": "Tram number {row} returned to Marlow after {row**2} years."}}\n' for row in range(rows))
    (articles / name).write_text("".join(lines))


def test_what_a_build_made_is_answered_from_before_its_end_is_told(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.search.retriever.LOOK_EVERY", float("inf"))
    qa.build_index(articles, tmp_path / "index")
    library = Library(tmp_path / "index", Assistant.open)
    library.openers()  # opens the index of before
    building = Building(Collection(tmp_path / "index"), library.follow)
    write(articles, 1, "tram.jsonl")
    building.start()
    until(building, lambda state: state["ended"] == 1)
    found = library.generation
    building.close()
    assert found == 2


def test_a_build_follows_what_came_and_went(building: Building, articles: Path, tmp_path: Path) -> None:
    assert building.state() == {
        "running": False,
        "mine": False,
        "stage": None,
        "done": 0,
        "total": 0,
        "percent": 0,
        "rate": None,
        "seconds_left": None,
        "queued": False,
        "ended": 0,
        "outcome": None,
        "report": None,
        "skipped_more": 0,
        "error": None,
    }
    (articles / "tram.txt").write_text("The tram returned to Marlow after fifty years.")
    (articles / "ferry.txt").unlink()
    (articles / "empty.txt").write_text("")
    building.start()
    begun = building.state()
    assert (begun["running"], begun["mine"], begun["stage"]) == (True, True, "starting")
    state = until(building, idle)
    assert (state["ended"], state["outcome"], state["error"]) == (1, "built", None)
    report = state["report"]
    assert report
    assert (report["added"], report["removed"], report["unchanged"], report["generation"]) == (1, 1, 3, 2)
    assert report["skipped"] == [{"file": "empty.txt", "reason": "empty"}]
    assert qa.Index.open(tmp_path / "index").document("tram.txt")


def test_what_comes_during_a_build_is_built_afterwards(building: Building, articles: Path, tmp_path: Path) -> None:
    write(articles, 300)
    building.start()
    until(building, lambda state: state["stage"] not in ("starting", "loading"))
    (articles / "tram.txt").write_text("The tram returned to Marlow after fifty years.")
    for _ in range(3):
        building.start()
    assert building.state()["queued"]
    state = until(building, idle)
    assert (state["ended"], state["outcome"], state["queued"]) == (2, "built", False)
    assert qa.Index.open(tmp_path / "index").document("tram.txt")
    report = state["report"]
    assert report
    assert report["added"] == 301  # what was added since it was asked for, by both


def test_a_build_is_stopped_and_goes_on_where_it_was(building: Building, articles: Path, tmp_path: Path) -> None:
    write(articles, 1500)
    building.start()
    building.start()
    state = until(building, lambda state: state["stage"] == "embedding" and state["done"] >= 256)
    assert state["mine"]
    assert building.cancel()
    state = until(building, idle)
    assert (state["ended"], state["outcome"], state["queued"]) == (1, "stopped", False)
    assert state["report"] is None
    assert "answers" in str(state["error"])
    assert builder(tmp_path / "index") is None
    assert not (tmp_path / "index" / OWNER).exists()  # it ended of itself
    assert qa.Index.open(tmp_path / "index").document("ferry.txt")
    assert not building.cancel()
    write(articles, 300)
    building.start()  # a stop is for what ran then
    report = until(building, idle)["report"]
    assert report
    assert report["documents"] == 304
    assert report["embedded"] <= 300 - 256


def test_one_that_does_not_listen_is_ended(building: Building, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.web.builds.building.GRACE", 0.2)
    monkeypatch.setattr("qa.web.builds.child.interrupt", lambda process: None)
    write(articles, 20_000)
    building.start()
    until(building, lambda state: state["stage"] == "reading")
    building.cancel()
    assert until(building, idle)["outcome"] == "stopped"


def test_one_that_is_killed_is_told_and_the_next_goes_on(
    building: Building, articles: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(articles, 20_000)
    building.start()
    until(building, lambda state: state["stage"] == "reading")
    found = builder(tmp_path / "index")
    assert found
    os.kill(found.process, signal.SIGKILL)
    state = until(building, idle)
    assert (state["ended"], state["outcome"]) == (1, "failed")
    assert "signal 9" in str(state["error"])
    assert "signal 9" in caplog.text
    write(articles, 10)
    building.start()
    assert until(building, idle)["outcome"] == "built"


def test_a_mistake_is_the_commands_one_line(building: Building, articles: Path) -> None:
    for file in articles.iterdir():
        file.unlink()
    building.start()
    state = until(building, idle)
    assert (state["outcome"], state["report"]) == ("failed", None)
    assert str(state["error"]).startswith("nothing to index in")


def test_without_documents_nothing_is_begun(tmp_path: Path, building: Building) -> None:
    with pytest.raises(NoDocuments, match="add some"):
        Building(Collection(tmp_path / "other" / "index")).start()
    (tmp_path / "index" / "SOURCE").unlink()
    with pytest.raises(SourceUnknown):
        building.start()
    assert idle(building.state())


def test_another_builder_is_followed_and_waited_for(building: Building, articles: Path, tmp_path: Path) -> None:
    (articles / "tram.txt").write_text("The tram returned to Marlow after fifty years.")
    with locked(tmp_path / "index") as owner:
        owner.following(lambda *_: None)("embedding", 3, 10)
        state = building.state()
        assert (state["running"], state["mine"], state["queued"]) == (True, False, False)
        assert (state["stage"], state["done"], state["total"], state["percent"]) == ("embedding", 3, 10, 30)
        assert not building.cancel()
        building.start()
        state = building.state()
        assert (state["running"], state["mine"], state["queued"]) == (True, False, True)
        assert building.cancel()  # it waits no more
        until(building, lambda state: not state["queued"])
        building.start()
        assert building.other()
        time.sleep(0.5)
        assert building.state()["ended"] == 0
    report = until(building, idle)["report"]
    assert report
    assert report["added"] == 1


def test_a_lock_that_shows_no_builder_is_tried_again(building: Building, tmp_path: Path) -> None:
    with filelock.FileLock(tmp_path / "index" / "BUILD.lock"):
        building.start()
        until(building, lambda state: state["queued"])
        assert building.state()["ended"] == 0
    state = until(building, idle)
    assert (state["ended"], state["outcome"]) == (1, "built")


def test_it_ends_with_the_page(building: Building, articles: Path, tmp_path: Path) -> None:
    write(articles, 20_000)
    building.start()
    until(building, lambda state: state["stage"] == "reading")
    found = builder(tmp_path / "index")
    assert found
    assert os.getpriority(os.PRIO_PROCESS, found.process) > os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getsid(found.process) != os.getsid(0)  # Ctrl-C in the terminal does not reach it
    building.close()
    assert builder(tmp_path / "index") is None
    with pytest.raises(ProcessLookupError):
        os.kill(found.process, 0)
    building.start()
    assert idle(building.state())


def test_the_builder_is_this_very_package_wherever_the_page_was_started(articles: Path, tmp_path: Path) -> None:
    """And nothing that lies in the folder it was started in is run."""
    for name in ("qa", "numpy", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong one')")
    code = (
        "import sys, time; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from qa.collection import Collection; from qa.web.builds.building import Building\n"
        "building = Building(Collection(Path('index')))\n"
        "building.start()\n"
        "while (state := building.state())['running']: time.sleep(0.05)\n"
        "print(state['outcome'], state['error'])"
    )
    qa.build_index(articles, tmp_path / "index")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    told = subprocess.run(
        [sys.executable, "-P", "-c", code, str(ROOT)], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert told.stdout == "built None\n", told.stderr


def test_the_pace_of_a_stage() -> None:
    watch = Stopwatch()

    def at(now: float, stage: str, done: int, total: int = 100) -> tuple[float | None, float | None]:
        pace = watch.look(Builder(1, "here", "", 0, stage, done, total), now)
        return pace.rate, pace.seconds_left

    assert at(0, "reading", 0) == (None, None)
    assert at(1, "reading", 0) == (None, None)
    assert at(2, "reading", 20) == (10, 8)
    assert at(3, "reading", 20) == (10, 7)  # nothing new was noted meanwhile
    assert at(4, "reading", 40) == (10, 6)
    assert at(5, "embedding", 40) == (None, None)
    assert at(6, "embedding", 50) == (10, 5)
    assert at(60, "embedding", 50) == (10, 0)
    assert at(61, "embedding", 10) == (None, None)  # another build
    for second in range(100):  # an old rate is forgotten
        rate = at(100 + second, "reading", min(second, 80) + 5 * max(0, second - 80), 1000)[0]
    assert rate == 5


def test_the_report_of_a_queued_build_counts_in_the_one_before() -> None:
    def built(added: int, skipped: int) -> Ended:
        counts = {"documents": 9, "passages": 9, "changed": 0, "removed": 1, "unchanged": 0, "embedded": 2}
        reasons = [{"file": str(number), "reason": "empty"} for number in range(skipped)]
        notes = [{"file": str(number), "text": "read otherwise"} for number in range(skipped)]
        facts = counts | {"added": added, "skipped": reasons, "seconds": 0.5, "generation": 1, "notes": notes}
        return ended(0, json.dumps(facts).encode(), "a warning", stopped=True)

    both = built(0, 150).after(built(3, 2))
    assert both.report
    assert (both.report["added"], both.report["removed"], both.report["documents"]) == (3, 2, 9)
    assert both.report["seconds"] == 1
    assert (len(both.report["skipped"]), both.skipped_more) == (100, 50)
    assert both.report["notes"][99:] == [{"file": "99", "text": "read otherwise"}, {"file": "…", "text": "and 50 more"}]
    assert built(1, 0).after(Ended()) == built(1, 0)


@pytest.mark.parametrize(
    ("code", "told", "complaint", "stopped", "outcome", "error"),
    [
        (2, b"", "a warning\nqa: nothing to index\n", False, "failed", "nothing to index"),
        (2, b"", "qa: nothing to index\n", True, "stopped", "stopped"),
        (130, b"", "\nqa: stopped\n", False, "stopped", "stopped"),
        (1, b"", "Traceback\nZeroDivisionError", False, "failed", "code 1"),
        (-9, b"", "", False, "failed", "signal 9"),
        (-15, b"", "", True, "stopped", "stopped"),
        (0, b"hello", "", False, "failed", "something else"),
    ],
)
def test_how_a_build_ended(code: int, told: bytes, complaint: str, stopped: bool, outcome: str, error: str) -> None:
    end = ended(code, told, complaint, stopped=stopped)
    assert (end.outcome, end.report) == (outcome, None)
    assert error in str(end.error)
    assert "\n" not in str(end.error)
