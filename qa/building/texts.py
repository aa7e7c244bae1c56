"""Files -> the texts of a new generation: articles and passages. Knows no model.

What the files of the generation before gave is copied where their bytes are the same, so that only changed files are
read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qa import documents
from qa.documents import SourceFile
from qa.index import passages
from qa.index.store import Counts, Writer
from qa.types import Document, Progress, Skipped

Digests = Mapping[str, bytes | None]


def digests(files: Sequence[SourceFile]) -> dict[str, bytes | None]:
    """Id -> SHA-256 of the bytes of each file; None for one that cannot be opened, which is tried again every time."""
    return {file.id: _digest(file.path) for file in files}


def write_texts(
    files: Sequence[SourceFile], known: Digests, folder: Path, before: Path | None, progress: Progress
) -> Counts:
    """Write what the files hold to `folder`. `known` is what `digests` gave, `before` a generation to copy from.

    Raises OSError when the disk does not take it.
    """
    with Writer(folder, before) as writer:
        total, finished = sum(file.size for file in files), 0
        for file in files:
            if not writer.copy(file.id, known[file.id]):
                for read in _read(file, known[file.id], writer):
                    # Characters, of which a packed file gives more than it has bytes.
                    progress("reading", finished + min(read, file.size), total)
            finished += file.size
            progress("reading", finished, total)
    return writer.counts


def _read(file: SourceFile, digest: bytes | None, writer: Writer) -> Iterator[int]:
    """Add what a file gives; yields after each document how many characters that is."""
    since, characters, whole = writer.counts, 0, True
    for item in documents.read(file):
        if isinstance(item, Skipped):
            writer.skip(file.id, item)
            continue
        characters += len(item.text)
        if item.id in writer:
            writer.skip(file.id, Skipped(item.id, "another document has this id already: give each its own"))
            whole = False  # which one keeps the id depends on other files: this one is read again next time
        else:
            _add(item, file, writer)
        yield characters
    writer.end_file(file.id, digest, since, whole=whole)


def _add(document: Document, file: SourceFile, writer: Writer) -> None:
    packed = passages.pack(document, first_id=writer.counts.passages)
    if packed:
        writer.add(document, packed)
    else:
        writer.skip(file.id, Skipped(document.id, "no text in it"))


def _digest(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return None
