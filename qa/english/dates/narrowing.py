"""Several times of one question as one window: the words narrow each other where they can."""

from __future__ import annotations

import dataclasses
import datetime
import re

from qa.english.dates.times import Time, read

Ends = tuple[datetime.date | None, datetime.date | None]
_BESIDE = re.compile(r",?\s(?:of\s)?")
_ALSO = re.compile(r"\s(?:and|or)\s(?:\w+\s)?$")


def narrowed(text: str, found: list[Time]) -> list[Time]:
    """Neighbours of which one is a part of the other made one: "on Tuesday last week" is that week's Tuesday, and "in
    March last year" that year's March."""
    joined: list[Time] = []
    for time in found:
        both = _within(text, joined[-1], time) if joined else None
        if both:
            joined[-1] = both
        else:
            joined.append(time)
    return joined


def _within(text: str, one: Time, other: Time) -> Time | None:
    if not _BESIDE.fullmatch(text[one.end : other.start]):
        return None
    part, whole = sorted((one, other), key=lambda time: time.named[1] - time.named[0])
    if not part.again or (whole.since, whole.until) != whole.named:
        return None
    inner = read(part.match, text, whole.named[1], "past")
    if inner is None or inner.named[0] < whole.named[0] or inner.named[1] > whole.named[1]:
        return None
    cut = min(one.cut, other.cut)
    relative = one.relative or other.relative
    return dataclasses.replace(inner, start=one.start, end=other.end, cut=cut, relative=relative, match=other.match)


def overall(text: str, found: list[Time]) -> Ends:
    """The window of all: the days that all of them name, or those from the first to the last where there are none such,
    or where the question asks for the one and the other.

    Both ends are open when nothing is left.
    """
    if not found:
        return None, None
    since = max((time.since for time in found if time.since), default=None)
    until = min((time.until for time in found if time.until), default=None)
    also = any(_ALSO.search(text[: time.start]) and time.since and time.until for time in found[1:])
    if not also and (since is None or until is None or since <= until):
        return since, until
    starts, ends = [time.since for time in found], [time.until for time in found]
    return (
        None if None in starts else min(day for day in starts if day),
        None if None in ends else max(day for day in ends if day),
    )
