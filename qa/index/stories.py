"""Which articles tell one story: copies of one report, with small edits, other paragraphs round them, or cut short.

A sketch of each article is kept small by taking the hashes of its runs of three words that are divisible by `SAMPLED`
(Broder, "On the resemblance and containment of documents", 1997). What two sketches share estimates how much of the
shorter article stands in the longer one, which MinHash does not: a report of ten sentences inside one of thirty
resembles it little. On disk it is one number a passage, memory-mapped.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.index.columns import mapped, unlike

FILE = "stories.npy"
NO_STORY = -1

# One run of words in so many is kept.
SAMPLED = 3
# Articles are one story when this share of the shorter sketch stands in the other, and at least so many runs.
CONTAINED = 0.5
LEAST = 3
# Runs that more articles share are looked at between neighbours alone: all the copies of one report hang together so,
# and the words of a footer do not make pairs of everything.
CROWD = 24
# Runs are sorted in so many parts: all at once would take several times the memory, and seconds without a look for
# Ctrl-C.
PARTS = 64

Column = NDArray[np.int32]
Sketch = NDArray[np.uint64]

_WORD = re.compile(r"\w+")
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


class Stories:
    """Row n is passage n. Immutable and safe to share between threads."""

    def __init__(self, column: Column) -> None:
        self._column = column

    @classmethod
    def build(cls, texts: Iterable[str], passages: Sequence[int], folder: Path) -> None:
        """`texts` are those of the articles, `passages` how many passages each has, in the order of both.

        Raises OSError when the disk does not take it.
        """
        stories = group(map(sketch, texts))
        np.save(folder / FILE, np.repeat(stories, np.asarray(passages, np.int64)), allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> Stories:
        """Raises IndexInvalid when the file is missing or damaged."""
        file = folder / FILE
        column = mapped(file, np.int32)
        if column.size and column.min() < NO_STORY:
            raise unlike(file, column)
        return cls(column)

    def __len__(self) -> int:
        return len(self._column)

    def of(self, row: int) -> int:
        """The number of the story that a passage's article tells; NO_STORY for one that has no copies."""
        return int(self._column[row])

    def rows(self, story: int) -> NDArray[np.int64]:
        """The passages of all articles of a story, in order."""
        return np.flatnonzero(self._column == story)


def sketch(text: str) -> Sketch:
    """The sampled hashes of the runs of three words, sorted, each once."""
    words = np.fromiter((zlib.crc32(word.encode()) for word in _WORD.findall(text.casefold())), np.uint64)
    if len(words) < 3:
        return np.empty(0, np.uint64)
    with np.errstate(over="ignore"):
        mixed = words[:-2] * _MIX[0] ^ words[1:-1] * _MIX[1] ^ words[2:] * _MIX[2]
        mixed ^= mixed >> np.uint64(29)
        mixed *= _MIX[0]
        mixed ^= mixed >> np.uint64(32)
    return np.unique(mixed[mixed % np.uint64(SAMPLED) == 0])


def group(sketches: Iterable[Sketch]) -> Column:
    """The number of each article's story, shape (n,); NO_STORY for those that share none."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    packed = _Packed(sketches)
    count = len(packed.ends)
    pairs = [(one, other) for one, other in _candidates(packed) if _one_story(packed.of(one), packed.of(other))]
    stories = np.full(count, NO_STORY, np.int32)
    if pairs:
        ones, others = np.array(pairs).T
        graph = coo_array((np.ones(len(pairs), np.int8), (ones, others)), shape=(count, count))
        _, labels = connected_components(graph, directed=False)
        together = np.bincount(labels)[labels] > 1
        stories[together] = np.unique(labels[together], return_inverse=True)[1]
    return stories


class _Packed:
    """The sketches of all articles, one behind the other: `ends` tells where each stops in `hashes`."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        hashes, ends = array("Q"), array("q")
        for each in sketches:
            hashes.frombytes(each.tobytes())
            ends.append(len(hashes))
        self.hashes: Sketch = np.frombuffer(hashes, np.uint64)
        self.ends = np.array(ends, np.int64)

    def of(self, article: int) -> Sketch:
        """The sketch of an article."""
        return self.hashes[self.ends[article - 1] if article else 0 : self.ends[article]]


def _candidates(sketches: _Packed) -> Iterator[tuple[int, int]]:
    """Pairs of articles that share enough of the runs that were looked at."""
    count = len(sketches.ends)
    parts = [np.sort(_shared(*_part(sketches, part), count)) for part in range(PARTS)]
    for bounds in pairwise(count * count * part // PARTS for part in range(PARTS + 1)):
        between = [part[slice(*np.searchsorted(part, bounds))] for part in parts]
        pairs, times = np.unique(np.concatenate(between), return_counts=True)
        yield from (divmod(int(pair), count) for pair in pairs[times >= LEAST])


def _part(sketches: _Packed, part: int) -> tuple[Sketch, NDArray[np.int64]]:
    """One of PARTS of all runs, sorted, and whose each is, ascending among equal runs."""
    least, most = (np.uint64((part + n) * 2**64 // PARTS - n) for n in (0, 1))
    at = np.flatnonzero((sketches.hashes >= least) & (sketches.hashes <= most))
    at = at[np.argsort(sketches.hashes[at], kind="stable")]
    return sketches.hashes[at], np.searchsorted(sketches.ends, at, side="right")


def _shared(hashes: Sketch, owners: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The pairs of articles with a run in common, once a run: the first times `count` and the second."""
    starts = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))  # what stands before the first is another
    sizes = np.diff(starts, append=len(hashes))
    size, end = np.repeat(sizes, sizes), np.repeat(starts + sizes, sizes)
    pairs = [np.empty(0, np.int64)]
    for apart in range(1, CROWD):  # the first with the second, with the third, ...
        ones = np.flatnonzero((np.arange(apart, apart + len(end)) < end) & ((size <= CROWD) | (apart == 1)))
        if not len(ones):
            break
        pairs.append(owners[ones] * count + owners[ones + apart])
    return np.concatenate(pairs)


def _one_story(one: Sketch, other: Sketch) -> bool:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= max(LEAST, CONTAINED * min(len(one), len(other)))
