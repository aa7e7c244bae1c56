"""What a question is answered from, and the question as the attempts to answer it see it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.embedder import Embedder
from qa.index.index import Index
from qa.reader import Reader
from qa.search.retriever import search
from qa.types import Hit, Window, Within

# Passages read for an answer. See "Answering" in docs/measurements.md.
READ = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """What questions are answered from: one generation, its reader, the filters. `today` is the day that words such as
    "last week" count from; None: words about time are words like others. `rows`: the passages of the articles that are
    asked, where those are some of them."""

    index: Index
    embedder: Embedder
    reader: Reader
    threshold: float
    within: Within
    today: datetime.date | None
    rows: Sequence[int] | None = None

    def search(self, question: str, window: Window | None, typed: str | None = None, k: int = READ) -> tuple[Hit, ...]:
        """The passages that are read, of a window where there is one; `typed` as in `qa.search.retriever.search`."""
        return tuple(search(self.index, self.embedder, question, k, self.within, window, typed, self.rows))

    def any_article(self, window: Window) -> bool:
        """Whether an article that passes the filters is of the days of a window."""
        dated = self.index.filters.mask(replace(self.within, since=window.since, until=window.until))
        return dated is None or bool(dated.any())


@dataclass(frozen=True, slots=True)
class StandAlone:
    """A question: `whole`, `plain` without its words about time, `typed` before a conversation filled it in; the
    `window` of those words."""

    whole: str
    plain: str
    typed: str | None
    window: Window | None

    @property
    def dated(self) -> str:
        """The question with the year that it names, of which a row or a sentence of any article may be."""
        return self.whole if self.window is not None and self.window.kind == "year" else self.plain
