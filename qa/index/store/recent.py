"""Articles that were read lately, so that one question after another reads and compares them once."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from qa.types import Document

# So many bytes of texts are kept: all of a folder of a hundred thousand passages, nearly.
MOST = 64 * 1024 * 1024

Read = Callable[[Sequence[int]], dict[int, Document]]


class RecentDocuments:
    """Documents by their rows, those that were wanted last, at most `most` bytes of text. Safe to share between
    threads. A generation never changes, so what was read stays right."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        # With the size that was added: that of a text grows when somebody has it encoded.
        self._kept: OrderedDict[int, tuple[Document, int]] = OrderedDict()
        self._bytes = 0

    def of(self, rows: Sequence[int], read: Read) -> dict[int, Document]:
        """The documents of these rows; `read` gives those that are not kept. Raises what it raises."""
        with self._lock:
            found = {row: self._kept[row][0] for row in rows if row in self._kept}
            for row in found:
                self._kept.move_to_end(row)
        if missing := [row for row in rows if row not in found]:
            more = read(missing)
            self._keep(more)
            found |= more
        return found

    def _keep(self, documents: dict[int, Document]) -> None:
        with self._lock:
            for row, document in documents.items():
                if row not in self._kept:
                    size = sys.getsizeof(document.text)
                    self._kept[row] = document, size
                    self._bytes += size
            while self._bytes > self._most:
                _, (_, size) = self._kept.popitem(last=False)
                self._bytes -= size
