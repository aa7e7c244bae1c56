"""The words for days, as patterns. Which days they are, the rules of `absolute` and `relative` know."""

from __future__ import annotations


def any_of(*patterns: str) -> str:
    """A pattern for any of these; the first that fits is taken."""
    return f"(?:{'|'.join(patterns)})"


_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH = rf"(?:(?:{_FULL})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
# "this may be", "the last march": these two are words as well.
MONTH_BY_NAME = rf"(?:(?-i:May|March)|{_FULL.replace('March|', '').replace('May|', '')})\b"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
YEAR = r"(?:1[1-9]|20)\d\d\b"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
UNIT = r"(?:day|week|weekend|month|quarter|year|decade)"
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
NUMBERS = {
    **dict.fromkeys(("a", "one"), 1),
    **dict.fromkeys(("two", "couple of", "a couple of"), 2),
    **dict.fromkeys(("three", "few", "a few", "several"), 3),
    **{word: n for n, word in enumerate(("four", "five", "six", "seven", "eight", "nine", "ten", "eleven"), 4)},
    "twelve": 12,
}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
DAY_OF_MONTH = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
TIME = r"(?:\s(?:morning|afternoon|evening|night))?"
OF_A_YEAR = rf"(?:{YEAR}|(?:last|this|next|the)\syear)"

_DECADE = r"(?:(?:1[1-9]|20)\d0s|(?:the\s|(?<=(?:mid|ate|rly)[\s-]))['’]?[2-9]0s)\b"

# Without a year of their own, or being one, these need a preposition before them to mean time at all.
BARE_MONTH = rf"(?:{MONTH_BY_NAME}|(?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)(?!\s?\d)"
BARE_SEASON = rf"(?:spring|summer|autumn|winter)\b(?!\sof\b|\s{YEAR})"
BARE_YEAR = rf"{YEAR}(?![\d,.]\d|[-/]\d|%)"
_TO = r"(?:\s?[-–]\s?|\s(?:to|and|until|till|through)\s)"
STRETCHES = [  # of which only one end is told in full
    rf"(?:the\s)?{DAY_OF_MONTH}{_TO}(?:the\s)?{DAY_OF_MONTH}\s(?:of\s)?{MONTH}(?:,?\s{YEAR})?",
    rf"{MONTH}\s{DAY_OF_MONTH}{_TO}(?:the\s)?{DAY_OF_MONTH}(?![:.,]\d|\s?%)(?:,?\s{YEAR})?",
    rf"{MONTH}{_TO}{MONTH}\s{YEAR}",
    rf"{YEAR}\s?[-–/]\s?(?:{YEAR}|\d\d\b)(?![-–/]\d)",
]
MONTH_ISO = r"\d{4}-(?:0[1-9]|1[0-2])\b(?!-)"
DAYS = [
    r"\d{4}-[01]\d-[0-3]\d\b",
    r"\d{4}/[01]?\d/[0-3]?\d\b",
    r"[0-3]?\d/[0-3]?\d/\d{4}\b",
    rf"(?:{WEEKDAY},?\s)?(?:the\s)?{DAY_OF_MONTH}\s(?:of\s)?{MONTH}(?:,?\s(?:of\s)?{YEAR})?",
    rf"(?:{WEEKDAY},?\s)?{MONTH}\s(?:the\s)?{DAY_OF_MONTH}(?![:.,]\d|\s?%)(?:,?\s{YEAR})?",
]
WEEK_OF = rf"the\sweek\s(?:of|from|beginning)\s{any_of(*DAYS)}"
DATED = [MONTH_ISO, WEEK_OF, *STRETCHES, *DAYS, rf"{MONTH}(?:,|\sof)?\s{YEAR}"]  # what names days by itself
PARTS = [  # of years and longer
    rf"(?:the\s)?(?:early|mid|late)[\s-](?:the\s)?(?:{MONTH}(?:\s{YEAR})?|{YEAR}|{_DECADE}|{OF_A_YEAR}|{SEASON}(?:\sof\s{YEAR})?)",
    rf"(?:the\s)?(?:beginning|start|middle|end)\sof\s(?:{MONTH}(?:\s{YEAR})?|{OF_A_YEAR}|(?:last|this|the)\smonth)",
    rf"(?:the\s)?{SEASON}\s(?:of\s)?{YEAR}",
    rf"(?:the\s)?(?:{'|'.join(ORDINALS)}|last|final)\s(?:quarter|half)\sof\s{OF_A_YEAR}",
    rf"Q[1-4],?\s(?:of\s)?{YEAR}",
    rf"(?:the\s)?{_DECADE}",
    r"the\s(?:1[5-9]|20|21)(?:th|st)[\s-]century\b",
]
RELATIVE = [
    r"the\sday\sbefore\syesterday\b",
    r"(?:early\s|late\s)?(?:yesterday|tomorrow)(?:\s(?:morning|afternoon|evening|night))?\b",
    r"(?:today|tonight)\b",
    r"(?:last\snight|this\s(?:morning|afternoon|evening))\b",
    rf"this\s{UNIT}\sso\sfar\b",
    rf"(?:so\sfar|earlier|later|early|late)\s(?:this|last|next)\s(?:{UNIT}|{SEASON})\b(?!s)",
    rf"(?:the\s)?(?:last|past|previous|next|coming)\s{NUMBER}\s{UNIT}s?\b",
    rf"(?:last|this|next)\s(?:{WEEKDAY}{TIME}\b|{MONTH_BY_NAME})(?!\s?\d)",
    rf"(?:the\s)?(?:last|past|this|next|coming|previous)\s(?:{UNIT}|{SEASON})\b",
    r"the\sweekend\b",
    rf"{NUMBER}\s{UNIT}s?\sago\b",
]
IN_WEEK = rf"{WEEKDAY}\s(?:of\s(?:last|this|next)\sweek|week)\b"  # "Saturday week": a week after the next one
ON_WEEKDAY = rf"{WEEKDAY}{TIME}\b"
