"""Which paragraphs are headings, and which of two encloses the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.english.marks import DIVISION, marked

MAX_HEADING = 80

_ATX = re.compile(r"(#{1,6})[^\S\r\n]+\S")
_FINAL = re.compile(r"[.!?…:;,\"'”’»)\]。！？।።।؟՝։]$")
BULLET = re.compile(r"\s*(?:[-*•‣◦–]|\(?\d{1,3}[.)]{1,2}|\(?[a-z][.)])\s+\S")
_DIVISION = re.compile(rf"(?P<mark>{DIVISION})(?![\w(])[.:)]?\s*[—–-]?\s*(?P<rest>.*)", re.IGNORECASE)
# What makes of the words behind "Section 4." a clause, and no name of a section.
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|may|must|shall|should|will|can|cannot|does|do|means?|appl(?:y|ies)|pays?|"
    r"includes?|says?|said|requires?|required|states?|bans?|allows?)\b|[,;]",
    re.IGNORECASE,
)
_LONGEST_NAME = 8
_ITEM = re.compile(r"\d{1,3}[.)]\s+\S")
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?\s+(?P<name>[^\W\d_a-z].*)")
# The divisions of laws from the largest to the smallest, below the levels of "#" to "######".
_LEVELS = (("part", "title", "schedule", "annex", "appendix"), ("chapter", "chap"))
PLAIN, SMALLEST = 7, 10


def is_heading(paragraph: str) -> bool:
    """Whether a paragraph reads as a heading: "## Results", "§ 2 Dues", or one short line without a final stop."""
    if "\n" in paragraph or "\r" in paragraph or len(paragraph) > MAX_HEADING:
        return False
    if _ATX.match(paragraph) or _names_division(paragraph):
        return True
    return (
        (paragraph[0].isupper() or paragraph[0].isdigit())
        and not _FINAL.search(paragraph)
        and not BULLET.match(paragraph)
    )


def headings_of(paragraphs: Sequence[str]) -> list[bool]:
    """Which of the paragraphs of a text are headings. "4. Payment" is one where no other item stands beside it; a row
    of a table is none."""
    items = [_ITEM.match(paragraph) for paragraph in paragraphs]
    found: list[bool] = []
    for at, paragraph in enumerate(paragraphs):
        beside = any(items[max(0, at - 1) : at] + items[at + 1 : at + 2])
        found.append(is_heading(paragraph) or (_may_be_numbered(paragraph) and not beside))
    return found


def _names_division(paragraph: str) -> bool:
    """Whether a line names a part of a law or contract: "Section 4. Payment.", and not "Section 4. Ships may pass."

    >>> _names_division("SECTION 4. PAYMENT OF DUES."), _names_division("Section 4 applies to ships.")
    (True, False)
    """
    match = _DIVISION.fullmatch(paragraph)
    return match is not None and not _CLAUSE.search(match["rest"]) and len(match["rest"].split()) <= _LONGEST_NAME


def _may_be_numbered(paragraph: str) -> bool:
    """Whether a line reads as "4. Payment", which is a heading unless it is an item of a list."""
    match = _NUMBERED.fullmatch(paragraph) if len(paragraph) <= MAX_HEADING else None
    if match is None or _FINAL.search(paragraph) or _CLAUSE.search(match["name"]):
        return False
    return not marked(paragraph)


def level(heading: str) -> int:
    """Which headings one stands under, 1 being the highest: it stands under the last one of a smaller number."""
    if atx := _ATX.match(heading):
        return len(atx[1])
    if not _DIVISION.fullmatch(heading):
        return SMALLEST if _may_be_numbered(heading) else PLAIN
    word = heading.split()[0].casefold().strip(".")
    return next((PLAIN + 1 + at for at, words in enumerate(_LEVELS) if word in words), SMALLEST)


def plain(heading: str) -> str:
    """The words of a heading.

    >>> plain("## Results")
    'Results'
    """
    return heading.lstrip("#").strip() if _ATX.match(heading) else heading
