"""Articles that were read lately: read once, bounded by their bytes."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence

from qa.index.store.recent import RecentDocuments
from qa.types import Document


def test_what_was_wanted_last_is_kept_and_the_rest_read_again() -> None:
    asked: list[int] = []

    def read(rows: Sequence[int]) -> dict[int, Document]:
        asked.extend(rows)
        return {row: Document(str(row), "", "x" * 100) for row in rows}

    recent = RecentDocuments(most=2 * sys.getsizeof("x" * 100))
    assert {row: each.id for row, each in recent.of([1, 2], read).items()} == {1: "1", 2: "2"}
    recent.of([1], read)
    recent.of([3], read)  # 2 goes: 1 was wanted after it
    recent.of([1, 3], read)
    assert asked == [1, 2, 3]
    assert list(recent.of([2, 1], read)) == [1, 2]
    assert asked == [1, 2, 3, 2]


def test_what_is_kept_is_bounded_though_texts_are_encoded_meanwhile() -> None:
    """A text that was encoded once is larger than it was."""
    texts = {row: f"{row} öäü " * 500 for row in range(40)}
    size = sys.getsizeof(texts[20])
    asked: list[int] = []

    def read(rows: Sequence[int]) -> dict[int, Document]:
        asked.extend(rows)
        return {row: Document(str(row), "", texts[row]) for row in rows}

    recent = RecentDocuments(most=4 * size)
    with sqlite3.connect(":memory:") as memory:
        for row in texts:
            (document,) = recent.of([row], read).values()
            memory.execute("SELECT ?", (document.text,))
    asked.clear()
    recent.of(range(40), read)
    assert len(asked) >= 35
