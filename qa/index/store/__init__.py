"""The documents and passages of one generation, in one SQLite file. Passages are rows 0 to n - 1.

store/
├── __init__.py   texts, each row checked against its digest
├── glances.py    passages that are looked through by the thousand
├── recent.py     articles that were read lately
├── listing.py    articles without their texts, searched and sorted
├── places.py     where the words of scans stand on their pages, in boxes.py; marks.py: as they are marked there
├── files.py      the files that were read
├── reading.py    opening the file
├── decoding.py   its rows -> documents and passages
├── writer.py     filling a new one
└── schema.py     the tables, the digests
"""

from __future__ import annotations

import datetime
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from qa.errors import IndexInvalid
from qa.index.passages import plain_letters, searched_text
from qa.index.store.decoding import document_of, passage_of
from qa.index.store.files import FileRead, files_read
from qa.index.store.glances import Glance, documents, glances
from qa.index.store.listing import Catalogue, Listed, Listing, Sort
from qa.index.store.reading import connected, damaged
from qa.index.store.recent import RecentDocuments
from qa.index.store.schema import FILE, checksum
from qa.index.store.writer import Counts, Writer
from qa.types import Document, Note, Passage, Skipped

__all__ = ["FILE", "Counts", "Glance", "Listed", "Listing", "Sort", "Store", "Writer"]

_DOCUMENT = "id, title, text, source, date, url, hash"
_PASSAGE = 'row, document, start, "end", sentences, checksum, key'


