"""What is done to an index here is meant to hurt it. `python -m tests.crash`, or `make torture`, does so at length."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

# A file system in memory: a killed process loses nothing on it that it would keep on a disk, and a build is ten times
# as fast where nothing has to reach a disk.
MEMORY = Path("/dev/shm")  # noqa: S108


def room() -> tempfile.TemporaryDirectory[str]:
    """A folder for one test, in memory where that may be."""
    return tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None)


def table(title: str, seen: Counter[str]) -> None:
    print(f"{seen.total():6} {title}")
    for what, times in sorted(seen.items()):
        print(f"{times:10} {what}")
    sys.stdout.flush()
