"""Live reports: entries with times of day, the newest above or below. What an older one says of the same thing no
longer holds: "16:10 Two people are still missing" after "13:25 Five people are missing". A question with "at first" or
"at noon" asks for the entry that held then.

A programme or timetable also has times, but it runs forward and does not call itself live: its lines do not overtake
each other.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qa.answer.accounts import Statement, one_thing
from qa.answer.accounts.quantities import clock_times
from qa.answer.accounts.value import Value
from qa.english.asks import asks_clock
from qa.english.stems import terms
from qa.reader import Candidate, Reading
from qa.types import Document

ENTRIES = 3  # fewer are no report
HEAD = 400  # characters in which an article says that it is live

_ENTRY = re.compile(
    r"^[ \t]{0,8}(?:#{1,6} |[-*•] |\[|\()?(?:(?:updated?|posted)(?: at)?:? )?"
    r"(?P<hour>[01]?\d|2[0-3])(?:(?:[:h](?P<minute>[0-5]\d))(?![:.,]?\d)(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?:\.(?P<points>[0-5]\d))? ?(?P<whole>[ap])\.?m\b\.?)(?=[\s:)\]|,–—-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_LIVE = re.compile(r"\b(?:live|updates|ticker|liveblog|as it happened|minute by minute)\b", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:first|earlier|earliest|before|previously)\b", re.IGNORECASE)
_OLDEST = re.compile(
    r"\b(?:at first|first (?:said|reported|thought|believed|announced|given|put)|initially|originally|to begin with|"
    r"(?:at|in) the (?:start|beginning|outset))\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:at|by|around|about|as of|until|till)\s+\Z", re.IGNORECASE)
_DAY = 24 * 60  # minutes


def newest_entry(question: str, reading: Reading, compared: Sequence[Candidate]) -> Reading:
    """The reading with the newest entry of its report first, where entries differ on what is asked for, or with the one
    that held at the time that the question names. `compared` are the candidates that answer about as well as the best
    one; a question about other former times leaves all as it is."""
    if not compared or asks_clock(question):
        return reading
    document = compared[0].hit.document
    starts = entries(document)
    if not starts:
        return reading
    told = [candidate for candidate in compared if candidate.hit.document.id == document.id]
    stated = dict(one_thing(question, [_statement(candidate) for candidate in told], terms))
    if 0 not in stated:
        return reading
    first = _asked(question, document, starts, {at: _age(starts, told[at].sentence.start) for at in stated})
    return reading if first is None else _led_by(reading, first, told, stated)


def _led_by(reading: Reading, first: int, told: Sequence[Candidate], stated: dict[int, Value]) -> Reading:
    """The reading with this one of those that were told in front, and without those that say otherwise."""
    otherwise = {told[at].sentence for at in stated if not stated[at].agrees(stated[first])}
    holding = [each for each in reading.candidates if each.sentence not in otherwise]
    if stated[first].agrees(stated[0]):
        return replace(reading, candidates=tuple(holding))
    leading = replace(told[first], score=told[0].score)  # what else is cited is measured from the first
    rest = (each for each in holding if each is not told[first])
    return Reading((leading, *rest), reading.confidence, stated[first].text)


def _asked(question: str, document: Document, starts: Sequence[int], ages: dict[int, int]) -> int | None:
    """Which of the sentences with these ages held at the time that a question names; None where none is known to."""
    if _OLDEST.search(question):
        return max(ages, key=lambda at: (ages[at], -at))
    clocks = list(clock_times(question))
    if not clocks:
        return None if _FORMER.search(question) else min(ages, key=lambda at: (ages[at], at))
    if len(clocks) > 1 or not _AT.search(question, 0, clocks[0].start):
        return None
    newest = _age_at(int(clocks[0].amount or 0), document, starts)
    held = [at for at, age in ages.items() if newest is not None and age >= newest]
    return min(held, key=lambda at: (ages[at], at), default=None)


def _age_at(clock: int, document: Document, starts: Sequence[int]) -> int | None:
    """The age of the newest entry at a time of day, in minutes; None before the first one."""
    told = [_minutes(match) for start in reversed(starts) if (match := _ENTRY.match(document.text, start))]
    lasted = 0  # past midnight the hours begin anew
    for number, (before, minutes) in enumerate(pairwise([told[0], *told])):
        lasted += _DAY * (minutes < before)
        told[number] = minutes + lasted
    at = clock if clock >= told[0] else clock + _DAY
    began = bisect.bisect_right(told, at)
    return len(told) - began if at < _DAY or lasted else None


def entries(document: Document) -> list[int]:
    """Where the entries of a live report begin, the newest first; none of any other article."""
    found = list(_ENTRY.finditer(document.text))
    if len(found) < ENTRIES:
        return []
    minutes = [_minutes(match) for match in found]
    # Once past midnight the hours begin anew.
    falls = sum(later > earlier for earlier, later in pairwise(minutes)) <= (minutes[0] < minutes[-1])
    rises = sum(later < earlier for earlier, later in pairwise(minutes)) <= (minutes[0] > minutes[-1])
    starts = [match.start() for match in found]
    if falls and len(set(minutes)) > 1:
        return starts
    live = _LIVE.search(document.title) or _LIVE.search(document.text, 0, HEAD)
    return starts[::-1] if rises and live else []


def age(candidate: Candidate) -> int:
    """How many entries of its report are newer than that of a candidate; 0 where it stands in no live report."""
    starts = entries(candidate.hit.document)
    return _age(starts, candidate.sentence.start) if starts else 0


def _minutes(match: re.Match[str]) -> int:
    half = (match["half"] or match["whole"] or "").lower()
    hour = int(match["hour"]) % 12 + 12 * (half == "p") if half else int(match["hour"])
    return 60 * hour + int(match["minute"] or match["points"] or 0)


def _age(starts: Sequence[int], at: int) -> int:
    """How many entries are newer than the one that holds a place; what stands above all of them is the oldest."""
    forward = starts[0] < starts[-1]
    number = bisect.bisect_right(starts if forward else starts[::-1], at) - 1
    if number < 0:
        return len(starts)
    return number if forward else len(starts) - 1 - number


def _statement(candidate: Candidate) -> Statement:
    return Statement(candidate.sentence.text, candidate.hit.document.id, candidate.hit.document.date)
