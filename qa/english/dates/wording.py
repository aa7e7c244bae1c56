"""The words for days in questions, as patterns: those of any text, and more. Which days they are, `asked` knows."""

from __future__ import annotations

from qa.english.dates import expressions
from qa.english.dates.expressions import (
    BARE_MONTH,
    DAYS,
    MONTH,
    MONTH_BY_NAME,
    NUMBER,
    OF_A_YEAR,
    ORDINALS,
    SEASON,
    STRETCHES,
    UNIT,
    WEEKDAY,
    YEAR,
    any_of,
)
from qa.english.dates.holidays import NAME

NTH = rf"(?:{'|'.join(ORDINALS)}|last|final)"
_HOURS = r"(?:fortnights?|hours?)"
DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()
IN_WORDS = (
    rf"(?:(?:the\s)?nineteen[\s-]|the\s|(?<=early[\s-])|(?<=(?:mid|ate)[\s-]))(?:{'|'.join(DECADES)}|noughties)\b"
)
CODE = r"(?:Q[1-4]|H[12])"  # of a quarter, of a half
WHOLE = rf"(?:{MONTH_BY_NAME}(?:,?\s(?:of\s)?{YEAR})?|{MONTH}\s{YEAR}|{OF_A_YEAR}|(?:last|this|next|the)\smonth)"

RELATIVE = any_of(
    rf"(?:the\s)?(?:last|past|previous|next|coming)\s(?:{NUMBER}\s{_HOURS}|fortnight)\b",
    rf"{NUMBER}\s{_HOURS}\sago\b",
    rf"the\s(?:{UNIT}|{SEASON}|{WEEKDAY}|night)\sbefore\slast\b(?!\s(?:{UNIT}|{SEASON}|{WEEKDAY}|{MONTH}|{NAME}|night))",
    r"the\s(?:week|weekend|month|quarter|year)\safter\snext\b",
    r"the\sday\safter\stomorrow\b",
    rf"(?:last|this|next)\s(?:{NAME})\b(?!\s(?-i:[A-Z]))",
    *expressions.RELATIVE,
)
_NTHS = [
    rf"{NTH}\s(?:day|week|fortnight|weekend|{WEEKDAY})\s(?:of|in)\s{WHOLE}",
    rf"(?:first|last|final)\s{NUMBER}\s(?:day|week|weekend|month|quarter)s\s(?:of|in)\s{WHOLE}",
    rf"(?:week|weekend)\s(?:of|from|beginning)\s{any_of(*DAYS)}",
]
# With "the" before them these still tell when, and longer times are what is asked about: "How hot was the summer of
# 2023?"
SHORT = any_of(*(rf"(?:the\s)?{nth}" for nth in _NTHS))
_FRACTION = rf"{NTH}[\s-](?:quarter|half)\s(?:of\s)?{OF_A_YEAR}"
_CODED = [
    rf"{CODE}(?:,?\s(?:of\s|in\s)?|[-/]){OF_A_YEAR}",
    rf"(?:1[1-9]|20)\d\d[\s/-]?{CODE}\b",
    rf"(?:{YEAR}|(?:last|this|next)\syear)['’]s\s{NTH}\s(?:quarter|half)\b",
]
_SHORT_YEAR = r"['’]\d\d\b"
_DOTTED = r"[0-3]?\d\.[01]?\d\.(?:1[1-9]|20)\d\d\b"
_SEASONS_OF = [
    rf"(?:the\s)?{SEASON}\s(?:of\s)?{YEAR}[-–/](?:{YEAR}|\d\d\b)",
    rf"(?:the\s)?{SEASON}\sof\s(?:{OF_A_YEAR}|{_SHORT_YEAR})",
]
_HOLIDAY_OF = rf"(?:{NAME})(?:,?\s(?:of\s|in\s)?{YEAR})"
ABSOLUTE = any_of(
    SHORT,
    rf"(?:the\s)?{_FRACTION}",
    *_SEASONS_OF,
    _DOTTED,
    rf"the\syear\s{YEAR}",
    *_CODED,
    _HOLIDAY_OF,
    rf"(?:(?:the\s)?(?:early|mid|late)[\s-])?{IN_WORDS}",
    *expressions.DATED,
    *expressions.PARTS,
)
BARE = any_of(
    rf"(?:{NAME})\b(?!\s{YEAR})", rf"{CODE}\b(?!\s?\d)", _SHORT_YEAR, BARE_MONTH
)  # time after a preposition alone

_END = r"(?=\s*(?:[?.!,;:]|$))"
FULL = rf"(?:\d{{4}}-\d\d-\d\d\b|{_DOTTED}|(?:{any_of(*DAYS)}|{MONTH}(?:,|\sof)?\s{YEAR})(?<=\d{{4}}))"
# Time without any preposition: "gas prices mid-2022". Short forms of years need an end: "2023/24 season".
ALONE = any_of(
    FULL,
    rf"{any_of(*STRETCHES)}(?<=\d{{4}})",
    rf"{YEAR}[-–/]\d\d\b{_END}",
    rf"(?:the\s)?(?:early|mid|late)[\s-](?:{BARE_MONTH}|{MONTH}\s{YEAR}|{YEAR})",
    rf"{SEASON}\s(?:of\s)?{YEAR}(?:[-–/]\d\d(?:\d\d)?\b)?",
    SHORT,
    _FRACTION,
    *_CODED,
    _HOLIDAY_OF,
)
