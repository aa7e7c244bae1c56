"""Whether accounts that differ are told by their days: then a later one may tell what has changed since."""

from __future__ import annotations

from collections.abc import Collection


def by_day(days: Collection[str | None]) -> bool:
    """Whether each of the accounts is of a day of its own.

    >>> by_day(["2025-03-09", "2025-03-02"]), by_day(["2025-03-09", None]), by_day([])
    (True, False, False)
    """
    return bool(days) and all(days) and len(set(days)) == len(days)
