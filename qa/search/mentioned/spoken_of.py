"""The quotations that speak of a topic: it stands in their own sentences or the one before, read with the names in the
title and where the article begins; or all of it stands there, which says what the whole article is about.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.index.index import Index
from qa.index.speakers import NOBODY
from qa.index.store import Glance
from qa.search.mentioned.called import Rows
from qa.search.mentioned.elements import Element, enough
from qa.search.mentioned.matching import stands
from qa.search.mentioned.stands import read
from qa.search.mentioned.topic import TallyTopic, rows_of
from qa.types import Document

Held = Sequence[bool]

# An article tells so near to its begin what it is about.
BEGINS = 300


class _Sentence(NamedTuple):
    """A sentence in which a part of a topic stands, and which."""

    start: int
    end: int
    held: Held


def spoken_of(index: Index, topic: TallyTopic, articles: Rows) -> Rows:
    """The columns of the quotations in some articles, given by number, whose speaker has a name and that speak of each
    of a topic's sides. Raises IndexInvalid."""
    counted = index.speakers
    if counted is None:
        return np.empty(0, np.int64)
    columns = index.quotations.among(articles)
    columns = columns[counted.numbers[columns] != NOBODY]
    for either in topic.both:
        near = [_near(index, units, columns) for units in either]
        columns = np.asarray(columns[np.logical_or.reduce(near)], np.int64)
    return columns


def _near(index: Index, units: tuple[Element, ...], columns: Rows) -> NDArray[np.bool_]:
    """Which quotations speak of a side, shape (columns,)."""
    near = np.zeros(len(columns), np.bool_)
    articles = index.quotations.articles_at(columns)
    rows = np.unique(np.concatenate([rows_of(index, unit) for unit in units]))
    rows = rows[np.isin(index.article_numbers[rows], articles)]
    for several in read(index, rows):
        for article, those in itertools.groupby(several, lambda each: int(index.article_numbers[each.row])):
            glances = list(those)
            first, last = np.searchsorted(articles, np.array([article, article + 1], articles.dtype)).tolist()
            document = glances[0].document
            above = [stands(unit, article, f"{document.title}\n{document.text[:BEGINS]}") for unit in units]
            if enough(units, above):
                near[first:last] = True
                continue
            named = [unit.name and held for unit, held in zip(units, above, strict=True)]
            found = list(_sentences(glances, article, units))
            for at in range(first, last):
                here = _spoken(index, int(columns[at]), document, found)
                near[at] = bool(here) and enough(units, [any(each) for each in zip(named, *here, strict=True)])
    return near


def _sentences(glances: Sequence[Glance], article: int, units: tuple[Element, ...]) -> Iterator[_Sentence]:
    for glance in glances:
        text = glance.document.text
        for start, end, *_ in glance.read()[1]:
            held = [stands(unit, article, text[start:end]) for unit in units]
            if any(held):
                yield _Sentence(start, end, held)


def _spoken(index: Index, column: int, document: Document, found: Sequence[_Sentence]) -> list[Held]:
    """What stands in the sentences of a quotation and in the one before."""
    counted = index.speakers
    if counted is None:
        return []
    start = int(counted.starts[column])
    end = max(int(counted.ends[column]), index.quotations.end_of(column))
    return [
        each.held
        for each in found
        if (each.start < end and each.end > start)
        or (each.end <= start and not document.text[each.end : start].strip())
    ]
