"""What stands in quotation marks: pairs of them in a paragraph, of any kind; what is quoted within is part of it.

Offsets are code points into the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Opening mark -> those that may close it.
_CLOSES = {"“": '”"', "„": "“”", "‟": "”", "«": "»", "»": "«", "‹": "›", '"': '"”', "‘": "’", "'": "'", "`": "'’"}
_SINGLE = frozenset("‘'`")
_MARK = re.compile(r"[“”„‟«»‹›\"‘’'`]|``|''")
# An apostrophe that opens a word: "’90s", "'em".
_CUT_WORD = re.compile(r"['’‘`](?:\d\ds?|em|tis|twas|til|cause|bout|n|round)\b", re.IGNORECASE)
_ENDS = frozenset(".,?!…;:—–-")


class QuotedSpan(NamedTuple):
    """From `start` to `end` stands what is quoted, from `outer_start` to `outer_end` that with its marks. `open`: the
    paragraph ends before it does, and the next one goes on."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    open: bool = False


def quoted(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[QuotedSpan]:
    """All that is quoted in these paragraphs of a text, in order; what is quoted within a quotation is left out."""
    found: list[QuotedSpan] = []
    for at, (start, end) in enumerate(paragraphs):
        following = text[paragraphs[at + 1][0]] if at + 1 < len(paragraphs) else ""
        found += _in_paragraph(text, start, end, following)
    return found


def _in_paragraph(text: str, start: int, end: int, following: str) -> list[QuotedSpan]:
    found: list[QuotedSpan] = []
    opened: tuple[int, str] | None = None
    for mark in _MARK.finditer(text, start, end):
        at, sign = mark.start(), mark.group()[0]
        if opened is None:
            if _opens(text, at, mark.end(), start, sign):
                opened = mark.end(), sign
            continue
        if sign in _CLOSES[opened[1]] and _closes(text, at, end, opened, start):
            found.append(_pair(text, opened[0], at, mark.end()))
            opened = None
        elif sign not in _SINGLE and _begins_anew(text, at, start, sign, opened):
            opened = mark.end(), sign  # the one before was never closed
    if opened is not None and opened[1] not in _SINGLE:
        goes_on = following == opened[1]
        if goes_on or not text[start : opened[0] - 1].strip():
            found.append(_pair(text, opened[0], end, end)._replace(open=goes_on))
    return [each for each in found if each.start < each.end]


def _opens(text: str, at: int, end: int, start: int, sign: str) -> bool:
    if sign not in _CLOSES or (sign == "»" and (at == start or text[at - 1] != " ")):
        return False
    before = text[at - 1] if at > start else " "
    behind = text[end : end + 1]
    if sign in _SINGLE:
        return not before.isalnum() and behind.isalnum() and before not in ".’'" and not _CUT_WORD.match(text, at)
    if sign == '"':
        return (bool(behind.strip()) and not (before.isalnum() or before in ".,!?")) or before.isspace()
    return True


def _closes(text: str, at: int, end: int, opened: tuple[int, str], start: int) -> bool:
    before, behind = text[at - 1], text[at + 1 : at + 2] if at + 1 < end else " "
    if opened[1] in _SINGLE:
        if behind.isalnum():  # "don’t"
            return False
        if before in _ENDS or behind in _ENDS:
            return True
        if before == "s":  # "the dockers’ union": rather a genitive when a clearer end follows
            return not re.search(r"[.,?!…][’']|[’'][.,;:]", text[at + 1 : min(end, at + 400)])
        return not before.isspace()
    if opened[1] == '"':
        return not (before.isspace() and behind.isalnum())
    return True


def _begins_anew(text: str, at: int, start: int, sign: str, opened: tuple[int, str]) -> bool:
    if sign == opened[1] == '"':
        return True  # it did not close: it stands before a word and behind a blank
    return sign == opened[1] and at > opened[0] and text[at - 1].isspace()


def _pair(text: str, start: int, end: int, outer_end: int) -> QuotedSpan:
    outer_start = start - 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return QuotedSpan(start, end, outer_start, outer_end)
