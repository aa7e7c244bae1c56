"""Which days an expression means. Month names and numbers are read by dateutil, the calendar is in `calendar`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from qa.english.dates import calendar
from qa.english.dates.calendar import Span
from qa.english.dates.expressions import (
    DAYS,
    MONTH,
    NUMBER,
    NUMBERS,
    ORDINALS,
    SEASON,
    STRETCHES,
    TIME,
    UNIT,
    WEEKDAY,
    YEAR,
    any_of,
)

Choice = Literal["past", "near", "ahead"]
"""Which "Tuesday", "December" or "5 December" is meant: the last one up to the day of speaking, the nearest one, or the
next."""


# "This week" reaches back at least so far, for on a Thursday it is also last Friday's news. Of 188 quiz questions with
# these words, asked on Thursdays and Fridays, the calendar's week holds the article of 164, this of 173.
LATELY = datetime.timedelta(6)


@lru_cache(maxsize=8192)
def resolve(words: str, spoken: datetime.date | None, choice: Choice) -> Span | None:
    """The days that an expression means on the day it was `spoken`; None for words that mean none, such as 30 February,
    and for those that need to know when they were spoken when nobody does.

    >>> resolve("the summer of 2023", None, "past")
    (datetime.date(2023, 6, 1), datetime.date(2023, 8, 31))
    """
    text = " ".join(words.lower().replace("’", "'").split()).strip(" .,")
    text = re.sub(r"\bsept\b\.?", "sep", text)
    for pattern, read in _READERS:
        if match := pattern.fullmatch(text):
            try:
                span = read(match, spoken, choice)
            except (ValueError, OverflowError):  # a day that no calendar has
                return None
            return span if span and span[0] <= span[1] else None
    return None


_Reader = Callable[["re.Match[str]", "datetime.date | None", Choice], "Span | None"]


def _day(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    """What holds a day, a month, and perhaps a year."""
    from dateutil import parser

    text = re.sub(r"\b(?:the|of)\b", " ", match[0])
    if re.search(YEAR, text):
        one, two = (
            parser.parse(text, dayfirst=first, yearfirst=text[:4].isdigit(), default=datetime.datetime(2000, 1, 1))
            for first in (True, False)
        )
        if one != two and not text[:4].isdigit():  # 3/4/2025 can be read in two ways
            return None
        return two.date(), two.date()
    if spoken is None:
        return None
    found = []
    for year in range(spoken.year - 1, spoken.year + 2):
        try:
            day = parser.parse(f"{text} {year}", default=datetime.datetime(2000, 1, 1)).date()
        except ValueError:  # 29 February
            continue
        found.append((day, day))
    return _chosen(found, spoken, choice)


def _stretch(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    """ "5 to 12 December", "December 5-12, 2025", "March to May 2024", "2006-09": each end is given what it lacks."""
    first, last = re.split(r"\s?[-–/]\s?|\s(?:to|and|until|till|through)\s", match[0])
    if re.fullmatch(YEAR, first):
        last = first[:2] + last if len(last) == 2 else last
    elif first[0].isalpha() and last[0].isdigit():  # December 5-12
        last = f"{first.split()[0]} {last}"
    elif first[0].isdigit() and (month := re.search(MONTH, last, re.IGNORECASE)):  # 5th to 12th of December
        first = f"{first} {month[0]}"
    end = resolve(last, spoken, choice)
    if end is None:
        return None
    years = [""] if re.fullmatch(YEAR, first) else [end[0].year, end[0].year - 1]
    starts = [resolve(f"{first} {year}".strip(), spoken, choice) for year in years]
    return next(((start[0], end[1]) for start in starts if start and start[0] <= end[1]), None)


def _chosen(spans: list[Span], spoken: datetime.date, choice: Choice) -> Span | None:
    """The one that `choice` says, of spans in order."""
    if choice == "near":
        return min(spans, key=lambda span: _distance(span, spoken), default=None)
    if choice == "ahead":
        return next((span for span in spans if span[1] >= spoken), None)
    return next((span for span in reversed(spans) if span[0] <= spoken), None)


def _distance(span: Span, day: datetime.date) -> tuple[int, bool]:
    """How many days away it is; of equally near ones the one that is past."""
    away = max((span[0] - day).days, (day - span[1]).days, 0)
    return away, span[0] > day


def _month_number(text: str) -> int:
    from dateutil import parser

    return parser.parse(text, default=datetime.datetime(2000, 1, 1)).month


def _month(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    month = _month_number(match["month"])
    if match["year"]:
        return calendar.months(int(match["year"]), month)
    if spoken is None:
        return None
    return _chosen([calendar.months(spoken.year + n, month) for n in (-1, 0, 1)], spoken, choice)


def _season(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    if match["year"]:
        return calendar.season(match["season"], int(match["year"]))
    if spoken is None:
        return None
    return _chosen([calendar.season(match["season"], spoken.year + n) for n in (-1, 0, 1)], spoken, choice)


def _part(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    names = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
    whole = resolve(match["whole"], spoken, choice)
    return calendar.part(names.get(match["part"], match["part"]), whole) if whole else None


def _fraction(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    whole = resolve(match["whole"], spoken, choice)
    if whole is None:
        return None
    length = 3 if match["size"] == "quarter" else 6
    number = ORDINALS.get(match["which"], 12 // length)
    return calendar.months(whole[0].year, 1 + length * (number - 1), length) if number * length <= 12 else None


def _count(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text]


def _some_units(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    """ "the last three weeks": up to today, and of as many days before."""
    if spoken is None:
        return None
    count, unit = _count(match["count"]), match["unit"]
    if match["which"] in ("next", "coming"):
        return spoken, calendar.shifted(unit, spoken, count)
    return calendar.shifted(unit, spoken, -count), spoken


def _one_unit(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    """ "last week", "this month", "the past year"."""
    if spoken is None:
        return None
    which, unit, the = match["which"], match["unit"], match["the"]
    if which == "past" or (the and which == "last" and unit != "weekend"):  # "in the last year"
        return calendar.shifted(unit, spoken, -1), spoken
    if unit == "weekend":
        return _weekend(which, spoken)
    if (which, unit) == ("this", "week"):
        first, last = calendar.week(spoken)
        return min(first, spoken - LATELY), last
    step = {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[which]
    return calendar.unit(unit, calendar.shifted(unit, spoken, step))


def _weekend(which: str, spoken: datetime.date) -> Span:
    begun = calendar.weekend(spoken)
    within = begun[1] >= spoken
    if which in ("last", "previous"):
        return calendar.weekend(begun[0] - datetime.timedelta(1)) if within else begun
    ahead = begun if within else calendar.weekend(begun[0] + datetime.timedelta(7))
    return calendar.weekend(ahead[0] + datetime.timedelta(7)) if which == "next" and within else ahead


def _that_season(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    if spoken is None:
        return None
    spans = [calendar.season(match["season"], spoken.year + n) for n in (-2, -1, 0, 1)]
    if match["which"] in ("last", "past", "previous"):
        return next(span for span in reversed(spans) if span[1] < spoken)
    if match["which"] in ("next", "coming"):
        return next((span for span in spans if span[0] > spoken), None)
    return next((span for span in spans if span[0] <= spoken <= span[1]), calendar.season(match["season"], spoken.year))


def _that_month(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    if spoken is None:
        return None
    month = _month_number(match["month"])
    spans = [calendar.months(spoken.year + n, month) for n in (-2, -1, 0, 1)]
    if match["which"] == "last":
        return next(span for span in reversed(spans) if span[1] < spoken)
    if match["which"] == "next":
        return next((span for span in spans if span[0] > spoken), None)
    return calendar.months(spoken.year, month)


def _weekday(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    if spoken is None:
        return None
    wanted = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].index(match["weekday"])
    back = (spoken.weekday() - wanted) % 7
    match match["which"]:
        case "last":
            shift = -(back or 7)
        case "next":
            shift = 7 - back
        case "this":
            shift = wanted - spoken.weekday()
        case _:
            shift = (-back) % 7 if choice == "ahead" else -back
    day = spoken + datetime.timedelta(shift)
    return day, day


def _named_day(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    if spoken is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1, "last night": -1, "the day before yesterday": -2}
    day = spoken + datetime.timedelta(shift.get(match["name"], 0))
    return day, day


def _ago(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    if spoken is None:
        return None
    return calendar.unit(match["unit"], calendar.shifted(match["unit"], spoken, -_count(match["count"])))


def _in_unit(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    """ "earlier this week", "so far this year", "late last year"."""
    whole = resolve(match["whole"], spoken, choice)
    if whole is None or spoken is None:
        return None
    if match["how"] in ("so far", "earlier"):
        return whole[0], min(whole[1], spoken)
    if match["how"] == "later":
        return (max(whole[0], spoken), whole[1]) if whole[1] >= spoken else whole
    return calendar.part(match["how"], whole) if (whole[1] - whole[0]).days > 27 else whole


def _decade(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    digits = match["decade"]
    if len(digits) == 2:
        digits = ("20" if digits < "30" else "19") + digits
    return calendar.years(int(digits), 10)


def _century(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    return calendar.years(100 * int(match["number"]) - 99, 100)


def _week_of(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    day = resolve(match["whole"], spoken, choice)
    return calendar.week(day[0]) if day else None


def _year(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    return calendar.years(int(match[0]))


def _the_year(match: re.Match[str], spoken: datetime.date | None, choice: Choice) -> Span | None:
    return calendar.unit(match["unit"], spoken) if spoken else None


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)


_THE = r"(?P<the>the )?"
_READERS: list[tuple[re.Pattern[str], _Reader]] = [
    (_compiled(any_of(*DAYS)), _day),
    (_compiled(rf"the week \w+ (?P<whole>{any_of(*DAYS)})"), _week_of),
    (_compiled(any_of(*STRETCHES)), _stretch),
    (_compiled(r"(?P<year>\d{4})-(?P<month>\d\d)"), lambda m, s, c: calendar.months(int(m["year"]), int(m["month"]))),
    (_compiled(rf"(?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR}))?"), _month),
    (_compiled(r"(?:early |late )?(?P<name>yesterday|tomorrow)(?: \w+)?"), _named_day),
    (_compiled(r"(?P<how>so far|earlier|later|early|late) (?P<whole>(?:this|last|next) \w+)"), _in_unit),
    (_compiled(r"(?P<whole>this \w+) (?P<how>so far)"), _in_unit),
    (_compiled(rf"{_THE}(?P<part>early|mid|late|beginning|start|middle|end)[ -](?:of )?(?P<whole>.+)"), _part),
    (_compiled(rf"{_THE}(?P<season>{SEASON}) ?(?:of )?(?P<year>{YEAR})?"), _season),
    (_compiled(rf"{_THE}(?P<which>\w+) (?P<size>quarter|half) of (?P<whole>.+)"), _fraction),
    (
        _compiled(rf"Q(?P<n>[1-4]),? (?:of )?(?P<year>{YEAR})"),
        lambda m, s, c: calendar.months(int(m["year"]), 3 * int(m["n"]) - 2, 3),
    ),
    (_compiled(r"(?:the )?'?(?P<decade>\d{4}|\d\d)s"), _decade),
    (_compiled(r"the (?P<number>\d\d)\w\w[ -]century"), _century),
    (_compiled(YEAR), _year),
    (_compiled(r"(?P<name>today|tonight|last night|this (?:morning|afternoon|evening))"), _named_day),
    (_compiled(r"(?P<name>the day before yesterday)"), _named_day),
    (_compiled(rf"(?P<which>last|this|next)? ?(?P<weekday>{WEEKDAY}){TIME}"), _weekday),
    (_compiled(rf"(?P<which>last|this|next) (?P<month>{MONTH})"), _that_month),
    (
        _compiled(rf"{_THE}(?P<which>last|past|previous|next|coming) (?P<count>{NUMBER}) (?P<unit>{UNIT})s?"),
        _some_units,
    ),
    (_compiled(rf"{_THE}(?P<which>last|past|this|next|coming|previous) (?P<unit>{UNIT})"), _one_unit),
    (_compiled(rf"{_THE}(?P<which>last|past|this|next|coming|previous) (?P<season>{SEASON})"), _that_season),
    (_compiled(r"the weekend"), lambda m, s, c: calendar.weekend(s) if s else None),
    (_compiled(r"the (?P<unit>year|month)"), _the_year),
    (_compiled(rf"(?P<count>{NUMBER}) (?P<unit>{UNIT})s? ago"), _ago),
]
