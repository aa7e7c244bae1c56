"""The nearest vectors by inner product over unit vectors (so: cosine), memory-mapped, in half precision.

Row n holds the vector of passage n. A small collection is searched exhaustively. A large one has inverted lists of the
same vectors in eight bits beside it (Jégou, Douze & Schmid, "Product quantization for nearest neighbor search", 2011):
the lists nearest to the question are searched, as many as hold enough rows that pass the filter, and what they give is
scored again in half precision. So a narrow filter is answered from every row that passes it. Knows no texts.
"""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.errors import MEND, IndexInvalid

FILE = "vectors.faiss"
LISTS = "nearest.faiss"
LIST_OF = "nearest.npy"
ABSENT = "absent.npy"
FILES = (FILE, LISTS, LIST_OF, ABSENT)

# More vectors than this get inverted lists.
LARGE = 100_000
# The lists nearest to the question are searched until they hold so many rows, and so many that pass the filter.
SCANNED = 40_000
PASSING = 12_000
# So many more than are asked for are scored again, since eight bits can swap neighbours.
SPARE = 50
# 4 times the square root of the size, at most so many lists, and so many vectors a list to find the centres.
MOST_LISTS = 2048
TRAINED_ON = 40
ROUNDS = 8
BLOCK = 65_536
# Up to so many vectors are read one by one.
FEW = 1000

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]
NONE: Rows = np.empty(0, np.int64)


