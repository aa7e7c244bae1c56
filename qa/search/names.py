"""Who and what articles name: people, organisations and places, with the number of articles of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.index.index import Index
from qa.search.find import holding
from qa.search.mentioned import mentioned, topic
from qa.search.retriever import Retriever
from qa.search.within import resolved, within
from qa.types import EVERYTHING, NAME_KINDS, Day, FolderName, NameKind, Within


class NamesWanted(NamedTuple):
    """Which names: those of which a form holds `query`, in any case and without accents, "" being all; of a `kind`,
    None is any; of articles `about` a topic, "" is any, and of those whose title, source, id, file or text holds
    `articles`, as the list of articles is searched. Of these names `limit`, from the `offset`th on."""

    query: str = ""
    kind: NameKind | None = None
    about: str = ""
    articles: str = ""
    offset: int = 0
    limit: int = 100


class NamesFound(NamedTuple):
    """How many `articles` were looked at, how many names they have in all, and a page of these."""

    articles: int
    total: int
    names: list[FolderName]


def names(
    retriever: Retriever,
    query: str = "",
    limit: int = 100,
    kind: NameKind | None = None,
    about: str | None = None,
    since: Day | None = None,
    until: Day | None = None,
    sources: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
) -> list[FolderName]:
    """At most `limit` names, those of the most articles first: of which a form holds `query`, of a `kind`.

    `about` restricts the articles to those that mention a topic; the filters are those of `Retriever.search`. Raises
    BadFilter, IndexInvalid, ValueError (limit < 1, an unknown kind).
    """
    if limit < 1:
        raise ValueError(f"limit must be 1 or more, not {limit}")
    if kind is not None and kind not in NAME_KINDS:
        raise ValueError(f"kind must be one of {', '.join(NAME_KINDS)}, not {kind!r}")
    index = retriever.live()[0]
    filters = resolved(within(since, until, sources, names), index)
    return names_within(index, NamesWanted(query, kind, about or "", limit=limit), filters).names


def names_within(index: Index, wanted: NamesWanted, filters: Within = EVERYTHING) -> NamesFound:
    """The names that are `wanted`, those of the most articles first, equal ones by name. Raises IndexInvalid."""
    among = _articles(index, wanted, filters)
    counts = index.names.counted(among)
    passes = counts > 0
    if wanted.kind is not None:
        passes &= index.names.kinds() == NAME_KINDS.index(wanted.kind)
    if wanted.query:
        passes &= index.names.lookup.holding(wanted.query)
    rows = np.flatnonzero(passes).tolist()
    rows.sort(key=lambda row: (-counts[row], index.names.lookup.shown(row)))
    page = rows[wanted.offset : wanted.offset + wanted.limit]
    return NamesFound(int(among.sum()), len(rows), [index.names.told(row, int(counts[row])) for row in page])


def _articles(index: Index, wanted: NamesWanted, filters: Within) -> NDArray[np.bool_]:
    among = index.passing(filters)
    if wanted.articles:
        among &= _mask(index, index.store.listed(wanted.articles, holding(index, wanted.articles)))
    if wanted.about:
        asked = topic(index, wanted.about)
        among &= _mask(index, () if asked is None else mentioned(index, asked, index.filters.mask(filters)))
    return among


def _mask(index: Index, rows: Iterable[int]) -> NDArray[np.bool_]:
    held = np.zeros(index.manifest.documents, np.bool_)
    held[list(rows)] = True
    return held
