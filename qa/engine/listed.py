"""The list of all articles of a generation: their heads, in memory."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Sequence

from qa.engine.records import ArticleHead, FileRecord
from qa.index.store.listing import Catalogue
from qa.index.store.schema import INDICES, TABLES


def catalogue(
    place: str, heads: Sequence[ArticleHead], files: Sequence[FileRecord], passages_each: Sequence[int]
) -> Catalogue:
    """Lists articles as that of an index on disk: of the same tables, without texts. `place` is what errors call it."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.executescript(TABLES)
    connection.executemany(
        "INSERT INTO documents VALUES (?, ?, ?, '', ?, ?, ?, ?)",
        ((row, each.id, each.title, *each[2:5], each.hash) for row, each in enumerate(heads)),
    )
    starts = itertools.accumulate((each.documents for each in files), initial=0)
    connection.executemany(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0)",
        ((each.path, None, each.whole, start, each.documents) for start, each in zip(starts, files, strict=False)),
    )
    owners = (article for article, count in enumerate(passages_each) for _ in range(count))
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, 0, 0, '', 0, x'')", ((row, owner) for row, owner in enumerate(owners))
    )
    connection.executescript(INDICES)
    return Catalogue(place, connection)
