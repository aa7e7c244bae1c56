"""The words of all passages of a new generation, counted: from these come weights, lists and frequencies."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from qa.engine import postings
from qa.engine.vocabulary import NOTHING, Counts, Hashes, dimension, hashed, saturated
from qa.english.stems import terms


class CountedWords:
    """How often each word is in each passage, by the numbers that the vocabulary gives to words."""

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts` are the searched texts of all passages in order."""
        seen: dict[int, int] = {}
        numbers, often, each, lengths = array("q"), array("i"), array("q"), array("q")
        for text in texts:
            found = terms(text)
            counted = Counter(hashed(term) for term in found)
            numbers.extend(seen.setdefault(value, len(seen)) for value in counted)
            often.extend(counted.values())
            each.append(len(counted))
            lengths.append(len(found))
        order = np.argsort(np.fromiter(seen, np.uint64, len(seen)))
        self.hashes: Hashes = np.fromiter(seen, np.uint64, len(seen))[order]
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        self._numbers = place[np.array(numbers, np.int64)]
        self._often, self._lengths = np.array(often, np.int64), np.array(lengths, np.int64)
        self._ends = np.cumsum(np.array(each, np.int64))
        self.counts: Counts = np.bincount(self._numbers, minlength=len(order)).astype(np.int32)

    def weights(self) -> Iterator[dict[int, float]]:
        """What each passage weighs for each of its words, by the dimension of the word."""
        mean = max(float(self._lengths.mean()), 1.0) if len(self._lengths) else 1.0
        start = 0
        for end, length in zip(self._ends.tolist(), self._lengths.tolist(), strict=True):
            found = zip(self._numbers[start:end].tolist(), self._often[start:end].tolist(), strict=True)
            yield {dimension(n): saturated(often, length, mean) for n, often in found} or {NOTHING: 1.0}
            start = end

    def lists(self) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """For each word and block of rows with it: the key, and the rows within the block, ascending."""
        rows = np.repeat(np.arange(len(self._ends)), np.diff(self._ends, prepend=0))
        keys = self._numbers * postings.BLOCK + rows // postings.BLOCK
        order = np.lexsort((rows, keys))
        keys, rows = keys[order], rows[order] % postings.BLOCK
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(keys)], strict=False):
            yield int(keys[start]), rows[start:end]
