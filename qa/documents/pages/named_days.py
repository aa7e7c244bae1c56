"""The days that a line of a page names, in the language that the page says it is written in.

A day is one that is named in full and in one way only: "03/04/2019" is none on a page that does not say its language.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from qa.documents.days import parse_date
from qa.documents.month_names import anywhere, folded, of_language

LINE = 160  # characters of a line that shows a day; an article's own paragraphs are longer
DAY_FIRST_ENGLISH = {"en-gb", "en-ie", "en-in", "en-au", "en-nz", "en-za", "en-sg", "en-ke", "en-ng", "en-pk", "en-bd"}

# No two neighbouring parts of these can match the same text, so none of them can backtrack for long.
WORDED = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª])?(?:[^\S\n]|-){0,2}(?:(?:de|of)[^\S\n]{1,2}|d[’'])?"
    r"(?P<month>[^\W\d_]{3,12})(?:[.,]{0,2}[^\S\n]{0,2}(?:(?:de|del|da|г)\.?[^\S\n])?|-)(?P<year>\d{4})(?!\d)"
    r"|(?P<month2>(?<![^\W\d_])[^\W\d_]{3,12})\.?[^\S\n]{0,2}(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?[^\S\n]{1,2}(?P<year2>\d{4})(?!\d)"
    r"|(?<![\d.,/-])(?P<year3>\d{4})\.?[^\S\n](?:m\.[^\S\n])?(?P<month3>[^\W\d_]{3,12})[^\S\n](?P<day3>\d{1,2})(?![\d:]|,?[^\S\n]\d{4})",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"(?<![\d.,/-])(?P<year>1[6-9]\d\d|2[01]\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d/-])"
    r"|(?<![\d.,/-])(?P<one>\d{1,2})(?P<mark2>[-/.]|[^\S\n][/|])[^\S\n]?(?P<two>\d{1,2})(?P=mark2)[^\S\n]?(?P<year2>\d{4}|\d\d(?=\D|$))(?![\d/-])"
    r"|(?<!\d)(?P<year3>1[6-9]\d\d|2[01]\d\d)[年년][^\S\n]?(?P<month3>\d{1,2})[月월][^\S\n]?(?P<day3>\d{1,2})[日일]"
)

STRETCH = re.compile(
    r"(?<![\d:.,])\d{1,2}[.]?(?:[^\S\n]?([^\W\d_]{3,12})[.]?)?[^\S\n]?(?:[-–—]|to|bis|au|al|a)[^\S\n]?\Z", re.IGNORECASE
)

DIGIT = re.compile(r"\d")


def days(text: str, language: str = "") -> Iterator[tuple[int, int, datetime.date]]:
    """Where each day stands in a text, and which it is. `language` as in `<html lang>`: "de", "en-GB" or ""."""
    if not DIGIT.search(text):
        return
    language = language.lower().replace("_", "-")
    found = [*WORDED.finditer(text), *NUMBERED.finditer(text)]
    for match in sorted(found, key=lambda match: match.start()):
        parts = match.groupdict()
        numbers = _worded(parts, language) if "month2" in parts else _numbered(parts, language)
        try:
            if numbers is not None:
                yield match.start(), match.end(), datetime.date(*numbers)
        except ValueError:
            continue


def ends_stretch(before: str, language: str) -> bool:
    """Whether a day that stands behind this text ends a stretch: "14 - 20 May 2022", "28 May to 3 June 2022"."""
    begun = STRETCH.search(before[-LINE:])
    return begun is not None and (begun[1] is None or folded(begun[1]) in of_language(language.lower()))


def _worded(parts: dict[str, str | None], language: str) -> tuple[int, int, int] | None:
    name = folded(parts["month"] or parts["month2"] or parts["month3"] or "")
    month = of_language(language).get(name) or anywhere().get(name)
    if month is None:
        return None
    year = parts["year"] or parts["year2"] or parts["year3"] or 0
    return (int(year), month, int(parts["day"] or parts["day2"] or parts["day3"] or 0))


def _numbered(parts: dict[str, str | None], language: str) -> tuple[int, int, int] | None:
    if parts["one"] is None:
        return tuple(int(parts[f"{name}3"] or parts[name]) for name in ("year", "month", "day"))  # type: ignore
    one, two, year = int(parts["one"]), int(parts["two"] or 0), parts["year2"] or ""
    native = language[:2] not in ("", "en")
    if len(year) == 2:
        # In English the day may come first or second: what tells is a number that is no month.
        if parts["mark2"] != "." or not (native or (one > 12 and language[:2] == "en")):
            return None
        year = f"20{year}"
    if one > 12 or parts["mark2"] == "." or native or language in DAY_FIRST_ENGLISH or one == two:
        return int(year), two, one
    return (int(year), one, two) if two > 12 or language == "en-us" else None


def day_of(stamp: str, language: str) -> datetime.date | None:
    """The first day in a stamp: "2024-03-14T09:00:00+01:00", "20240314", "14. März 2024"."""
    stamp = stamp.strip()[:LINE]
    return parse_date(stamp) or next((day for _, _, day in days(stamp, language)), None)
