"""Files -> the texts of a new generation: articles and passages. Knows no model.

What the files of the generation before gave is copied where their bytes are the same, so that only changed files are
read again.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qa import documents
from qa.documents import SourceFile, sidecar
from qa.index import passages
from qa.index.store import Counts, Writer
from qa.types import Columns, Document, Note, Progress, ScannedDocument, Skipped

Digests = Mapping[str, bytes | None]

LENGTH = 32  # bytes of a SHA-256
NONE = b"none"  # in place of the version of Tesseract
TRIES = 10  # other ids for a document whose id is taken


def digests(files: Sequence[SourceFile], before: Digests) -> dict[str, bytes | None]:
    """Id -> SHA-256 of the bytes of each file; None for one that cannot be opened, which is tried again every time.

    That of its sidecar follows, where it has one. What read its scans follows both of a file that has some; it is taken
    from the digests `before` as long as the same Tesseract is there, or none: what was recognised once does not get
    lost with it.
    """
    recogniser = _recogniser()
    return {file.id: _settled(_digest(file.path), before.get(file.id), recogniser) for file in files}


def _settled(digest: bytes | None, before: bytes | None, recogniser: bytes) -> bytes | None:
    if digest is None or before is None or _unread(before) != digest:
        return digest
    return before if before[len(digest) :] in (b"", recogniser) or recogniser == NONE else digest


def _unread(digest: bytes) -> bytes:
    """Without what read the scans."""
    return digest[: LENGTH + (sidecar.DIGEST_LENGTH if digest[LENGTH : LENGTH + 1] == sidecar.MARK else 0)]


def _recogniser() -> bytes:
    version = documents.recogniser()
    return NONE if version is None else version.encode()


def write_texts(
    files: Sequence[SourceFile],
    known: Digests,
    folder: Path,
    before: Path | None,
    progress: Progress,
    columns: Columns | None = None,
) -> Counts:
    """Write what the files hold to `folder`. `known` is what `digests` gave, `before` a generation to copy from, whose
    tables were read with the same `columns`.

    Raises OSError when the disk does not take it.
    """
    with Writer(folder, before) as writer:
        total, finished = sum(file.size for file in files), 0
        for file in files:
            if not writer.copy(file.id, known[file.id]):
                for read in _read(file, known[file.id], writer, columns):
                    # Characters, of which a packed file gives more than it has bytes.
                    progress("reading", finished + min(read, file.size), total)
            finished += file.size
            progress("reading", finished, total)
    return writer.counts


def _read(file: SourceFile, digest: bytes | None, writer: Writer, columns: Columns | None) -> Iterator[int]:
    """Add what a file gives; yields after each document how many characters that is."""
    since, characters, whole, scanned = writer.counts, 0, True, False
    for place, item in documents.placed(file, columns):
        if isinstance(item, Skipped | Note):
            scanned = scanned or item.scan
            if isinstance(item, Skipped):
                writer.skip(file.id, item)
            else:
                writer.note(file.id, item)
            continue
        characters += len(item.text)
        if item.id in writer:
            _add_other(item, place, file, writer)
            whole = False  # which one keeps the id depends on other files: this one is read again next time
        else:
            _add(item, place, file, writer)
        yield characters
    if digest is not None:
        now = _digest(file.path)  # one that changed since: what was read is nobody's digest
        digest = now + (_recogniser() if scanned else b"") if now is not None and now == _unread(digest) else None
    writer.end_file(file.id, digest, since, whole=whole)


def _add_other(document: Document, place: str, file: SourceFile, writer: Writer) -> None:
    """Add a document whose id another one has: under the place where it stands, which no other document shares."""
    first = writer.file_of(document.id)
    where = "above in this file" if first in (None, file.id) else f"in {first}"
    if writer.holds(document):
        writer.skip(file.id, Skipped(place, f"the very same article as the one with the id {document.id!r} {where}"))
    elif own := next((id for id in (place, *(f"{place}.{n}" for n in range(2, TRIES))) if id not in writer), None):
        writer.note(file.id, Note(place, f"its id {document.id!r} is that of an article {where}: its own is {own!r}"))
        _add(dataclasses.replace(document, id=own), place, file, writer)
    else:  # somebody has named articles after places, on purpose
        writer.skip(file.id, Skipped(place, f"its id {document.id!r} is that of another article: give each its own"))


def _add(document: Document, place: str, file: SourceFile, writer: Writer) -> None:
    packed = passages.pack(document, first_id=writer.counts.passages)
    # Of what lies in another file, nobody finds the pages again.
    seen = document.boxes if isinstance(document, ScannedDocument) and place == file.id else ()
    if packed:
        writer.add(document, packed, seen)
    else:
        writer.skip(file.id, Skipped(document.id, "no text in it"))


def _digest(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest() + sidecar.digest(path)
    except OSError:
        return None
