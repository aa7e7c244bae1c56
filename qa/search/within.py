"""What people and programs give as filters -> the one value that the searches take."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from qa.errors import BadFilter
from qa.types import Day, Within


def within(since: Day | None = None, until: Day | None = None, sources: Sequence[str] | None = None) -> Within:
    """The filters as every door takes them: days as dates or in ISO form, names of sources (one alone may be a text).

    Raises BadFilter for what is no ISO date and for an end before the start.
    """
    first, last = day(since), day(until)
    if first and last and first > last:
        raise BadFilter(f"the period ends ({last}) before it begins ({first})")
    names = [sources] if isinstance(sources, str) else sources
    return Within(first, last, None if names is None else tuple(names))


def day(value: Day | None) -> datetime.date | None:
    """A day as a date; None for None and the empty text. Raises BadFilter for what is no ISO date."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):  # before the next: it is a date as well
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value.strip())
    except ValueError as error:
        raise BadFilter(f"{value[:40]!r} is not a date: write it as 2025-12-05") from error
