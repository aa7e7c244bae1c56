"""The cell that a question names by its row and its column, and the row that it names by a figure or a year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from qa.answer.tables.asked import Wanted, fits, is_name, stems
from qa.answer.tables.columns import chosen, head_senses, of_kind, senses
from qa.answer.tables.grid import Grid, Row, years
from qa.answer.tables.ranking import PLACE_WORDS
from qa.english.asks import asks_price, measured

_ASKS_NAME = re.compile(r"\s*(?:in \w+ )?(?:who|whose|which|what)\b", re.IGNORECASE)
_ASKS_WHO = re.compile(r"\W*(?:to |by |of )?(?:who|whom|whose)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d.,:]*\d|\d")
# A figure that stands under no head has to be of so many characters.
_TELLING = 3
_PRICE = "cost"
# A name that is told whole weighs so many times as much as a part of one, which has to be at least so much of it.
PART = 2


class Found(NamedTuple):
    """The rows of a table that answer, the best one first, and the cell that does, or None where none is sure."""

    rows: list[Row]
    cell: str | None


def of_year(table: Grid, asked: Wanted) -> list[Row]:
    """The rows that a question may mean: those of the year that it names, where each row is of one."""
    key = table.year_column()
    if key is None or not asked.years:
        return table.rows
    return [row for row in table.rows if years(row.cells[key]) & asked.years]


def by_names(table: Grid, asked: Wanted, above: frozenset[str]) -> Found | None:
    """The cell in the row and the column that the question names, when it names one of each; the other one of two.
    Without a cell where it names rows and the column, or the row, is in doubt."""
    named = {at: _named_cells(row, table, asked, above) for at, row in enumerate(of_year(table, asked))}
    rows = of_year(table, asked)
    most = max((score for score, _ in named.values()), default=0)
    best = [at for at, (score, _) in named.items() if score == most > 0]
    if not best or not fits(asked.senses, rows[best[0]], table.head, above):
        return None
    row = rows[best[0]]
    if len(best) > 1:
        return Found([], None)
    names = named[best[0]][1]
    at = _column(table, row, set(range(len(row.cells))) - names, asked, stems(" ".join(row.cells[at] for at in names)))
    return Found([row], (row.cells[at] or None) if at is not None else None)


def by_figure(table: Grid, asked: Wanted, above: frozenset[str]) -> Found | None:
    """The name in the row of a figure that the question gives: "Which hill is 1,204 metres high?"."""
    if not _ASKS_NAME.match(asked.question):
        return None
    given = set(_FIGURE.findall(asked.question))
    held = [row for row in table.rows if sum(_bare(cell) in given for cell in row.cells) == 1]
    if len(held) != 1 or not fits(asked.senses, held[0], table.head, above):
        return None
    if not table.head and not any(len(cell) >= _TELLING and cell in given for cell in held[0].cells):
        return None
    name = next((cell for cell in held[0].cells if is_name(cell) and _bare(cell) not in given), None)
    return Found(held, name) if name else None


def by_year(table: Grid, asked: Wanted, above: frozenset[str]) -> Found | None:
    """The cell in the row of the year that the question names, under the column that it names, or that holds names
    where it asks who."""
    key, rows = table.year_column(), of_year(table, asked)
    if key is None or not asked.years or len(rows) != 1 or not fits(asked.senses, rows[0], table.head, above):
        return None
    (row,) = rows
    others = [at for at in range(len(row.cells)) if at != key]
    at = _column(table, row, others, asked, frozenset(asked.years))
    if at is None and _ASKS_WHO.match(asked.question):
        named = [each for each in others if is_name(row.cells[each])]
        at = named[0] if len(named) == 1 else None
    return Found([row], (row.cells[at] or None) if at is not None else None)


def by_place(table: Grid, place: int, asked: Wanted, above: frozenset[str]) -> Found | None:
    """The name in the row of a place, when what stands over the table is what the question speaks of."""
    topic = asked.senses - senses(PLACE_WORDS)
    for row in table.rows:
        if row.cells[0].strip(".") == str(place) and topic & above and fits(topic, row, table.head, above, 1):
            name = next((cell for cell in row.cells[1:] if is_name(cell)), None)
            return Found([row], name) if name else None
    return None


def _named_cells(row: Row, table: Grid, asked: Wanted, above: frozenset[str]) -> tuple[int, set[int]]:
    """How much of a row the question names, and by which cells, whole or by words that no other row has: "from Nessa"
    under "From" is a word more."""
    names = [at for at, cell in enumerate(row.cells) if is_name(cell)]
    found = {at for at in names if stems(row.cells[at]) <= asked.stems}
    under = sum(
        f"{table.head[at]} {row.cells[at]}".casefold() in asked.question.casefold() for at in found if table.head
    )
    if found:
        return PART * (sum(len(stems(row.cells[at])) for at in found) + under), found
    told = above.union(*map(head_senses, table.head))
    parts = {at: (stems(row.cells[at]) & asked.stems) - told for at in names}
    parts = {at: words for at, words in parts.items() if PART * len(words) >= len(stems(row.cells[at])) and words}
    return sum(map(len, parts.values())), set(parts)


def _column(table: Grid, row: Row, columns: Iterable[int], asked: Wanted, named: frozenset[str]) -> int | None:
    """The column that is asked for, of those whose cell is of its kind: by the measure, by all the words, by a price;
    the only one where no word tells; the other one of two without a head."""
    empty = [at for at in columns if not row.cells[at]]
    columns = sorted(at for at in columns if not row.cells[at] or of_kind(asked.question, row.cells[at]))
    if not table.head:
        return columns[0] if len(columns) == 1 and len(row.cells) == 2 else None
    words = set(asked.senses) - senses(" ".join(named)) | set(asked.years)
    measure = senses(measured(asked.question) or "")
    for wanted in (measure | set(asked.years) if measure else set(), words):
        if (at := chosen(table, columns, wanted, set(asked.years))) is not None:
            return at
    if any(head_senses(table.head[at]) & words for at in columns):
        return None
    if asks_price(asked.question):
        return chosen(table, columns, {_PRICE}, set(asked.years))
    return columns[0] if len(columns) == 1 and not empty and not table.headed_by_year() else None


def _bare(cell: str) -> str:
    """A cell that is a figure and its unit, without the unit."""
    match = _FIGURE.match(cell)
    return match.group() if match and len(cell) - match.end() <= len(" km/h") else cell
