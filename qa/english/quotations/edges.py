"""Where what somebody says begins and ends in a sentence. Offsets as in `subjects.py`."""

from __future__ import annotations

import re

from qa.english.quotations.clauses import said_behind
from qa.english.quotations.cues import FINITE, Cue, cues
from qa.english.quotations.names import head_of
from qa.english.quotations.subjects import BLOT, Subject, before

_OPENER = re.compile(r"(?:but|and|so|yet|however|meanwhile|still|also),?\s+", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z.’'-]{1,30}(?:\s[A-Z][A-Z.’'-]{1,30}){0,4}(?:[,(\s][^–—\n]{0,50})?\s?[–—-]{1,2}\s+")
_SPLIT = re.compile(rf"[;{BLOT}]\s*|,\s(?:and|but|while|as)\s|:\s")
_PARTICIPLE = re.compile(r",?\s(?:and|while|also|but|before|by)\s(?:also\s)?$|,\s(?:also\s)?$")
_COORDINATED = re.compile(r"(?:,\s|\s)(?:and|but)\s(?:also\s|then\s|later\s|has\s|have\s|had\s|again\s)*$")
_OTHER = re.compile(
    r"(?:,\s(?:and|but|while|although|though|as|when|so)\s|;\s|\s(?:but|while|although|whereas)\s|\s—\s)$"
)
_ATTRIBUTED = re.compile(r",\s(?:according to)\s")
_PLURAL = frozenset(
    "I i we they you people police officials men women staff both many some others lawmakers mps".split()
)
_SEVERAL = frozenset("few many several some two three four five six seven eight nine ten all both most other".split())
_DETERMINED = re.compile(r"(?:the|an?|this|that|his|her|its|their|our|my|one|another|he|she|it|who)\b|.*['’]s\s")
_EDGE = " \t\r\n,.;:" + BLOT


def bound(text: str, start: int, end: int) -> int:
    """Where what begins at `start` ends: with the sentence, or before another verb of speech that is no part of it."""
    if attributed := _ATTRIBUTED.search(text, start, end):
        end = attributed.start()
    for cue in cues(text, start, end):
        inner = text[start : cue.start]
        if cue.participle:
            if cut := _PARTICIPLE.search(inner):
                return start + cut.start()
            continue
        if cut := _COORDINATED.search(inner):
            if said_behind(text, cue, end) is not None:
                return start + cut.start()
            continue
        subject = before(text, start, cue.start)
        if subject and (cut := _OTHER.search(text[start : subject.left])):
            return start + cut.start()
    return end


def first_clause(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The clause that ends at `end`, before who says it; None where there is none, only a phrase."""
    for match in _SPLIT.finditer(text, start, end):
        sign, rest = match.group()[0], text[match.end() : end]
        if (
            sign in f";{BLOT}"
            or cues(text, start, match.start())
            or (FINITE.search(rest) if sign == ":" else not FINITE.search(rest) and len(rest.split()) < 4)
        ):
            start = match.end()
    if dateline := _DATELINE.match(text, start, end):
        start = dateline.end()
    if opener := _OPENER.match(text, start, end):
        start = opener.end()
    content = trimmed(text, start, end)
    if content is None or len(text[content[0] : content[1]].split()) < 3:
        return None
    return content if FINITE.search(text, *content) or cues(text, *content) else None


def is_noun(text: str, subject: Subject, cue: Cue) -> bool:
    """Whether a form that may be a noun ("claims", "demand") is one behind these words rather than their verb."""
    phrase = text[subject[0] : subject[1]]
    words = head_of(phrase).split()
    last, whole = words[-1].casefold(), phrase.split()[-1].casefold()
    ends = last.endswith("s") and not last.endswith(("ss", "us", "is", "’s", "'s"))
    several = ends and (words[-1].islower() or cue.form == cue.verb)
    plural = several or last in _PLURAL or words[0] in _PLURAL or "and" in words
    if cue.form == cue.verb and cue.form not in ("read", "put"):
        return not plural and not re.search(r"\bwill\s(?:\w+ly\s)?$", text[max(0, cue.start - 20) : cue.start])
    if cue.form.endswith("s") and cue.form != "says":
        # "few states", "red states": one that states something has an article or a name
        some = words[0].casefold() in _SEVERAL or (words[0].islower() and not _DETERMINED.match(phrase))
        return some or whole.endswith(("’s", "'s", "s’", "s'")) or (plural and last not in _PLURAL)
    return whole.endswith(("’s", "'s"))


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks and stops around it; None where nothing is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else None
