"""Build on disks that fill up: `python -m tests.crash.disk [SIZES]`.

After each build that did not fit, the old index answers, one error says why, nothing else is told on stderr, and once
there is room the next build ends where a build from nothing does.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import qa
from tests import crash
from tests.crash.contents import built, sound, tidy

Room = Callable[[Path, int], AbstractContextManager[None]]


@contextlib.contextmanager
def small(place: Path, size: int) -> Iterator[None]:
    """A file system of so many bytes, mounted at `place`. Raises PermissionError where that may not be."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size // 1024}k", "tmpfs", str(place)]
    told = subprocess.run(command, capture_output=True, text=True)
    if told.returncode:
        raise PermissionError(told.stderr)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextlib.contextmanager
def short(place: Path, size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    place.mkdir(exist_ok=True)
    try:
        yield
    finally:
        free(place)
        shutil.rmtree(place)


def fill(place: Path, size: int) -> None:
    if not os.path.ismount(place):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def free(place: Path) -> None:
    """Make room."""
    if os.path.ismount(place):
        subprocess.run(["mount", "-o", "remount,size=64m", str(place)], check=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.getrlimit(resource.RLIMIT_FSIZE)[1],) * 2)


@crash.batches_of(64)
def run(room: Room, tries: int, place: Path) -> Counter[str]:
    """Try sizes from too small for anything to large enough; count what was told and what was found."""
    source, kept, disk = place / "source", place / "kept", place / "disk"
    source.mkdir()
    lines = [f'{{"text": "Tram number {number} returned to Marlow after {number**2} years."}}' for number in range(300)]
    (source / "some.jsonl").write_text("\n".join(lines[:20]))
    built(source, kept)
    old = sound(kept)[0]
    (source / "more.jsonl").write_text("\n".join(lines))
    built(source, place / "anew")
    new = sound(place / "anew")[0]
    least, most = (sum(-(-f.stat().st_size // 4096) * 4096 for f in (place / d).rglob("*")) for d in ("kept", "anew"))
    if room is short:
        least, most = 0, max(file.stat().st_size for file in (place / "anew").rglob("*"))
    else:
        least, most = least + 16_384, least + 2 * most + 65_536
    seen: Counter[str] = Counter()
    for number in range(tries):
        size = least + (most - least) * number // max(1, tries - 1)
        with room(disk, size):
            shutil.copytree(kept, disk / "index")
            fill(disk, size)
            told = _built(source, disk / "index")
            free(disk)
            rows, partial = sound(disk / "index")
            assert rows in (old, new), f"{size} bytes: {told}"
            assert told != "done" or (rows == new and not partial), f"{size} bytes"
            built(source, disk / "index")
            assert sound(disk / "index") == (new, False)
            tidy(disk / "index")
        found = "old" if rows == old else "partial" if partial else "new"
        seen[f"{room.__name__}: {told}, {found} contents found"] += 1
    return seen


def _built(source: Path, index: Path) -> str:
    """Build; "done", or the name of the error. What else is told on stderr raises AssertionError."""
    reading, writing = os.pipe()  # a file would be full, too
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 1 << 20)
    kept = os.dup(2)
    os.dup2(writing, 2)
    os.close(writing)
    try:
        built(source, index)
        outcome = "done"
    except qa.NotWritten as error:
        outcome = "NotWritten" if "\n" not in str(error) else str(error)
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)
    with os.fdopen(reading) as pipe:
        assert not (text := pipe.read()), text
    return outcome


def main() -> None:
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    for room in (small, short):
        with crash.room() as folder:
            try:
                crash.table(f"{tries} sizes of a disk", run(room, tries, Path(folder)))
            except PermissionError as error:
                print(f"NOT TRIED: a small file system cannot be mounted here ({error})")


if __name__ == "__main__":
    main()
