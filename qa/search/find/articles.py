"""Which articles hold words and phrases: by the index alone, and where it cannot tell, by their texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.index.index import Index
from qa.search.find.places import places
from qa.search.find.terms import Term

Numbers = NDArray[np.int64]

# The index knows words and not their order: so many articles, the newest, are read for the phrases of one search.
MOST_READ = 3000
AT_A_TIME = 200


class Holders:
    """The articles of one index that hold some of the terms `sought`, by number, ascending. Reads no article twice."""

    def __init__(self, index: Index, sought: Sequence[Term]) -> None:
        self._index = index
        self._unsure = tuple(term for term in sought if not term.plain)
        self._read: dict[int, frozenset[Term]] = {}
        numbers = index.article_numbers
        self._first = np.flatnonzero(np.diff(numbers, prepend=-1))
        self.complete = True
        """Whether all that may hold a phrase were read."""

    def first_rows(self, numbers: Numbers) -> Numbers:
        """The first passage of each article."""
        return np.asarray(self._first[numbers], np.int64)

    def days(self, numbers: Numbers) -> NDArray[np.int32]:
        """The day of each article as an ordinal, 0 where it has none."""
        return np.asarray(self._index.filters.days[self.first_rows(numbers)], np.int32)

    def holding(self, wanted: Sequence[Term], among: NDArray[np.bool_] | None) -> Numbers:
        """Those that hold every term, of the passages `among`, shape (n,). Raises IndexInvalid."""
        found = [self._with_stems(term, among) for term in wanted]
        if not found:
            return np.empty(0, np.int64)
        all_of = found[0]
        for other in found[1:]:
            all_of = np.intersect1d(all_of, other, assume_unique=True)
        unsure = frozenset(wanted) & frozenset(self._unsure)
        return self._verified(all_of, unsure) if unsure else all_of

    def _with_stems(self, term: Term, among: NDArray[np.bool_] | None) -> Numbers:
        """Those with a passage that holds its words, in any order, titles included."""
        rows = self._index.lexical.holding([[stem] for stem in dict.fromkeys(term.stems)])
        if among is not None:
            rows = rows[among[rows]]
        return np.unique(self._index.article_numbers[rows]).astype(np.int64)

    def _verified(self, numbers: Numbers, wanted: frozenset[Term]) -> Numbers:
        newest = numbers[np.argsort(-self.days(numbers), kind="stable")]
        self.complete = self.complete and len(newest) <= MOST_READ
        newest = newest[:MOST_READ]
        self._read_texts(newest.tolist())
        kept = [number for number in newest.tolist() if wanted <= self._read[number]]
        return np.array(sorted(kept), np.int64)

    def _read_texts(self, numbers: Iterable[int]) -> None:
        unread = [number for number in numbers if number not in self._read]
        for start in range(0, len(unread), AT_A_TIME):
            some = unread[start : start + AT_A_TIME]
            rows = self.first_rows(np.array(some, np.int64)).tolist()
            for number, (document, _) in zip(some, self._index.store.fetch(rows), strict=True):
                standing = places(self._unsure, document.text) + places(self._unsure, document.title)
                self._read[number] = frozenset(term for _, term in standing)
