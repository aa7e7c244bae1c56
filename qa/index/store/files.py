"""The files that were read, with all that is known of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa.types import Note, Skipped

_FILES = "SELECT path, digest, whole, documents FROM files ORDER BY rowid"


class FileRead(NamedTuple):
    """A file: the digest of its bytes, None where they could not be read; whether what it gave is for it alone to say;
    how many documents that is; what of it was skipped or noted."""

    path: str
    digest: bytes | None
    whole: bool
    documents: int
    skipped: list[Skipped]
    notes: list[Note]


def files_read(query: Callable[[str], Sequence[tuple]]) -> list[FileRead]:  # type: ignore[type-arg]
    """All files in the order they were read."""
    found = {
        path: FileRead(path, digest, bool(whole), documents, [], []) for path, digest, whole, documents in query(_FILES)
    }
    for path, file, reason in query("SELECT path, file, reason FROM skipped ORDER BY rowid"):
        found[path].skipped.append(Skipped(file, reason))
    for path, file, text in query("SELECT path, file, text FROM notes ORDER BY rowid"):
        found[path].notes.append(Note(file, text))
    return list(found.values())
