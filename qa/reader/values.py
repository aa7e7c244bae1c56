"""Of the values that stand together in a sentence the one that is asked for: part or whole, old or new, the change.

All functions take a sentence and the characters `start` to `end` of it that a network points at, and give those that
answer.
"""

from __future__ import annotations

import re

from qa.english.asks import NUMBERS, asks_clock
from qa.english.words import MONTHS, WEEKDAYS, any_of
from qa.reader.windows import Span

# So far before a value stands what says that it changes.
NEAR = 80

_WORDS = rf"(?:{'|'.join(NUMBERS)}|dozens?|half|thirds?|quarters?|hundreds?|thousands?|millions?|billions?)"
NUMBER = rf"(?:[$€£]?\d[\d.,]*\d|[$€£]?\d|\b{_WORDS}\b)"

_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_BARE = re.compile(r"(?:approx\. |about |some )?[$€£]?\d[\d.,:]*", re.IGNORECASE)
_UNIT = re.compile(
    r" ?(?:%|per cent\b|percent\b|[ap]\.?m\b\.?|"
    r"(?:thousand|million|billion|trillion)(?: (?:euros?|dollars?|pounds?))?)\b",
    re.IGNORECASE,
)
# "|more than a| third": without it a share in words is another one.
_BOUND = re.compile(
    r"\b(?:(?:(?:more|less|fewer|no more) than|at (?:least|most)|up to|nearly|almost|over|under|about|"
    r"around) )?(?:an? )?$",
    re.IGNORECASE,
)
_SHARE = re.compile(r"half|thirds?|quarters?", re.IGNORECASE)
_OF = r"(?: out)? of (?:(?:its|the|their|his|her|these|those|our|all|all the) )?"
# "three of its |eleven|": the part and the whole are told together.
_PART = re.compile(rf"(?<![\w.,]){NUMBER}{_OF}$", re.IGNORECASE)
_PART_OF_ALL = re.compile(rf"{NUMBER}{_OF}(?P<all>{NUMBER})", re.IGNORECASE)
_ASKS_ALL = re.compile(
    r"\b(?:do|does|did)\b.*\bhave\b|\b(?:is|are|was|were) (?:there|in)\b|\bin (?:all|total)\b|\baltogether\b",
    re.IGNORECASE,
)
# "How many of the pupils ...?": "Of the |1,240| pupils, 310 ...", "|seven| languages, but only two of them".
_ASKS_PART = re.compile(r"\bhow many of\b", re.IGNORECASE)
_OF_WHOLE = re.compile(r"\bof (?:the|its|their|all|these|those) $", re.IGNORECASE)
_OF_THEM = re.compile(rf"(?P<part>{NUMBER}) of (?:them|these|those|which|whom)\b", re.IGNORECASE)

