"""Every format under damage, at length: `python -m tests.documents.mutate [--each 3000] [--seed 0] [FORMAT ...]`.

Each file is read as a build reads it, in a process whose memory and time are bounded. It has to give documents and
reasons in words of ours, soon. Prints what each format gave; ends with 1 where there were faults, which `--keep FOLDER`
lays down as files. Scans are decoded, and a few of each kind shown to Tesseract too.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import multiprocessing
import os
import re
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from qa.documents import SourceFile, read, reading, recognition
from qa.documents.inside import Read
from qa.documents.pdf_tables import Line
from qa.documents.worker import HEAVY, Picture
from qa.types import Document, Skipped
from tests.documents.mutations import mutated
from tests.documents.originals import originals

MEMORY = 3_000_000_000  # bytes of addresses, libraries and all
HANGS = 30  # seconds of the processor for one file, which have the system end its process
BLOCKED = 600.0  # seconds on the clock, of a machine that may have a lot to do
SLOW = 5.0  # seconds of the processor for a file of at most three megabytes
SCANS = frozenset((".pdf", ".png", ".jpg", ".tif"))
RECOGNISED = 25  # files of each of these that Tesseract sees
OURS = "FAULT "
# What only those who know a library, or Python, can make sense of.
FOREIGN = re.compile(
    r"\w(?:Error|Exception|Warning)\b|<class|<[\w.]+ object|\b0x[0-9a-f]{4,}|Errno|\bsys\.|\b(?:NoneType|dict|str)\b"
)
WITNESSED = "taken down in a process of its own"


def faults(name: str, data: bytes, folder: Path) -> Iterator[str]:
    """Read a file; what came of it, in words to be counted: those of faults begin with `OURS`."""
    path = folder / name
    path.write_bytes(data)
    documents = 0
    heard = _Heard()
    for item in heard.during(read(SourceFile(path, name, len(data)))):
        told = item.text if not isinstance(item, Skipped) else item.reason
        if isinstance(item, Document):
            documents += 1
            if not item.text.strip() or not item.title.strip():
                yield f"{OURS}a document of nothing"
            try:
                _ = [value.encode() for value in (item.id, item.title, told)]
            except UnicodeEncodeError:
                yield f"{OURS}half a character"
            continue
        if len(told.splitlines()) != 1 or len(told) > 2000:
            yield f"{OURS}a reason of more than a line: {told!r:.200}"
        if FOREIGN.search(told) or "memory of this machine" in told:
            yield f"{OURS}{told}"
        if HEAVY in told:
            yield WITNESSED
    yield from (f"{OURS}{fault}" for fault in heard.faults)
    yield "read" if documents else "named with a reason"


class _Heard(logging.Handler):
    """What readers raise that nobody foresaw, of which the log alone tells more than that the file is damaged."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        kind, error, _ = record.exc_info or (None, None, None)
        self.faults.append(f"{kind and kind.__name__}: {error}".replace("\n", " "))

    def during(self, items: Iterator[Read]) -> Iterator[Read]:
        log = logging.getLogger(reading.__name__)
        before = log.level
        log.setLevel(logging.INFO)
        log.addHandler(self)
        try:
            yield from items
        finally:
            log.removeHandler(self)
            log.setLevel(before)


@contextlib.contextmanager
def stand_in() -> Iterator[None]:
    """Pages are decoded, and one line is read on each, without Tesseract's second a page."""

    def found(pictures: Sequence[Picture | None]) -> Iterator[recognition.Recognised | None]:
        for picture in pictures:
            assert picture is None or len(picture.pixels) == picture.width * picture.height
            yield picture and recognition.Recognised([Line("The mill turns.", 0.0, 10.0)], 3, 0.9, 0)

    before = recognition.version, recognition.recognised
    recognition.version, recognition.recognised = lambda: "a stand-in", found
    try:
        yield
    finally:
        recognition.version, recognition.recognised = before


def _read_all(pipe: Connection, suffix: str, seed: int, numbers: range) -> None:
    """In a process of its own: says which file it turns to, then what came of it, how long it took, and the memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            data = mutated(suffix, number, seed)
            known = suffix not in SCANS or number < RECOGNISED
            started = time.process_time()
            pipe.send(number)
            resource.setrlimit(resource.RLIMIT_CPU, (int(started) + HANGS, resource.getrlimit(resource.RLIMIT_CPU)[1]))
            with contextlib.nullcontext() if known else stand_in():
                told = list(faults(f"a{suffix}", data, Path(folder)))
            took = time.process_time() - started
            if took > SLOW:
                told.append(f"{OURS}slow: {took:.0f} s")
            pipe.send((told, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    pipe.send(None)


def run(suffix: str, each: int, seed: int, keep: Path | None = None) -> tuple[Counter[str], float, float]:
    """What so many files of a format gave, the longest time one took in seconds, and the most memory in megabytes."""
    seen: Counter[str] = Counter()
    longest = most = 0.0
    number, context = 0, multiprocessing.get_context("spawn")
    while number < each:
        here, there = context.Pipe()
        process = context.Process(target=_read_all, args=(there, suffix, seed, range(number, each)), daemon=True)
        process.start()
        there.close()
        told: list[str] = []
        try:
            while True:
                if not here.poll(BLOCKED):
                    told = [f"{OURS}hangs"]
                    break
                answer = here.recv()
                if answer is None:
                    number = each
                    break
                if isinstance(answer, int):
                    number = answer
                    continue
                told, took, memory = answer
                longest, most = max(longest, took), max(most, memory)
                _note(suffix, seed, number, told, seen, keep)
                told = []
        except EOFError:
            process.join()
            why = "hangs" if process.exitcode == -signal.SIGXCPU else f"ends the process: {process.exitcode}"
            told = [f"{OURS}{why}"]
        if told:
            _note(suffix, seed, number, told, seen, keep)
            number += 1
        process.kill()
        process.join()
    return seen, longest, most


def _note(suffix: str, seed: int, number: int, told: list[str], seen: Counter[str], keep: Path | None) -> None:
    seen.update("faults" if what.startswith(OURS) else what for what in told)
    for what in (what for what in told if what.startswith(OURS)):
        print(f"{suffix} {number} (seed {seed}): {what.removeprefix(OURS)}", flush=True)
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{seed}-{number}{suffix}").write_bytes(mutated(suffix, number, seed))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.documents.mutate", description=__doc__)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help="txt pdf …; all, unless some are named")
    parser.add_argument("--each", type=int, default=3000, help="files of each format (default: 3000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for files that show a fault")
    asked = parser.parse_args(arguments)
    formats = [f".{name.lstrip('.')}" for name in asked.formats] or list(originals())
    if unknown := [name for name in formats if name not in originals()]:
        parser.error(f"no such format: {' '.join(unknown)}; there are {' '.join(originals())}")
    wrong = 0
    for suffix in formats:
        started = time.monotonic()
        seen, longest, most = run(suffix, asked.each, asked.seed, asked.keep)
        wrong += seen["faults"]
        counts = ", ".join(f"{what} {times:,}" for what, times in sorted(seen.items()))
        spent = f"the longest {longest:.1f} s, {most:.0f} MB, {time.monotonic() - started:.0f} s in all"
        print(f"{suffix}: {asked.each:,} files: {counts}; {spent}", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
