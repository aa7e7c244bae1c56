"""Where what somebody says begins and ends in a sentence. Offsets as in `subjects.py`."""

from __future__ import annotations

import re

from qa.english.quotations.cues import FINITE, OF, TO, Cue, cues
from qa.english.quotations.subjects import BLOT, before

_OPENER = re.compile(r"(?:but|and|so|yet|however|meanwhile|still|also),?\s+", re.IGNORECASE)
_SPLIT = re.compile(rf"[;{BLOT}]\s*|,\s(?:and|but|while|as)\s")
_PARTICIPLE = re.compile(r",?\s(?:and|while|also|but|before|by)\s(?:also\s)?$|,\s(?:also\s)?$")
_COORDINATED = re.compile(r"(?:,\s|\s)(?:and|but)\s(?:also\s|then\s|later\s|has\s|have\s|had\s|again\s)*$")
_OTHER = re.compile(r"(?:,\s(?:and|but|while|although|though|as|when|so)\s|;\s|\s(?:but|while|although|whereas)\s|\s—\s)$")
_ATTRIBUTED = re.compile(r",\s(?:according to)\s")
_PLURAL = frozenset("i we they you people police officials men women staff both many some others lawmakers mps".split())
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
            if text.startswith(" that ", cue.end) or cue.verb in OF.keys() | TO:
                return start + cut.start()
            continue
        subject = before(text, start, cue.start)
        if subject and (cut := _OTHER.search(text[start : subject[0]])):
            return start + cut.start()
    return end


def first_clause(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The clause that ends at `end`, before who says it; None where there is none, only a phrase."""
    for match in _SPLIT.finditer(text, start, end):
        if match.group()[0] in f";{BLOT}" or cues(text, start, match.start()):
            start = match.end()
    if opener := _OPENER.match(text, start, end):
        start = opener.end()
    content = trimmed(text, start, end)
    if content is None or len(text[content[0] : content[1]].split()) < 3:
        return None
    return content if FINITE.search(text, *content) else None


def is_noun(text: str, subject: tuple[int, int], cue: Cue) -> bool:
    """Whether a form that may be a noun ("claims", "demand") is one behind these words rather than their verb."""
    words = text[subject[0] : subject[1]].casefold().split()
    last = words[-1]
    plural = (last.endswith("s") and not last.endswith(("ss", "us", "is", "’s", "'s"))) or last in _PLURAL or "and" in words
    if cue.form == cue.verb and cue.form not in ("read", "put"):
        return not plural and not re.search(r"\bwill\s(?:\w+ly\s)?$", text[max(0, cue.start - 20) : cue.start])
    if cue.form.endswith("s") and cue.form != "says":
        return last.endswith(("’s", "'s", "s’", "s'")) or (plural and last not in _PLURAL)
    return last.endswith(("’s", "'s"))


def opens_with(text: str, subject: tuple[int, int], cue: Cue) -> bool:
    """Whether behind a verb stands a clause ("said it was") rather than who says it."""
    return bool(FINITE.match(text, subject[1] + 1))


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks and stops around it; None where nothing is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else None
