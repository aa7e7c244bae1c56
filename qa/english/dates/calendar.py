"""Stretches of the calendar, as (first day, last day). Weeks begin on Monday, seasons are those of the north."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import MO, relativedelta

Span = tuple[datetime.date, datetime.date]

_DAY = datetime.timedelta(days=1)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def days(first: datetime.date, count: int) -> Span:
    """So many days from `first` on."""
    return first, first + (count - 1) * _DAY


def week(day: datetime.date) -> Span:
    """The one that holds `day`."""
    return days(day + relativedelta(weekday=MO(-1)), 7)


def weekend(day: datetime.date) -> Span:
    """The last one that had begun by `day`."""
    return days(day - ((day.weekday() - 5) % 7) * _DAY, 2)


def months(year: int, month: int, count: int = 1) -> Span:
    """So many months from that one on.

    >>> months(2025, 12, 3)
    (datetime.date(2025, 12, 1), datetime.date(2026, 2, 28))
    """
    first = datetime.date(year, month, 1)
    return first, first + relativedelta(months=count) - _DAY


def years(first: int, count: int = 1) -> Span:
    """So many years from `first` on."""
    return datetime.date(first, 1, 1), datetime.date(first + count - 1, 12, 31)


def season(name: str, year: int) -> Span:
    """The one that begins in `year`."""
    return months(year, SEASONS[name], 3)


def quarter(day: datetime.date) -> Span:
    """The one that holds `day`."""
    return months(day.year, 1 + 3 * ((day.month - 1) // 3), 3)


def fraction(year: int, number: int, count: int) -> Span:
    """The `number`th of so many equal parts of a year: its quarters, its halves.

    Raises ValueError when there are fewer.

    >>> fraction(2024, 2, 2)
    (datetime.date(2024, 7, 1), datetime.date(2024, 12, 31))
    """
    if number > count:
        raise ValueError(f"a year has no part {number} of {count}")
    return months(year, 1 + 12 // count * (number - 1), 12 // count)


def unit(name: str, day: datetime.date) -> Span:
    """The day, week, weekend, month, quarter, year or decade that holds `day`."""
    match name:
        case "day":
            return day, day
        case "week":
            return week(day)
        case "weekend":
            return weekend(day)
        case "month":
            return months(day.year, day.month)
        case "quarter":
            return quarter(day)
        case "year":
            return years(day.year)
        case "decade":
            return years(day.year // 10 * 10, 10)
    raise ValueError(f"no unit of time: {name!r}")


def shifted(name: str, day: datetime.date, count: int) -> datetime.date:
    """`day` so many weeks, months ... later; earlier when `count` is negative."""
    match name:
        case "day":
            return day + count * _DAY
        case "week" | "weekend":
            return day + 7 * count * _DAY
        case "quarter":
            return day + relativedelta(months=3 * count)
        case "month":
            return day + relativedelta(months=count)
        case "year":
            return day + relativedelta(years=count)
        case "decade":
            return day + relativedelta(years=10 * count)
    raise ValueError(f"no unit of time: {name!r}")


def part(which: str, span: Span) -> Span:
    """The first ("early"), second ("mid") or last ("late") third of a span: days 1-10, 11-20 and the rest of a month,
    four months of a year, years 0-3, 4-6 and 7-9 of a decade."""
    first, last = span
    if (first.year, first.month) == (last.year, last.month):
        cuts = [first, first + 10 * _DAY, first + 20 * _DAY, last + _DAY]
    elif first.year == last.year:
        cuts = [first, datetime.date(first.year, 5, 1), datetime.date(first.year, 9, 1), last + _DAY]
    else:
        count = last.year - first.year + 1
        ends = [first.year + 4 * count // 10, first.year + 7 * count // 10]
        cuts = [first, *(datetime.date(year, 1, 1) for year in ends), last + _DAY]
    at = {"early": 0, "mid": 1, "late": 2}[which]
    return cuts[at], cuts[at + 1] - _DAY
