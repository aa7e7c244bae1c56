"""The rows that a question asks for by a comparison over one column.

Where the column is in doubt, or two rows share the place, none is sure.
"""

from __future__ import annotations

from qa.answer.tables.asked import Wanted, fits, is_name, stems
from qa.answer.tables.columns import amounts, chosen, fitting, head_senses, senses
from qa.answer.tables.comparisons import Comparison
from qa.answer.tables.grid import Grid, Row, years
from qa.answer.tables.named import Found, of_year

# So many words of the question may be told otherwise ("fetched", "drove"), where its words name the column, and where
# it is the only one of numbers.
MISSING, MISSING_ALONE = 2, 1


def by_comparison(table: Grid, wanted: Comparison, asked: Wanted, above: frozenset[str]) -> Found | None:
    """The row of the most, or those within a bound, and the cell that is asked for: its name or its figure."""
    if not table.head:
        return None
    at = _compared(table, wanted, asked)
    rows = _narrowed(table, asked, at)
    if at is None or not rows:
        return None
    best = _placed(table, rows, at, wanted)
    if not best or not _speaks_of(table, best[0], asked.senses - wanted.said - senses(wanted.given), asked, above, at):
        return None
    if not wanted.place and (wanted.counts or len(best) > 1):
        return Found(best, None)
    return Found(best, _cell(table, best[0], at, wanted, asked, above))


def _cell(table: Grid, row: Row, at: int, wanted: Comparison, asked: Wanted, above: frozenset[str]) -> str | None:
    """The figure where that is asked for, else the name of the row."""
    if wanted.row is None:
        if wanted.figure or wanted.what & head_senses(table.head[at]) - wanted.kind:
            return row.cells[at]
        if not wanted.what:
            return None
    others = [each for each in range(len(row.cells)) if each != at]
    noun = set(wanted.what) if wanted.row is None else senses(wanted.row)
    column = chosen(table, others, noun, set())
    if column is None:
        column = next((each for each in others if all(map(is_name, table.column(each)))), None)
    return row.cells[column] or None if column is not None else None


def _speaks_of(table: Grid, row: Row, topic: frozenset[str], asked: Wanted, above: frozenset[str], at: int) -> bool:
    """Whether the table is of what is asked, all names and something of the rest."""
    missing = MISSING if head_senses(table.head[at]) & topic else MISSING_ALONE
    held = above.union(senses(" ".join(row.cells)), *map(head_senses, table.head))
    return bool(topic & held) and senses(" ".join(asked.names)) <= held and fits(topic, row, table.head, above, missing)


def _narrowed(table: Grid, asked: Wanted, compared: int | None) -> list[Row]:
    """The rows of the year that is named, and of what else the question names of some: "Which hall in Orrin"."""
    rows = [row for row in of_year(table, asked) if not row.sums_up]
    for at in range(len(table.head)):
        named = [row for row in rows if is_name(row.cells[at]) and stems(row.cells[at]) <= asked.stems]
        rows = named if named and at != compared else rows
    return rows


def _compared(table: Grid, wanted: Comparison, asked: Wanted) -> int | None:
    """The column whose numbers a question compares; None where that is in doubt."""
    numeric = [at for at in range(len(table.head)) if _is_amount(table, at, wanted)]
    named = False
    for words in (wanted.what, asked.senses - wanted.said, wanted.kind):
        best = fitting(table, numeric, set(words), set(asked.years))
        numeric, named = best or numeric, named or bool(best)
        if named and len(numeric) == 1:
            return numeric[0]
    return numeric[0] if len(numeric) == 1 and wanted.plain else None


def _placed(table: Grid, rows: list[Row], at: int, wanted: Comparison) -> list[Row]:
    """The row at the place that is asked for, or those within the bounds; none where rows share the place."""
    values = amounts([row.cells[at] for row in rows])
    if values is None:
        return []
    held = [(value, row) for value, row in zip(values, rows, strict=True) if value is not None]
    low, high = wanted.bounds
    if not wanted.place:
        return [row for value, row in held if low <= value <= high]
    up = wanted.place > 0
    if "speed" in wanted.kind and "speed" not in head_senses(table.head[at]):  # the fastest lap takes least time
        up = not up
    if "age" in wanted.kind and all(years(row.cells[at]) for _, row in held):  # the oldest was built first
        up = not up
    held.sort(key=lambda each: each[0], reverse=up)
    place = abs(wanted.place)
    if len(held) <= place or sum(value == held[place - 1][0] for value, _ in held) > 1:
        return []
    return [held[place - 1][1]]


def _is_amount(table: Grid, at: int, wanted: Comparison) -> bool:
    """Whether all cells of a column are numbers of one unit, and no places, numbers of items, or years of buildings."""
    column = table.column(at)
    if len([cell for cell in column if cell]) < 2 or amounts(column) is None:
        return False
    if head_senses(table.head[at]) & {"number", "place", "posit", "rank", "lot"}:
        return False
    return bool({"age", "built"} & wanted.kind) or not all(years(cell) == {cell} for cell in column if cell)
