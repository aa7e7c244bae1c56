"""The documents and passages of one generation, in one SQLite file. Passages are rows 0 to n - 1."""

from __future__ import annotations

import datetime
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.errors import IndexInvalid
from qa.types import Document, Passage, Sentence

FILE = "articles.sqlite"

_SCHEMA = """
CREATE TABLE documents (row INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
                        source TEXT, date TEXT, url TEXT, hash BLOB NOT NULL);
CREATE TABLE passages (row INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, start INTEGER NOT NULL,
                       "end" INTEGER NOT NULL, sentences TEXT NOT NULL, key BLOB NOT NULL);
"""
_DOCUMENT = "id, title, text, source, date, url"
_INDICES = """
CREATE INDEX passages_document ON passages (document);
CREATE INDEX documents_date ON documents (date);
CREATE INDEX documents_source ON documents (source);
"""


class Writer:
    """Fills a new store. Use as a context manager: the file is complete when it ends without an error."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / FILE, isolation_level=None)
        # The generation counts only once its manifest is written, so a journal would guard nothing.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA + "BEGIN;")
        self.documents = 0
        self.passages = 0
        self.sentences = 0

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None:
            self._connection.execute("COMMIT")
            self._connection.executescript(_INDICES)
        self._connection.close()

    def __contains__(self, document_id: str) -> bool:
        return self._connection.execute("SELECT 1 FROM documents WHERE id = ?", (document_id,)).fetchone() is not None

    def add(self, document: Document, digest: bytes, passages: Sequence[Passage], keys: Sequence[bytes]) -> None:
        """Append a document with its passages, whose ids are the next rows. `keys` identify what was embedded."""
        date = document.date.isoformat() if document.date else None
        facts = (document.id, document.title, document.text, document.source, date, document.url, digest)
        self._connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (self.documents, *facts))
        self._connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
            (
                (p.id, self.documents, p.start, p.end, json.dumps([[s.start, s.end] for s in p.sentences]), key)
                for p, key in zip(passages, keys, strict=True)
            ),
        )
        self.documents += 1
        self.passages += len(passages)
        self.sentences += sum(len(passage.sentences) for passage in passages)


class Store:
    """Read access; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Raises IndexInvalid when the file is missing or damaged."""
        file = folder / FILE
        try:
            # Serialised by our own lock. Immutable: no locks and no journal are looked for on disk.
            uri = f"{file.absolute().as_uri()}?immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self.documents, self.passages = (
                int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 our own names
                for table in ("documents", "passages")
            )
        except sqlite3.DatabaseError as error:
            raise IndexInvalid(f"{file} cannot be read ({error}): build the index again") from error
        self._lock = threading.Lock()

    def document(self, document_id: str) -> Document:
        """Raises KeyError when there is no document of this id."""
        found = self._all(f"SELECT {_DOCUMENT} FROM documents WHERE id = ?", (document_id,))  # noqa: S608
        if not found:
            raise KeyError(document_id)
        return _document(found[0])

    def fetch(self, rows: Sequence[int]) -> list[tuple[Document, Passage]]:
        """These passages with their documents, in the order asked for. A document is made once for all its passages."""
        found = self._all(
            'SELECT row, document, start, "end", sentences FROM passages WHERE row IN (SELECT value FROM json_each(?))',
            (json.dumps([int(row) for row in rows]),),
        )
        texts = self._all(
            f"SELECT row, {_DOCUMENT} FROM documents WHERE row IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps(sorted({document for _, document, *_ in found})),),
        )
        documents = {row: _document(facts) for row, *facts in texts}
        passages = {row: (documents[document], _passage(documents[document], row, *p)) for row, document, *p in found}
        return [passages[row] for row in rows]

    def rows(
        self, since: datetime.date | None, until: datetime.date | None, sources: Sequence[str] | None
    ) -> NDArray[np.int64] | None:
        """The passages that pass the filters, ascending; None when nothing is filtered."""
        if since is None and until is None and sources is None:
            return None
        found = self._all(
            "SELECT p.row FROM passages p JOIN documents d ON d.row = p.document WHERE (?1 IS NULL OR d.date >= ?1) "
            "AND (?2 IS NULL OR d.date <= ?2) AND (?3 IS NULL OR d.source IN (SELECT value FROM json_each(?3))) "
            "ORDER BY p.row",
            (
                since.isoformat() if since else None,
                until.isoformat() if until else None,
                None if sources is None else json.dumps(list(sources)),
            ),
        )
        return np.fromiter((row for (row,) in found), np.int64, len(found))

    def sources(self) -> list[str]:
        """The names of all sources, sorted."""
        return [
            s for (s,) in self._all("SELECT DISTINCT source FROM documents WHERE source IS NOT NULL ORDER BY 1", ())
        ]

    def titles(self, limit: int) -> list[str]:
        """Different titles of the newest documents."""
        query = "SELECT title FROM documents GROUP BY title ORDER BY max(date) DESC NULLS LAST, min(row) LIMIT ?"
        return [title for (title,) in self._all(query, (limit,))]

    def period(self) -> tuple[str | None, str | None]:
        """The first and last date (ISO) of the documents; None where none is dated."""
        first, last = self._all("SELECT min(date), max(date) FROM documents", ())[0]
        return first, last

    def hashes(self) -> dict[str, bytes]:
        """Document id -> hash of all that is indexed of it."""
        return dict(self._all("SELECT id, hash FROM documents", ()))

    def passage_keys(self) -> list[tuple[int, bytes]]:
        """(row, key of the embedded text) of every passage, in row order."""
        return self._all("SELECT row, key FROM passages ORDER BY row", ())

    def lengths(self) -> list[int]:
        """Characters of every passage, in row order."""
        return [length for (length,) in self._all('SELECT "end" - start FROM passages ORDER BY row', ())]

    def close(self) -> None:
        self._connection.close()

    def each(self) -> Iterator[tuple[Document, Passage]]:
        """All passages in row order, a few at a time."""
        for start in range(0, self.passages, 256):
            yield from self.fetch(range(start, min(start + 256, self.passages)))

    def _all(self, query: str, values: Sequence[object]) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            return self._connection.execute(query, values).fetchall()


def _document(facts: Sequence[str | None]) -> Document:
    document_id, title, text, source, date, url = facts
    return Document(
        id=document_id or "",
        title=title or "",
        text=text or "",
        source=source,
        date=datetime.date.fromisoformat(date) if date else None,
        url=url,
    )


def _passage(document: Document, row: int, start: int, end: int, sentences: str) -> Passage:
    spans = json.loads(sentences)
    return Passage(
        row, document.id, start, end, tuple(Sentence(document.id, a, b, document.text[a:b]) for a, b in spans)
    )
