"""A program of ours that runs beside us and reads what is hostile: it is asked about a file, and answers line by line.

One process reads file after file; it is started when there is a first one and again after one that took it down.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from qa.errors import DocumentError

PROGRAM = Path(__file__).with_name("worker_program.py")
HEAVY = "holds too much to be read, or is damaged: save it again in a simpler form"


class Picture(NamedTuple):
    """A page as it looks: a byte a pixel, 0 black to 255 white, row after row. `dpi` is None where nothing tells it."""

    width: int
    height: int
    dpi: int | None
    pixels: bytes


class Answers:
    """What the program says of one file. `ended` is to be set once all of it was heard."""

    def __init__(self, process: subprocess.Popen[bytes], patience: float) -> None:
        self._process = process
        self._patience = patience  # seconds that are left to wait, where the system bounds no time of the processor
        self.ended = False

    def ask(self, data: bytes, wishes: dict[str, Any]) -> None:
        """Hand over a file."""
        assert self._process.stdin is not None  # noqa: S101 a pipe, as asked for
        try:
            self._process.stdin.write(json.dumps({"size": len(data), **wishes}).encode() + b"\n" + data)
            self._process.stdin.flush()
        except OSError:  # it has gone; the answer says why
            pass

    def line(self) -> Any:
        """The next answer. Raises DocumentError when the file took the program down."""
        line = self._heard(0)
        if not line.endswith(b"\n"):
            raise DocumentError(HEAVY)
        return json.loads(line)

    def picture(self) -> Picture | None:
        """The next answer where it is a page; None for one that is damaged. Raises DocumentError as `line`."""
        told = self.line()
        if told is None:
            return None
        width, height, dpi = told
        pixels = self._heard(width * height)
        if len(pixels) < width * height:
            raise DocumentError(HEAVY)
        return Picture(width, height, dpi, pixels)

    def _heard(self, size: int) -> bytes:
        """So many bytes, or a line. Only this waiting counts, not what is done with the answers."""
        assert self._process.stdout is not None  # noqa: S101 a pipe, as asked for
        started = time.monotonic()
        clock = threading.Timer(max(self._patience, 0.0), self._process.kill)
        clock.start()
        try:
            return self._process.stdout.read(size) if size else self._process.stdout.readline()
        finally:
            clock.cancel()
            self._patience -= time.monotonic() - started


class Worker:
    """Such a program, around the module `reader`. `missing` says what to do when it does not start."""

    def __init__(self, reader: Path, missing: str) -> None:
        self.reader = reader
        self.missing = missing
        self._lock = threading.Lock()  # one file after the other
        # With the process that started it: a fork must not share it.
        self._started: tuple[int, subprocess.Popen[bytes]] | None = None
        atexit.register(self.stop)

    @contextlib.contextmanager
    def asked(self, data: bytes, patience: float, **wishes: Any) -> Iterator[Answers]:
        """Ask about a file. Raises DocumentError, also while the answers are heard."""
        with self._lock:
            answers = Answers(self.running(), patience)
            try:
                answers.ask(data, wishes)
                yield answers
            finally:
                if not answers.ended:  # it has more to say, which nobody wants to hear
                    self.stop()

    def running(self) -> subprocess.Popen[bytes]:
        """The process, started if there is none. Raises DocumentError."""
        if self._started is None or self._started[0] != os.getpid() or self._started[1].poll() is not None:
            # -P: the folder of the program holds modules that must not hide others of the same name.
            command = [sys.executable, "-P", str(PROGRAM), str(self.reader)]
            pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
            process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing)
            assert process.stdout is not None  # noqa: S101 a pipe, as asked for
            if not process.stdout.readline():
                process.communicate()
                raise DocumentError(self.missing)
            self._started = os.getpid(), process
        return self._started[1]

    def stop(self) -> None:
        """End the process, if this one started it."""
        if self._started is not None and self._started[0] == os.getpid():
            process, self._started = self._started[1], None
            process.kill()
            process.communicate()
