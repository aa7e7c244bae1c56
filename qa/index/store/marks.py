"""Where a part of a scanned article's text is to be marked on its pages, which are shown upright, however they lie in
the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from qa.index.store.boxes import END, LEFT, LINE, PAGE, START, WIDTH, Table
from qa.types import PAGE_SIDE

ASKEW = 1.35  # times the height of its highest word; a line that is higher leans, and is marked in steps


class Mark(NamedTuple):
    """A line, or a step of one, on a page of the file (from 0), in `PAGE_SIDE` parts of the page as it is shown."""

    page: int
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Where it ends to the right."""
        return self.left + self.width

    @property
    def foot(self) -> int:
        """Where it ends below."""
        return self.top + self.height


def marks(table: Table, start: int, end: int) -> list[Mark]:
    """Those of `text[start:end]`, in the order of the text; a word of which only a part is asked for counts whole."""
    found = table[(table[:, END] > start) & (table[:, START] < end) & (start < end)]
    turned = {page: turn(table, page) for page in pages(found)}
    return [
        mark
        for line in np.unique(found[:, LINE])
        for mark in _steps([_upright(word, turned[int(word[PAGE])]) for word in found[found[:, LINE] == line]])
    ]


def pages(table: Table) -> list[int]:
    """The pages that words were seen on, from 0."""
    return [int(page) for page in np.unique(table[:, PAGE])]


def turn(table: Table, page: int) -> int:
    """How many quarters to the left a page is to be turned so that its lines run to the right."""
    words = table[table[:, PAGE] == page]
    middles = words[:, LEFT:WIDTH] + words[:, WIDTH:] / 2
    across, down = np.diff(middles, axis=0)[np.diff(words[:, LINE]) == 0].sum(axis=0)
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 1 if down > 0 else 3


def _upright(word: Table, quarters: int) -> Mark:
    left, top, width, height = map(int, word[LEFT:])
    for _ in range(quarters):
        left, top, width, height = top, PAGE_SIDE - left - width, height, width
    return Mark(int(word[PAGE]), left, top, width, height)


def _steps(words: list[Mark]) -> Iterator[Mark]:
    """The words of a line as one, or as several that each begin where the one before ends, so that they follow it up or
    down the page."""
    highest = ASKEW * max(word.height for word in words)
    step = words[0]
    for word in words[1:]:
        wider = _around(step, word)
        if wider.height > highest:
            yield step
            wider = _around(word, word._replace(left=min(step.right, word.left), width=1))
        step = wider
    yield step


def _around(one: Mark, other: Mark) -> Mark:
    left, top = min(one.left, other.left), min(one.top, other.top)
    return Mark(one.page, left, top, max(one.right, other.right) - left, max(one.foot, other.foot) - top)
