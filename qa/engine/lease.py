"""One builder of an index at an engine at a time.

An engine knows no locks, and no row that only one may write. What it gives to one alone is the name of a collection: so
whoever makes NAME_000008_builder may make generation 8, and nobody else may make any. While it works it adds a row now
and then. Where none comes for long, whoever waits for it takes the next number, which again only one of them gets. No
clocks are compared: each looks at its own.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections.abc import Iterator

from qa.engine import generations
from qa.engine.collections import BUILDER, NO_VECTOR, PartNames, builder_fields, built_by, indexes
from qa.engine.connection import CONNECT, Engine
from qa.errors import EngineFailed, IndexLocked
from qa.index.lock import BUSY, here

BEAT = 2.0
"""Seconds between two rows of a builder."""
DEAD = 30.0
"""Seconds without one after which it is taken for dead."""

# Its first row says who it is; those of the beats follow.
_WHO = 0


@contextlib.contextmanager
def leased(engine: Engine) -> Iterator[Lease]:
    """Hold the right to build. Raises IndexLocked, naming who has it, or who took it over meanwhile; EngineFailed."""
    lease = _taken(engine)
    try:
        yield lease
    except EngineFailed:
        with contextlib.suppress(EngineFailed):  # that one tells more
            lease.check()  # whoever takes over removes what was written until then
        raise
    finally:
        lease.leave()


class Lease:
    """The right to make the generation `number`, once `take` was True."""

    def __init__(self, engine: Engine, number: int) -> None:
        self.number = number
        self._engine = engine
        self._name = PartNames(engine.address.name, number).of(BUILDER)
        self._mark = f"by_{secrets.token_hex(8)}"
        self._left = threading.Event()
        self._beating = threading.Thread(target=self._beat, name="lease", daemon=True)

    def take(self) -> bool:
        """Whether it was given to us. Raises EngineFailed."""
        try:
            self._engine.create(self._name, builder_fields(self._mark), indexes(BUILDER, 0))
        except EngineFailed:
            if not self._engine.fields(self._name):  # nobody else was quicker
                raise
        if self._mark not in self._engine.fields(self._name):
            return False
        self._add(_WHO, str(here()))
        self._beating.start()
        return True

    def check(self) -> None:
        """Raises IndexLocked when another builder has taken over, EngineFailed."""
        later = max(_builders(self._engine), default=0)
        if later != self.number or self._mark not in self._engine.fields(self._name):
            raise IndexLocked(
                f"{self._engine.address} {BUSY} {_who(self._engine, later)}, which took over while this build stood "
                "still: nothing of this one is published"
            )

    def leave(self) -> None:
        """Give it back. An engine that cannot be reached keeps it until it is taken for dead."""
        self._left.set()
        if self._beating.ident is not None:
            self._beating.join()
        with contextlib.suppress(EngineFailed):
            if self._mark in self._engine.fields(self._name):
                self._engine.drop(self._name)

    def _beat(self) -> None:
        beats = _WHO
        while not self._left.wait(BEAT):
            beats += 1
            try:
                self._add(beats, "")
            except EngineFailed:  # it may be back for the next one; who has taken over, `check` tells
                continue

    def _add(self, at: int, who: str) -> None:
        self._engine.insert(self._name, [{"at": at, self._mark: who, **NO_VECTOR}], CONNECT)


def _taken(engine: Engine) -> Lease:
    while True:
        before = max(_builders(engine), default=0)
        if before:
            _wait(engine, before)
        lease = Lease(engine, max({before, *generations.numbers(engine)}, default=0) + 1)  # no number comes twice
        taken = False
        try:
            # What was looked at before may have changed until the name was ours.
            taken = lease.take() and max({*_builders(engine), *generations.numbers(engine)}) == lease.number
            if taken and before:
                engine.drop(_name(engine, before))
        finally:
            if not taken:
                lease.leave()
        if taken:
            return lease


def _wait(engine: Engine, number: int) -> None:
    """Until a builder has ended, or is taken for dead. Raises IndexLocked as soon as it is seen to live."""
    seen, since = _rows(engine, number), time.monotonic()
    while seen is not None and time.monotonic() - since < DEAD:
        time.sleep(BEAT / 10)
        now = _rows(engine, number)
        if now is not None and now > seen:
            raise IndexLocked(f"{engine.address} {BUSY} {_who(engine, number)}: wait for it to end")
        seen = now


def _builders(engine: Engine) -> set[int]:
    found = (built_by(engine.address.name, each) for each in engine.collections())
    return {number for number in found if number is not None}


def _rows(engine: Engine, number: int) -> int | None:
    """How many a builder has written, 0 where that cannot be seen; None when it has ended. Raises EngineFailed."""
    try:
        return engine.count(_name(engine, number))
    except EngineFailed:  # one that was killed while it began has left what nobody can ask
        return 0 if number in _builders(engine) else None


def _who(engine: Engine, number: int) -> str:
    nobody = "another process"
    try:
        mark = engine.fields(_name(engine, number))[1]
        return str(engine.rows(_name(engine, number), [_WHO], [mark], "at")[0][mark]) or nobody
    except (EngineFailed, IndexError):  # it has ended meanwhile
        return nobody


def _name(engine: Engine, number: int) -> str:
    return PartNames(engine.address.name, number).of(BUILDER)
