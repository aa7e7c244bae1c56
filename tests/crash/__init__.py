"""What is done to an index here is meant to hurt it. `python -m tests.crash`, or `make torture`, does it at length."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

# A file system in memory: a killed process loses nothing there that it would keep on a disk, and builds that do not
# wait for a disk take a tenth of the time.
MEMORY = Path("/dev/shm")  # noqa: S108


def room() -> tempfile.TemporaryDirectory[str]:
    """A folder for one test, in memory where that may be."""
    return tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None)


@contextlib.contextmanager
def batches_of(size: int) -> Iterator[None]:
    """Build in small batches, publish as soon as words can answer, and look for what is new at each search."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qa.building.making.PATIENCE", -1.0)
        patch.setattr("qa.building.embedding.BATCH", size)
        patch.setattr("qa.search.retriever.LOOK_EVERY", 0.0)
        yield


def table(title: str, seen: Counter[str]) -> None:
    print(f"{title}:")
    for what, times in sorted(seen.items()):
        print(f"{times:8} {what}", flush=True)
