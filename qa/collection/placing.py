"""A file that has arrived is put in its place, under the lock of its folder."""

from __future__ import annotations

import itertools
from typing import Literal

from qa.collection.arriving import Arriving
from qa.collection.folder import Folder, Parts
from qa.errors import FileRefused

MOST_FILES = 100_000

Outcome = Literal["new", "replaced", "same"]
"""What became of a file: "same" when the collection had its very bytes under this name."""


def take_in(folder: Folder, file: Arriving, digest: bytes) -> tuple[Parts, Outcome]:
    """Where a file of this `digest` lies now, and what became of it; one that it replaces is kept aside. The folder is
    looked at once more: while the file arrived, others may have come and gone. Raises FileRefused, OSError."""
    parts, there = folder.spelt(tuple(file.name.split("/")))
    if there and folder.digest(parts) == digest:
        return parts, "same"
    if there:
        folder.set_aside(parts, copy=True)
    elif sum(1 for _ in itertools.islice(folder.files(), MOST_FILES)) >= MOST_FILES:
        raise FileRefused(f"the collection holds {MOST_FILES:,} files, and no more are taken: write articles as rows")
    folder.make(parts[:-1])
    file.move(folder.path(parts))
    return parts, "replaced" if there else "new"
