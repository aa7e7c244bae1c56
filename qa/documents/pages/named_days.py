"""The days that a line of a page names, in the language that the page says it is written in.

A day is one that is named in full and in one way only: "03/04/2019" is none on a page that does not say its language.
"""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from qa.documents.days import parse_date

LINE = 160  # characters of a line that shows a day; an article's own paragraphs are longer
# A page may declare the language of its template, so a month that is none there is looked up in all of these.
LANGUAGES = tuple(
    "en de fr es it pt nl pl sv be bg ca cs da el et eu fi gl hr hu id is lt lv mk ms nb nn ro ru sk sl sq sr tr uk"
    " vi".split()
)
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


def days(text: str, language: str = "") -> Iterator[tuple[int, int, datetime.date]]:
    """Where each day stands in a text, and which it is. `language` as in `<html lang>`: "de", "en-GB" or ""."""
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
    return begun is not None and (begun[1] is None or _fold(begun[1]) in months(language.lower()))


def _worded(parts: dict[str, str | None], language: str) -> tuple[int, int, int] | None:
    name = _fold(parts["month"] or parts["month2"] or parts["month3"] or "")
    month = months(language).get(name) or _months_anywhere().get(name)
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


@functools.lru_cache(maxsize=64)
def months(language: str) -> dict[str, int]:
    """The names of months, long and short, in the language of a page and in English."""
    names = {"sept": 9, "maerz": 3}
    for code in dict.fromkeys((language[:2], "en") if language else LANGUAGES[:9]):
        for name, number in (*_names(code, "wide"), *_names(code, "abbreviated")):
            names.setdefault(name, number)
    return {name: number for name, number in names.items() if len(name) >= 3}


@functools.lru_cache(maxsize=1)
def _months_anywhere() -> dict[str, int]:
    """The long names of months in any language: those that mean the same month in each."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for code in LANGUAGES:
        for name, number in _names(code, "wide"):
            numbers[name].add(number)
    return {name: number.pop() for name, number in numbers.items() if len(number) == 1 and len(name) >= 3}


def _names(language: str, width: Literal["wide", "abbreviated"]) -> list[tuple[str, int]]:
    from babel import Locale, UnknownLocaleError
    from babel.dates import get_month_names

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return []
    contexts: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
    return [(_fold(name), number) for each in contexts for number, name in get_month_names(width, each, locale).items()]


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i"))
    return "".join(char for char in plain if char.isalpha())
