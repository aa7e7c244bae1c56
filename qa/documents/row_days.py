"""The days of the rows of a table, some of which only their whole column tells; and which rows have none, and why."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from qa.documents.columns import DAY_FIRST, normal
from qa.documents.days import is_either, order, parse_date, serial
from qa.documents.fields import clean, is_blank

# What tools and people write where there is nothing.
NOTHING = frozenset(
    "nan none null nil n/a na n.a. <na> #n/a nat undefined (null) \\n - -- --- – — [removed] [deleted] "
    "#value! #ref! #name? #null! [] {}".split()
) | {"[deleted by user]", "[removed by moderator]", "no text", "not available"}
ROWS_NAMED = 5
TOLD = 60  # characters of a date

Record = Mapping[str, Any]


class Days:
    """Those of one file. `again` reads its rows once more, for what a whole column tells."""

    def __init__(self, again: Callable[[], Iterable[Record]]) -> None:
        self._again = again
        self._orders: dict[str, bool | None] = {}
        self._serials: dict[str, bool] = {}
        self._either = _Undated("can be read in two ways, and no other row tells which")
        self._unread = _Undated("is no day that can be read")

    def read(self, row: int, record: Record, names: tuple[str, ...]) -> str | None:
        """The day of a row, in ISO form, from the first of these columns that has one."""
        either: list[object] = []
        unread: list[object] = []
        for name in names:
            value = record[name]
            day = parse_date(value) or self._by_column(name, value)
            if day is not None:
                return day.isoformat()
            if is_either(value):
                either.append(value)
            elif not (_says_nothing(value) or isinstance(value, bool | list | dict)):
                unread.append(value)
        if either:
            self._either.add(row, either[0])
        elif unread:
            self._unread.add(row, unread[0])
        return None

    def told(self) -> Iterator[str]:
        """What the report says of rows that say a day and have none."""
        return (undated.told() for undated in (self._either, self._unread) if undated.count)

    def _by_column(self, name: str, value: object) -> datetime.date | None:
        """The day of a value that only its whole column tells the meaning of."""
        if is_either(value):
            if name not in self._orders:
                told = order(other.get(name) for other in self._again())
                self._orders[name] = True if told is None and normal(name) in DAY_FIRST else told
            return parse_date(value, self._orders[name])
        day = serial(value)
        if day is not None and name not in self._serials:
            others = (other.get(name) for other in self._again())
            self._serials[name] = all(serial(other) or _says_nothing(other) for other in others)
        return day if day and self._serials[name] else None


class _Undated:
    """Rows without a day although something stands in its place, and `why` that is none."""

    def __init__(self, why: str) -> None:
        self.count, self._why, self._rows = 0, why, list[int]()
        self._first: object = None

    def add(self, row: int, value: object) -> None:
        """One more."""
        if not self.count:
            self._first = value
        if self.count <= ROWS_NAMED:
            self._rows.append(row)
        self.count += 1

    def told(self) -> str:
        """What the report says."""
        first = f"{clean(str(self._first)[:TOLD])!r} in row {self._rows[0]:,}"
        return f"no date for {listed(self.count, self._rows)}: {first} {self._why}; write YYYY-MM-DD"


def is_nothing(value: str) -> bool:
    """Whether a cell says that it holds nothing: blank, "nan", "-", "[removed]"."""
    return is_blank(value) or (len(value) < 40 and value.strip().casefold() in NOTHING)


def _says_nothing(value: object) -> bool:
    return value is None or value != value or (isinstance(value, str) and is_nothing(value))


def listed(count: int, rows: Sequence[int]) -> str:
    """`(7, [3, 8, …])` -> `"7 rows (3, 8, …)"`."""
    named = ", ".join(f"{row:,}" for row in rows[:ROWS_NAMED]) + (", …" if len(rows) > ROWS_NAMED else "")
    return f"{count:,} row{'s' * (count > 1)} ({named})"
