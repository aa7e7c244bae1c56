"""Whether words for days in a question mean time there: they may be part of a name, or a number of something else."""

from __future__ import annotations

import re

from qa.english.dates.expressions import BARE_SEASON, BARE_YEAR, DATED, ON_WEEKDAY, any_of
from qa.english.dates.wording import BARE, RELATIVE, SHORT

# What makes the words before it part of a name, or a number of something.
_NAME_GOES_ON = re.compile(
    r"-?\s?(?:attacks?|massacre|riots?|committee|movement|protests?|uprising|insurrection|election|elections|vote|"
    r"olympics|games|summit|agreement|shooting|shootings|referendum|coup|revolution|war|crisis|crash|fire|flood|floods|"
    r"budget|memorial|world|cup|championships?|super|grand|open|oscars|awards?|act|season|edition|campaign)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s(?:people|homes|houses|jobs|dollars|euros|pounds|miles|metres|meters|kilomet\w+|feet|times|cases|schools|votes|"
    r"points|tonnes|tons|words|pages|members|workers|per\scent|percent|million|billion|prices|terms|money)\b"
)
_ENDS = re.compile(
    r"\s*(?:[?.!,;:)]|$)|\s(?:in|on|at|about|of|for|to|from|with|by|and|or|when|who|what|did|was|were|has|have|had|is|"
    r"are|according|after|before|during|does|do|the|a|an|last|this|next)\b"
)
_SEASON = re.compile(r"\b(?:Spring|Summer|Autumn|Fall|Winter)$")
_CAPITAL = re.compile(r"\s[A-Z]")
_WHOSE = re.compile(r"(?:\b(?:his|her|their|its|our|my|your)|['’]s)\s$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[.!?:;,(])\s*$")
_NEVER = re.compile(r"(?:the\s)?(?:last|next|this|previous)\sday|the\sprevious\b.*", re.IGNORECASE)
_ALONE_NEVER = re.compile(r"the\s(?:last|next|weekend(?!\sbefore)|previous)\b.*", re.IGNORECASE)
# Before a time that stands alone: what makes it the object of a preposition, or part of a name or number.
_BELONGS = re.compile(
    r"(?:\b(?:for|of|at|than|as|about|a|an|his|her|their|its|our|my|your|model|form|route|no|number|version)|['’]s|[$€£#]|"
    r"(?:^|\s)(?:\d\d?[-–])?\d\d?(?:st|nd|rd|th)?)\s?$",
    re.IGNORECASE,
)
_DETERMINED = re.compile(r"\b(?:the|this|that)\s$", re.IGNORECASE)
_PART = re.compile(r"(?:the\s)?(?:early|mid|late)[\s-](?!\d)", re.IGNORECASE)
_SHORT = re.compile(SHORT, re.IGNORECASE)
_STOPS = re.compile(r"\s*(?:[?.!,;:]|$)")
_NAME = re.compile(r"(?:May|Spring|Summer|Autumn|Fall|Winter)\b")  # "Theresa May 2019", "Prague Spring 1968"

_KINDS = {
    "relative": re.compile(RELATIVE, re.IGNORECASE),
    "weekday": re.compile(ON_WEEKDAY, re.IGNORECASE),
    "dated": re.compile(any_of(*DATED), re.IGNORECASE),
    "bare": re.compile(BARE, re.IGNORECASE),
    "season": re.compile(BARE_SEASON, re.IGNORECASE),
    "year": re.compile(BARE_YEAR),
}


def is_time(text: str, start: int, end: int, before: int) -> bool:
    """Whether `text[start:end]`, an expression, means time. `before` is where the words begin that belong to it: from
    there to `start` stands a preposition, or nothing.

    >>> is_time("Who won at the 2024 Olympics?", 15, 19, 8)
    False
    """
    words, preposition = text[start:end], text[before:start].lower().split()
    kind = next((name for name, pattern in _KINDS.items() if pattern.fullmatch(words)), "part")
    opening = bool(_OPENS.search(text[:before]))
    # "in Winter Palace", "at the Summer Games"; "In winter Norway ..." is typed otherwise.
    if _SEASON.search(words) and _CAPITAL.match(text, end) and not text.isupper():
        return False
    if kind == "relative":
        return _is_relative(text, start, end, bool(preposition), opening)
    if kind == "weekday":
        named = not preposition and re.search(r"\b[A-Z][\w'’]*\s$", text[:start]) is not None
        place = preposition[-1:] in (["in"], ["at"])  # days are "on": "in friday harbour"
        return not named and not place and not _CAPITAL.match(text, end)
    street = kind == "dated" and words[-1].isalpha() and _CAPITAL.match(text, end)  # "5 May Street"
    if street or _NAME_GOES_ON.match(text, end):
        return False
    if kind in ("bare", "season"):  # "the songs of Winter", "who sings in winter palace"
        fits = "for" not in preposition and "of" not in preposition
        return fits and (_ENDS.match(text, end) is not None or (opening and preposition == ["in"]))
    if kind == "year":
        alone = preposition and preposition[-1] not in ("the", "of", "for", "at", "dated")
        event = "of" in preposition and len(preposition) > 1
        return bool(alone or event) and not _COUNTED.match(text, end) and (opening or not _CAPITAL.match(text, end))
    return "for" not in preposition


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, a full date or another time without a preposition before it, means time there.

    >>> stands_alone("Is the 2019-2021 model safe?", 7, 16), stands_alone("oil price 2019-2021", 10, 19)
    (False, True)
    """
    words, before = text[start:end], text[:start]
    if _NAME_GOES_ON.match(text, end) or _COUNTED.match(text, end) or _BELONGS.search(before):
        return False
    if _SHORT.fullmatch(words):
        return True
    the = re.match(r"the\s", words, re.IGNORECASE)
    if the or _DETERMINED.search(before):
        dated = the and _KINDS["dated"].fullmatch(words)
        return bool(_STOPS.match(text, end) if dated else _PART.match(words) and not _CAPITAL.match(text, end))
    if words[-1].isalpha() and _CAPITAL.match(text, end):  # "late April Jones"
        return False
    return not (_NAME.match(words) and re.search(r"\b[A-Z][\w'’]*\s$", before))


def _is_relative(text: str, start: int, end: int, preposition: bool, opening: bool) -> bool:
    words = text[start:end]
    named = words[0].isupper() and not opening and not text.isupper()
    incomplete = _NEVER.fullmatch(words) or (_ALONE_NEVER.fullmatch(words) and not preposition)
    part = re.match(r"\sof\b", text[end:]) and not words.endswith("ago")
    return not (named or incomplete or part or _WHOSE.search(text[:start]) or text.startswith("-", end))
