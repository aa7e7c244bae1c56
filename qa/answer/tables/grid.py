"""Tables as they stand in articles: whole ones, of which a passage may hold a few rows only."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.english.heads import cells, in_one_table
from qa.types import Document, Hit, Sentence

# A table is followed so many characters above and below what a passage holds of it, and no further.
FURTHEST = 40_000

# What is written where there is nothing to write.
_EMPTY = re.compile(r"[-–—−.…*\s]*|n\.? ?/? ?a\.?|none given|unknown|no data|tb[ac]", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]+")
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d.,]\d)")
_COUNTS = re.compile(r"\d")
_GAP = re.compile(r"\s{2,}|\t")
_TOTAL = re.compile(r"\W*(?:grand )?(?:totals?|sum|all|overall|average|mean|median|altogether)\b", re.IGNORECASE)


class Row(NamedTuple):
    """A row of a table: its sentence, and its cells, "" where one is empty."""

    sentence: Sentence
    cells: list[str]

    @property
    def sums_up(self) -> bool:
        """Whether it is a total or an average of the others."""
        return any(_TOTAL.match(cell) for cell in self.cells[:2])


class Grid(NamedTuple):
    """The rows of a table under the names of its columns, `head`, which is empty where nothing tells them; `starts` is
    where its lines begin in the document, that of the head too."""

    head: list[str]
    rows: list[Row]
    starts: frozenset[int]

    def column(self, at: int) -> list[str]:
        """The cells of a column, those of totals left out."""
        return [row.cells[at] for row in self.rows if not row.sums_up]

    def year_column(self) -> int | None:
        """The column whose cells are years, one a row: those that its rows are of."""
        found = (at for at in range(min(2, len(self.head))) if all(map(_is_year, self.column(at))))
        return next(found, None)

    def headed_by_year(self) -> list[int]:
        """The columns whose head names a year."""
        return [at for at, name in enumerate(self.head) if years(name)]


def years(text: str) -> set[str]:
    """The years that a text names: "2021/22" -> {"2021"}."""
    return set(_YEAR.findall(text))


def tables(hit: Hit) -> list[Grid]:
    """The tables of which a passage holds a row, with all their rows and the head of their columns."""
    document = hit.document
    if not any(len(split_row(sentence.text)) > 1 for sentence in hit.passage.sentences):
        return []
    lines = list(_lines(document, max(0, hit.start - FURTHEST), hit.end + FURTHEST))
    found, at = [], 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and in_one_table(lines[end - 1].text, lines[end].text):
            end += 1
        if end > at + 1 and lines[at].start < hit.end and lines[end - 1].end > hit.start:
            found += _table(lines[at:end])
        at = end
    return found


def split_row(line: str) -> list[str]:
    """The cells of a row, empty ones too where bars part them; none of another line.

    >>> split_row("Ollby | – | 145")
    ['Ollby', '', '145']
    """
    if "|" in line and "\n" not in line:
        line = line.strip()
        framed = line.startswith("|")  # else a bar at the end stands before an empty cell
        found = [cell.strip() for cell in (line[1:].removesuffix("|") if framed else line).split("|")]
    else:
        found = cells(line)
    return ["" if _EMPTY.fullmatch(cell) else cell for cell in found]


def _lines(document: Document, start: int, end: int) -> Iterator[Sentence]:
    """The lines between two places that are not blank, without the white space around them."""
    for match in _LINE.finditer(document.text, start, min(end, len(document.text))):
        if text := match.group().strip():
            begins = match.start() + match.group().index(text[0])
            yield Sentence(document.id, begins, begins + len(text), text)


def _table(lines: list[Sentence]) -> list[Grid]:
    """The table of some lines; several where rows of more or fewer cells follow."""
    split = [split_row(line.text) for line in lines]
    if len(split[0]) != len(split[1]):
        split[0] = _named_columns(lines[0].text, len(split[1]))
    parts = [0, *(at for at in range(1, len(lines)) if len(split[at]) != len(split[at - 1])), len(lines)]
    found = []
    for start, end in itertools.pairwise(parts):
        rows = [Row(line, cells) for line, cells in zip(lines[start:end], split[start:end], strict=True)]
        head = rows.pop(0).cells if _is_head(rows) else []
        if rows and len(rows[0].cells) > 1:
            found.append(Grid(head, rows, frozenset(line.start for line in lines[start:end])))
    return found


def _named_columns(line: str, count: int) -> list[str]:
    """The names of so many columns that blanks alone part: "Height (m)    Hours up", "Team P W Pts"."""
    return next((found for found in (_GAP.split(line), line.split()) if len(found) == count), [])


def _is_head(rows: list[Row]) -> bool:
    """Whether the first row names the columns: it counts nothing but years, and the others do."""
    first, *others = rows
    if any(_COUNTS.search(cell) and not _YEAR.search(cell) for cell in first.cells):
        return False
    years_alone = sum(map(_is_year, first.cells))
    if years_alone and years_alone < len(first.cells) - 1 and any(map(_is_year, others[0].cells if others else [])):
        return False  # a row of another year
    return bool(others) and any(_COUNTS.search(cell) for row in others for cell in row.cells)


def _is_year(cell: str) -> bool:
    return _YEAR.match(cell) is not None and len(cell) <= len("2021-2022")
