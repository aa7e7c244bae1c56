"""Fill the store of a new generation, file by file; what the files of the generation before still hold is copied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from qa.index.passages import searched_text
from qa.index.store import boxes
from qa.index.store.schema import FILE, INDICES, TABLES, checksum, document_digest, packed, text_key
from qa.types import Document, Note, Passage, Skipped, WordBox

# Steps of SQLite's machine between two looks for Ctrl-C: about a hundredth of a second.
_STEPS = 100_000


class Counts(NamedTuple):
    """How much a store holds; also: the next free row of each kind."""

    documents: int = 0
    passages: int = 0
    sentences: int = 0


class Writer:
    """Use as a context manager: the store is complete when it ends without an error.

    `before` is the folder of a generation to copy from. Everything raises OSError when the disk is full or fails.
    """

    def __init__(self, folder: Path, before: Path | None = None) -> None:
        self._place = folder / FILE
        self._copies = before is not None
        self.counts = Counts()
        with self._writing():
            self._connection = sqlite3.connect(self._place.absolute().as_uri(), uri=True, isolation_level=None)
            # The generation counts only once its manifest is written, so a journal would guard nothing.
            self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
            self._connection.set_progress_handler(_heard, _STEPS)
            self._connection.create_function("checksum", 5, checksum, deterministic=True)
            if before is not None:
                old = f"{(before / FILE).absolute().as_uri()}?immutable=1"
                self._connection.execute("ATTACH ? AS old", (old,))
            self._connection.execute("BEGIN")

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        try:
            if failure is None:
                with self._writing():
                    self._connection.execute("COMMIT")
                    self._connection.executescript(INDICES)  # last: sorted once, and not with every row
        finally:
            self._connection.close()

    def __contains__(self, document_id: str) -> bool:
        return self._connection.execute("SELECT 1 FROM documents WHERE id = ?", (document_id,)).fetchone() is not None

    def holds(self, document: Document) -> bool:
        """Whether it was added already, to the letter."""
        found = self._connection.execute("SELECT hash FROM documents WHERE id = ?", (document.id,)).fetchone()
        return found is not None and found[0] == document_digest(document)

    def file_of(self, document_id: str) -> str | None:
        """The file that gave a document; None for one of the file at hand."""
        found = self._connection.execute(
            "SELECT f.path FROM documents d JOIN files f ON d.row >= f.document AND d.row < f.document + f.documents "
            "WHERE d.id = ?",
            (document_id,),
        ).fetchone()
        return None if found is None else str(found[0])

    def add(self, document: Document, passages: Sequence[Passage], seen: Sequence[WordBox] = ()) -> None:
        """Append a document with its passages, whose ids are the next rows, and with the boxes of its words."""
        date = document.date.isoformat() if document.date else None
        facts = (document.id, document.title, document.text, document.source, date, document.url)
        row, digest = self.counts.documents, document_digest(document)
        with self._writing():
            self._connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (row, *facts, digest))
            if seen:
                stored = boxes.packed(seen)
                self._connection.execute(
                    "INSERT INTO boxes VALUES (?, ?, ?)", (row, stored, boxes.digest(digest, stored))
                )
            self._connection.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
                (_passage(document, row, passage) for passage in passages),
            )
        self._count(1, len(passages), sum(len(passage.sentences) for passage in passages))

    def skip(self, path: str, item: Skipped) -> None:
        """Note what of a file is not indexed."""
        with self._writing():
            self._connection.execute("INSERT INTO skipped VALUES (?, ?, ?)", (path, item.file, item.reason))

    def note(self, path: str, item: Note) -> None:
        """Note what of a file is indexed otherwise than it stands there."""
        with self._writing():
            self._connection.execute("INSERT INTO notes VALUES (?, ?, ?)", (path, item.file, item.text))

    def end_file(self, path: str, digest: bytes | None, since: Counts, *, whole: bool = True) -> None:
        """Record what was added `since` as all that a file gives. `digest` is that of its bytes; `whole` is False when
        other files decided about a part of it."""
        with self._writing():
            spans = [n for first, now in zip(since, self.counts, strict=True) for n in (first, now - first)]
            self._connection.execute(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (path, digest, whole, *spans)
            )

    def copy(self, path: str, digest: bytes | None) -> bool:
        """Take over all that a file gave last time. False, and nothing done, when its bytes were others then, or when
        what it gave depends on other files: then it has to be read."""
        if not self._copies or digest is None:
            return False
        with self._writing():
            found = self._connection.execute(
                "SELECT document, documents, passage, passages, sentences FROM old.files "
                "WHERE path = ? AND digest = ? AND whole",
                (path, digest),
            ).fetchone()
            if found is None or self._taken(*found[:2]):
                return False
            document, documents, passage, passages, sentences = found
            since = self.counts
            shift = since.documents - document
            self._connection.execute(
                "INSERT INTO documents SELECT row + ?, id, title, text, source, date, url, hash FROM old.documents "
                "WHERE row >= ? AND row < ?",
                (shift, document, document + documents),
            )
            self._connection.execute(
                'INSERT INTO passages SELECT row + ?1, document + ?2, start, "end", sentences, '
                'checksum(row + ?1, document + ?2, start, "end", sentences), key '
                "FROM old.passages WHERE row >= ?3 AND row < ?4",
                (since.passages - passage, shift, passage, passage + passages),
            )
            self._connection.execute(
                "INSERT INTO boxes SELECT document + ?, packed, digest FROM old.boxes "
                "WHERE document >= ? AND document < ?",
                (shift, document, document + documents),
            )
            for table in ("skipped", "notes"):
                self._connection.execute(f"INSERT INTO {table} SELECT * FROM old.{table} WHERE path = ?", (path,))  # noqa: S608
        self._count(documents, passages, sentences)
        self.end_file(path, digest, since)
        return True

    def _taken(self, document: int, documents: int) -> bool:
        """Whether one of these old documents has an id that is in use here."""
        query = "SELECT 1 FROM old.documents o JOIN documents d ON d.id = o.id WHERE o.row >= ? AND o.row < ?"
        return self._connection.execute(query, (document, document + documents)).fetchone() is not None

    def _count(self, *more: int) -> None:
        self.counts = Counts(*(now + n for now, n in zip(self.counts, more, strict=True)))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:  # what Ctrl-C in `_heard` becomes
                raise KeyboardInterrupt from error
            raise OSError(f"{self._place}: {error}") from error


def _heard() -> None:
    """Does nothing, in Python: that is where Ctrl-C is heard, while SQLite makes the indices of a large store."""


def _passage(document: Document, row: int, passage: Passage) -> tuple[int | str | bytes, ...]:
    facts = passage.id, row, passage.start, passage.end, packed(passage)
    return *facts, checksum(*facts), text_key(searched_text(document, passage))
