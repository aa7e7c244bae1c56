"""The vectors of a generation, by row: taken over where the same text has one already, else computed in batches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.building.batches import KeptVectors
from qa.embedder import Embedder
from qa.index.parts import Nearness
from qa.types import Progress

# Texts handed to the model at once, which sorts them by length; what was computed is then on disk.
BATCH = 256
# Vectors copied at once.
_BLOCK = 65_536  # `take` gives them in single precision, twice what is kept


class Embedding:
    """Equal texts share a vector. `vectors` has shape (passages, dimension), zero where a row is still `absent`."""

    def __init__(self, keys: Sequence[bytes], dimension: int) -> None:
        """`keys` tell equal texts, in row order."""
        first: dict[bytes, int] = {}
        self._keys = keys
        self._twin = np.array([first.setdefault(key, row) for row, key in enumerate(keys)], np.int64)
        self._missing = first
        self.vectors = np.zeros((len(keys), dimension), np.float16)

    @property
    def missing(self) -> int:
        """How many different texts have no vector."""
        return len(self._missing)

    def absent(self) -> NDArray[np.int64]:
        """The rows without a vector, ascending."""
        without = np.zeros(len(self._keys), bool)
        without[list(self._missing.values())] = True
        return np.flatnonzero(without[self._twin])

    def take_over(self, keys: Sequence[bytes], vectors: Nearness) -> None:
        """Use the vectors of another generation, whose passages have these keys."""
        lacking = set(vectors.absent.tolist())
        pairs = [
            (old, self._missing.pop(key)) for old, key in enumerate(keys) if key in self._missing and old not in lacking
        ]
        for at in range(0, len(pairs), _BLOCK):
            old, new = np.array(pairs[at : at + _BLOCK], np.int64).T
            self.vectors[new] = vectors.take(old)

    def resume(self, kept: KeptVectors) -> None:
        """Use what a build that was stopped has left, or what others have computed for this one."""
        for key, vector in kept.load(self._missing):
            self.vectors[self._missing.pop(key)] = vector

    def compute(
        self, texts: Callable[[Sequence[int]], list[str]], embedder: Embedder, kept: KeptVectors, progress: Progress
    ) -> Iterator[float]:
        """Embed what is missing, batch by batch, keeping each; after each, gives the seconds that the rest will take.

        `texts` gives the texts of rows. Rows go in order: neighbours come from one article, which is read once.
        """
        rows = sorted(self._missing.values())
        started = time.monotonic()
        progress("embedding", 0, len(rows))
        for at in range(0, len(rows), BATCH):
            batch = rows[at : at + BATCH]
            vectors = embedder.encode(texts(batch))
            self.vectors[batch] = vectors
            keys = [self._keys[row] for row in batch]
            kept.add(keys, vectors)
            for key in keys:
                del self._missing[key]
            done = at + len(batch)
            progress("embedding", done, len(rows))
            yield (time.monotonic() - started) * (len(rows) - done) / done

    def spread(self) -> NDArray[np.float16]:
        """`vectors`, with those of equal texts filled in."""
        others = np.flatnonzero(self._twin != np.arange(len(self._twin)))
        self.vectors[others] = self.vectors[self._twin[others]]
        return self.vectors

    def forget(self) -> None:
        """Give the memory of the vectors free: none of them is asked for again."""
        self.vectors = self.vectors[:0].copy()
