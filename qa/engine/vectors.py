"""The search by vectors, at the engine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qa.engine.connection import Engine
from qa.engine.only import Mask, Rows, Scores, masked
from qa.errors import MEND, IndexInvalid
from qa.index.filters import Filters
from qa.index.vectors import NONE
from qa.types import EVERYTHING, Within


class EngineVectors:
    """As `qa.index.vectors.Vectors`. Safe to share between threads."""

    absent = NONE  # a generation is published with all of its vectors

    def __init__(self, engine: Engine, collection: str, filters: Filters, dimension: int) -> None:
        """The rows of `collection` are those of `filters`."""
        self._engine, self._collection, self._filters = engine, collection, filters
        self.dimension = dimension

    def __len__(self) -> int:
        return len(self._filters)

    def search(
        self, vector: NDArray[np.float32], k: int, among: Mask | None = None, within: Within = EVERYTHING
    ) -> tuple[Rows, Scores]:
        """The k rows nearest to `vector`, shape (dimension,), as `Vectors.search` gives them. Raises EngineFailed."""
        asked = np.asarray(vector, np.float32).tolist()

        def search(most: int, only: str) -> tuple[Rows, Scores]:
            return self._engine.search(self._collection, "dense", asked, most, only, "row")

        return masked(search, min(k, len(self)), among, within, self._filters)

    def take(self, rows: Rows) -> NDArray[np.float32]:
        """The vectors of these rows, shape (len(rows), dimension). Raises EngineFailed, IndexInvalid."""
        wanted = np.asarray(rows, np.int64)
        found = self._engine.rows(self._collection, np.unique(wanted).tolist(), ["dense"], "row")
        vectors = {each["row"]: np.asarray(each["dense"], np.float32) for each in found}
        try:
            taken = [vectors[row] for row in wanted.tolist()]
        except KeyError as error:
            raise IndexInvalid(f"{self._engine.address} has no vector of passage {error}: {MEND}") from error
        return np.stack(taken) if taken else np.empty((0, self.dimension), np.float32)