# "raised from 40 to 55 crowns", "moved from the Corn Hall to the Lido"
_CHANGES = re.compile(
    r"\b(?:rais|increas|cut|lower|reduc|drop|fell|fall|rose|ris|grew|grow|mov|postpon|delay|put back|push|bring|"
    r"brought|extend|shorten|shrank|shrunk|chang|go(?:es)? up|went|climb|slid|slip|jump|declin|double|widen|renam|"
    r"transfer|relocat|switch|correct|revis|amend|adjust|updat)\w*\b[^.;:]*$",
    re.IGNORECASE,
)
_MONTH = any_of(*MONTHS.split())
_VALUE = (
    rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{any_of(*WEEKDAYS.split())}|"
    rf"{NUMBER}(?: ?%| per cent| percent| (?:thousand|million|billion))?)"
)
_TO = re.compile(rf"(?: [a-z]+)? to (?P<new>{_VALUE})", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom (?P<old>{_VALUE})(?: [a-z]+)? to $", re.IGNORECASE)
_BOTH = re.compile(r"(?P<old>\S.*?),? to (?P<new>\S.*)")
_ASKS_OLD = re.compile(
    r"\b(?:originally|initially|at first|first planned|before|previously|formerly|until now|used to|so far|old|"
    r"earlier)\b",
    re.IGNORECASE,
)
_ASKS_BOTH = re.compile(
    r"\b(?:how (?:much|far) (?:did|was|were|has|have)\b.*\b(?:ris|increas|fall|drop|grow|go up|climb|chang|cut|lower|"
    r"rais)|"
    r"from (?:what|when|which)|how long)",
    re.IGNORECASE,
)
_ASKS_RISE = re.compile(r"\b(?:ris|rais|increas|grow|fall|drop|declin|cut|chang|reduc|lower)", re.IGNORECASE)
_ASKS_CHANGE = re.compile(r"\bby how (?:much|many)\b", re.IGNORECASE)
_BY = re.compile(rf"\bby (?P<by>(?:an? )?{NUMBER}(?: (?!to\b)[a-z]+){{0,4}})", re.IGNORECASE)

# "first said |14| had died and later corrected that to 9"
_FIRST_SAID = re.compile(
    r"\b(?:first|initially|originally|at first|earlier|previously|at one point|mistakenly|wrongly)\b[^;]{0,60}$",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"\b(?:correct|revis|amend|adjust|updat|chang|lower|rais)(?:ed|es?|d)\b(?: (?!to\b)[a-z]+){0,5} to "
    rf"(?:just |only )?(?P<new>{_VALUE})|\b(?:but|later|now|then|since|is|was|were)\b[^;,]{{0,40}}?"
    rf"\b(?:correct (?:figure|number|date)(?: is| was)|said (?:it was|there were)|put it at) (?P<said>{_VALUE})",
    re.IGNORECASE,
)
# "not 14 but 9"
_NOT_BUT = re.compile(rf",? but (?:(?:rather|in|on|at|only|just) )*(?P<new>{_VALUE})", re.IGNORECASE)

# What is asked for by its kind, where the sentence holds one of it.
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\b\d{1,2}[:.]\d\d\b|\b(?:noon|midnight)\b", re.IGNORECASE)
_ASKS_WEEKDAY = re.compile(r"\b(?:day of the week|what weekday|which weekday)\b", re.IGNORECASE)
_WEEKDAY = re.compile(any_of(*WEEKDAYS.split()))


def asked_value(question: str, text: str, start: int, end: int) -> Span:
    """The value that is asked for, where several stand together; what was pointed at where none other is."""
    for step in (_by_kind, _corrected, _change, _part_or_all):
        if (found := step(question, text, start, end)) is not None:
            return found
    return start, end


def is_value(text: str, start: int, end: int) -> bool:
    """Whether the characters begin with a number, in figures or words."""
    return _NUMBER.match(text, start, end) is not None


def with_unit(text: str, start: int, end: int) -> Span:
    """A bare number with its unit: "5" -> "5.2 per cent"."""
    unit = _UNIT.match(text, end) if _BARE.fullmatch(text, start, end) else None
    return start, unit.end() if unit else end


def with_bound(question: str, text: str, start: int, end: int) -> Span:
    """A number with what it is a part of; a share in words with "more than", "nearly" before it."""
    part = _PART.search(text, max(0, start - NEAR), start)
    if part and not _ASKS_ALL.search(question):
        start = part.start()
    bound = _BOUND.search(text, max(0, start - NEAR), start) if _SHARE.match(text, start) else None
    return bound.start() if bound else start, end


def _by_kind(question: str, text: str, start: int, end: int) -> Span | None:
    kind = _CLOCK if asks_clock(question) else _WEEKDAY if _ASKS_WEEKDAY.search(question) else None
    if kind is None or kind.search(text, start, end):
        return None
    found = list(kind.finditer(text))
    return found[0].span() if len(found) == 1 else None


def _corrected(question: str, text: str, start: int, end: int) -> Span | None:
    """The value that took the place of a mistaken one."""
    if _ASKS_OLD.search(question) or _ASKS_BOTH.search(question):
        return None
    if text[max(0, start - 4) : start].casefold() == "not " and (other := _NOT_BUT.match(text, end)):
        return other.span("new")
    if not _FIRST_SAID.search(text, max(0, start - NEAR), start):
        return None
    new = _CORRECTED.search(text, end)
    return new.span("new" if new["new"] else "said") if new else None


def _part_or_all(question: str, text: str, start: int, end: int) -> Span | None:
    if _ASKS_PART.search(question):
        behind = _NUMBER.search(text, end)
        if behind and _OF_WHOLE.search(text, max(0, start - NEAR), start):
            return behind.span()
        them = _OF_THEM.search(text, end)
        return them.span("part") if them else None
    if _ASKS_ALL.search(question) and (both := _PART_OF_ALL.match(text, start, end)):
        return both.span("all")
    return None


def _change(question: str, text: str, start: int, end: int) -> Span | None:
    if _ASKS_CHANGE.search(question):
        found = list(_BY.finditer(text))
        return found[0].span("by") if len(found) == 1 else None
    if _ASKS_BOTH.search(question):
        return None
    old = bool(_ASKS_OLD.search(question))
    if text[max(0, start - 5) : start] == "from " and _CHANGES.search(text, max(0, start - NEAR), start):
        if both := _BOTH.fullmatch(text, start, end):
            return both.span("old" if old else "new")
        to = _TO.match(text, end)
        return to.span("new") if to and not old else None
    by = text[max(0, start - 3) : start] == "by " and not old and not _ASKS_RISE.search(question)
    if by and _CHANGES.search(text, max(0, start - NEAR), start):
        both = _BOTH.fullmatch(text, start, end)
        to = both or _TO.match(text, end)  # "fell by 1,800 to |12,400|"
        return to.span("new") if to else None
    origin = _FROM.search(text, max(0, start - NEAR), start) if old else None
    if origin and _CHANGES.search(text, max(0, origin.start() - NEAR), origin.start()):
        return origin.span("old")
    return None
