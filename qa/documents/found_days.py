"""Days where no field names them: a line that is nothing but a day, a day in the name of a file.

A text that holds two different days, or one that can be read in two ways, gives None. French names of months are read
because newspaper databases write them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from qa.documents import month_names
from qa.documents.days import parse_date

LINE_LENGTH = 100
NAME_LENGTH = 300

MONTH = month_names.numbered(month_names.ENGLISH, month_names.FRENCH)
_MONTH = rf"(?P<month>{month_names.pattern(MONTH)})"
WEEKDAY = (
    r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
DIGIT = re.compile(r"\d")
_GAP = r"[\s._-]{1,2}"
DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th|er)?(?:{_GAP}|{_GAP}of{_GAP}){_MONTH}[.,]?{_GAP}(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    rf"(?<![^\W_]){_MONTH}\.?{_GAP}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?{_GAP}(?P<year>\d{{4}})(?!\d)", re.IGNORECASE
)
YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>1[6-9]\d\d|2[01]\d\d)(?P<gap>[-_. /])(?P<month>[01]?\d)(?P=gap)(?P<day>[0-3]?\d)(?!\d)", re.ASCII
)
RUN = re.compile(r"(?<![^\W_])(?P<year>19\d\d|20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=T\d|\b|_)", re.ASCII)
NUMBERS = re.compile(r"(?<!\d)\d{1,2}([-./])\d{1,2}\1\d{4}(?!\d)", re.ASCII)

# What may stand beside the day in a line that is nothing but a day.
_BESIDE = re.compile(
    rf"(?:{WEEKDAY})\b\.?|\d{{1,2}}(?:[:.]\d\d){{1,2}}|\d{{1,2}}h\d\d|\b[ap]\.?m\b\.?|\b(?-i:[A-Z]{{2,4}})\b"
    r"|[+-]\d{4}|\bat\b|\bZ\b|(?<=\d)Z|[\s,.|/()·•–—-]",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:(?:first |originally |date )?(?:published|posted|updated|issued|released|filed)|last (?:updated|modified)"
    r"|date)\b(?: on\b)?[\s:]*",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b\d{1,2}(?:[:h]|\.(?=\d\d\s?[ap]\.?m))\d\d\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)


def in_line(line: str) -> datetime.date | None:
    """The day of a line that says nothing else: "March 16, 2024 Saturday", "Published: 5 décembre 2025, 10:30"."""
    found = among(line)
    if found is None or _BESIDE.sub("", f"{found[1]} {found[2].removeprefix('T')}"):
        return None
    return found[0]


def among(line: str) -> tuple[datetime.date, str, str] | None:
    """The only day in a short line, with what stands before it, but for words such as "Published:", and after it."""
    line = line.strip()
    if not 8 <= len(line) <= LINE_LENGTH or not DIGIT.search(line):
        return None
    line = _SAID.sub("", line, count=1) if _SAID.match(line) else line
    found = list(_spans(line, (DAY_FIRST, MONTH_FIRST, YEAR_FIRST, NUMBERS)))
    day = _only(day for _, _, day in found)
    return (day, line[: found[0][0]], line[found[0][1] :]) if day else None


def in_text(text: str) -> datetime.date | None:
    """The only day that a short text names in full, whatever else it says: "Herald ; Halvern. 05 Dec 2025: A.1"."""
    return _only(day for _, _, day in _spans(text[:NAME_LENGTH], (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)))


def in_name(name: str) -> datetime.date | None:
    """The only day in the name of a file: "2025-12-05-strike.txt", "20251205_strike.txt", "Strike 5 Dec 2025.pdf"."""
    patterns = (YEAR_FIRST, RUN, DAY_FIRST, MONTH_FIRST, NUMBERS)
    return _only(day for _, _, day in _spans(name[:NAME_LENGTH], patterns))


def _spans(text: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[tuple[int, int, datetime.date | None]]:
    """Where days stand, and which: None for one that can be read in two ways, or is none."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), _day(match)


def _day(match: re.Match[str]) -> datetime.date | None:
    if match.re is NUMBERS:
        return parse_date(match[0])
    month = match["month"].casefold()
    try:
        return datetime.date(int(match["year"]), MONTH.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None


def _only(days: Iterator[datetime.date | None]) -> datetime.date | None:
    found = {day for day in days if day is not None}
    return found.pop() if len(found) == 1 else None
