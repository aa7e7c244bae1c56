"""Times in questions that lean on a talk: nothing but a time ("since October 2022?"), a day without its year."""

from __future__ import annotations

import datetime
import re

from qa.english.dates.expressions import MONTH, SEASON, YEAR
from qa.english.dates.holidays import NAME
from qa.english.dates.times import Time, times

# Where the times of a text stand, any day of speaking tells.
_ANY_DAY = datetime.date(2000, 6, 15)
_OF_YEARS = re.compile(rf"\b(?:{MONTH}|{SEASON}\b|{NAME}\b)", re.IGNORECASE)
_YEAR = re.compile(rf"\b{YEAR}|['’]\d\d\b|\d0s\b")
_NUMBER = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_SPARE = re.compile(r"^\W*(?:(?:and|or|but|what about|how about|then)\b\W*)*$", re.IGNORECASE)


def only_time(text: str) -> bool:
    """Whether a text says nothing but when.

    >>> [only_time(text) for text in ("since October 2022?", "in May", "in May he left")]
    [True, True, False]
    """
    found = list(times(text, _ANY_DAY))
    return bool(found) and _SPARE.match(_cut(text, found)) is not None


def untimed(text: str) -> str:
    """A question without what it says about time.

    >>> untimed("Who resigned in March 2014?")
    'Who resigned?'
    """
    rest = " ".join(_cut(text, list(times(text, _ANY_DAY))).split())
    return re.sub(r"\s+(?=[,;?.!])", "", rest).strip(" ,;")


def with_year(text: str, year: int) -> str:
    """A text whose days and months without a year are of this one.

    >>> with_year("Who won on 3 March?", 2022)
    'Who won on 3 March 2022?'
    """
    for each in sorted(times(text, _ANY_DAY), key=lambda time: -time.end):
        words = text[each.start : each.end]
        if not each.relative and _OF_YEARS.search(words) and not _YEAR.search(words):
            text = f"{text[: each.end]} {year}{text[each.end :]}"
    return text


def year_named(text: str) -> int | None:
    """The last year that the times of a text name with their number; None where they name none."""
    found = [year for each in times(text, _ANY_DAY) for year in _NUMBER.findall(text[each.start : each.end])]
    return int(found[-1]) if found else None


def _cut(text: str, found: list[Time]) -> str:
    for each in reversed(found):
        text = text[: each.cut] + text[each.end :]
    return text
