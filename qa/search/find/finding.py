"""A search for words and "phrases": every article that holds them all, with counts by source and by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qa.index.filters import UNDATED
from qa.index.index import Index
from qa.search.find.articles import Holders, Numbers
from qa.search.find.shown import article_with, document_with
from qa.search.find.terms import Term, terms
from qa.search.retriever import Retriever
from qa.search.within import resolved, within
from qa.types import EVERYTHING, Day, Findings, FoundArticle, FoundGroup, FoundOrder, FoundTerm, Within

# The ordinal of 1 January 1970, from which numpy counts days.
EPOCH = 719_163


def find(
    retriever: Retriever,
    typed: str,
    limit: int = 20,
    since: Day | None = None,
    until: Day | None = None,
    sources: Sequence[str] | None = None,
    order: FoundOrder = "newest",
    names: Sequence[str] | None = None,
) -> Findings:
    """Every article that holds all words and phrases of `typed`, of which at most `limit` are shown.

    A word stands for its forms ("strike", "strikes"), what is in quotation marks for itself; case and accents never
    count. The filters are those of `Retriever.search`. Needs no model. Raises BadFilter, IndexInvalid, BadCall (more
    than 32 words), ValueError (limit < 1).
    """
    if limit < 1:
        raise ValueError(f"limit must be 1 or more, not {limit}")
    index = retriever.live()[0]
    return find_within(index, typed, resolved(within(since, until, sources, names), index), order, 0, limit)


def find_within(
    index: Index,
    typed: str,
    within: Within = EVERYTHING,
    order: FoundOrder = "newest",
    offset: int = 0,
    limit: int = 20,
) -> Findings:
    """As `find`, of one generation: `limit` articles from the `offset`th on. Raises IndexInvalid, BadCall."""
    wanted = terms(typed)
    articles = Holders(index, wanted)
    numbers = articles.holding(wanted, index.filters.mask(within))
    page = _ordered(articles, numbers, order)[offset : offset + limit]
    told = [FoundTerm(term.text, term.quoted) for term in wanted]
    if not len(numbers):
        told = [
            replace(each, articles=_alone(articles, index, term, within))
            for each, term in zip(told, wanted, strict=True)
        ]
    any_source, any_day = replace(within, sources=None), replace(within, since=None, until=None)
    return Findings(
        tuple(told),
        len(numbers),
        articles.complete,
        _by_source(articles, index, _widened(articles, index, wanted, numbers, within, any_source)),
        _by_month(articles, _widened(articles, index, wanted, numbers, within, any_day)),
        tuple(article_with(index, number, wanted) for number in page.tolist()),
    )


def find_in(index: Index, document_id: str, typed: str) -> FoundArticle:
    """One article with each place of any of the words and phrases. Raises KeyError, IndexInvalid, BadCall."""
    return document_with(index.document(document_id), terms(typed))


def holding(index: Index, typed: str) -> list[int]:
    """The first passage of each article that holds every word and phrase; none for no word. Raises as `find`."""
    wanted = terms(typed)
    articles = Holders(index, wanted)
    return [int(row) for row in articles.first_rows(articles.holding(wanted, None))]


def _alone(articles: Holders, index: Index, term: Term, within: Within) -> int:
    return len(articles.holding([term], index.filters.mask(within)))


def _widened(
    articles: Holders, index: Index, wanted: Sequence[Term], numbers: Numbers, within: Within, wider: Within
) -> Numbers:
    """Those that are found with one filter less: what another choice of it would give."""
    return numbers if wider == within else articles.holding(wanted, index.filters.mask(wider))


def _ordered(articles: Holders, numbers: Numbers, order: FoundOrder) -> Numbers:
    days = articles.days(numbers).astype(np.int64)
    key = days if order == "oldest" else -days
    return numbers[np.lexsort((numbers, key, days == UNDATED))]


def _by_source(articles: Holders, index: Index, numbers: Numbers) -> tuple[FoundGroup, ...]:
    names = index.filters.sources()
    counted = Counter(index.filters.source_numbers[articles.first_rows(numbers)].tolist())
    groups = [FoundGroup(names[number] if number >= 0 else None, count) for number, count in counted.items()]
    return tuple(sorted(groups, key=lambda group: (group.label is None, -group.articles, group.label or "")))


def _by_month(articles: Holders, numbers: Numbers) -> tuple[FoundGroup, ...]:
    days = articles.days(numbers)
    months = (days[days != UNDATED].astype(np.int64) - EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    labels, counts = np.unique(months, return_counts=True)
    groups = [FoundGroup(str(label), int(count)) for label, count in zip(labels, counts, strict=True)]
    undated = int(np.count_nonzero(days == UNDATED))
    return tuple(groups + ([FoundGroup(None, undated)] if undated else []))
