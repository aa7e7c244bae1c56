"""Who and what articles name: people, organisations and places, with the number of articles of each.

names(retriever, "person", about="dock strike")      what there is to filter by
variants(index, "Strandberg")                        the forms by which a name stands in the folder
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.index.index import Index
from qa.search.mentioned import mentioned, topic
from qa.search.retriever import Retriever
from qa.search.within import there, within
from qa.types import EVERYTHING, NAME_KINDS, Day, FolderName, NameKind, Within

MOST_NAMES = 1000
MOST_VARIANTS = 20


class NamesWanted(NamedTuple):
    """Which names: of a `kind`, None is all; of articles `about` a topic, and whose title, source, id or file holds
    `query`, "" being all; at most `limit` of each kind."""

    kind: NameKind | None = None
    about: str = ""
    query: str = ""
    limit: int = 100


def names(
    retriever: Retriever,
    kind: NameKind | None = None,
    about: str | None = None,
    limit: int = 100,
    since: Day | None = None,
    until: Day | None = None,
    sources: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
) -> list[FolderName]:
    """At most `limit` names of each kind, or of one: those of the most articles first.

    `about` restricts the articles to those that mention a topic; the filters are those of `Retriever.search`. Raises
    BadFilter, IndexInvalid, ValueError (limit < 1, an unknown kind).
    """
    if limit < 1:
        raise ValueError(f"limit must be 1 or more, not {limit}")
    if kind is not None and kind not in NAME_KINDS:
        raise ValueError(f"kind must be one of {', '.join(NAME_KINDS)}, not {kind!r}")
    index = retriever.index
    filters = there(within(since, until, sources, names), index)
    return names_of(index, NamesWanted(kind, about or "", "", limit), filters)[1]


def names_of(index: Index, wanted: NamesWanted, filters: Within = EVERYTHING) -> tuple[int, list[FolderName]]:
    """Of how many articles, and the names that are `wanted`, by kind. Raises IndexInvalid."""
    among = _articles(index, wanted, filters)
    counts, kinds = index.names.counted(among), index.names.kinds()
    found: list[FolderName] = []
    for number, kind in enumerate(NAME_KINDS):
        if wanted.kind in (None, kind):
            rows = np.flatnonzero((kinds == number) & (counts > 0))
            order = rows[np.argsort(-counts[rows], kind="stable")][: min(wanted.limit, MOST_NAMES)]
            found += [index.names.told(int(row), int(counts[row])) for row in order]
    return int(among.sum()), found


def variants(index: Index, name: str) -> tuple[str, ...]:
    """The forms by which the folder calls whoever or whatever is called `name`, the one that is shown first; () for one
    that no article names, or that may be several."""
    found = index.names.find(name)
    return (index.names.shown(found[0]), *index.names.variants(found[0])) if len(found) == 1 else ()


def _articles(index: Index, wanted: NamesWanted, filters: Within) -> NDArray[np.bool_]:
    among = index.passing(filters)
    if wanted.query:
        held = np.zeros_like(among)
        held[index.store.holding(wanted.query)] = True
        among &= held
    if wanted.about:
        held = np.zeros_like(among)
        asked = topic(index, wanted.about)
        if asked is not None:
            held[list(mentioned(index, asked, index.filters.mask(filters)))] = True
        among &= held
    return among
