"""Where the words of scanned articles stand on their pages, and which file each article comes from."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from qa.index.store import boxes
from qa.index.store.reading import connected, damaged
from qa.index.store.schema import FILE, document_digest
from qa.types import Document

_SHA256 = 32  # bytes; behind them stands what read the scans of the file


class FileOrigin(NamedTuple):
    """The file that gave an article: its id, and the SHA-256 of its bytes then; None where they could not be read."""

    file: str
    digest: bytes | None


class Places:
    """Those of one generation. Safe to share between threads; has a connection of its own, as `Catalogue`."""

    def __init__(self, folder: Path) -> None:
        """Raises IndexInvalid when the file is missing or damaged."""
        self._place = folder / FILE
        self._lock = threading.Lock()
        self._connection = connected(self._place)
        # An index that was made before there were boxes has none.
        self._kept = bool(self._all("SELECT 1 FROM sqlite_master WHERE name = 'boxes'"))

    def table(self, document: Document) -> boxes.Table | None:
        """The boxes of a document's words (`boxes.py`); None when it is no scan. Raises IndexInvalid for damage."""
        if not self._kept:
            return None
        found = self._all(
            "SELECT packed, digest FROM boxes WHERE document = (SELECT row FROM documents WHERE id = ?)",
            (document.id,),
        )
        return self._unpacked(document, *found[0]) if found else None

    def origin(self, document_id: str) -> FileOrigin | None:
        """The file that gave a document; None when there is no such document."""
        found = self._all(
            "SELECT f.path, f.digest FROM documents d JOIN files f "
            "ON d.row >= f.document AND d.row < f.document + f.documents WHERE d.id = ?",
            (document_id,),
        )
        return FileOrigin(found[0][0], found[0][1] and found[0][1][:_SHA256]) if found else None

    def count(self, file: str) -> int | None:
        """How many articles a file gave; None when there was no such file."""
        found = self._all("SELECT documents FROM files WHERE path = ?", (file,))
        return int(found[0][0]) if found else None

    def documents(self) -> list[str]:
        """The ids of all documents with boxes. Raises IndexInvalid when boxes are those of no document."""
        if not self._kept:
            return []
        found = self._all("SELECT id FROM boxes LEFT JOIN documents ON row = document ORDER BY document")
        if (None,) in found:
            raise damaged(self._place, "boxes of no article")
        return [id for (id,) in found]

    def close(self) -> None:
        """Close the file; nothing may be read afterwards."""
        self._connection.close()

    def _unpacked(self, document: Document, stored: bytes, digest: bytes) -> boxes.Table:
        try:
            if boxes.digest(document_digest(document), stored) == digest:
                return boxes.unpacked(stored, len(document.text))
            why = "they are not as they were written"
        except (ValueError, TypeError) as error:
            why = str(error)
        raise damaged(self._place, f"the boxes of {document.id[:80]!r}: {why}")

    def _all(self, query: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise damaged(self._place, error) from error