class Store:
    """Read access; safe to share between threads. What was damaged on disk raises IndexInvalid, wherever it is read."""

    def __init__(self, folder: Path) -> None:
        """Raises IndexInvalid when the file is missing or damaged."""
        self._place = folder / FILE
        self._lock = threading.Lock()
        self._connection = connected(self._place)
        self._catalogue = Catalogue(self._place)
        self._recent = RecentDocuments()
        # Their arguments and what they give: see there.
        self.listing, self.listed = self._catalogue.page, self._catalogue.rows
        # The last row and not a count, which would read through the whole table; `check_counts` counts.
        self.documents, self.passages = (
            int(self._all(f"SELECT coalesce(max(row) + 1, 0) FROM {table}")[0][0])  # noqa: S608 our own names
            for table in ("documents", "passages")
        )

    def document(self, document_id: str) -> Document:
        """Raises KeyError when there is no document of this id."""
        found = self._all(f"SELECT {_DOCUMENT} FROM documents WHERE id = ?", (document_id,))  # noqa: S608
        if not found:
            raise KeyError(document_id)
        return document_of(self._place, found[0])

    def fetch(self, rows: Sequence[int]) -> list[tuple[Document, Passage]]:
        """These passages with their documents, in the order asked for. A document is made once for all its passages."""
        found = self._all(
            f"SELECT {_PASSAGE} FROM passages WHERE row IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps([int(row) for row in rows]),),  # one value, since SQLite bounds their number
        )
        for row, *facts, check, _ in found:
            if checksum(row, *facts) != check:
                raise self._damaged(f"passage {row} is not as it was written")
        articles = documents(self._all, self._place, sorted({document for _, document, *_ in found}))
        try:
            made = {
                row: (articles[at], passage_of(self._place, articles[at], row, start, end, sentences, key))
                for row, at, start, end, sentences, _, key in found
            }
            return [made[row] for row in rows]
        except KeyError as error:
            raise self._damaged(f"row {error} is missing") from error

    def each(self) -> Iterator[tuple[Document, Passage]]:
        """All passages in row order, a few at a time."""
        for start in range(0, self.passages, 256):
            yield from self.fetch(range(start, min(start + 256, self.passages)))

    def texts(self) -> Iterator[tuple[str, datetime.date | None, str | None]]:
        """(searched text, date, source) of every passage, in row order: what both searches are built from."""
        # Two streams side by side: a join would give the text of an article once for each passage.
        spans = self._stream('SELECT row, document, start, "end", sentences FROM passages ORDER BY row')
        documents = self._stream(f"SELECT row, {_DOCUMENT} FROM documents ORDER BY row")  # noqa: S608
        at, document = -1, Document("", "", "")
        for row, wanted, *facts in spans:
            while at < wanted:
                at, *told = next(documents)
                document = document_of(self._place, told)
            text = searched_text(document, passage_of(self._place, document, row, *facts))
            yield plain_letters(text), document.date, document.source

    def articles(self) -> Iterator[Document]:
        """Every document, in the order of their passages."""
        for facts in self._stream(f"SELECT {_DOCUMENT} FROM documents ORDER BY row"):  # noqa: S608
            yield document_of(self._place, facts)

    def row_of(self, document_id: str) -> int:
        """The place of a document in that order. Raises KeyError when there is none of this id."""
        found = self._all("SELECT row FROM documents WHERE id = ?", (document_id,))
        if not found:
            raise KeyError(document_id)
        return int(found[0][0])

    def at(self, rows: Sequence[int]) -> Iterator[Document]:
        """The documents of these places, the newest first, those without a day last."""
        query = f"SELECT {_DOCUMENT} FROM documents WHERE row IN (SELECT value FROM json_each(?))"  # noqa: S608
        for facts in self._all(f"{query} ORDER BY date DESC NULLS LAST, row", (json.dumps(list(rows)),)):
            yield document_of(self._place, facts)

    def passages_each(self) -> list[int]:
        """How many passages each document has, in the order of `articles`."""
        return [count for (count,) in self._all("SELECT COUNT(*) FROM passages GROUP BY document ORDER BY document")]

    def row_at(self, document_id: str, at: int) -> int | None:
        """The passage of a document that holds character `at`; None where there is none."""
        found = self._all(
            "SELECT passages.row FROM passages JOIN documents ON document = documents.row "
            'WHERE id = ? AND start <= ? AND "end" > ? LIMIT 1',
            (document_id, at, at),
        )
        return int(found[0][0]) if found else None

    def glances(self, rows: Sequence[int]) -> list[Glance]:
        """These passages in ascending order, to be looked through."""
        return glances(self._all, self._place, rows, self.by_row)

    def by_row(self, rows: Sequence[int]) -> dict[int, Document]:
        """The documents of these places, each by its own. Raises IndexInvalid where one is missing."""
        return self._recent.of(rows, lambda missing: documents(self._all, self._place, missing))

    def files(self) -> dict[str, bytes | None]:
        """Path -> digest of the bytes of each file that was read; None where they could not be."""
        return dict(self._all("SELECT path, digest FROM files"))

    def files_read(self) -> list[FileRead]:
        """The files in the order they were read, with all that is known of each."""
        return files_read(self._all)

    def skipped(self) -> list[Skipped]:
        """What could not be read of the files, in the order they were read."""
        return [Skipped(file, reason) for file, reason in self._all("SELECT file, reason FROM skipped ORDER BY rowid")]

    def notes(self) -> list[Note]:
        """What of the files is indexed otherwise than it stands there, in the order they were read."""
        return [Note(file, text) for file, text in self._all("SELECT file, text FROM notes ORDER BY rowid")]

    def sources(self) -> list[str]:
        """The names of all sources, sorted."""
        return [s for (s,) in self._all("SELECT DISTINCT source FROM documents WHERE source IS NOT NULL ORDER BY 1")]

    def newest(self, limit: int) -> list[Document]:
        """The newest documents, those without a day last."""
        query = f"SELECT {_DOCUMENT} FROM documents ORDER BY date DESC NULLS LAST, row LIMIT ?"  # noqa: S608
        return [document_of(self._place, facts) for facts in self._all(query, (limit,))]

    def period(self) -> tuple[str | None, str | None]:
        """The first and last date (ISO) of the documents; None where none is dated."""
        first, last = self._all("SELECT min(date), max(date) FROM documents")[0]
        return first, last

    def hashes(self) -> dict[str, bytes]:
        """Document id -> hash of all that is indexed of it, in the order of their passages."""
        return dict(self._stream("SELECT id, hash FROM documents ORDER BY row"))

    def keys(self) -> list[bytes]:
        """The key of the embedded text of every passage, in row order."""
        return [key for (key,) in self._stream("SELECT key FROM passages ORDER BY row")]

    def check(self) -> Counts:
        """Read every row and compare it with its digest; how many there are. Raises IndexInvalid."""
        for facts in self._stream(f"SELECT {_DOCUMENT} FROM documents"):  # noqa: S608
            document_of(self._place, facts)
        sentences = sum(len(passage.sentences) for _, passage in self.each())
        documents, passages = (
            int(self._all(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608
            for table in ("documents", "passages")
        )
        (found,) = self._all("PRAGMA integrity_check(1)")[0]
        if found != "ok":
            raise self._damaged(" ".join(found.split()))  # it comes in lines
        return Counts(documents, passages, sentences)

    def close(self) -> None:
        """Close the file; nothing may be read afterwards."""
        self._catalogue.close()
        self._connection.close()

    def _all(self, query: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise self._damaged(error) from error

    def _stream(self, query: str) -> Iterator[tuple]:  # type: ignore[type-arg]
        """The rows of a query without holding all of them; for one thread."""
        try:
            for row in self._connection.execute(query):  # noqa: UP028 else a half read stream closes a closed store
                yield row
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise self._damaged(error) from error

    def _damaged(self, why: object) -> IndexInvalid:
        return damaged(self._place, why)
