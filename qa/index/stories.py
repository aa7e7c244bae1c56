"""Which articles tell one story: copies of one report, with small edits, other paragraphs round them, or cut short.

A sketch of each article is kept small by taking the hashes of its runs of three words that are divisible by `SAMPLED`
(Broder, "On the resemblance and containment of documents", 1997). What two sketches share estimates how much of the
shorter article stands in the longer one, which MinHash does not: a report of ten sentences inside one of thirty
resembles it little. On disk it is one number a passage, memory-mapped.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
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
        stories = group([sketch(text) for text in texts])
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


def group(sketches: Sequence[Sketch]) -> Column:
    """The number of each article's story, shape (n,); NO_STORY for those that share none."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(sketches)
    pairs = [(one, other) for one, other in _candidates(sketches) if _one_story(sketches[one], sketches[other])]
    stories = np.full(count, NO_STORY, np.int32)
    if pairs:
        ones, others = np.array(pairs).T
        graph = coo_array((np.ones(len(pairs), np.int8), (ones, others)), shape=(count, count))
        _, labels = connected_components(graph, directed=False)
        together = np.bincount(labels)[labels] > 1
        stories[together] = np.unique(labels[together], return_inverse=True)[1]
    return stories


def _candidates(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Pairs of articles that share enough of the runs that were looked at."""
    owners = np.repeat(np.arange(len(sketches)), [len(each) for each in sketches])
    hashes = np.concatenate([*sketches, np.empty(0, np.uint64)])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.empty(0, np.int64)
    sizes = np.diff(np.r_[starts, len(hashes)])
    keys = []
    for apart in range(1, CROWD):  # the first with the second, with the third, ...
        in_crowd = (sizes > CROWD) & (apart == 1)
        wide = (sizes > apart) & (sizes <= CROWD) | in_crowd
        first, last = starts[wide], starts[wide] + sizes[wide] - apart
        ones = np.concatenate([np.arange(a, b) for a, b in zip(first, last, strict=True)] + [np.empty(0, np.int64)])
        if not len(ones):
            break
        keys.append(owners[ones].astype(np.int64) * len(sketches) + owners[ones + apart])
    if not keys:
        return []
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    return [divmod(int(pair), len(sketches)) for pair in pairs[shared >= LEAST]]


def _one_story(one: Sketch, other: Sketch) -> bool:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= max(LEAST, CONTAINED * min(len(one), len(other)))
