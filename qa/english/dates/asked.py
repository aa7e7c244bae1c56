"""Which days the words of a question mean: the rules for any text, and those that questions need besides."""

from __future__ import annotations

import datetime
import math
import re
from functools import lru_cache

from qa.english.dates import calendar, meaning
from qa.english.dates.calendar import Span
from qa.english.dates.expressions import NUMBER, ORDINALS, SEASON, UNIT, WEEKDAY, YEAR
from qa.english.dates.holidays import NAME, holiday
from qa.english.dates.relative import WEEKDAYS, count
from qa.english.dates.speech import Choice, Speech, from_day, rule
from qa.english.dates.wording import DECADES, NTH


@lru_cache(maxsize=1024)
def resolve(words: str, today: datetime.date, choice: Choice) -> Span | None:
    """The days that an expression of a question means; None for words that mean none.

    >>> resolve("the first week of May 2024", datetime.date(2025, 1, 1), "past")
    (datetime.date(2024, 5, 1), datetime.date(2024, 5, 7))
    """
    return Speech(today, choice, RULES).days(words)


def _some_hours(match: re.Match[str], spoken: datetime.date) -> Span | None:
    number = count(match["count"] or "one")
    away = datetime.timedelta(14 * number if match["unit"] == "fortnight" else math.ceil(number / 24))
    return (spoken, spoken + away) if match["which"] in ("next", "coming") else (spoken - away, spoken)


