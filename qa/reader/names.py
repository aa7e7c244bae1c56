"""A name whole, with all who are named together: a network cuts "Marlin & Co." and one of two people.

All functions take a sentence and the characters `start` to `end` of it that a network points at, and give those that
answer.
"""

from __future__ import annotations

import re

from qa.english.asks import TITLES
from qa.english.words import MONTHS, WEEKDAYS
from qa.reader.windows import Span

NEAR = 80

_CAPITAL = r"[^\W\d_a-z][\w'’-]+"
_SMALL = r"(?:van|von|de|der|den|di|da|del|della|du|la|le|bin|ibn|al|el|ter|ten|af)"
NAME = rf"(?:{_CAPITAL}|[A-Z]\.)(?: (?:{_SMALL} )*(?:{_CAPITAL}|[A-Z]\.))*"
_PARTICLE = re.compile(rf"(?:\b(?:{_CAPITAL}|[A-Z]\.) )*\b(?:{_SMALL} )+$")
_NO_NAME = frozenset(f"{MONTHS} {WEEKDAYS}".split()) | TITLES
_GOES_ON = re.compile(rf"(?: (?:{_SMALL} )*(?!(?:{'|'.join(_NO_NAME)})\b){_CAPITAL})+")
_FIRM = re.compile(
    r",? (?:(?:&|and) (?:Co|Sons?|Bros|Brothers|Daughters?|Partners|Company)\b\.?|(?:Inc|Ltd|LLC|Corp|Co)\b\.?|"
    r"(?:plc|PLC|LLP|GmbH|AG|SA|NV)\b|& [A-Z][\w'’-]+)"
)
_ASKS_WHO = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
# "Who plays ...?" asks for one; "Who discovered ...?" may ask for several.
_ASKS_ONE = re.compile(r"\bwho (?:was|has|[a-z]+s)\b", re.IGNORECASE)
# "two schoolteachers, Ines Marrable and |Tom Oakshott|"
_AND_BEFORE = re.compile(rf"\b{NAME}(?:, {NAME}){{0,3}},? and $")
_AND_BEHIND = re.compile(rf"(?:, {NAME}){{0,3}},? and {_CAPITAL} (?:{_SMALL} )*{_CAPITAL}")
_NOT_BUT = re.compile(rf",? but (?:rather )?(?:[a-z]+ ){{0,3}}(?:[a-z]+, )?(?P<name>{NAME})")
_ASKS_WINNER = re.compile(r"\b(?:won|wins?|winner|beat|champions?)\b", re.IGNORECASE)
_LOST_TO = re.compile(
    r" (?:lost(?: (?:narrowly|heavily|by [^,.;]{1,20}|\d+[-–]\d+))? to|(?:was|were) (?:beaten|defeated) by|fell to|"
    rf"went down to) (?:the )?(?P<winner>{NAME})"
)


def all_names(question: str, text: str, start: int, end: int) -> Span:
    """The name, or names, that answer."""
    if _ASKS_WINNER.search(question) and (lost := _LOST_TO.match(text, end)):
        return lost.span("winner")
    if text[max(0, start - 4) : start] == "not " and (other := _NOT_BUT.match(text, end)):
        return other.span("name")
    if particle := _PARTICLE.search(text, max(0, start - NEAR), start):
        start = particle.start()
    last = text[start:end].split()[-1:]
    if not last or not last[0][:1].isupper() or last[0] in _NO_NAME:
        return start, end
    for more in (_GOES_ON, _FIRM):
        found = more.match(text, end)
        end = found.end() if found else end
    several = _ASKS_WHO.search(question) and not _ASKS_ONE.search(question)
    return _together(text, start, end) if several else (start, end)


def _together(text: str, start: int, end: int) -> Span:
    before = _AND_BEFORE.search(text, max(0, start - NEAR), start)
    if before and text[before.start() : before.start() + 20].split(" ", 1)[0] not in _NO_NAME:
        return before.start(), end
    behind = _AND_BEHIND.match(text, end)
    return start, behind.end() if behind else end
