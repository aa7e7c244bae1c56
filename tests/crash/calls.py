"""Kill or fail a build at each of its calls to the operating system in turn: `python -m tests.crash.calls`.

Counted are the calls that Python makes on files of the index: open, rename, link, remove, mkdir, rmdir, fsync. (Those
that the search libraries make inside are hit by `tests.crash.kill` and `tests.crash.disk`.) Runs in a process of its
own, since it forks.
"""

from __future__ import annotations

import argparse
import errno
import itertools
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import qa
from qa.index.rollback import roll_back
from tests import crash
from tests.crash.contents import Rows, built, sound, tidy

EVENTS = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir"}
TASKS = ("change", "first", "full", "rollback")
ARTICLES = 6


class Counted:
    """Counts calls of this process on files under `root` whose name holds `named`; the n-th is its last, or fails."""

    def __init__(self, root: Path, at: int, killed: bool, named: str = "") -> None:
        self.root, self.named = str(root), named
        self.at, self.killed = at, killed
        self.number = 0
        self.hit = ""
        self._fsync = os.fsync

    def begin(self) -> None:
        """For the rest of the life of this process: an audit hook cannot be taken away."""
        sys.addaudithook(self._heard)
        os.fsync = self._synced

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in EVENTS or not isinstance(arguments[0], str | bytes):
            return
        path = os.fsdecode(arguments[0])
        beneath = event in ("os.remove", "os.rmdir") and arguments[1] != -1  # rmtree names files by their folder
        if (path.startswith(self.root) or beneath) and self.named in path:
            self._count(event, path)

    def _synced(self, descriptor: int) -> None:
        if not self.named:
            self._count("fsync", "")
        self._fsync(descriptor)

    def _count(self, event: str, path: str) -> None:
        self.number += 1
        if self.number != self.at:
            return
        if self.killed:
            os.kill(os.getpid(), signal.SIGKILL)
        self.hit = f"{event} {path.removeprefix(self.root)}"
        raise OSError(errno.EIO, os.strerror(errno.EIO), path)


class Scene:
    """An index of two generations, and a folder that has changed since."""

    def __init__(self, place: Path) -> None:
        self.source, self.index, self._kept = place / "source", place / "index", place / "kept"
        self.source.mkdir()
        for edition in range(3):
            if edition:
                built(self.source, self._kept)
            self.write(edition)
        built(self.source, place / "anew")
        self.before, self.wanted = sound(self._kept)[0], sound(place / "anew")[0]
        self.restore("rollback")
        roll_back(self.index).close()
        self.old = sound(self.index)[0]

    def write(self, edition: int) -> None:
        """Of each edition some articles are new, some changed, some gone."""
        for number in range(ARTICLES):
            file = self.source / f"{number}.txt"
            if (number + edition) % 5 == 0:
                file.unlink(missing_ok=True)
            elif (number + edition) % 3 or not file.exists():
                file.write_text(f"Ferry {number} sank in edition {edition}. It was the {number}th to do so.")

    def restore(self, task: str) -> None:
        shutil.rmtree(self.index, ignore_errors=True)
        if task != "first":
            shutil.copytree(self._kept, self.index)

    def state(self) -> str:
        """Which of the contents that may be found here are, whole."""
        try:
            rows, partial = sound(self.index)
        except (qa.IndexNotFound, qa.IndexInvalid) as error:
            return type(error).__name__
        known: list[tuple[str, Rows]] = [("old", self.before), ("new", self.wanted), ("rolled back", self.old)]
        return ("partial " if partial else "") + next(name for name, there in known if there == rows)


def attempt(work: Callable[[], object], calls: Counted) -> str:
    """Do it in a process of its own; how that ended, in a line: "done", "killed", or the error. One that is none of
    ours, or anything on stderr, raises AssertionError."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 2)
        told = "none of our errors"
        calls.begin()
        try:
            work()
            told = "done"
        except qa.QAError as error:
            told = f"{type(error).__name__}\t{error}"
        finally:
            os.write(2, f"{told}\n{calls.hit}".encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL:
        assert not text, text
        return "killed"
    told, _, calls.hit = text.partition("\n")
    assert "\n" not in calls.hit, text
    return told


@crash.batches_of(2)
def run(task: str, killed: bool, place: Path, step: int = 1, named: str = "") -> Counter[str]:
    """Try every `step`th call of a task; count what was told and what was found after it."""
    scene, seen = Scene(place), Counter[str]()

    def work() -> None:
        if task == "rollback":
            roll_back(scene.index).close()
        else:
            built(scene.source, scene.index, full=task == "full")

    at = 1
    while True:
        scene.restore(task)
        calls = Counted(scene.index, at, killed, named)
        told = attempt(work, calls)
        if told == "done" and not calls.hit:
            return seen
        where = f"{task}, call {at} ({calls.hit})"
        state = scene.state()
        _judge(task, told, state, where)
        built(scene.source, scene.index)
        assert scene.state() == "new", where
        tidy(scene.index)
        seen[f"{task}, {'killed' if killed else 'a call failed'}: {told.split(chr(9))[0]}, {state} contents found"] += 1
        at += step


def _judge(task: str, told: str, state: str, where: str) -> None:
    """Whatever happened, what was there before is there, or what was to come; "done" means the latter."""
    end = "rolled back" if task == "rollback" else "new"
    allowed = {end} if told == "done" else {"old", end, "partial new"}
    if task == "first" and told != "done":
        allowed |= {"IndexNotFound", "IndexInvalid"}  # the latter: complete, and killed before CURRENT named it
        allowed -= {"old"}
    assert state in allowed, f"{where}: {told}, and then {state}"
    assert told.partition("\t")[0] in ("done", "killed", "NotWritten", "IndexInvalid"), f"{where}: {told}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--tasks", nargs="+", choices=TASKS, default=TASKS)
    options.add_argument("--ends", nargs="+", choices=("kill", "fail"), default=("kill", "fail"))
    options.add_argument("--step", type=int, default=1, help="leave out calls: 10 tries every tenth")
    options.add_argument("--named", default="", help="only calls on files whose name holds this")
    chosen = options.parse_args()
    for task, end in itertools.product(chosen.tasks, chosen.ends):
        with crash.room() as folder:
            crash.table(
                f"Each call of {task!r}: {end}", run(task, end == "kill", Path(folder), chosen.step, chosen.named)
            )


if __name__ == "__main__":
    main()
