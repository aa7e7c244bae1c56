"""The times that a question names, with what bounds them: "since March", "between Monday and Friday"."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.english.dates.asked import resolve
from qa.english.dates.calendar import Span
from qa.english.dates.expressions import BARE_SEASON, BARE_YEAR, ON_WEEKDAY, YEAR
from qa.english.dates.names import is_time, stands_alone
from qa.english.dates.speech import Choice
from qa.english.dates.wording import ABSOLUTE, ALONE, BARE, FULL, RELATIVE

_ANY = rf"(?:{ABSOLUTE}|{RELATIVE}|{ON_WEEKDAY}|(?:the\s)?{BARE_SEASON}|{BARE}|{BARE_YEAR})(?![\w%])"
_IN = r"(?:(?:back|sometime|some\stime|only)\s)?(?:in|on|during|from|over|throughout|within|at|dated|between|of|for)\s"
_WORD = r"[\w'’-]+\s"
_TO = r"(?:\s(?:to|until|till|through|[-–])\s|[-–])"
_END = r"(?=\s*(?:[?.!,;:]|$)|\s(?:in|on|at|by|for|and|who|what|which|how)\b)"
_IN_WHOLE = r"(?=['’]s\s|,?\s(?:of\s)?(?:last|this|next)\sweek\b)"

# In this order at the same place.
_RANGE = rf"(?:between|from|in|on|during)\s(?:the\s)?(?P<at>{_ANY})(?:\s(?:and|or)\s|{_TO})(?:the\s)?(?P<to>{_ANY})"
_BARE_RANGE = rf"(?:(?P<at>{FULL}){_TO}(?P<to>{FULL})|(?P<year>{YEAR}){_TO}(?P<last>{YEAR}){_END})(?![\w%])"
_BOUND = (
    rf"(?P<bound>since|before|after|(?:up\s)?until|till|by|as\sof|up\sto|prior\sto)\s(?:the\s)?(?P<at>{_ANY})|"
    rf"(?P<from>from)\s(?P<then>{_ANY})\s(?:on(?:wards?)?|(?:until|till|to)\s(?:now|today|date))\b"
)
# "since the election in May": the words of the event stay in the question.
_EVENT = rf"(?P<bound>since|before|after|until|till)\s(?:{_WORD}){{1,6}}?(?P<cut>(?:in|on|of)\s(?P<at>{_ANY}))"
_PLAIN = (
    rf"(?:(?P<in>{_IN})(?P<at>{_ANY})|(?P<relative>{RELATIVE})(?!\w)|(?P<day>{ON_WEEKDAY}){_IN_WHOLE}|"
    rf"(?P<alone>{ALONE})(?![\w%]|[-–]\d))"
)
_COUNTS_FROM_TODAY = re.compile(RELATIVE, re.IGNORECASE)
_WEEKDAY = re.compile(ON_WEEKDAY, re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|shall|going to|planned|scheduled|due|upcoming|must)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Time:
    """Words for time at `start` to `end`, of which those from `cut` on are no part of what is asked. They name the days
    `named`, and ask for those from `since` to `until`, where None is open.

    `relative`: they count from today. `match`: where they were found, to be read again as on another day.
    """

    start: int
    end: int
    cut: int
    named: Span
    since: datetime.date | None
    until: datetime.date | None
    relative: bool
    match: re.Match[str]

    @property
    def again(self) -> bool:
        """Whether on another day they would name other days of the same kind: "on Tuesday", and not "last week"."""
        return not _COUNTS_FROM_TODAY.fullmatch(self.match[_group(self.match)])


@functools.cache
def _kinds() -> tuple[re.Pattern[str], ...]:
    """Compiled when a question first needs them: that takes a tenth of a second, and most runs need none."""
    kinds = (_RANGE, _BARE_RANGE, _BOUND, _EVENT, _PLAIN)
    return tuple(re.compile(rf"(?<![\w'’-])(?:{kind})", re.IGNORECASE) for kind in kinds)


def times(text: str, today: datetime.date) -> Iterator[Time]:
    """All that a question says about time, in its order."""
    choice: Choice = "ahead" if _AHEAD.search(text) else "past"
    at = 0
    while matches := [match for kind in _kinds() if (match := kind.search(text, at))]:
        for match in sorted(matches, key=lambda match: match.start()):
            if found := read(match, text, today, choice):
                yield found
                at = max(found.end, at + 1)
                break
        else:
            at = min(match.start() for match in matches) + 1


def read(match: re.Match[str], text: str, today: datetime.date, choice: Choice) -> Time | None:
    """What a match says on that day; None when it says nothing about time."""
    if not _means_time(match, text):
        return None
    words, (start, end) = match[_group(match)], match.span(_group(match))
    bound = "from" if match.groupdict().get("then") else (match.groupdict().get("bound") or "").lower()
    if bound in ("before", "by", "until") and choice == "past" and re.match(r"christmas|new|easter", words.lower()):
        choice = "near"  # asked in December, it is the coming one
    named = resolve(words, today, choice)
    if named and (to := _last(match)):
        named = _joined(words, named, resolve(match[to], today, choice))
    if named is None:
        return None
    days = _bounded(" ".join(bound.split()), named, happened=_is_event(match))
    if days is None:
        return None
    cut = match.start("cut") if _is_event(match) else match.start()
    if re.match(r"['’]s\b", text[end:]):  # "at last year's summit"
        cut = start
    relative = bool(_COUNTS_FROM_TODAY.fullmatch(words) or _WEEKDAY.fullmatch(words))
    return Time(match.start(), match.end(), cut, named, *days, relative, match)


def _is_event(match: re.Match[str]) -> bool:
    return "cut" in match.re.groupindex


def _group(match: re.Match[str]) -> str:
    """The group of the words for days, or of the first of them."""
    return next(name for name in ("at", "then", "relative", "day", "alone", "year") if match.groupdict().get(name))


def _last(match: re.Match[str]) -> str | None:
    """The group of the words for the last days of a range."""
    return next((name for name in ("to", "last") if match.groupdict().get(name)), None)


def _means_time(match: re.Match[str], text: str) -> bool:
    group = _group(match)
    start, end = match.span(group)
    if group in ("alone", "year") or (_last(match) and text[match.start() : start] == ""):
        return stands_alone(text, match.start(), match.end())
    if not is_time(text, start, end, before=match.start() if group != "relative" else start):
        return False
    last = _last(match)
    return last is None or is_time(text, match.start(last), match.end(last), before=end)


def _joined(words: str, first: Span, last: Span | None) -> Span | None:
    """From the first of `first` to the last of `last`; "from Monday" is the one before "to Friday"."""
    if last and first[0] > last[1]:
        first = resolve(words, last[1], "past") or first
    return (first[0], last[1]) if last and first[0] <= last[1] else None


def _bounded(bound: str, span: Span, happened: bool) -> tuple[datetime.date | None, datetime.date | None] | None:
    """The window of "since ..." or "before ...": `happened` when it is an event of these days that bounds it, which
    then lie within. None beyond the ends of the calendar."""
    day = datetime.timedelta(1)
    try:
        match bound:
            case "":
                return span
            case "since" | "from":
                return span[0], None
            case "after":
                return (span[0] if happened else span[1] + day), None
            case "before" | "prior to":
                return None, (span[1] if happened else span[0] - day)
        return None, span[1]
    except OverflowError:
        return None