def _hours_ago(match: re.Match[str], spoken: datetime.date) -> Span | None:
    number = count(match["count"])
    if match["unit"] == "fortnight":
        return calendar.week(calendar.shifted("week", spoken, -2 * number))
    return calendar.shifted("day", spoken, -math.ceil(number / 24)), calendar.shifted("day", spoken, -(number // 24))


def _before_last(match: re.Match[str], speech: Speech) -> Span | None:
    name = match["name"]
    last = speech.days("last night" if name == "day" else f"last {name}")
    if last is None:
        return None
    if name in calendar.SEASONS:
        return calendar.season(name, last[0].year - 1)
    step = {"night": "day", **dict.fromkeys(WEEKDAYS, "week")}.get(name, name)
    before = calendar.shifted(step, last[0], -1)
    return calendar.days(before, 1) if name in WEEKDAYS else calendar.unit(step, before)


def _after_next(match: re.Match[str], speech: Speech) -> Span | None:
    name = match["name"]
    following = speech.days(f"next {name}")
    return calendar.unit(name, calendar.shifted(name, following[0], 1)) if following else None


def _day_after_tomorrow(_match: re.Match[str], spoken: datetime.date) -> Span | None:
    return calendar.days(calendar.shifted("day", spoken, 2), 1)


def _holiday(match: re.Match[str], speech: Speech) -> Span | None:
    if match["year"]:
        return holiday(match["name"], int(match["year"]))
    return speech.yearly(lambda year: holiday(match["name"], year))


def _that_holiday(match: re.Match[str], spoken: datetime.date) -> Span | None:
    spans = [holiday(match["name"], spoken.year + n) for n in (-1, 0, 1, 2)]
    if match["which"] == "last":
        return next((span for span in reversed(spans) if span[1] < spoken), None)
    if match["which"] == "next":
        return next((span for span in spans if span[0] > spoken), None)
    return Speech(spoken, "near", ()).chosen(spans)


def _coded(match: re.Match[str], speech: Speech) -> Span | None:
    """ "Q3 2024", "2024 H1"; "Q3" alone comes once a year."""
    number, parts = int(match["n"]), {"q": 4, "h": 2}[match["code"]]
    if not match["year"]:
        return speech.yearly(lambda year: calendar.fraction(year, number, parts))
    whole = speech.days(match["year"])
    return calendar.fraction(whole[0].year, number, parts) if whole else None


def _fraction(match: re.Match[str], speech: Speech) -> Span | None:
    """ "2025's first quarter", "the second half 2024"."""
    whole = speech.days(match["whole"])
    parts = {"quarter": 4, "half": 2}[match["size"]]
    return calendar.fraction(whole[0].year, ORDINALS.get(match["which"], parts), parts) if whole else None


def _nth(match: re.Match[str], speech: Speech) -> Span | None:
    """ "the second week of May": days 8 to 14. "The last Friday of May" is one of the calendar's, as weekends are."""
    whole = speech.days(match["whole"])
    if whole is None:
        return None
    number, name = ORDINALS.get(match["which"]), match["unit"]
    if length := {"day": 1, "week": 7, "fortnight": 14}.get(name):
        if number is None:
            return calendar.shifted("day", whole[1], 1 - length), whole[1]
        return calendar.days(calendar.shifted("day", whole[0], (number - 1) * length), length)
    wanted = 5 if name == "weekend" else WEEKDAYS.index(name)
    if number is None:
        day = calendar.shifted("day", whole[1], -((whole[1].weekday() - wanted) % 7))
    else:
        day = calendar.shifted("day", whole[0], (wanted - whole[0].weekday()) % 7 + 7 * (number - 1))
    return calendar.days(day, 2 if name == "weekend" else 1)


def _unit_of(match: re.Match[str], speech: Speech) -> Span | None:
    """ "the weekend of 4 October"."""
    day = speech.days(match["day"])
    if day is None:
        return None
    name = match["unit"]
    return calendar.unit(name, day[0] if name == "week" or day[0].weekday() > 4 else day[0] + datetime.timedelta(5))


def _season(match: re.Match[str], speech: Speech) -> Span | None:
    """ "the summer of last year", "winter 2022/23"."""
    whole = speech.days(match["whole"])
    return calendar.season(match["season"], whole[0].year) if whole else None


def _dotted(match: re.Match[str], _speech: Speech) -> Span | None:
    return calendar.days(datetime.date(int(match["year"]), int(match["month"]), int(match["day"])), 1)


def _short_year(match: re.Match[str], _speech: Speech) -> Span | None:
    return calendar.years(int(("20" if match["year"] < "30" else "19") + match["year"]))


def _the_year(match: re.Match[str], _speech: Speech) -> Span | None:
    return calendar.years(int(match["year"]))


def _several(match: re.Match[str], speech: Speech) -> Span | None:
    """ "the first three months of 2024", "the last ten days of May"."""
    whole = speech.days(match["whole"])
    if whole is None:
        return None
    number, unit, day = count(match["count"]), match["unit"], datetime.timedelta(1)
    if match["which"] == "first":
        span = whole[0], calendar.shifted(unit, whole[0], number) - day
    else:
        span = calendar.shifted(unit, whole[1] + day, -number), whole[1]
    return span if whole[0] <= span[0] and span[1] <= whole[1] else None


def _decade(match: re.Match[str], _speech: Speech) -> Span | None:
    name = match["decade"]
    return calendar.years(2000 if name == "noughties" else 1920 + 10 * DECADES.index(name), 10)


_CODE = r"(?P<code>q|h)(?P<n>[1-4])"
_OWN = (
    rule(
        rf"(?:the )?(?P<which>last|past|previous|next|coming) (?:(?P<count>{NUMBER}) )?(?P<unit>fortnight|hour)s?",
        from_day(_some_hours),
    ),
    rule(rf"(?P<count>{NUMBER}) (?P<unit>fortnight|hour)s? ago", from_day(_hours_ago)),
    rule(rf"the (?P<name>{UNIT}|{SEASON}|{WEEKDAY}|night) before last", _before_last),
    rule(r"the (?P<name>\w+) after next", _after_next),
    rule(r"the day after tomorrow", from_day(_day_after_tomorrow)),
    rule(rf"(?P<name>{NAME})(?:,? (?:of |in )?(?P<year>{YEAR}))?", _holiday),
    rule(rf"(?P<which>last|this|next) (?P<name>{NAME})", from_day(_that_holiday)),
    rule(rf"{_CODE}(?:(?:,? (?:of |in )?|[-/])(?P<year>.+))?", _coded),
    rule(rf"(?P<year>\d{{4}})[ /-]?{_CODE}", _coded),
    rule(rf"(?P<whole>.+)'s (?P<which>{NTH}) (?P<size>quarter|half)", _fraction),
    rule(rf"(?:the )?(?P<which>{NTH})[ -](?P<size>quarter|half) (?:of )?(?P<whole>.+)", _fraction),
    rule(rf"(?:the )?(?P<which>{NTH}) (?P<unit>day|week|fortnight|weekend|{WEEKDAY}) (?:of|in) (?P<whole>.+)", _nth),
    rule(
        rf"(?:the )?(?P<which>{NTH}) (?P<count>{NUMBER}) (?P<unit>day|week|month|quarter)s (?:of|in) (?P<whole>.+)",
        _several,
    ),
    rule(r"(?:the )?(?P<unit>week|weekend) (?:of|from|beginning) (?P<day>.+)", _unit_of),
    rule(rf"(?:the )?(?P<season>{SEASON}) (?:of )?(?P<whole>{YEAR})[-–/]\d+", _season),
    rule(rf"(?:the )?(?P<season>{SEASON}) of (?P<whole>.+)", _season),
    rule(r"(?P<day>\d+)\.(?P<month>\d+)\.(?P<year>\d+)", _dotted),
    rule(r"'(?P<year>\d\d)", _short_year),
    rule(rf"the year (?P<year>{YEAR})", _the_year),
    rule(rf"(?:the )?(?:nineteen[ -])?(?P<decade>{'|'.join(DECADES)}|noughties)", _decade),
)
RULES = (*_OWN, *meaning.RULES)
