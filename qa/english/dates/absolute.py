"""Days that are told by the calendar: dates, months, seasons, years, and parts of them. dateutil reads month names."""

from __future__ import annotations

import datetime
import re

from qa.english.dates import calendar
from qa.english.dates.calendar import Span
from qa.english.dates.expressions import DAYS, MONTH, ORDINALS, SEASON, STRETCHES, YEAR, any_of
from qa.english.dates.speech import Speech, rule


def month_number(text: str) -> int:
    """
    >>> month_number("sep")
    9
    """
    from dateutil import parser

    return parser.parse(text, default=datetime.datetime(2000, 1, 1)).month


def _day(match: re.Match[str], speech: Speech) -> Span | None:
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
    if speech.spoken is None:
        return None
    found = []
    for year in range(speech.spoken.year - 1, speech.spoken.year + 2):
        try:
            day = parser.parse(f"{text} {year}", default=datetime.datetime(2000, 1, 1)).date()
        except ValueError:  # 29 February
            continue
        found.append((day, day))
    return speech.chosen(found)


def _stretch(match: re.Match[str], speech: Speech) -> Span | None:
    """ "5 to 12 December", "December 5-12, 2025", "March to May 2024", "2006-09": each end is given what it lacks."""
    plain = match[0].removeprefix("the ")
    first, last = re.split(r"\s?[-–/]\s?|\s(?:to|and|until|till|through)\s", plain)
    if re.fullmatch(YEAR, first):
        last = first[:2] + last if len(last) == 2 else last
    elif first[0].isalpha() and last[0].isdigit():  # December 5-12
        last = f"{first.split()[0]} {last}"
    elif first[0].isdigit() and (month := re.search(MONTH, last, re.IGNORECASE)):  # 5th to 12th of December
        first = f"{first} {month[0]}"
    end = speech.days(last)
    if end is None:
        return None
    years = [""] if re.fullmatch(YEAR, first) else [end[0].year, end[0].year - 1]
    starts = [speech.days(f"{first} {year}".strip()) for year in years]
    return next(((start[0], end[1]) for start in starts if start and start[0] <= end[1]), None)


def _month(match: re.Match[str], speech: Speech) -> Span | None:
    month = month_number(match["month"])
    if match["year"]:
        return calendar.months(int(match["year"]), month)
    return speech.yearly(lambda year: calendar.months(year, month))


def _season(match: re.Match[str], speech: Speech) -> Span | None:
    if match["year"]:
        return calendar.season(match["season"], int(match["year"]))
    return speech.yearly(lambda year: calendar.season(match["season"], year))


def _part(match: re.Match[str], speech: Speech) -> Span | None:
    names = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
    whole = speech.days(match["whole"])
    return calendar.part(names.get(match["part"], match["part"]), whole) if whole else None


def _fraction(match: re.Match[str], speech: Speech) -> Span | None:
    whole = speech.days(match["whole"])
    if whole is None:
        return None
    count = {"quarter": 4, "half": 2}[match["size"]]
    return calendar.fraction(whole[0].year, ORDINALS.get(match["which"], count), count)


def _quarter(match: re.Match[str], _speech: Speech) -> Span | None:
    return calendar.fraction(int(match["year"]), int(match["n"]), 4)


def _decade(match: re.Match[str], _speech: Speech) -> Span | None:
    digits = match["decade"]
    if len(digits) == 2:
        digits = ("20" if digits < "30" else "19") + digits
    return calendar.years(int(digits), 10)


def _century(match: re.Match[str], _speech: Speech) -> Span | None:
    return calendar.years(100 * int(match["number"]) - 99, 100)


def _week_of(match: re.Match[str], speech: Speech) -> Span | None:
    day = speech.days(match["whole"])
    return calendar.week(day[0]) if day else None


def _year(match: re.Match[str], _speech: Speech) -> Span | None:
    return calendar.years(int(match[0]))


def _iso_month(match: re.Match[str], _speech: Speech) -> Span | None:
    return calendar.months(int(match["year"]), int(match["month"]))


RULES = (
    rule(any_of(*DAYS), _day),
    rule(rf"the week \w+ (?P<whole>{any_of(*DAYS)})", _week_of),
    rule(any_of(*STRETCHES), _stretch),
    rule(r"(?P<year>\d{4})-(?P<month>\d\d)", _iso_month),
    rule(rf"(?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR}))?", _month),
    rule(r"(?:the )?(?P<part>early|mid|late|beginning|start|middle|end)[ -](?:of )?(?P<whole>.+)", _part),
    rule(rf"(?:the )?(?P<season>{SEASON}) ?(?:of )?(?P<year>{YEAR})?", _season),
    rule(r"(?:the )?(?P<which>\w+) (?P<size>quarter|half) of (?P<whole>.+)", _fraction),
    rule(rf"Q(?P<n>[1-4]),? (?:of )?(?P<year>{YEAR})", _quarter),
    rule(r"(?:the )?'?(?P<decade>\d{4}|\d\d)s", _decade),
    rule(r"the (?P<number>\d\d)\w\w[ -]century", _century),
    rule(YEAR, _year),
)
"""After those of `relative`: "early yesterday" is no part of a longer time."""
