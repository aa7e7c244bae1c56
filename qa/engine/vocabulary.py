"""The words of a generation, each by a number, and what BM25 makes of them: the weights that the engine multiplies.

The product of a passage's weights with the weights of a question is the score of BM25 as the index on disk has it (its
lengths, as those of tantivy, are kept in one byte: "SmallFloat" of Lucene), so both rank alike.
"""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.75
# For a passage without a word: the engine takes no vector without numbers.
NOTHING = 0

Hashes = NDArray[np.uint64]
Counts = NDArray[np.int32]


class Vocabulary:
    """Word n is the one with the n-th smallest hash. Immutable and safe to share between threads."""

    def __init__(self, hashes: Hashes, counts: Counts, passages: int) -> None:
        """`hashes`, ascending, and in how many of the `passages` each word is; shape (words,)."""
        self._hashes, self._counts, self._passages = hashes, counts, passages

    def number(self, term: str) -> int | None:
        """The number of a term as `terms` gives it; None for one that no passage has."""
        wanted = hashed(term)
        at = int(np.searchsorted(self._hashes, np.uint64(wanted)))
        return at if at < len(self._hashes) and int(self._hashes[at]) == wanted else None

    def count(self, number: int) -> int:
        """In how many passages a word is."""
        return int(self._counts[number])

    def idf(self, term: str) -> float:
        """BM25's inverse document frequency of a term."""
        number = self.number(term)
        containing = 0 if number is None else self.count(number)
        return math.log(1 + (self._passages - containing + 0.5) / (containing + 0.5))

    def weights(self, asked: Sequence[str]) -> dict[int, float]:
        """What a question weighs: the dimension of each of its terms, with its inverse document frequency."""
        known = {term: self.number(term) for term in asked}
        return {dimension(number): self.idf(term) for term, number in known.items() if number is not None}


def hashed(term: str) -> int:
    """64 bits of a term: among ten million words, two share theirs once in 300,000 indexes."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "big")


def dimension(number: int) -> int:
    """Where a word stands in the vectors of words."""
    return number + 1  # NOTHING comes first


def saturated(frequency: int, length: int, mean_length: float) -> float:
    """What a passage of so many words weighs for one that it has so often."""
    norm = K1 * (1 - B + B * kept_length(length) / mean_length)
    return (1 + K1) * frequency / (frequency + norm)


def kept_length(length: int) -> int:
    """A number of words as one byte keeps it: exactly up to 40, then with four binary digits.

    >>> [kept_length(each) for each in (7, 40, 41, 100, 1000)]
    [7, 40, 40, 96, 984]
    """
    steps = _steps()
    return int(steps[int(np.searchsorted(steps, length, side="right")) - 1])


@functools.cache
def _steps() -> NDArray[np.int64]:
    small = 24  # lengths below it, and 16 more by the rule, are exact
    return np.array([at if at < small else small + _decoded(at - small) for at in range(256)], np.int64)


def _decoded(code: int) -> int:
    digits, shift = code & 7, (code >> 3) - 1
    return digits if shift < 0 else (digits | 8) << shift
