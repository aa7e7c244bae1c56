"""The days that a text names, and where it does. Words such as "on Monday" count from the day it was written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.english.dates.calendar import Span
from qa.english.dates.expressions import BARE_MONTH, BARE_YEAR, DATED, IN_WEEK, ON_WEEKDAY, PARTS, RELATIVE, any_of
from qa.english.dates.meaning import resolve
from qa.english.dates.speech import Choice


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` names the days `since` to `until`, both included."""

    start: int
    end: int
    since: datetime.date
    until: datetime.date


# Any date has one of these: texts that have none are not looked at further. That takes 5 us for a sentence; case counts
# because it took five times as long without.
_GATE = re.compile(
    r"1[1-9]\d\d|20\d\d|\d0s|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[MTWFS][a-z]{2,5}day|"
    r"[Tt](?:oday|onight|omorrow|his )|[Yy]esterday|[Ll]ast |[Nn]ext |[Pp]ast |weekend| ago|century"
)
_FOUND = re.compile(
    rf"(?<![\w$€£.,/-])(?:(?P<dated>{any_of(*DATED)})|(?P<part>(?i:{any_of(*PARTS)}))|"
    rf"(?P<relative>(?i:{any_of(*RELATIVE)}))|(?P<weekday>{IN_WEEK}|{ON_WEEKDAY})|(?P<month>{BARE_MONTH})|(?P<year>{BARE_YEAR}))"
    r"(?![\w%])"
)
# What stands before a month or a year that is a date and no name and no number.
_IN = re.compile(
    r"(?:^|[\s(])(?:in|since|until|till|by|before|after|during|through|throughout|from|to|between|of|early|mid|late)"
    r"[\s-](?:the\s)?$|\b\d{4}(?:,|\sand|\sor|,\sand)\s$",
    re.IGNORECASE,
)
# "the last year of the war", and not "cleared yesterday of all charges".
_WHOLE = re.compile(
    r"(?:week|month|year|decade|century|season|spring|summer|autumn|fall|winter|weekend)$", re.IGNORECASE
)
_THE = re.compile(r"\b[Tt]he\s$|\($")
_ON = re.compile(r"(?:^|\s)on\s$", re.IGNORECASE)
# "every Monday", "Black Friday"; "Sunday Times".
_NO_DAY = re.compile(r"\b(?:every|each|any|a|one|most|many|[A-Z][\w'’]*)\s$")
_GOES_ON = re.compile(r"\s[A-Z]|[-’'](?!s\b)")
_COUNTED = re.compile(r"\s(?:people|homes|houses|jobs|dollars|euros|pounds|miles|metres|meters|feet|times|of\sthem)\b")
_OPENS = re.compile(r"(?:^|[.!?:;\n–—\"“”'‘’(\[-])\s*$")
_AHEAD = re.compile(
    r"\b(?:will|shall|would be|to be held|(?:is|are|was|were) (?:due|to)|set to|scheduled (?:for|to)|"
    r"(?:plan|hope|intend|aim|expect|want)s? to|(?:planned|expected) (?:for|to|on))\b[^.!?,;]*$"
)
# How a stretch of time is told by its ends.
_FROM = re.compile(r"\b(?:from|between)\s(?:the\s)?$", re.IGNORECASE)
_TO = re.compile(r"\s(?:to|until|till|and|through)\s(?:the\s)?|\s?[–-]\s?")


def mentioned(text: str, written: datetime.date | None) -> list[Mention]:
    """The days that `text` names, in its order. Without `written`, those that are told in full.

    "November 18" is the one nearest to `written`, "on Monday" the last one up to it, or the next where something will
    be.
    """
    if not _GATE.search(text):
        return []
    found: list[Mention] = []
    for start, end, span in _each(text, written):
        before = found[-1] if found else None
        if before and _TO.fullmatch(text, before.end, start) and _is_stretch(text, before, span, start):
            found[-1] = Mention(before.start, end, before.since, span[1])
        else:
            found.append(Mention(start, end, *span))
    return found


def _each(text: str, written: datetime.date | None) -> Iterator[tuple[int, int, Span]]:
    for match in _FOUND.finditer(text):
        start, end, kind = match.start(), match.end(), str(match.lastgroup)
        if not _means_time(text, start, end, kind):
            continue
        choice: Choice = "near" if kind != "weekday" else "past"
        if kind in ("weekday", "month", "dated") and _AHEAD.search(text, max(0, start - 100), start):
            choice = "ahead" if kind != "dated" else "near"
        if span := resolve(match[0], written, choice):
            yield start, end, span


def _means_time(text: str, start: int, end: int, kind: str) -> bool:
    """Whether what stands around the words does not make them part of a name, or a number of something else."""
    before = text[max(0, start - 16) : start]
    match kind:
        case "weekday":
            return bool(_ON.search(before) or not (_NO_DAY.search(before) or _GOES_ON.match(text, end)))
        case "month":
            return bool(_IN.search(before))
        case "year":
            return bool(_IN.search(before) or _THE.search(before)) and not _COUNTED.match(text, end)
        case "relative":  # "USA Today", "Last Night in Soho"
            named = text[start].isupper() and not _OPENS.search(before)
            return not named and not (_WHOLE.search(text, start, end) and text.startswith(" of ", end))
    return True


def _is_stretch(text: str, first: Mention, last: Span, start: int) -> bool:
    """Whether two dates are the ends of one stretch: "from A to B", "A-B", and not "on A and B"."""
    dash = not text[first.end : start].strip(" ").isalpha()
    return first.until < last[0] and (dash or bool(_FROM.search(text, max(0, first.start - 16), first.start)))
