"""Which articles name what a question names: what the bridge of another town cost is no news on that of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from qa.english.phrases import names
from qa.english.stems import terms
from qa.index.index import Index
from qa.types import EVERYTHING

# Of a name, so many of its words must stand in the article, or all: reports leave out titles and first names.
WORDS = 2
# Passages with a word of a name that are looked at, the newest first.
MOST = 20_000
_CALENDAR = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|"
    r"november|december",
    re.IGNORECASE,
)


def names_all(question: str, text: str) -> bool:
    """Whether a text holds the words of each name of a question.

    >>> names_all("What did the bridge at Marlow cost?", "The bridge at Orrin cost 4 million euros.")
    False
    """
    held = set(terms(text))
    return all(len(words & held) >= min(WORDS, len(words)) for words in _named(question))


class Naming:
    """The articles of one generation, looked through for names."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._starts = np.array([rows.start for rows in index.articles(EVERYTHING)], np.int64)

    def articles(self, question: str) -> NDArray[np.bool_] | None:
        """Which articles, in the order of the index, name all that a question names; None for one without a name."""
        wanted = list(_named(question))
        if not wanted:
            return None
        passing = np.ones(len(self._starts), np.bool_)
        for words in wanted:
            count = np.zeros(len(self._starts), np.int32)
            for word in words:
                rows = self._index.lexical.containing(word, MOST)
                count[np.unique(np.searchsorted(self._starts, rows, "right") - 1)] += 1
            passing &= count >= min(WORDS, len(words))
        return passing


def _named(question: str) -> Iterator[set[str]]:
    """The stemmed words of each name of a question that is none of the calendar."""
    for name in names(question):
        words = " ".join(word for word in name.text.split() if not _CALENDAR.fullmatch(word))
        if found := set(terms(words)):
            yield found
