"""Filters as the engine takes them. Made of numbers alone: no text of a document or a user gets into an expression."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from qa.engine.connection import MOST_FOUND
from qa.index.filters import UNDATED, Filters
from qa.types import EVERYTHING, Within

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

# Up to so many rows are named one by one.
FEW = 5000
# Of rows that no expression describes, so many more are asked for than share and number call for.
SPARE = 1.5

Search = Callable[[int, str], tuple[Rows, Scores]]
"""The k best rows that pass an expression."""


def expression(within: Within, filters: Filters) -> str:
    """What passes the filters; "" is everything."""
    parts = []
    if within.since is not None or within.until is not None:
        first = within.since.toordinal() if within.since else UNDATED + 1  # else the undated would pass
        parts.append(f"day >= {first}")
        if within.until is not None:
            parts.append(f"day <= {within.until.toordinal()}")
    if within.sources is not None:
        number = {name: at for at, name in enumerate(filters.sources())}
        wanted = sorted({number[name] for name in within.sources if name in number})
        parts.append(f"source in {wanted}" if wanted else "source < -1")
    return " and ".join(parts)


def masked(search: Search, k: int, among: Mask | None, within: Within, filters: Filters) -> tuple[Rows, Scores]:
    """The k best rows `among` those, shape (n,), that pass; None is all. Where `within` is given, it says the same."""
    # Which articles name somebody is in no field of the engine.
    if among is None or (within != EVERYTHING and within.names is None):
        return search(k, expression(within, filters))
    passing = np.flatnonzero(among)
    if not len(passing):
        return np.empty(0, np.int64), np.empty(0, np.float32)
    if len(passing) <= FEW:
        return search(min(k, len(passing)), f"row in {passing.tolist()}")
    wanted = int(SPARE * k * len(among) / len(passing)) + 1
    while True:
        rows, scores = search(min(wanted, MOST_FOUND), "")
        found = among[rows]
        if np.count_nonzero(found) >= k or len(rows) < min(wanted, MOST_FOUND) or wanted >= len(among):
            return rows[found][:k], scores[found][:k]
        if wanted >= MOST_FOUND:
            return _by_parts(search, k, passing)
        wanted *= 4


def _by_parts(search: Search, k: int, passing: Rows) -> tuple[Rows, Scores]:
    """Named one by one, in several searches."""
    found = [search(k, f"row in {passing[at : at + FEW].tolist()}") for at in range(0, len(passing), FEW)]
    rows, scores = (np.concatenate(each) for each in zip(*found, strict=True))
    best = np.lexsort((rows, -scores))[:k]
    return rows[best], scores[best]