class Vectors:
    """Immutable and safe to share between threads."""

    def __init__(self, folder: Path, exact: Any, absent: Rows, lists: _Lists | None) -> None:
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
        import faiss

        present = np.ones(len(vectors), np.bool_)
        present[absent] = False
        exact = faiss.IndexScalarQuantizer(vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        for start in range(0, len(vectors), BLOCK):
            block = np.array(vectors[start : start + BLOCK], np.float32)
            block[~present[start : start + BLOCK]] = 0
            exact.add(block)
        _write(exact, folder / FILE)
        if len(absent):
            np.save(folder / ABSENT, np.asarray(absent, np.int64), allow_pickle=False)
        if len(vectors) - len(absent) > LARGE:
            del exact
            _Lists.build(vectors, np.flatnonzero(present), folder)

    @classmethod
    def open(cls, folder: Path) -> Vectors:
        """Raises IndexInvalid when a file is missing or damaged."""
        import faiss

        exact = _read(folder / FILE, faiss.IO_FLAG_MMAP_IFC)
        absent = _numbers(folder / ABSENT, np.int64) if (folder / ABSENT).exists() else NONE
        if len(absent) and not 0 <= absent.min() <= absent.max() < exact.ntotal:
            raise IndexInvalid(f"{folder / ABSENT} does not belong to {FILE}: {MEND}")
        lists = _Lists.open(folder) if (folder / LISTS).exists() else None
        if lists and (lists.rows != exact.ntotal or lists.dimension != exact.d):
            raise IndexInvalid(f"{folder / LISTS} does not belong to {FILE}: {MEND}")
        return cls(folder, exact, absent, lists)

    def __len__(self) -> int:
        return int(self._exact.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._exact.d)

    def search(self, vector: NDArray[np.float32], k: int, among: Mask | None = None) -> tuple[Rows, Scores]:
        """The k rows nearest to `vector`, shape (dimension,), best first, with their cosines; equal ones by row.

        `among`, shape (n,), says which rows count. k results come back whenever that many pass and have a vector.
        """
        passing = _both(among, self._present)
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


class _Lists:
    """Every vector in eight bits, in the list of the centre nearest to it."""

    def __init__(self, index: Any, list_of: NDArray[np.uint16]) -> None:
        self._index = index
        self._list_of = list_of
        self._centres = index.quantizer.reconstruct_n(0, index.nlist)
        self._sizes = self._holding(None)

    @classmethod
    def build(cls, vectors: NDArray[np.floating], present: Rows, folder: Path) -> None:
        import faiss

        count, dimension = min(MOST_LISTS, int(4 * math.sqrt(len(present)))), vectors.shape[1]
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
        index.train(np.array(vectors[np.sort(some)], np.float32))
        for start in range(0, len(present), BLOCK):
            rows = present[start : start + BLOCK]
            index.add_with_ids(np.array(vectors[rows], np.float32), rows)
        list_of = np.full(len(vectors), count, np.uint16)  # one past the last: in no list
        for number in range(count):
            size = index.invlists.list_size(number)
            list_of[faiss.rev_swig_ptr(index.invlists.get_ids(number), size)] = number
        _write(index, folder / LISTS)
        np.save(folder / LIST_OF, list_of, allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> _Lists:
        import faiss

        index, list_of = _read(folder / LISTS, faiss.IO_FLAG_MMAP), _numbers(folder / LIST_OF, np.uint16)
        counted = np.bincount(list_of, minlength=index.nlist + 1)
        if len(counted) != index.nlist + 1 or counted[:-1].sum() != index.ntotal:
            raise IndexInvalid(f"{folder / LIST_OF} does not belong to {LISTS}: {MEND}")
        # Else every search starts 32 threads to read ahead, which costs more than the search.
        faiss.downcast_InvertedLists(index.invlists).prefetch_nthread = 0
        return cls(index, list_of)

    @property
    def rows(self) -> int:
        return len(self._list_of)

    @property
    def dimension(self) -> int:
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
        only = faiss.SearchParametersIVF(sel=_selector(passing), nprobe=len(lists))
        given, written = (vector, lists, nearness), (found, rows)
        at_vector, at_lists, at_nearness, at_found, at_rows = map(faiss.swig_ptr, (*given, *written))
        # The wrapper for arrays takes no parameters, so this is the C++ form.
        self._index.search_preassigned_c(1, at_vector, k, at_lists, at_nearness, at_found, at_rows, False, only)
        return rows[rows >= 0]

    def _holding(self, passing: Mask | None) -> NDArray[np.int64]:
        """How many of the rows that pass are in each list."""
        lists = self._list_of if passing is None else self._list_of.take(np.flatnonzero(passing))
        return np.bincount(lists, minlength=len(self._centres) + 1)[:-1]


def _both(among: Mask | None, present: Mask | None) -> Mask | None:
    if among is None or present is None:
        return present if among is None else among
    return among & present


def _selector(passing: Mask | None) -> Any:
    """Restrict a search to these rows before ranking."""
    if passing is None:
        return None
    import faiss

    return faiss.IDSelectorBitmap(np.packbits(passing, bitorder="little"))


def _only(passing: Mask | None) -> Any:
    if passing is None:
        return None
    import faiss

    return faiss.SearchParameters(sel=_selector(passing))


def _write(index: Any, file: Path) -> None:
    """Through a file of Python's, which says when the disk is full."""
    import faiss

    try:
        with file.open("wb") as out:
            faiss.write_index(index, faiss.PyCallbackIOWriter(out.write, BLOCK))
    except RuntimeError as error:
        raise OSError(f"{file} cannot be written: {error}") from error


def _read(file: Path, flags: int) -> Any:
    """An index of FAISS, whose stubs know none of the kinds."""
    import faiss

    try:
        return faiss.read_index(str(file), flags)
    except (RuntimeError, MemoryError) as error:
        raise IndexInvalid(f"{file} cannot be read: {MEND}") from error


def _numbers(file: Path, kind: type[np.generic]) -> NDArray:  # type: ignore[type-arg]
    try:
        numbers = np.load(file, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexInvalid(f"{file} cannot be read: {MEND}") from error
    if numbers.dtype != kind or numbers.ndim != 1:
        raise IndexInvalid(f"{file} holds {numbers.dtype} of shape {numbers.shape}: {MEND}")
    return np.asarray(numbers)
