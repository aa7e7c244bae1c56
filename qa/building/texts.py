"""Files -> the texts of a new generation: articles and passages, the filters, the words. Knows no model.

What the files of the generation before gave is copied where their bytes are the same, so that only changed files are
read again.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from qa import documents
from qa.documents import SourceFile
from qa.english.dates import mentioned
from qa.index import passages
from qa.index.filters import UNDATED, Filters
from qa.index.lexical import Entry, Lexical
from qa.index.mentions import Mentions
from qa.index.store import Counts, Store, Writer
from qa.index.stories import Stories
from qa.types import Document, Progress, Skipped

Digests = Mapping[str, bytes | None]


def digests(files: Sequence[SourceFile]) -> dict[str, bytes | None]:
    """Id -> SHA-256 of the bytes of each file; None for one that cannot be opened, which is tried again every time."""
    return {file.id: _digest(file.path) for file in files}


def write_texts(
    files: Sequence[SourceFile], known: Digests, folder: Path, before: Path | None, progress: Progress
) -> Counts:
    """Write everything but the vectors to `folder`. `known` is what `digests` gave, `before` a generation to copy from.

    Nothing more is written when the files hold no text at all. Raises OSError when the disk does not take it.
    """
    with Writer(folder, before) as writer:
        total, finished = sum(file.size for file in files), 0
        for file in files:
            if not writer.copy(file.id, known[file.id]):
                for read in _read(file, known[file.id], writer):
                    progress("reading", finished + min(read, file.size), total)
            finished += file.size
            progress("reading", finished, total)
    if writer.counts.passages:
        write_searches(folder, progress)
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
            whole = False
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


def write_searches(folder: Path, progress: Progress) -> None:
    """Write the words, filters, mentions and stories of the texts in `folder`. Raises OSError."""
    store = Store(folder)
    try:
        _write_searches(store, folder, progress)
    finally:
        store.close()


def _write_searches(store: Store, folder: Path, progress: Progress) -> None:
    days, sources, named = array("i"), list[str | None](), array("i")

    def entries() -> Iterator[Entry]:
        for text, date, source in store.texts():
            for since, until in dict.fromkeys((each.since, each.until) for each in mentioned(text, date)):
                named.extend((len(days), since.toordinal(), until.toordinal()))
            days.append(date.toordinal() if date else UNDATED)
            sources.append(source)
            if len(days) % 1000 == 0:
                progress("indexing", len(days), store.passages)
            yield Entry(text, date, source)

    progress("indexing", 0, store.passages)
    Lexical.build(entries(), folder)
    Filters.build(np.array(days, np.int32), sources, folder)
    Mentions.build(np.array(named, np.int32), folder)
    Stories.build(store.articles(), store.passages_each(), folder)
    progress("indexing", store.passages, store.passages)


def _digest(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return None
