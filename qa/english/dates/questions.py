"""What a question's words say about time, and the question without them. Words such as "last week" count from a day.

A name is no time: "the 2024 Olympics", "Black Friday", "Theresa May". Nor is a length of it: "within 30 days".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.english.dates.calendar import Span
from qa.english.dates.expressions import (
    BARE_MONTH,
    BARE_SEASON,
    BARE_YEAR,
    DATED,
    DAYS,
    ON_WEEKDAY,
    PARTS,
    RELATIVE,
    YEAR,
    any_of,
)
from qa.english.dates.meaning import resolve
from qa.english.dates.names import is_time
from qa.english.dates.speech import Choice
from qa.types import Window, WindowKind

_ABSOLUTE = any_of(*DATED, *PARTS)
_BARE = rf"(?:(?:the\s)?{BARE_SEASON}|{BARE_MONTH}|{BARE_YEAR})"
_ANY = rf"(?:{_ABSOLUTE}|{any_of(*RELATIVE)}|{ON_WEEKDAY}|{_BARE})(?![\w%])"
_IN = r"(?:(?:back|sometime|some\stime|only)\s)?(?:in|on|during|from|over|throughout|within|at|dated|between|of|for)\s"
_WORD = r"[\w'’-]+\s"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-]){pattern}", re.IGNORECASE)


# In this order at the same place.
_RANGE = _compiled(
    rf"(?:between|from|in|during)\s(?:the\s)?(?P<at>{_ANY})(?:\s(?:and|to|until|till|through|[-–])\s|[-–])(?P<to>{_ANY})"
)
_BOUND = _compiled(
    rf"(?P<bound>since|before|after|until|till|by|as\sof|up\sto|prior\sto)\s(?:the\s)?(?P<at>{_ANY})|"
    rf"(?P<from>from)\s(?P<then>{_ANY})\son(?:wards?)?\b"
)
# "since the election in May": the words of the event stay in the question.
_EVENT = _compiled(
    rf"(?P<bound>since|before|after|until|till)\s(?:{_WORD}){{1,6}}?(?P<cut>(?:in|on|of)\s(?P<at>{_ANY}))"
)
_PLAIN = _compiled(
    rf"(?:(?P<in>{_IN})(?P<at>{_ANY})|(?P<relative>{any_of(*RELATIVE)})(?!\w)|(?P<day>{ON_WEEKDAY})(?=['’]s\s)|"
    rf"(?P<full>\d{{4}}-\d\d-\d\d\b|{any_of(*DAYS)}(?<=\d{{4}})(?=\s*(?:[?.!,]|$))))"
)
_KINDS = (_RANGE, _BOUND, _EVENT, _PLAIN)
# Any question about time has one of these.
_GATE = re.compile(
    rf"\b(?:{YEAR}|\d*0s|\d\d?/\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:last|past|this|next|coming)\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|yesterday|tomorrow|ago\b|q[1-4]\b|century|weekend|of\sthe\s(?:year|month)\b|"
    r"(?:spring|summer|autumn|winter)\b|latest|newest|recent|current|now\b|nowadays|lately|at\sthe\smoment|these\sdays)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|(?<!\w)‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")
_AHEAD = re.compile(r"\b(?:will|shall|going to|planned|scheduled|due|upcoming|must)\b", re.IGNORECASE)
_LOWER_MONTH = re.compile(r"\b((?:in|since|until|by|before|after|during|last|next|and|to|between|from)\s)(may|march)\b")

# The newest is wanted. What of it is cut out of the question is the group "cut".
_LATEST = re.compile(
    r"(?<!\bat )(?<!\bby )\b(?:the\s)?(?:latest|newest|most\srecent)\b(?!\s*[?.!]?$)|^latest\b|"
    r"(?:\b(?:the|its|his|her|their)|['’]s)\s(?P<adjective>current)\s(?!account|affairs|of\b|in\b|that\b)[a-z]|"
    r"(?<!\buntil )(?<!\bby )(?<!\bfrom )(?<!\btill )\b(?P<adverb>now|right\snow|currently|nowadays|recently|lately|"
    r"at\s(?:the|this)\smoment|these\sdays|in\srecent\s(?:days|weeks|months|years))\b(?!-|\sthat\b|\sdefunct\b)",
    re.IGNORECASE,
)
_OF_A_YEAR = re.compile(r"\b\d{4}\b|\d0s\b|century", re.IGNORECASE)
_STILL = re.compile(r"\bstill\b.*\b(?P<adverb>today)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """Words for time at `start` to `end`, of which those from `cut` on are no part of what is asked."""

    start: int
    end: int
    cut: int
    since: datetime.date | None
    until: datetime.date | None
    relative: bool


def window(question: str, today: datetime.date) -> tuple[Window, str] | None:
    """The days that a question asked on `today` is about, and the question without the words that say so; None when it
    names none. Where they cannot be left out ("the latest on the strike") the question is as it was.

    >>> asked, rest = window("Who resigned last week?", datetime.date(2025, 12, 10))
    >>> asked.text, str(asked.since), str(asked.until), rest
    ('last week', '2025-12-01', '2025-12-07', 'Who resigned?')
    """
    if not _GATE.search(question):
        return None
    shown = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), question)
    if question == question.lower():  # typed in haste: "in may"
        shown = _LOWER_MONTH.sub(lambda typed: f"{typed[1]}{typed[2].title()}", shown)
    newest = _STILL.search(shown) or _LATEST.search(shown)
    if newest and newest.re is _STILL:  # "today" is no day then
        shown = shown[: newest.start("adverb")] + "\0" * 5 + shown[newest.end("adverb") :]
    found = _chosen(list(_each(shown, today)))
    if not found and not newest:
        return None
    cuts = [(each.cut, each.end) for each in found]
    words = [question[each.start : each.end] for each in found]
    if newest:
        words.append(newest[newest.lastgroup] if newest.lastgroup else newest[0])
        if newest.lastgroup:
            cuts.append(newest.span(newest.lastgroup))
    since, until = _hull(found)
    text = ", ".join(words)
    return Window(text, since, until, newest is not None, kind=_kind(text, found)), _without(question, sorted(cuts))


def _kind(text: str, found: list[_Found]) -> WindowKind:
    if _OF_A_YEAR.search(text):
        return "year"
    return "calendar" if found and not any(each.relative for each in found) else "today"


def _each(text: str, today: datetime.date) -> Iterator[_Found]:
    """All that the text says about time, in its order."""
    choice: Choice = "ahead" if _AHEAD.search(text) else "past"
    at = 0
    while matches := [match for kind in _KINDS if (match := kind.search(text, at))]:
        for match in sorted(matches, key=lambda match: match.start()):
            if found := _read(match, text, today, choice):
                yield found
                at = max(found.end, at + 1)
                break
        else:
            at = min(match.start() for match in matches) + 1


def _read(match: re.Match[str], text: str, today: datetime.date, choice: Choice) -> _Found | None:
    group = next(name for name in ("at", "then", "relative", "day", "full") if match.groupdict().get(name))
    words, (start, end) = match[group], match.span(group)
    if not is_time(text, start, end, before=match.start() if group != "relative" else start):
        return None
    span = resolve(words, today, choice)
    if span is None:
        return None
    relative = re.fullmatch(any_of(*RELATIVE, ON_WEEKDAY), words, re.IGNORECASE) is not None
    cut = match.start("cut") if match.re is _EVENT else match.start()
    if re.match(r"['’]s\b", text[end:]):  # "at last year's summit"
        cut = start
    if match.re is _RANGE:
        last = resolve(match["to"], today, choice)
        if last is None or not is_time(text, match.start("to"), match.end("to"), before=match.end("at")):
            return None
        if span[0] > last[1]:  # "from Monday to Friday"
            span = resolve(words, last[1], "past") or span
        if span[0] > last[1]:
            return None
        return _Found(match.start(), match.end(), cut, span[0], last[1], relative)
    bound = "from" if group == "then" else (match.groupdict().get("bound") or "").lower()
    days = _bounded(" ".join(bound.split()), span, happened=match.re is _EVENT)
    return _Found(match.start(), match.end(), cut, *days, relative) if days else None


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


def _chosen(found: list[_Found]) -> list[_Found]:
    """Those that tell when what is asked for was written. "What did she say last week about the flood in 2021?": the
    words that count from today do, and the others are a part of what is asked."""
    return [each for each in found if each.relative] or found


def _hull(found: list[_Found]) -> tuple[datetime.date | None, datetime.date | None]:
    starts = [each.since for each in found]
    ends = [each.until for each in found]
    since = None if None in starts else min((day for day in starts if day), default=None)
    until = None if None in ends else max((day for day in ends if day), default=None)
    return since, until


def _without(question: str, cuts: list[tuple[int, int]]) -> str:
    """The question without these stretches, tidied; the question itself where nothing would be left.

    >>> _without("In 2024, who won?", [(0, 7)])
    'Who won?'
    """
    rest, at = "", 0
    for start, end in cuts:
        rest += question[at:start]
        owner = re.match(r"['’]s\b", question[end:])
        if owner:  # "Tuesday's vote"
            end += owner.end()
            rest += "" if re.search(r"\b(?:the|a|this|that)\s$", rest, re.IGNORECASE) else "the"
        at = end
    rest += question[at:]
    rest = re.sub(r"\s*(?:\b(?:and|or)\b|,)?\s*(?=[?.!]*\s*$)", "", " ".join(rest.split()), count=1)
    rest = re.sub(r"\s+(?=[,;?.!])", "", rest).lstrip(" ,;:-")
    if not re.search(r"\w", rest):
        return question
    return rest[0].upper() + rest[1:] if question[:1].isupper() else rest
