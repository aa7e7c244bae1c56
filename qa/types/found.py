"""What a search for words finds: the articles that hold them, and where. Knows no index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from qa.types.articles import Document, Sentence

FoundOrder = Literal["newest", "oldest"]
"""Which articles come first; those without a day are last either way."""


class Place(NamedTuple):
    """Characters `start` to `end` of a text."""

    start: int
    end: int


class FoundGroup(NamedTuple):
    """How many of the articles found share a source or a month; `label` is None for those that name none."""

    label: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A word or phrase that was looked for, as it was typed. `articles` hold it by itself, within the filters: counted
    where no article holds all that was looked for, else None."""

    text: str
    quoted: bool
    articles: int | None = None


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article with the places of what was looked for: `spans` of its text, `title_spans` of its title.

    `count` is how many places its text has; of a great many, `spans` are the first. `sentences` are a few that hold the
    most of it, in the order of the text.
    """

    document: Document
    count: int
    spans: tuple[Place, ...]
    title_spans: tuple[Place, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """The articles that hold every one of the `terms`: `total` of them, of which `articles` is one page.

    `sources` counts them by source, the most first, whatever sources were asked for; `months` ("2025-11") by the month
    of the article, in order, whatever days were asked for. `complete` is false where phrases may stand in more articles
    than are read for one search.
    """

    terms: tuple[FoundTerm, ...]
    total: int
    complete: bool
    sources: tuple[FoundGroup, ...]
    months: tuple[FoundGroup, ...]
    articles: tuple[FoundArticle, ...]
