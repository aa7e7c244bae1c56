"""The rows of passages at the engine: where each stands in which article, compared with its digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from qa.engine.connection import Engine
from qa.index.store.decoding import passage_of
from qa.index.store.reading import damaged
from qa.index.store.schema import checksum
from qa.types import Document, Passage

STANDS = ("article", "start", "stop", "sentences", "checksum")
_BLOCK = 2000


class PassageRows:
    """Those of one generation. Safe to share between threads."""

    def __init__(self, engine: Engine, collection: str, place: str) -> None:
        """`place` is what errors call it."""
        self._engine, self._collection, self._place = engine, collection, place

    def some(self, rows: Iterable[int], more: Sequence[str] = ()) -> list[dict[str, Any]]:
        """The fields `STANDS`, and some more, of these rows that there are, in no order. Raises IndexInvalid."""
        found = self._engine.rows(self._collection, rows, [*STANDS, *more], "row")
        for each in found:
            if checksum(int(each["row"]), *(each[name] for name in STANDS[:4])) != each["checksum"]:
                raise damaged(self._place, f"passage {each['row']} is not as it was written")
        return [dict(each) for each in found]

    def blocks(self, passages: int) -> Iterator[list[dict[str, Any]]]:
        """All rows with their keys in order, some at a time. Raises IndexInvalid when one is missing."""
        for at in range(0, passages, _BLOCK):
            rows = range(at, min(at + _BLOCK, passages))
            found = self.some(rows, ("key",))
            if len(found) != len(rows):
                raise damaged(self._place, f"{len(rows) - len(found)} passages are missing")
            yield sorted(found, key=lambda each: int(each["row"]))

    def passage(self, document: Document, each: dict[str, Any]) -> Passage:
        """The passage of a row with its key, which is compared with the text. Raises IndexInvalid."""
        stands = int(each["row"]), int(each["start"]), int(each["stop"]), str(each["sentences"])
        return passage_of(self._place, document, *stands, bytes.fromhex(each["key"]))
