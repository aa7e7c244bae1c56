"""What a question's words say about time, and the question without them. Words such as "last week" count from a day.

A name is no time: "the 2024 Olympics", "Black Friday", "Theresa May". Nor is a length of it: "within 30 days".
"""

from __future__ import annotations

import datetime
import re

from qa.english.dates.expressions import YEAR
from qa.english.dates.narrowing import narrowed, overall
from qa.english.dates.times import Time, times
from qa.types import Window, WindowKind

# Any question about time has one of these.
_GATE = re.compile(
    rf"['’]\d\d\b|\b(?:{YEAR}|\d*0s|\d\d?/\d|[qh][1-4]\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|yesterday|tomorrow|(?:last|past|this|next|coming|ago)\b|"
    r"(?:spring|summer|autumn|winter)\b|hours?\b|fortnight|weekend|of\sthe\s(?:year|month)\b|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ties|noughties|century|"
    r"christmas|boxing\sday|new\syear|easter|halloween|thanksgiving|valentine|"
    r"latest|newest|recent|current|now\b|nowadays|lately|still\b|at\sthe\smoment|these\sdays|\snew\s)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|(?<!\w)‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")
_LOWER_MONTH = re.compile(
    r"\b((?:in|since|until|by|before|after|during|last|next|and|to|between|from|early|mid|(?<!how\s)late)[\s-])"
    r"(may|march)\b"
)

# The newest is wanted. What of it is cut out of the question is the group "cut".
_LATEST = re.compile(
    r"(?<!\bat )(?<!\bby )\b(?:the\s)?(?:latest|newest|most\srecent)\b(?!\s*[?.!]?$)|^latest\b|"
    r"\bwhat(?:['’]s|\sis)\snew\s(?:with|on|about|in|at)\b|"
    r"(?:\b(?:the|its|his|her|their)|['’]s)\s(?P<adjective>current)\s(?!account|affairs|of\b|in\b|that\b)[a-z]|"
    r"(?<!\buntil )(?<!\bby )(?<!\bfrom )(?<!\btill )\b(?P<adverb>now|right\snow|currently|nowadays|recently|lately|"
    r"at\s(?:the|this)\smoment|these\sdays|in\srecent\s(?:days|weeks|months|years))\b(?!-|\sthat\b|\sdefunct\b)",
    re.IGNORECASE,
)
_OF_A_YEAR = re.compile(r"\b\d{4}\b|\d0s\b|century", re.IGNORECASE)
_STILL_TODAY = re.compile(r"\bstill\b.*\b(?P<adverb>today)\b", re.IGNORECASE)
# "Is it still shut?", "Who still lives there?"; not "Why was it still shut?", "Who still lived there?", "a still life".
_STILL = re.compile(
    r"(?:(?:\b(?:is|are|does|do|has|have|can)(?:n['’]t)?|['’](?:s|re|ve))\s|\b(?:who|which\s\w+)\s(?=still\s\w+(?<!ed)\b))"
    r"(?:(?!(?:was|were|did|had|when|that)\b)[\w’'-]+\s)*?(?<!\bthe\s)(?<!\ba\s)(?P<kept>still)\b"
    r"(?!-|\W*$|\s(?:lifes?|images?|pictures?|waters?|was|were|had|did)\b)",
    re.IGNORECASE,
)


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
    newest = _STILL_TODAY.search(shown) or _LATEST.search(shown) or _STILL.search(shown)
    if newest and newest.re is _STILL_TODAY:  # "today" is no day then
        shown = shown[: newest.start("adverb")] + "\0" * 5 + shown[newest.end("adverb") :]
    found = _chosen(narrowed(shown, list(times(shown, today))))
    since, until = overall(shown, found)
    if not (since or until or newest):
        return None
    cuts = [(each.cut, each.end) for each in found]
    words = [question[each.start : each.end] for each in found]
    if newest:
        words.append(newest[newest.lastgroup] if newest.lastgroup else newest[0])
        if newest.lastgroup and newest.lastgroup != "kept":
            cuts.append(newest.span(newest.lastgroup))
    text = ", ".join(words)
    return Window(text, since, until, newest is not None, kind=_kind(text, found)), _without(question, sorted(cuts))


def _kind(text: str, found: list[Time]) -> WindowKind:
    if _OF_A_YEAR.search(text):
        return "year"
    return "calendar" if found and not any(each.relative for each in found) else "today"


def _chosen(found: list[Time]) -> list[Time]:
    """Those that tell when what is asked for was written. "What did she say last week about the flood in 2021?": the
    words that count from today do, and the others are a part of what is asked."""
    return [each for each in found if each.relative] or found


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
