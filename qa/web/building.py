"""Builds in a process of their own, one at a time: a file that brings its reader down takes no page along.

Another builder, of the command line or of another page, is followed and waited for. What is asked for while a build
runs is done afterwards, for that build may have looked at the folder already.
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

import json
import logging
import os
import subprocess
import tempfile
import threading
import time
from typing import Literal

from typing_extensions import TypedDict

from qa.collection import Collection
from qa.errors import NoDocuments, QAError
from qa.lock import BUSY, Builder, builder
from qa.schema import ReportJSON
from qa.web import child
from qa.web.pace import Pace, Stopwatch

LOOK_EVERY = 0.1  # seconds
# A build that is interrupted ends within a batch; what does not is stuck in a file, and is ended the hard way.
GRACE = 5.0
SKIPPED_SHOWN = 100
ERROR_BYTES = 20_000
INTERRUPTED = 130  # how a command ends after Ctrl-C

Outcome = Literal["built", "failed", "stopped"]


class BuildJSON(TypedDict):
    """How far a build is: `done` of `total` units of `stage`, as in `qa.types.Progress`; and how the last one ended.

    `mine` is False for a build that another process began. `queued`: one more begins when this one has ended. `ended`
    counts those that ended here; `outcome`, `report` and `error` are the last one's. The report counts in what those
    did that it was queued behind, and lists the first of what was skipped; `skipped_more` counts the others.
    """

    running: bool
    mine: bool
    stage: str | None
    done: int
    total: int
    percent: int
    rate: float | None
    seconds_left: float | None
    queued: bool
    ended: int
    outcome: Outcome | None
    report: ReportJSON | None
    skipped_more: int
    error: str | None


class Building:
    """The builds of the index of a collection. Every method may be called from any thread."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._index = collection.index
        self._lock = threading.Lock()
        self._stopwatch = Stopwatch()
        self._worker: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._wanted = self._closed = False
        self._stop = threading.Event()
        self._ended = 0
        self._outcome: Outcome | None = None
        self._report: ReportJSON | None = None
        self._more = 0
        self._alone = True  # whether the next build is the first of those that were asked for together
        self._error: str | None = None

    def start(self) -> None:
        """Build now; while a build runs, once more when it has ended.

        Raises SourceUnknown, or NoDocuments when there is no folder yet.
        """
        if builder(self._index) is None and not any(map(os.path.exists, self._collection.sources)):
            raise NoDocuments("there are no documents yet: add some, and build then")
        with self._lock:
            if self._closed:
                return
            self._wanted = True
            if self._worker is None:
                self._alone = True
                self._worker = threading.Thread(target=self._work, name="build", daemon=True)
                self._worker.start()

    def cancel(self) -> bool:
        """Stop the build that runs here, or waits; whether there was one. What was embedded is kept."""
        with self._lock:
            self._wanted = False
            self._stop.set()
            return self._worker is not None

    def close(self) -> None:
        """Stop, wait until the process is gone, and begin nothing more: before the page ends."""
        with self._lock:
            self._closed = True
            worker = self._worker
        self.cancel()
        if worker is not None:
            worker.join(4 * GRACE)

    def state(self) -> BuildJSON:
        """How far a build is, and how the last one that was begun here ended."""
        now, found = time.monotonic(), builder(self._index)
        with self._lock:
            process, busy = self._process, self._worker is not None
            running = busy or found is not None
            foreign = found is not None and (process is None or found.process != process.pid)
            pace = self._stopwatch.look(found, now) if found else Pace(None, None)
            return BuildJSON(
                running=running,
                mine=busy and not foreign,
                stage=found.stage if found else "starting" if running else None,
                done=found.done if found else 0,
                total=found.total if found else 0,
                percent=found.percent if found else 0,
                rate=None if pace.rate is None else round(pace.rate, 2),
                seconds_left=None if pace.seconds_left is None else round(pace.seconds_left, 1),
                queued=busy and (foreign or (self._wanted and process is not None)),
                ended=self._ended,
                outcome=self._outcome,
                report=self._report,
                skipped_more=self._more,
                error=self._error,
            )

    def other(self) -> Builder | None:
        """Who builds this index without having been begun here."""
        found = builder(self._index)
        with self._lock:
            mine = self._process is not None and found is not None and found.process == self._process.pid
        return None if mine else found

    def _work(self) -> None:
        try:
            while self._take():
                if self._is_free():
                    self._build()
        finally:
            with self._lock:
                if self._worker is threading.current_thread():  # a bug must not be the end of all builds
                    self._worker = self._process = None

    def _take(self) -> bool:
        """Whether a build is wanted; else this thread ends."""
        with self._lock:
            if not self._wanted:
                self._worker = None
                return False
            self._wanted = False
            self._stop.clear()
            return True

    def _is_free(self) -> bool:
        """Wait until nobody else builds; False when told to stop before."""
        while builder(self._index) is not None:
            if self._stop.wait(LOOK_EVERY):
                return False
        return not self._stop.is_set()

    def _build(self) -> None:
        try:
            with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as said:
                process = child.started(self._collection.sources, self._index, told, said)
                with self._lock:
                    self._process = process
                self._wait(process)
                told.seek(0)
                said.seek(max(0, said.seek(0, os.SEEK_END) - ERROR_BYTES))
                report, complaint = told.read(), said.read().decode("utf-8", "replace").strip()
            self._end(process.returncode, report, complaint)
        except (QAError, OSError, ValueError) as error:  # the last: something else was printed than a report
            self._note("failed", None, f"the build could not be run: {error}")

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        """Until the process has ended; when told to stop, ask it to, and then make it."""
        means = iter([lambda: child.interrupt(process), process.terminate, process.kill])
        due = 0.0
        while True:
            try:
                process.wait(LOOK_EVERY)
                return
            except subprocess.TimeoutExpired:
                if self._stop.is_set() and time.monotonic() >= due:
                    next(means, process.kill)()
                    due = time.monotonic() + GRACE

    def _end(self, code: int, report: bytes, complaint: str) -> None:
        last = complaint.rpartition("\n")[2].removeprefix("qa: ")
        if code == 0:
            facts: ReportJSON = json.loads(report)
            self._note("built", facts, None)
        elif self._stop.is_set() or code == INTERRUPTED:
            self._note(
                "stopped", None, "stopped: the index as it was published last answers, what was embedded is kept"
            )
        elif code == 2 and BUSY in last:  # somebody was a moment quicker
            with self._lock:
                self._process, self._wanted = None, True
        elif code == 2:
            self._note("failed", None, last)
        else:
            how = f"was ended by signal {-code}, for want of memory perhaps" if code < 0 else f"ended with code {code}"
            logging.getLogger(__name__).error("the build %s\n%s", how, complaint)
            self._note("failed", None, f"the build {how}: the index as it was answers; build again to go on from there")

    def _note(self, outcome: Outcome, report: ReportJSON | None, error: str | None) -> None:
        skipped = report["skipped"] if report else []
        more = len(skipped[SKIPPED_SHOWN:])
        del skipped[SKIPPED_SHOWN:]
        with self._lock:
            self._process = None
            self._ended += 1
            if report is not None and self._report is not None and not self._alone:
                _add(self._report, report)
            self._alone = report is None
            self._outcome, self._report, self._more, self._error = outcome, report, more, error


def _add(before: ReportJSON, report: ReportJSON) -> None:
    """Count in what a build did that came just before: whoever asked for both looks at the second one's report."""
    report["added"] += before["added"]
    report["changed"] += before["changed"]
    report["removed"] += before["removed"]
    report["embedded"] += before["embedded"]
    report["seconds"] += before["seconds"]
