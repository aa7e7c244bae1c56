"""Lists articles for those who look through a library: searched, sorted, a page at a time. Reads no text of theirs.

Rows that are listed are not compared with their digests, which are over the texts.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from qa.index.store.reading import connected, damaged

Sort = Literal["title", "source", "date", "passages", "file"]

# Files and articles lie in the same order, so this reads through both once: through the indexes `files_listed` and
# `documents_listed`, which hold every column that is asked for. `CROSS` keeps SQLite from turning it round.
_FOUND = """
FROM files f CROSS JOIN documents d ON d.row >= f.document AND d.row < f.document + f.documents
"""
_ALSO = "(SELECT document FROM passages WHERE row IN (SELECT value FROM json_each(?)))"
_HELD = f"(found(d.title, d.source, d.id, f.path) OR d.row IN {_ALSO})"
_ONLY = "d.row IN (SELECT value FROM json_each(?))"
_PASSAGES = "(SELECT count(*) FROM passages p WHERE p.document = d.row)"
# For a single row SQLite would go to the table, where the text lies between the columns; for a range it does not.
_PAGE = f"""
SELECT d.id, d.title, d.source, d.date, d.url, {_PASSAGES}, page.path, page.documents, page.total
FROM (SELECT d.row, f.path, f.documents, count(*) OVER () AS total {_FOUND} %s LIMIT ? OFFSET ?) page
CROSS JOIN documents d ON d.row >= page.row AND d.row < page.row + 1
"""  # noqa: S608 our own words
_KEYS: dict[Sort, str] = {
    "title": "folded(d.title)",
    "source": "folded(d.source)",
    "date": "d.date",
    "passages": _PASSAGES,
    "file": "folded(f.path)",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """An article without its text. `file` is the id of the file that gave it, `alone` whether it gave no other one;
    `passages` is how many it has."""

    id: str
    title: str
    source: str | None
    date: datetime.date | None
    url: str | None
    passages: int
    file: str
    alone: bool


class Listing(NamedTuple):
    """A page of what was found, and how much that is in all."""

    total: int
    documents: list[Listed]


class Catalogue:
    """The articles of one generation. Safe to share between threads; has a connection of its own, so that nobody who
    asks a question waits for it."""

    def __init__(self, place: Path | str, connection: sqlite3.Connection | None = None) -> None:
        """`place` is the file of a `Store`, or what a `connection` to the same tables is called. Raises IndexInvalid
        when it cannot be opened."""
        self._place = place
        self._lock = threading.Lock()
        self._connection = connected(Path(place)) if connection is None else connection
        self._connection.create_function("folded", 1, _folded, deterministic=True)

    def page(
        self,
        query: str = "",
        sort: Sort = "title",
        descending: bool = False,
        offset: int = 0,
        limit: int = 100,
        also: Sequence[int] = (),
        only: Sequence[int] | None = None,
    ) -> Listing:
        """Articles whose title, source, id or file holds `query` in any case; "" is in all of them. With them those of
        the passages `also`, which a search of the texts has found; of them all, where `only` is given, those of its
        rows.

        Equal ones, and those that lack what is sorted by, which come last either way, keep the order of the index.
        Raises IndexInvalid.
        """
        order = f"ORDER BY {_KEYS[sort]} {'DESC' if descending else 'ASC'} NULLS LAST, d.row"
        tests = [(_HELD, also)] * bool(query) + ([] if only is None else [(_ONLY, only)])
        where = f"WHERE {' AND '.join(test for test, _ in tests)}" if tests else ""
        values = [json.dumps([int(row) for row in rows]) for _, rows in tests]
        try:
            with self._lock:
                self._look_for(query)
                rows = self._all(_PAGE % f"{where} {order}", *values, limit, offset)
                total = rows[0][-1] if rows else 0
                if not rows and (offset or not limit):  # beyond the end no row says how many there are
                    total = self._all(f"SELECT count(*) {_FOUND} {where}", *values)[0][0]
            return Listing(total, [_listed(*row) for row in rows])
        except (sqlite3.DatabaseError, UnicodeDecodeError, ValueError, TypeError) as error:
            raise damaged(self._place, error) from error

    def rows(self, query: str, also: Sequence[int] = ()) -> list[int]:
        """The rows of all of those articles, ascending. Raises IndexInvalid."""
        held = json.dumps([int(row) for row in also])
        try:
            with self._lock:
                self._look_for(query)
                return [row for (row,) in self._all(f"SELECT d.row {_FOUND} WHERE {_HELD} ORDER BY d.row", held)]
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise damaged(self._place, error) from error

    def _look_for(self, query: str) -> None:
        needle = query.casefold()

        def found(*fields: str | None) -> bool:
            return any(needle in field.casefold() for field in fields if field is not None)

        # Not bound as a value: SQLite takes no surrogate that stands alone.
        self._connection.create_function("found", 4, found, deterministic=True)

    def _all(self, query: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        return self._connection.execute(query, values).fetchall()

    def close(self) -> None:
        """Close the file; nothing may be listed afterwards."""
        self._connection.close()


def _folded(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _listed(*facts: object) -> Listed:
    """Raises ValueError or TypeError for what no index of ours holds."""
    document_id, title, source, date, url, passages, file, documents, _ = facts
    if not all(isinstance(text, str) for text in (document_id, title, file, source or "", date or "", url or "")):
        raise TypeError(f"the article {document_id!r:.80} is not as it was written")
    return Listed(
        id=str(document_id),
        title=str(title),
        source=None if source is None else str(source),
        date=datetime.date.fromisoformat(str(date)) if date else None,
        url=None if url is None else str(url),
        passages=int(str(passages)),
        file=str(file),
        alone=documents == 1,
    )
