"""Inverted lists: every vector in eight bits, in the list of the centre nearest to it; and reading files of FAISS.

Jégou, Douze & Schmid, "Product quantization for nearest neighbor search", 2011. A search looks into the lists nearest
to the question, as many as hold enough rows that pass the filter: a narrow one is answered from every row that passes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.errors import MEND, IndexInvalid
from qa.index.columns import mapped

LISTS = "nearest.faiss"
LIST_OF = "nearest.npy"

# The lists nearest to the question are searched until they hold so many rows, and so many that pass the filter.
SCANNED = 40_000
PASSING = 12_000
# 4 times the square root of the size, at most so many lists, and so many vectors a list to find the centres.
MOST_LISTS = 2048
TRAINED_ON = 40
ROUNDS = 8
# Vectors taken at once; bytes written at once.
BLOCK = 16_384
WRITTEN = 65_536

Rows = NDArray[np.int64]
Take = Callable[[Rows], NDArray[np.float32]]
"""The vectors of some rows, shape (len(rows), dimension)."""
Mask = NDArray[np.bool_]


class Lists:
    """Every vector in eight bits, in the list of the centre nearest to it."""

    def __init__(self, index: Any, list_of: NDArray[np.uint16]) -> None:
        self._index = index
        self._list_of = list_of
        self._centres = index.quantizer.reconstruct_n(0, index.nlist)
        self._sizes = self._holding(None)

    @classmethod
    def build(cls, take: Take, shape: tuple[int, int], present: Rows, folder: Path) -> None:
        """Write the lists of the rows that are `present`, ascending, of all those of this `shape`, which `take` gives
        piece by piece. Raises OSError."""
        import faiss

        (rows, dimension), count = shape, min(MOST_LISTS, int(4 * math.sqrt(len(present))))
        index: Any = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(dimension),
            dimension,
            count,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        index.cp.niter = ROUNDS
        index.cp.max_points_per_centroid = TRAINED_ON
        some = np.random.default_rng(0).choice(present, min(len(present), TRAINED_ON * count), replace=False)
        index.train(np.concatenate([take(piece) for piece in _pieces(np.sort(some))]))
        for piece in _pieces(present):
            index.add_with_ids(take(piece), piece)
        list_of = np.full(rows, count, np.uint16)  # one past the last: in no list
        for number in range(count):
            size = index.invlists.list_size(number)
            list_of[faiss.rev_swig_ptr(index.invlists.get_ids(number), size)] = number
        write(index, folder / LISTS)
        np.save(folder / LIST_OF, list_of, allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> Lists:
        """Raises IndexInvalid when the files are missing, damaged or do not belong together."""
        import faiss

        index, list_of = read(folder / LISTS, faiss.IO_FLAG_MMAP), mapped(folder / LIST_OF, np.uint16)
        counted = np.bincount(list_of, minlength=index.nlist + 1)
        if len(counted) != index.nlist + 1 or counted[:-1].sum() != index.ntotal:
            raise IndexInvalid(f"{folder / LIST_OF} does not belong to {LISTS}: {MEND}")
        # Else every search starts 32 threads to read ahead, which costs more than the search.
        faiss.downcast_InvertedLists(index.invlists).prefetch_nthread = 0
        return cls(index, list_of)

    @property
    def rows(self) -> int:
        """How many rows there are, those without a vector too."""
        return len(self._list_of)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    def nearest(self, vector: NDArray[np.float32], k: int, passing: Mask | None) -> Rows:
        """About the k nearest, in no order, fewer only when fewer pass."""
        import faiss

        scores = np.einsum("ij,j->i", self._centres, vector)  # in this thread: BLAS would wait for others
        holding = self._sizes if passing is None else self._holding(passing)
        order = np.argsort(-scores, kind="stable")
        order = order[holding[order] > 0]
        scanned = np.searchsorted(np.cumsum(self._sizes[order]), SCANNED)
        enough = max(scanned, np.searchsorted(np.cumsum(holding[order]), max(PASSING, k))) + 1
        lists, nearness = np.ascontiguousarray(order[:enough]), scores[order[:enough]]
        rows, found = np.empty(k, np.int64), np.empty(k, np.float32)
        only = faiss.SearchParametersIVF(sel=selector(passing), nprobe=len(lists))
        given, written = (vector, lists, nearness), (found, rows)
        at_vector, at_lists, at_nearness, at_found, at_rows = map(faiss.swig_ptr, (*given, *written))
        # The wrapper for arrays takes no parameters, so this is the C++ form.
        self._index.search_preassigned_c(1, at_vector, k, at_lists, at_nearness, at_found, at_rows, False, only)
        return rows[rows >= 0]

    def _holding(self, passing: Mask | None) -> NDArray[np.int64]:
        """How many of the rows that pass are in each list."""
        lists = self._list_of if passing is None else self._list_of.take(np.flatnonzero(passing))
        return np.bincount(lists, minlength=len(self._centres) + 1)[:-1]


def _pieces(rows: Rows) -> Iterator[Rows]:
    return (rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK))


def selector(passing: Mask | None) -> Any:
    """Restrict a search to these rows before ranking."""
    if passing is None:
        return None
    import faiss

    return faiss.IDSelectorBitmap(np.packbits(passing, bitorder="little"))


def write(index: Any, file: Path) -> None:
    """Through a file of Python's, which says when the disk is full."""
    import faiss

    try:
        with file.open("wb") as out:
            faiss.write_index(index, faiss.PyCallbackIOWriter(out.write, WRITTEN))
    except RuntimeError as error:
        raise OSError(f"{file} cannot be written: {error}") from error


def read(file: Path, flags: int) -> Any:
    """An index of FAISS, whose stubs know none of the kinds."""
    import faiss

    try:
        return faiss.read_index(str(file), flags)
    except (RuntimeError, MemoryError) as error:
        raise IndexInvalid(f"{file} cannot be read: {MEND}") from error
