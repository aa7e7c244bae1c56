"""Which passages name a day of a period: a small table, one row a mention, memory-mapped. Holds no texts."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.errors import MEND, IndexInvalid
from qa.index.columns import mapped, unlike

FILE = "mentions.npy"

# A mention of more days, such as a year, counts only for a period as long as it: "in 2024" is not about last week.
PRECISE = 31

Table = NDArray[np.int32]
Mask = NDArray[np.bool_]


class Mentions:
    """Immutable and safe to share between threads."""

    def __init__(self, table: Table, passages: int) -> None:
        """`table`, shape (3, m), has for each mention the row of its passage, ascending, and the ordinals of its first
        and its last day. There are so many `passages`."""
        self._rows, self._since, self._until = table
        self._passages = passages

    @classmethod
    def build(cls, mentions: Table, folder: Path) -> None:
        """Write `mentions`, shape (m, 3), each as `__init__` says. Raises OSError when the disk does not take it."""
        np.save(
            folder / FILE, np.ascontiguousarray(np.asarray(mentions, np.int32).reshape(-1, 3).T), allow_pickle=False
        )

    @classmethod
    def open(cls, folder: Path, passages: int) -> Mentions:
        """Raises IndexInvalid when the file is missing or damaged."""
        file = folder / FILE
        table = mapped(file, np.int32, 2)
        if len(table) != 3:
            raise unlike(file, table)
        rows, since, until = table
        if rows.size and not (rows.min() >= 0 and rows.max() < passages and (since <= until).all()):
            raise IndexInvalid(f"{file} does not belong to an index of {passages} passages: {MEND}")
        return cls(table, passages)

    def copied(self, first: int, count: int, row: int) -> Table:
        """Those of `count` passages from `first` on, shape (m, 3), as those from `row` on of another generation."""
        start, stop = np.searchsorted(self._rows, (first, first + count))
        found = np.stack([self._rows[start:stop], self._since[start:stop], self._until[start:stop]], axis=1)
        found[:, 0] += row - first
        return found

    def __len__(self) -> int:
        return len(self._rows)

    def mask(self, since: datetime.date | None, until: datetime.date | None) -> Mask:
        """True for each passage that names a day from `since` to `until`, both included, shape (n,); None is open."""
        first = (since or datetime.date.min).toordinal()
        last = (until or datetime.date.max).toordinal()
        fits = (self._since <= last) & (self._until >= first)
        fits &= self._until - self._since < max(PRECISE, last - first + 1)
        passes = np.zeros(self._passages, np.bool_)
        passes[self._rows[fits]] = True
        return passes
