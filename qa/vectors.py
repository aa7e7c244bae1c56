"""Exact search by inner product over unit vectors (so: cosine), in one FAISS file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa.errors import IndexInvalid

if TYPE_CHECKING:
    import faiss

FILE = "vectors.faiss"
FILES = ("vectors.faiss", "absent.npy")
NONE = np.empty(0, np.int64)

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


class Vectors:
    """Row n holds the vector of passage n. Reading is safe from several threads."""

    def __init__(self, index: faiss.Index, absent=NONE) -> None:
        self._index = index
        self.absent = absent

    @classmethod
    def build(cls, vectors: NDArray[np.float32], folder: Path, absent=NONE) -> Vectors:
        """Write `vectors`, float32 of shape (n, dimension) and unit length, to `folder`."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        vectors = np.ascontiguousarray(vectors, np.float32)
        vectors[absent] = 0
        index.add(vectors)
        if len(absent):
            np.save(folder / "absent.npy", absent)
        faiss.write_index(index, str(folder / FILE))
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> Vectors:
        """Raises IndexInvalid when the file is missing or damaged."""
        import faiss

        try:
            absent = np.load(folder / "absent.npy") if (folder / "absent.npy").exists() else NONE
            return cls(faiss.read_index(str(folder / FILE)), absent)
        except RuntimeError as error:
            raise IndexInvalid(f"{folder / FILE} cannot be read: build the index again") from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def search(self, vector: NDArray[np.float32], k: int, among: Rows | None = None) -> tuple[Rows, Scores]:
        """The k rows nearest to `vector`, shape (dimension,), best first, with their cosines; only rows in `among`."""
        if len(self.absent):
            among = np.ones(len(self), bool) if among is None else among.copy()
            among[self.absent] = False
        if among is not None:
            among = np.flatnonzero(among)
            k = min(k, len(among))
        k = min(k, len(self))
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        scores, rows = self._index.search(vector[None, :], k, params=_only(among, len(self)))
        return rows[0], scores[0]

    def take(self, rows: Rows) -> NDArray[np.float32]:
        """The vectors of these rows, shape (len(rows), dimension)."""
        if len(rows) == 0:
            return np.empty((0, self.dimension), np.float32)
        return np.asarray(self._index.reconstruct_batch(np.ascontiguousarray(rows)), np.float32)


def _only(rows: Rows | None, total: int) -> faiss.SearchParameters | None:
    """Restrict a search to these rows before ranking, so that k results come back whenever k exist."""
    if rows is None:
        return None
    import faiss

    mask = np.zeros(total, bool)
    mask[rows] = True
    bitmap = np.packbits(mask, bitorder="little")
    # The stubs know the C++ forms alone.
    selector = faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg, arg-type]
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
