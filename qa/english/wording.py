"""Where a text stands in another one, to the letter or nearly, and which of its words differ. Knows no index."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qa.english.written import Written

# Of the pairs of neighbouring words of a text, so many have to stand in one place of another before they are compared.
PAIRS = 0.15
# Pairs of equal words between two texts. Prose of 5,000 characters has fewer; a text of one word a thousand times would
# keep a thread for minutes.
MOST_PAIRS = 250_000
# So many words before the first that is the same, or behind the last one, are taken to stand for those of the article.
EDGE = 3

_SENTENCE_ENDS = re.compile(r"[.!?\n]")


class Change(NamedTuple):
    """Characters `start` to `end` of a text, for which the other one has characters `at` to `until`. Either may be
    nothing: a word that was added, or left out."""

    start: int
    end: int
    at: int
    until: int


class Likeness(NamedTuple):
    """Where a text stands in another one: characters `start` to `end` of that one. `similarity` is the share of the
    words of both that they have in common, in order: 1 where only letters' case or marks differ."""

    start: int
    end: int
    exact: bool
    similarity: float
    changes: tuple[Change, ...] = ()


def to_the_letter(excerpt: Written, text: Written, after: int = 0) -> Likeness | None:
    """Where an excerpt stands as it is, from character `after` of the other text on; None where it does not.

    >>> pasted = Written.of("“We waited – and waited…”").trimmed()
    >>> found = to_the_letter(pasted, Written.of('He said: "We  waited - and waited."'))
    >>> found.start, found.end
    (10, 33)
    """
    if not excerpt.keys:
        return None
    first = bisect_left(text.spans, (after, after))
    # Keys hold no line break, so that one between them keeps a word from being found within another.
    joined = "\n".join(["", *text.keys[first:], ""])
    place = joined.find("\n".join(["", *excerpt.keys, ""]))
    if place < 0:
        return None
    first += joined.count("\n", 0, place)
    return Likeness(text.spans[first][0], text.spans[first + len(excerpt.keys) - 1][1], True, 1.0)


def nearly(excerpt: Written, text: Written) -> Likeness | None:
    """The one stretch of another text that is most like an excerpt, word by word; None where none is at all.

    >>> pasted = Written.of("It gives seven dockers a rise.")
    >>> found = nearly(pasted, Written.of("Signed: it gives ten dockers a big rise."))
    >>> found.start, round(found.similarity, 2), [change[:2] for change in found.changes]
    (8, 0.77, [(0, 2), (9, 14), (24, 24)])
    """
    mine, its = excerpt.words, text.words
    wanted, there = _plain(excerpt, mine), _plain(text, its)
    window = _window(wanted, there)
    if window is None:
        return None
    low, high = window
    if not _comparable(wanted, there[low:high]):
        return None
    matcher = difflib.SequenceMatcher(None, wanted, there[low:high], False)
    blocks = _dense([(a, b + low, size) for a, b, size in matcher.get_matching_blocks() if size], len(wanted))
    if not blocks:
        return None
    first, last = _edges(blocks, len(wanted), its, text)
    gaps = _gaps(blocks, first, last, len(wanted))
    changed = [
        Change(*_characters(excerpt, mine, a, b), *_characters(text, its, c, d))
        for a, b, c, d in sorted([*gaps, *_recased(blocks, excerpt, text, mine, its)])
    ]
    similarity = 2 * sum(size for _, _, size in blocks) / (len(wanted) + last - first)
    return Likeness(text.spans[its[first]][0], text.spans[its[last - 1]][1], False, similarity, tuple(changed))


def _plain(written: Written, words: Sequence[int]) -> list[str]:
    return [written.keys[at].casefold() for at in words]


def _window(wanted: Sequence[str], there: Sequence[str]) -> tuple[int, int] | None:
    """Where most pairs of neighbouring words stand about as far apart as in the excerpt: first and last of `there`."""
    pairs = {pair: at for at, pair in reversed(list(enumerate(pairwise(wanted))))}
    width = max(4, len(wanted) // 4)
    votes = Counter((at - pairs[pair]) // width for at, pair in enumerate(pairwise(there)) if pair in pairs)
    if not votes:
        return None
    best = max(votes, key=lambda at: votes[at] + votes[at + 1])
    if votes[best] + votes[best + 1] < PAIRS * len(pairs):
        return None
    return max(0, best * width - EDGE), min(len(there), (best + 2) * width + len(wanted) + EDGE)


def _comparable(wanted: Sequence[str], there: Sequence[str]) -> bool:
    counted = Counter(there)
    return sum(counted[word] for word in wanted) <= MOST_PAIRS


_Block = tuple[int, int, int]


def _dense(blocks: list[_Block], length: int) -> list[_Block]:
    """The blocks without those at the ends that lie so far off that the texts are more alike without them."""

    def ratio(some: Sequence[_Block]) -> float:
        span = some[-1][1] + some[-1][2] - some[0][1]
        return sum(size for _, _, size in some) / (length + span)

    while len(blocks) > 1:
        shorter = max(blocks[1:], blocks[:-1], key=ratio)
        if ratio(shorter) <= ratio(blocks):
            break
        blocks = shorter
    return blocks


def _edges(blocks: Sequence[_Block], length: int, its: Sequence[int], text: Written) -> tuple[int, int]:
    """The first word of the stretch and the one behind it. A word that differs at an end stands for the one there."""
    a, first, _ = blocks[0]
    after, last = blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2]
    before, behind = (a if a <= EDGE else 0), (length - after if length - after <= EDGE else 0)
    while before and first and _same_sentence(text, its[first - 1], its[first]):
        before, first = before - 1, first - 1
    while behind and last < len(its) and _same_sentence(text, its[last - 1], its[last]):
        behind, last = behind - 1, last + 1
    return first, last


def _same_sentence(text: Written, one: int, other: int) -> bool:
    return not _SENTENCE_ENDS.search(text.text, text.spans[one][1], text.spans[other][0])


def _gaps(blocks: Sequence[_Block], first: int, last: int, length: int) -> Iterator[tuple[int, int, int, int]]:
    """What lies between blocks: words of the excerpt, words of the other text."""
    a, b = 0, first
    for start, at, size in [*blocks, (length, last, 0)]:
        if a < start or b < at:
            yield a, start, b, at
        a, b = start + size, at + size


def _recased(
    blocks: Sequence[_Block], excerpt: Written, text: Written, mine: Sequence[int], its: Sequence[int]
) -> Iterator[tuple[int, int, int, int]]:
    for a, b, size in blocks:
        for at in range(size):
            if excerpt.keys[mine[a + at]] != text.keys[its[b + at]]:
                yield a + at, a + at + 1, b + at, b + at + 1


def _characters(written: Written, words: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """The characters of some words; behind the word before, where they are none."""
    if first < last:
        return written.spans[words[first]][0], written.spans[words[last - 1]][1]
    at = written.spans[words[first - 1]][1] if first else written.spans[words[0]][0]
    return at, at
