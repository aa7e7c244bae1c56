"""The nearest vectors by inner product over unit vectors (so: cosine), memory-mapped, in half precision.

Row n holds the vector of passage n. A small collection is searched exhaustively. A large one has inverted lists of the
same vectors in eight bits beside it (`qa.index.nearest`), and what they give is scored again in half precision. Knows
no texts.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.errors import MEND, IndexInvalid
from qa.index.columns import mapped
from qa.index.nearest import LIST_OF, LISTS, Lists, read, selector
from qa.types import EVERYTHING, Within

FILE = "vectors.faiss"
ABSENT = "absent.npy"
FILES = (FILE, LISTS, LIST_OF, ABSENT)

# More vectors than this get inverted lists.
LARGE = 100_000
# So many more than are asked for are scored again, since eight bits can swap neighbours.
SPARE = 50
# Vectors written at once.
BLOCK = 16_384
# Up to so many vectors are read one by one.
FEW = 1000

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]
NONE: Rows = np.empty(0, np.int64)


class Vectors:
    """Immutable and safe to share between threads."""

    def __init__(self, folder: Path, exact: Any, absent: Rows, lists: Lists | None) -> None:
        self._exact = exact
        self._lists = lists
        self._file = (folder / FILE).open("rb")  # kept open: a later build may remove the name
        self.absent = absent
        self._present: Mask | None = None
        if len(absent):
            self._present = np.ones(len(self), np.bool_)
            self._present[absent] = False

    @classmethod
    def build(cls, vectors: NDArray[np.floating], folder: Path, absent: Rows = NONE) -> None:
        """Write `vectors`, float16 or float32 of shape (n, dimension) and unit length, to `folder`.

        The rows `absent`, ascending, have no vector yet; what stands there is ignored. Raises OSError when the disk
        does not take it.
        """
        present = np.ones(len(vectors), np.bool_)
        present[absent] = False
        with (folder / FILE).open("wb") as out:
            out.write(_head(*vectors.shape))
            # Piece by piece: FAISS would have to hold all of them a second time, and more while that grows.
            for start in range(0, len(vectors), BLOCK):
                block = np.array(vectors[start : start + BLOCK], np.float16, order="C")
                block[~present[start : start + BLOCK]] = 0
                out.write(block.data)
        if len(absent):
            np.save(folder / ABSENT, np.asarray(absent, np.int64), allow_pickle=False)

    @classmethod
    def build_lists(cls, folder: Path) -> None:
        """Write the inverted lists of what `build` wrote to `folder`, when that is large. Raises OSError when the disk
        does not take it."""
        exact = cls.open(folder)
        present = np.setdiff1d(np.arange(len(exact)), exact.absent, assume_unique=True)
        if len(present) > LARGE:
            Lists.build(exact.take, (len(exact), exact.dimension), present, folder)

    @classmethod
    def open(cls, folder: Path) -> Vectors:
        """Raises IndexInvalid when a file is missing or damaged."""
        import faiss

        exact = read(folder / FILE, faiss.IO_FLAG_MMAP_IFC)
        absent = mapped(folder / ABSENT, np.int64) if (folder / ABSENT).exists() else NONE
        if len(absent) and not 0 <= absent.min() <= absent.max() < exact.ntotal:
            raise IndexInvalid(f"{folder / ABSENT} does not belong to {FILE}: {MEND}")
        lists = Lists.open(folder) if (folder / LISTS).exists() else None
        if lists and (lists.rows != exact.ntotal or lists.dimension != exact.d):
            raise IndexInvalid(f"{folder / LISTS} does not belong to {FILE}: {MEND}")
        return cls(folder, exact, absent, lists)

    def __len__(self) -> int:
        return int(self._exact.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._exact.d)

    def search(
        self, vector: NDArray[np.float32], k: int, among: Mask | None = None, within: Within = EVERYTHING
    ) -> tuple[Rows, Scores]:
        """The k rows nearest to `vector`, shape (dimension,), best first, with their cosines; equal ones by row.

        `among`, shape (n,), says which rows count, which is all that is looked at here; where it says no more than
        `within`, that tells an engine the same in fewer words. k results come back whenever that many pass and have a
        vector.
        """
        passing = _both(among, self._present)
        # FAISS fills what it lacks with rows of number -1.
        k = min(k, len(self) if passing is None else int(np.count_nonzero(passing)))
        if k == 0:
            return NONE, np.empty(0, np.float32)
        vector = np.ascontiguousarray(vector, np.float32)
        if self._lists is None:
            found = self._exact.search(vector[None, :], k, params=_only(passing))
            scores, rows = found[0][0], found[1][0]
        else:
            rows = self._lists.nearest(vector, k + SPARE, passing)
            scores = self.take(rows) @ vector
        best = np.lexsort((rows, -scores))[:k]
        return rows[best], scores[best]

    def take(self, rows: Rows) -> NDArray[np.float32]:
        """The vectors of these rows, shape (len(rows), dimension)."""
        if len(rows) > FEW:
            return np.asarray(self._exact.reconstruct_batch(np.ascontiguousarray(rows)), np.float32)
        # FAISS writes them last. Read, not mapped: that is five times as fast, and no page of them stays in our memory.
        width = 2 * self.dimension
        first = os.fstat(self._file.fileno()).st_size - width * len(self)
        parts = [os.pread(self._file.fileno(), width, first + width * row) for row in rows.tolist()]
        return np.frombuffer(b"".join(parts), np.float16).reshape(len(rows), self.dimension).astype(np.float32)


def _head(rows: int, dimension: int) -> bytes:
    """What FAISS writes of an index in half precision before the vectors themselves."""
    import faiss

    index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index.ntotal = rows
    # The last number in it is that of the bytes that follow.
    return bytes(faiss.serialize_index(index)[:-8]) + np.uint64(2 * rows * dimension).tobytes()


def _both(among: Mask | None, present: Mask | None) -> Mask | None:
    if among is None or present is None:
        return present if among is None else among
    return among & present


def _only(passing: Mask | None) -> Any:
    if passing is None:
        return None
    import faiss

    return faiss.SearchParameters(sel=selector(passing))
