"""One builder of an index at a time, and what it tells others of itself: who it is, and how far.

index/BUILD.lock     held while a build runs; the lock ends with its process, however that ends
index/BUILD.owner    who holds it and what it is doing, as JSON; what a dead process left is not believed
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from qa.errors import IndexLocked
from qa.types import Progress

LOCK = "BUILD.lock"
OWNER = "BUILD.owner"
BUSY = "is being built by"
# Seconds between two notes of how far a build is.
NOTED_EVERY = 0.5


@dataclass(frozen=True, slots=True)
class Builder:
    """A running build: `done` of `total` units of `stage`, as in `Progress`; `since` is ISO 8601, local time.

    `started` tells the process from a later one of the same number: clock ticks, 0 where the system does not say.
    """

    process: int
    host: str
    since: str
    started: int
    stage: str = "starting"
    done: int = 0
    total: int = 0

    def __str__(self) -> str:
        return f"process {self.process} on {self.host} since {self.since}"

    @property
    def percent(self) -> int:
        """How far the stage is, 0 to 100."""
        return 100 * self.done // max(1, self.total)


@contextlib.contextmanager
def locked(index: Path) -> Iterator[Owner]:
    """Hold the lock of an index. Raises IndexLocked, naming who has it, or OSError."""
    import filelock

    try:
        with filelock.FileLock(index / LOCK, timeout=0):
            owner = Owner(index)
            try:
                yield owner
            finally:
                owner.leave()  # while the lock is held: later it could be the note of the next builder
    except filelock.Timeout as error:
        who = builder(index) or "another process"
        raise IndexLocked(f"{index} {BUSY} {who}: wait for it to end") from error


class Owner:
    """The note that the builder keeps of itself."""

    def __init__(self, index: Path) -> None:
        self._place = index / OWNER
        self._builder = here()
        self._noted = 0.0
        self._note()

    def following(self, progress: Progress) -> Progress:
        """`progress`, with a note of it now and then for those who look."""

        def told(stage: str, done: int, total: int) -> None:
            now = time.monotonic()
            if stage != self._builder.stage or now - self._noted > NOTED_EVERY:
                self._builder = replace(self._builder, stage=stage, done=done, total=total)
                self._note()
                self._noted = now
            progress(stage, done, total)

        return told

    def leave(self) -> None:
        """Take the note away."""
        self._place.unlink(missing_ok=True)

    def _note(self) -> None:
        # Replaced whole, for others read it at any time; not forced to disk, for after a crash nobody believes it.
        new = self._place.with_suffix(".new")
        new.write_text(json.dumps(asdict(self._builder)), encoding="utf-8")
        os.replace(new, self._place)


def builder(index: Path) -> Builder | None:
    """Who builds this index now, as far as can be told; None when nobody does."""
    try:
        found = Builder(**json.loads((index / OWNER).read_text(encoding="utf-8")))
        # `field.type` is a text here, as annotations are not evaluated; the names of types tell a bool from an int.
        if any(type(getattr(found, field.name)).__name__ != field.type for field in fields(found)):
            return None
        return found if found.host != socket.gethostname() or _lives(found) else None
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def here() -> Builder:
    """This process, as a builder that begins now."""
    since = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    return Builder(os.getpid(), socket.gethostname(), since, _started(os.getpid()))


def _lives(found: Builder) -> bool:
    try:
        os.kill(found.process, 0)
    except PermissionError:  # it lives, and is another user's
        pass
    except (OSError, OverflowError):
        return False
    # In a container that was started again, the numbers of processes are the same as before.
    return found.process > 0 and found.started == _started(found.process)  # 0 and less are groups of processes


def _started(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        return int(status.rpartition(")")[2].split()[19])  # the name in brackets may hold spaces and brackets
    except (OSError, ValueError, IndexError):
        return 0
