"""The names of months: English and French, long and short, for fields and lines; those of pages in any language."""

from __future__ import annotations

import functools
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

ENGLISH = tuple(
    names.split()
    for names in (
        *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
        *("september sept sep", "october oct", "november nov", "december dec"),
    )
)
FRENCH = tuple(
    names.split()
    for names in (
        *("janvier janv", "février fevrier févr", "mars", "avril avr", "mai", "juin", "juillet juil", "août aout"),
        *("septembre", "octobre", "novembre", "décembre decembre déc"),
    )
)
# A page may declare the language of its template, so a month that is none there is looked up in all of these.
LANGUAGES = tuple(
    "en de fr es it pt nl pl sv be bg ca cs da el et eu fi gl hr hu id is lt lv mk ms nb nn ro ru sk sl sq sr tr uk"
    " vi".split()
)
MAIN = 9  # of these, of which a page that says no language may be
SHORTEST = 3  # letters


def numbered(*languages: tuple[list[str], ...]) -> dict[str, int]:
    """`numbered(ENGLISH, FRENCH)` -> `{"january": 1, "jan": 1, "janvier": 1, …}`."""
    return {name: number for names in languages for number, month in enumerate(names, start=1) for name in month}


def pattern(names: Iterable[str]) -> str:
    """A regular expression of these names, the longest first, to be matched without regard to case."""
    return "|".join(sorted(names, key=len, reverse=True))


@functools.lru_cache(maxsize=64)
def of_language(language: str) -> dict[str, int]:
    """The names of months, long and short, in the language of a page, as in `<html lang>`, and in English; each as
    `folded` gives it. Without a language, those of nine."""
    names = {"sept": 9, "maerz": 3}
    for code in dict.fromkeys((language[:2], "en") if language else LANGUAGES[:MAIN]):
        for name, number in (*_names(code, "wide"), *_names(code, "abbreviated")):
            names.setdefault(name, number)
    return {name: number for name, number in names.items() if len(name) >= SHORTEST}


@functools.lru_cache(maxsize=1)
def anywhere() -> dict[str, int]:
    """The long names of months in any language: those that mean the same month in each."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for code in LANGUAGES:
        for name, number in _names(code, "wide"):
            numbers[name].add(number)
    return {name: number.pop() for name, number in numbers.items() if len(number) == 1 and len(name) >= SHORTEST}


def folded(name: str) -> str:
    """A name by its plain letters alone: `"März."` -> `"marz"`."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i"))
    return "".join(char for char in plain if char.isalpha())


def _names(language: str, width: Literal["wide", "abbreviated"]) -> list[tuple[str, int]]:
    from babel import Locale, UnknownLocaleError
    from babel.dates import get_month_names

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return []
    contexts: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
    return [
        (folded(name), number) for each in contexts for number, name in get_month_names(width, each, locale).items()
    ]
