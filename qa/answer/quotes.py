"""The quotations of a speaker, or on a topic, as a list: all that is kept, without choosing an answer from them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from qa.answer.quoting import on_topic, said_in
from qa.answer.whose import is_by
from qa.embedder import Embedder
from qa.index.index import Index
from qa.search.retriever import Retriever, search
from qa.search.within import resolved, within
from qa.types import EVERYTHING, Day, Said, Within

# So many passages' articles are looked through for a topic, and so many quotations listed at most.
PASSAGES = 60
MOST = 200


def quotes(
    retriever: Retriever,
    speaker: str | None = None,
    about: str | None = None,
    limit: int = 20,
    since: Day | None = None,
    until: Day | None = None,
    sources: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
) -> list[Said]:
    """At most `limit` quotations: of a speaker the newest articles first, on a topic the nearest first.

    The filters are those of `Retriever.search`. Raises BadFilter, ModelNotFound, IndexInvalid, ValueError (limit < 1,
    or neither a speaker nor a topic).
    """
    filters = resolved(within(since, until, sources, names), retriever.index)
    return quotes_within(retriever, speaker, about, limit, filters)


def quotes_within(
    retriever: Retriever, speaker: str | None, about: str | None, limit: int, within: Within = EVERYTHING
) -> list[Said]:
    """As `quotes`, of the articles `within`. Raises ModelNotFound, IndexInvalid, ValueError."""
    if limit < 1:
        raise ValueError(f"limit must be 1 or more, not {limit}")
    if not speaker and not about:
        raise ValueError("name a speaker, a topic, or both")
    index, embedder = retriever.live()
    told = _about(index, embedder, speaker, about, within) if about else _by(index, speaker or "", within)
    return list(itertools.islice(told, min(limit, MOST)))


def _by(index: Index, speaker: str, within: Within) -> Iterator[Said]:
    passing = index.passing(within)
    for document in index.store.at([row for row in index.quotations.articles_of(speaker) if passing[row]]):
        told = (Said(document, quotation) for quotation in index.said_in(document))
        yield from (each for each in told if is_by(speaker, each))


def _about(index: Index, embedder: Embedder, speaker: str | None, about: str, within: Within) -> Iterator[Said]:
    hits = search(index, embedder, " ".join(filter(None, (speaker, about))), PASSAGES, within)
    told = [each for each in said_in(index, hits) if speaker is None or is_by(speaker, each)]
    for each in sorted(on_topic(index, embedder, told, about), key=lambda one: -one.score):
        if each.is_near:
            yield each.said
