"""Articles over time, as a chart shows them: by the shortest steps of which there are few, without a gap."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa.types import Citation, TallyGroup

# Steps that a chart has at most: by days, by months, by one or ten years; more are told by the next longer ones.
DAYS, MONTHS, YEARS = 31, 36, 40


class _Step(NamedTuple):
    """Steps of one length, which are numbered through the calendar; `label` is that of a number."""

    most: float
    number: Callable[[datetime.date], int]
    label: Callable[[int], str]


def _years(several: int, most: float) -> _Step:
    def label(number: int) -> str:
        first = several * number
        return f"{first:04}" if several == 1 else f"{first:04}–{first + several - 1:04}"

    return _Step(most, lambda day: day.year // several, label)


_STEPS = (
    _Step(DAYS, datetime.date.toordinal, lambda number: datetime.date.fromordinal(number).isoformat()),
    _Step(MONTHS, lambda day: 12 * day.year + day.month - 1, lambda number: f"{number // 12:04}-{number % 12 + 1:02}"),
    _years(1, YEARS),
    _years(10, YEARS),
    _years(100, float("inf")),
)


def over_time(citations: Sequence[Citation]) -> tuple[TallyGroup, ...]:
    """The dated ones by day ("2025-12-05"), month ("2025-12"), year, ten or a hundred years ("1990–1999"): every step
    from the first to the last, those that have none too."""
    days = [each.document.date for each in citations if each.document.date]
    if not days:
        return ()
    first, last = min(days), max(days)
    step = next(each for each in _STEPS if each.number(last) - each.number(first) < each.most)
    numbers: dict[int, list[int]] = {at: [] for at in range(step.number(first), step.number(last) + 1)}
    for each in citations:
        if each.document.date:
            numbers[step.number(each.document.date)].append(each.number)
    return tuple(TallyGroup(step.label(at), tuple(those)) for at, those in numbers.items())


def undated(citations: Sequence[Citation]) -> tuple[int, ...]:
    """The numbers of those whose article has no day."""
    return tuple(each.number for each in citations if each.document.date is None)
