"""The search by words, at the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from qa.engine import only as filtering
from qa.engine import postings
from qa.engine.connection import Engine
from qa.engine.only import Mask, Rows, Scores
from qa.engine.vocabulary import Vocabulary
from qa.english.stems import terms
from qa.errors import MEND, IndexInvalid
from qa.index.filters import Filters
from qa.index.lexical import MAX_TERMS
from qa.types import EVERYTHING, Within


class EngineWords:
    """As `qa.index.lexical.Lexical`. Safe to share between threads."""

    def __init__(self, engine: Engine, passages: str, words: str, vocabulary: Vocabulary, filters: Filters) -> None:
        """`passages` and `words` are collections of one generation."""
        self._engine, self._passages, self._words = engine, passages, words
        self._vocabulary, self._filters = vocabulary, filters

    def __len__(self) -> int:
        return len(self._filters)

    def search(
        self,
        question: str,
        k: int,
        among: Mask | None = None,
        within: Within = EVERYTHING,
        *,
        masked: bool = False,
    ) -> tuple[Rows, Scores]:
        """The k best rows by BM25, as `Lexical.search` gives them. Raises EngineFailed."""
        weights = self._vocabulary.weights(_asked(question))
        if not weights:
            return np.empty(0, np.int64), np.empty(0, np.float32)

        def search(most: int, only: str) -> tuple[Rows, Scores]:
            rows, scores = self._engine.search(self._passages, "sparse", weights, most, only, "row")
            return rows[scores > 0], scores[scores > 0]

        return filtering.masked(search, min(k, len(self)), among, EVERYTHING if masked else within, self._filters)

    def containing(
        self,
        text: str,
        limit: int,
        within: Within = EVERYTHING,
        among: Mask | None = None,
        *,
        oldest: bool = False,
    ) -> Rows:
        """The newest `limit` rows within the filters that hold every word of `text`, or the oldest; undated ones come
        last. `among`, shape (n,), is the mask of `within`. Raises EngineFailed, IndexInvalid."""
        asked = _asked(text)
        if not asked:
            return np.empty(0, np.int64)
        rows = self.holding([[term] for term in asked])
        among = self._filters.mask(within) if among is None else among
        rows = rows if among is None else rows[among[rows]]
        days = self._filters.days[rows].astype(np.int64)
        order = np.where(days > 0, days if oldest else -days, np.iinfo(np.int64).max)
        return rows[np.lexsort((rows, order))][:limit]

    def holding(self, words: Sequence[Sequence[str]]) -> Rows:
        """Every row that holds one of the terms of each of `words`, ascending. Raises EngineFailed, IndexInvalid."""
        numbered = [[n for n in map(self._vocabulary.number, of) if n is not None] for of in words]
        if not numbered or not all(numbered):
            return np.empty(0, np.int64)
        # The rarest first: of the others, only the blocks of rows that are still in question are read.
        numbered.sort(key=lambda each: sum(map(self._vocabulary.count, each)))
        blocks: Iterable[int] = range(-(-len(self) // postings.BLOCK))
        rows: Rows | None = None
        for each in numbered:
            found = self._rows(each, blocks)
            rows = found if rows is None else np.intersect1d(rows, found, assume_unique=True)
            if not len(rows):
                break
            blocks = np.unique(rows // postings.BLOCK).tolist()
        return np.empty(0, np.int64) if rows is None else rows

    def idf(self, term: str) -> float:
        """BM25's inverse document frequency of a term as `terms` gives it."""
        return self._vocabulary.idf(term)

    def rarity(self, word: str) -> float:
        """The inverse document frequency of a word as it is written; 0 for one that is not indexed, such as a mark."""
        return max((self.idf(term) for term in terms(word)), default=0.0)

    def _rows(self, numbers: Sequence[int], blocks: Iterable[int]) -> Rows:
        """The rows in these blocks that hold one of some words."""
        keys = [postings.key(number, block) for number in numbers for block in blocks]
        try:
            found = [
                postings.unpacked(each["rows"]) + each["at"] % postings.BLOCK * postings.BLOCK
                for each in self._engine.rows(self._words, keys, ["rows"], "at")
            ]
        except ValueError as error:
            raise IndexInvalid(f"{self._engine.address}: {error}: {MEND}") from error
        rows = np.unique(np.concatenate([np.empty(0, np.int64), *found]))
        if len(rows) and rows[-1] >= len(self):
            raise IndexInvalid(f"{self._engine.address} lists a passage {rows[-1]} that there is not: {MEND}")
        return rows


def _asked(text: str) -> list[str]:
    return list(dict.fromkeys(terms(text)))[:MAX_TERMS]
