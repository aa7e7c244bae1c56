"""What stands in a field -> the day that it names. Guesses nothing: what can be read in two ways is None.

The order of day and month is told from outside, by a whole column (`order`): one "25/12/2025" in it decides for all.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from qa.documents import month_names

LENGTH = 100  # characters; what is longer is no date

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?", re.DOTALL | re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,].*)?", re.DOTALL | re.ASCII)
COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:[T ]?\d{4}(?:\d\d)?(?:\.\d+)?|[T ]\d\d:.*)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)
YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})(?:[T ,].*)?", re.DOTALL | re.ASCII)
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
EPOCH = re.compile(r"(\d{9,10}|\d{13}|\d{16}|\d{19})(?:\.\d+)?", re.ASCII)  # seconds since 1970, or thousandths of it
SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)  # days, as spreadsheets count them
SERIAL_YEARS = range(1980, 2041)  # of other years they are too much like other numbers
FIRST_SERIAL = datetime.date(1899, 12, 30)
COMPACT_YEARS = range(1800, 2100)  # eight digits that begin otherwise are a number

_MONTH = rf"(?:(?:{month_names.pattern(month_names.numbered(month_names.ENGLISH))})\.?)"
# "14-Feb-18", as databases and spreadsheets write it: the name tells which number is the day.
SHORT_YEAR = re.compile(rf"(\d{{1,2}}[- ]{_MONTH}[- ])(\d\d)(?:[T ,].*)?", re.IGNORECASE | re.ASCII)
YEAR_2000 = 69  # two digits below this are of this century, as in POSIX
# A day among other words: "Last update 19 Sep 2024".
EXPRESSION = re.compile(
    rf"(?<![\w.])(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\ of)?[ -]{_MONTH},?[ -]\d{{4}}"
    rf"|{_MONTH}[ -]\d{{1,2}}(?:st|nd|rd|th)?,?\ \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.\d{1,2}\.\d{4})(?!\d|[^\W\dT])",
    re.IGNORECASE | re.ASCII,
)
FIRST = re.compile(r"(?:publish|post|creat|issue|written|filed)\w*\W*(?:on|at)?\W*\Z", re.IGNORECASE)


def parse_date(value: object, day_first: bool | None = None) -> datetime.date | None:
    """The day that a text or number names in full and in one way only, else None.

    "2025-12-05T10:30:00Z", "5 December 2025", "Updated: Dec 5, 2025", "25/12/2025", 20251205 and 1764892800 (seconds
    since 1970) are days; "Dec 2025" and "5.12.25" are not, and "03/04/2025" only where `day_first` is told.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _numbered(str(value)) if 0 < value < 1e19 else None  # Python writes out no number of any length
    if not isinstance(value, str) or len(value) > LENGTH:
        return None
    text = value.strip()
    if parts := ISO.fullmatch(text) or YEAR_FIRST.fullmatch(text):
        return _day(*parts.groups())
    if text[:8].isdigit():
        return _numbered(text)
    if parts := YEAR_LAST.fullmatch(text):
        one, _, two, year = parts.groups()
        days = {day for pair in ((two, one), (one, two)) if (day := _day(year, *pair))}
        if len(days) == 2 and day_first is not None:
            return _day(year, *((two, one) if day_first else (one, two)))
        return days.pop() if len(days) == 1 else None
    if parts := SHORT_YEAR.fullmatch(text):
        text = f"{parts[1]}{'20' if int(parts[2]) < YEAR_2000 else '19'}{parts[2]}"
    if not YEAR.search(text):
        return None
    return _worded(text) or _among_words(text, day_first)


def serial(value: object) -> datetime.date | None:
    """The day that a spreadsheet means by a number, 45996 -> 5 December 2025, of the years 1980 to 2040; else None."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    parts = SERIAL.fullmatch(value.strip() if isinstance(value, str) else str(value)[:LENGTH])
    day = FIRST_SERIAL + datetime.timedelta(int(parts[1])) if parts else None
    return day if day and day.year in SERIAL_YEARS else None


def is_either(value: object) -> bool:
    """Whether this is a day as soon as the order of day and month is known: "03/04/2025"."""
    return parse_date(value) is None and parse_date(value, True) is not None


def order(values: Iterable[object]) -> bool | None:
    """Whether the day comes first in these dates; None where none of them tells, or they tell different things."""
    told = set()
    for value in values:
        if isinstance(value, str) and len(value) <= LENGTH and (parts := YEAR_LAST.fullmatch(value.strip())):
            one, two = int(parts[1]), int(parts[3])
            if one > 12 >= two or two > 12 >= one:
                told.add(one > two)
    return told.pop() if len(told) == 1 else None


def _day(*parts: str) -> datetime.date | None:
    try:
        return datetime.date(*map(int, parts))
    except ValueError:
        return None


def _numbered(text: str) -> datetime.date | None:
    """Days that are written without marks: 20251205, 20251205T103000Z, 1764892800, 1764892800000."""
    parts = COMPACT.fullmatch(text)
    if parts and int(parts[1]) in COMPACT_YEARS and (day := _day(*parts.groups())):
        return day
    if (parts := EPOCH.fullmatch(text)) is None:
        return None
    seconds = int(parts[1][:10]) if len(parts[1]) > 10 else int(parts[1])
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()


def _worded(text: str) -> datetime.date | None:
    from dateutil import parser

    # Parsed twice, with the day first and last and with other defaults: what is missing or ambiguous differs.
    defaults = datetime.datetime(2000, 1, 1), datetime.datetime(2001, 2, 2)
    try:
        one = parser.parse(text, default=defaults[0], dayfirst=False, ignoretz=True).date()
        two = parser.parse(text, default=defaults[1], dayfirst=True, ignoretz=True).date()
    except (ValueError, ArithmeticError, TypeError):  # what dateutil raises on text that is no date
        return None
    return one if one == two else None


def _among_words(text: str, day_first: bool | None) -> datetime.date | None:
    """The one day that a line names; of several the one that it says it was published on."""
    found = list(EXPRESSION.finditer(text))
    if not found or (len(found) == 1 and found[0].group() == text):
        return None
    days = [parse_date(match.group(), day_first) for match in found]
    if len(set(days)) > 1:
        days = [day for match, day in zip(found, days, strict=True) if FIRST.search(text, 0, match.start())]
    return days[0] if len(set(days)) == 1 else None
