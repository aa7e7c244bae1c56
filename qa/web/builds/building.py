"""Builds in a process of their own, one at a time: a file that brings its reader down takes no page along.

Another builder, of the command line or of another page, is followed and waited for. What is asked for while a build
runs is done afterwards, for that build may have looked at the folder already.
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

import logging
import os
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable

from qa.collection import Collection
from qa.errors import NoDocuments, QAError
from qa.index.lock import BUSY, Builder, builder
from qa.web.builds import child
from qa.web.builds.ended import MISTAKE, Ended, ended, failed
from qa.web.builds.pace import Pace, Stopwatch
from qa.web.builds.state import BuildJSON

LOOK_EVERY = 0.1  # seconds
# A build that is interrupted ends within a batch; what does not is stuck in a file, and is ended the hard way.
GRACE = 5.0
AGAIN_AFTER = 2.0
ERROR_BYTES = 20_000


class Building:
    """The builds of the index of a collection. Every method may be called from any thread."""

    def __init__(self, collection: Collection, follow: Callable[[], object] = lambda: None) -> None:
        """`follow` is called when a build has ended, before that is told: who is told asks the new articles at once."""
        self._collection = collection
        self._follow = follow
        self._index = collection.index
        self._lock = threading.Lock()
        self._stopwatch = Stopwatch()
        self._worker: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._stop = threading.Event()
        self._again = self._closed = False
        self._number, self._ended = 0, Ended()

    def start(self) -> None:
        """Build now; while a build runs, once more when it has ended.

        Raises SourceUnknown, or NoDocuments when there is no folder yet.
        """
        if builder(self._index) is None and not any(map(os.path.exists, self._collection.sources)):
            raise NoDocuments("there are no documents yet: add some, and build then")
        with self._lock:
            if self._worker is not None:
                self._again = True
            elif not self._closed:
                self._stop.clear()
                self._worker = threading.Thread(target=self._work, name="build", daemon=True)
                self._worker.start()

    def cancel(self) -> bool:
        """Stop the build that runs here, or waits; whether there was one. What was embedded is kept."""
        with self._lock:
            self._again = False
            self._stop.set()
            return self._worker is not None

    def close(self) -> None:
        """Stop, wait until the process is gone, and begin nothing more: before the page ends."""
        with self._lock:
            self._closed = True
            worker = self._worker
        self.cancel()
        if worker is not None:
            # Three means to end the process, GRACE apart; and outside the lock, which the worker takes.
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
                queued=busy and (foreign or self._again),
                ended=self._number,
                outcome=self._ended.outcome,
                report=self._ended.report,
                skipped_more=self._ended.skipped_more,
                error=self._ended.error,
            )

    def other(self) -> Builder | None:
        """Who builds this index without having been begun here."""
        found = builder(self._index)
        with self._lock:
            mine = self._process is not None and found is not None and found.process == self._process.pid
        return None if mine else found

    def _work(self) -> None:
        """Build until nobody asks for more."""
        before = Ended()
        try:
            while True:
                if self._is_free():
                    before = self._build(before)
                with self._lock:
                    self._process = None
                    if not self._again or self._closed:
                        self._worker = None
                        return
                    self._again = False
                    self._stop.clear()
        finally:
            with self._lock:
                if self._worker is threading.current_thread():  # a bug must not be the end of all builds
                    self._worker = self._process = None

    def _is_free(self) -> bool:
        """Wait until nobody else builds; False when told to stop before.

        Whether a builder on another machine still lives only the lock can tell, which the process will try.
        """
        while (found := builder(self._index)) is not None and found.host == socket.gethostname():
            if self._stop.wait(LOOK_EVERY):
                return False
        return not self._stop.is_set()

    def _build(self, before: Ended) -> Ended:
        """Build once, and note how that ended; `before` is how the one did that this was queued behind."""
        try:
            code, told, complaint = self._run()
        except (QAError, OSError) as error:
            now = failed(str(error))
        else:
            if code == MISTAKE and BUSY in complaint and not self._stop.is_set():  # somebody was a moment quicker
                with self._lock:
                    self._again = True
                self._stop.wait(AGAIN_AFTER)
                return before
            now = ended(code, told, complaint, stopped=self._stop.is_set()).after(before)
            if now.crashed:
                logging.getLogger(__name__).error("%s\n%s", now.error, complaint)
        self._follow()
        with self._lock:
            self._process = None
            self._number, self._ended = self._number + 1, now
        return now

    def _run(self) -> tuple[int, bytes, str]:
        """Exit code, standard output, and the end of the standard error of one process."""
        # Files and no pipes: nobody reads while it runs, and a full pipe would stop it for ever.
        with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as said:
            process = child.started(self._collection.sources, self._index, told, said)
            with self._lock:
                self._process = process
            self._wait(process)
            told.seek(0)
            said.seek(max(0, said.seek(0, os.SEEK_END) - ERROR_BYTES))
            return process.returncode, told.read(), said.read().decode("utf-8", "replace")

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
