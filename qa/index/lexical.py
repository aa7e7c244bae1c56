"""BM25 over stemmed words, in one tantivy folder.

Scores follow Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), k1 = 1.2, b = 0.75.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.english.stems import terms
from qa.index import lexical_files
from qa.index import lexical_queries as queries
from qa.types import EVERYTHING, Within

if TYPE_CHECKING:
    import tantivy

FOLDER = "lexical"
# In more passages than this...
LARGE = 100_000
# ... words that stand in a larger share of them are left out of a question that has others: a search of a million takes
# half the time, and 98.8 % of its first ten stay.
COMMON = 0.7
# ... filters that a larger share passes are applied to what an unfiltered search finds, of which so much more is asked.
WIDE = 0.15
SPARE = 1.5
# Rows that no query describes are looked for among so many of the best; where those are too few, one by one.
LOOKED_AT = 20_000
# A question longer than this is a pasted text; its rarest words would be found among these as well.
MAX_TERMS = 64

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


class Entry(NamedTuple):
    """One passage as this index sees it."""

    text: str
    date: datetime.date | None
    source: str | None


class Lexical:
    """Row n is passage n. Reading is safe from several threads."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def build(cls, entries: Iterable[Entry], folder: Path) -> Lexical:
        """Write `entries`, in row order, to `folder`/lexical. Raises OSError when the disk does not take it."""
        import tantivy

        place = folder / FOLDER
        with lexical_files.written(place) as (index, writer):
            for row, entry in enumerate(entries):
                writer.add_document(tantivy.Document(row=row, text=entry.text, **_filters(entry)))
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> Lexical:
        """Raises IndexInvalid when the files are missing or damaged."""
        return lexical_files.reading(folder / FOLDER, cls)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self,
        question: str,
        k: int,
        among: NDArray[np.bool_] | None = None,
        within: Within = EVERYTHING,
        *,
        masked: bool = False,
    ) -> tuple[Rows, Scores]:
        """The k best rows by BM25, best first, equal ones by row; rows outside the filters are never ranked.

        `among`, shape (n,), is the mask of `within`: it tells how many rows pass. When `masked`, `within` does not say
        all that it does, and it alone counts.
        """
        asked = list(dict.fromkeys(terms(question)))[:MAX_TERMS]
        masked = masked or within.names is not None
        # Terms and no parser of queries: what is typed has no syntax, and nothing in it can be a mistake.
        rare = self._without_common(asked)
        if masked and among is not None:
            found = self._among(rare, k, among)
            return found if len(found[0]) == k or len(rare) == len(asked) else self._among(asked, k, among)
        if len(self) > LARGE and among is not None and (share := np.count_nonzero(among) / len(self)) >= WIDE:
            # A union of words alone skips most passages, a filter in it would not.
            rows, scores = self._found(queries.words(self._schema, rare), int(SPARE * k / share))
            passing = among[rows]
            if np.count_nonzero(passing) >= k:
                return rows[passing][:k], scores[passing][:k]
        found = self._found(queries.within(self._schema, queries.words(self._schema, rare), within), k)
        if len(found[0]) < k and len(rare) < len(asked):
            return self._found(queries.within(self._schema, queries.words(self._schema, asked), within), k)
        return found

    def containing(
        self,
        text: str,
        limit: int,
        within: Within = EVERYTHING,
        among: NDArray[np.bool_] | None = None,
        *,
        oldest: bool = False,
    ) -> Rows:
        """The newest `limit` rows within the filters that hold every word of `text`, or the oldest; undated ones come
        last. `among`, shape (n,), is the mask of `within`."""
        from tantivy import Occur, Order, Query

        asked = list(dict.fromkeys(terms(text)))[:MAX_TERMS]
        if not asked:
            return np.empty(0, np.int64)
        each = [(Occur.Must, Query.term_query(self._schema, "text", term, "freq")) for term in asked]
        if within.names is not None and among is not None:
            each.append((Occur.Must, queries.rows(self._schema, among)))
        query = queries.within(self._schema, Query.boolean_query(each), within)
        order = Order.Asc if oldest else Order.Desc
        found = self._searcher.search(query, limit=limit, count=False, order_by_field="day", order=order).hits
        rows = np.array(self._searcher.fast_field_values("row", [address for _, address in found]), np.int64)
        # Days are numbers from 1 on; tantivy leaves equal ones in any order.
        days = np.array([(day if oldest else -day) if day else np.iinfo(np.int64).max for day, _ in found], np.int64)
        return rows[np.lexsort((rows, days))]

    def holding(self, words: Sequence[Sequence[str]]) -> Rows:
        """Every row that holds one of the terms of each of `words`, ascending: however many they are."""
        from tantivy import Occur, Order, Query

        query, most = (
            Query.boolean_query([(Occur.Must, queries.words(self._schema, of)) for of in words]),
            max(1, len(self)),
        )
        found = self._searcher.search(query, limit=most, count=False, order_by_field="row", order=Order.Asc)
        return np.array([row for row, _ in found.hits], np.int64)

    def idf(self, term: str) -> float:
        """BM25's inverse document frequency of a term as `terms` gives it."""
        containing = self._searcher.doc_freq("text", term)
        return math.log(1 + (len(self) - containing + 0.5) / (containing + 0.5))

    def rarity(self, word: str) -> float:
        """The inverse document frequency of a word as it is written; 0 for one that is not indexed, such as a mark."""
        return max((self.idf(term) for term in terms(word)), default=0.0)

    def _without_common(self, asked: Sequence[str]) -> Sequence[str]:
        """The words that tell passages apart; all of them in a small index, or when there are no others."""
        if len(self) <= LARGE:
            return asked
        most = COMMON * len(self)
        return [term for term in asked if self._searcher.doc_freq("text", term) <= most] or asked

    def _among(self, asked: Sequence[str], k: int, among: NDArray[np.bool_]) -> tuple[Rows, Scores]:
        """The k best of these rows, whatever they have in common."""
        from tantivy import Occur, Query

        if not (count := np.count_nonzero(among)) or not asked:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        most = min(LOOKED_AT, int(SPARE * k * len(self) / count) + 1)
        rows, scores = self._found(queries.words(self._schema, asked), most)
        passing = among[rows]
        if np.count_nonzero(passing) >= k or len(rows) < most:
            return rows[passing][:k], scores[passing][:k]
        query = [(Occur.Must, queries.words(self._schema, asked)), (Occur.Must, queries.rows(self._schema, among))]
        return self._found(Query.boolean_query(query), k)

    def _found(self, query: tantivy.Query, k: int) -> tuple[Rows, Scores]:
        """The k best rows, best first, equal ones by row."""
        found = self._searcher.search(query, limit=k, count=False).hits
        rows = np.array(self._searcher.fast_field_values("row", [address for _, address in found]), np.int64)
        scores = np.array([score for score, _ in found], np.float32)
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]


def _filters(entry: Entry) -> dict[str, int | str]:
    values = {"day": None if entry.date is None else entry.date.toordinal(), "source": entry.source}
    return {name: value for name, value in values.items() if value is not None}
