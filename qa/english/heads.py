"""What lines are read with: the head of the columns of a table, what announces a list, the question of an answer.

Knows tables as they stand in texts: cells between "|", tabs or wide gaps, or a name with its numbers ("Team 12 7 3").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.english.headings import BULLET

# Two blanks behind a stop are a habit of typists.
_BETWEEN_CELLS = re.compile(r"\s*\|\s*|[^\S\t]*\t\s*|(?<=[^\s.!?:\"”)])[^\S\t]{2,}")
_ASKS = re.compile(r"\?[\"”’)*_]*$")
_NUMBER = re.compile(r"[(]?[+−–-]?[$€£]?\d[\d.,:/]*(?:%|[A-Za-z]{1,2})?[)]?|[-–—]|n/a", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?")
_STOPS = re.compile(r"[.!?;,]$")
# A line that goes on so long is prose.
_LONGEST = 400
# So many numbers stand at the end of a row whose cells no more than blanks part.
_NUMBERS = 2
MOST_CELLS = 40
# Between wide gaps: longer ones are justified prose.
_WIDEST = 50


def cells(line: str) -> list[str]:
    """The cells of a line that reads as a row of a table; none for one that does not.

    >>> cells("1 | Norrland | 71"), cells("Halden United 12 7 3"), cells("The band played on until 9.")
    (['1', 'Norrland', '71'], ['Halden United', '12', '7', '3'], [])
    """
    line = line.strip()
    if not line or len(line) > _LONGEST or "\n" in line:
        return []
    words = line.split()
    # Prose has one blank between words, and nearly all lines are prose.
    if "|" in line or "\t" in line or sum(map(len, words)) + len(words) - 1 < len(line):
        parted = [cell for cell in _BETWEEN_CELLS.split(line.strip("| \t")) if cell]
        if len(parted) > 1 and ("|" in line or "\t" in line or max(map(len, parted)) <= _WIDEST):
            return parted[:MOST_CELLS]
    numbers = next((at for at, word in enumerate(reversed(words)) if not _NUMBER.fullmatch(word)), len(words))
    if numbers < _NUMBERS or numbers == len(words):
        return []
    return [" ".join(words[: len(words) - numbers]), *words[len(words) - numbers :]][:MOST_CELLS]


def in_one_table(line: str, following: str) -> bool:
    """Whether two lines that stand below each other are rows of one table, the first perhaps its head."""
    other = cells(following)
    if len(other) < 2:
        return False
    one = cells(line)
    if "|" in line and "|" in following:
        return True
    return (len(one) == len(other) or (not one and _names_columns(line, other))) and _counts(following)


class Paragraph(NamedTuple):
    """Whether a paragraph is a row of a table, its head included, and which one (an index) it is read with."""

    row: bool
    head: int | None


def read_with(paragraphs: Sequence[str], headings: Sequence[bool]) -> list[Paragraph]:
    """For each of the paragraphs of a text, of which some are `headings`, what it is read with."""
    found: list[Paragraph] = []
    asked = [not heading and bool(_ASKS.search(text)) for text, heading in zip(paragraphs, headings, strict=True)]
    interview = sum(asked) > 1
    question: int | None = None
    while (at := len(found)) < len(paragraphs):
        end = _table(paragraphs, at)
        if end > at + 1:
            head = _head(paragraphs, at, end)
            found += [Paragraph(True, head if row != head else None) for row in range(at, end)]
            continue
        question = at if interview and asked[at] else None if headings[at] else question
        announced = _announced(paragraphs, found) if not headings[at] else None
        found.append(Paragraph(False, announced if announced is not None or question == at else question))
    return found


def _announced(paragraphs: Sequence[str], before: Sequence[Paragraph]) -> int | None:
    """The paragraph that announces the list of which the next one is an item: "The regions are:"."""
    at = len(before)
    if not at or not BULLET.match(paragraphs[at]):
        return None
    above = before[-1].head if BULLET.match(paragraphs[at - 1]) else at - 1
    return above if above is not None and paragraphs[above].endswith(":") else None


def _table(lines: Sequence[str], start: int) -> int:
    """Where the table that begins with this line ends."""
    end = start
    while end + 1 < len(lines) and in_one_table(lines[end], lines[end + 1]):
        end += 1
    return end + 1


def _head(lines: Sequence[str], start: int, end: int) -> int | None:
    """The line that names the columns: the first one, when it counts nothing and the others do, or are many."""
    first = cells(lines[start]) or lines[start].split()
    if any(_NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in first):
        return None
    return start if end - start > 2 or _counts(lines[start + 1]) else None


def _counts(line: str) -> bool:
    return any(character.isdigit() for character in line)


def _names_columns(line: str, row: Sequence[str]) -> bool:
    """Whether a line may be the head of rows that blanks alone part: a word for each number at least, and no prose."""
    words = line.split()
    return len(row) - 1 <= len(words) <= 3 * len(row) and not _STOPS.search(line) and line[:1].isupper()
