"""Where words of scans stand: no engine keeps that yet, so their citations open as text alone."""

from __future__ import annotations

import itertools
from bisect import bisect_right

from qa.engine.texts import EngineTexts
from qa.index.store.boxes import Table
from qa.index.store.places import FileOrigin
from qa.types import Document


class EngineScans:
    """As `qa.index.store.places.Places`, of an index without boxes. Safe to share between threads."""

    def __init__(self, texts: EngineTexts) -> None:
        self._texts = texts

    def table(self, document: Document) -> Table | None:
        """None: no article has boxes."""
        return None

    def documents(self) -> list[str]:
        """The ids of all documents with boxes: none."""
        return []

    def origin(self, document_id: str) -> FileOrigin | None:
        """The file that gave a document; None when there is no such document."""
        try:
            row = self._texts.row_of(document_id)
        except KeyError:
            return None
        files = [each for each in self._texts.read_files() if each.documents]
        starts = list(itertools.accumulate((each.documents for each in files), initial=0))
        file = files[bisect_right(starts, row) - 1]
        return FileOrigin(file.path, None if file.digest is None else bytes.fromhex(file.digest)[:32])

    def count(self, file: str) -> int | None:
        """How many articles a file gave; None when there was no such file."""
        return next((each.documents for each in self._texts.read_files() if each.path == file), None)

    def close(self) -> None:
        """Nothing is open."""
