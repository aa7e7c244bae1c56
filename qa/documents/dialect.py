"""How a .csv file is written: what separates its cells, how quotes stand within quotes, and its header."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qa.documents.columns import MOST, Told, chosen, missing
from qa.errors import DocumentError

DELIMITERS = ",;\t|"
FIRST_LINE = re.compile(r"\ufeff?\"?sep=([^\s\w\"\\]|\t)\"?,*[\r\n]*", re.IGNORECASE)  # is meant for Excel, and no row
SAMPLE_LINES = 2_000
SAMPLE_LENGTH = 4_000_000  # characters


@dataclass(frozen=True, slots=True)
class Dialect:
    """`skipped` lines stand before the header, whose names are `header`. `escaped`: quotes within quotes are `\\"`;
    `spaced`: a space may stand between a delimiter and a quote."""

    delimiter: str
    escaped: bool
    spaced: bool
    skipped: int
    header: tuple[str, ...] = ()

    def reader(self, lines: Iterable[str]) -> Any:
        """The rows of all lines but those that are skipped, as the `csv` module reads them."""
        rows = iter(lines)
        for _ in range(self.skipped):  # no `islice`, which takes no more lines once it has met the end
            next(rows, None)
        escape = "\\" if self.escaped else None
        return csv.reader(rows, delimiter=self.delimiter, escapechar=escape, skipinitialspace=self.spaced, strict=True)


def detect(lines: Iterable[str], told: Told) -> Dialect:
    """The dialect whose header names most, and fits most rows. Raises `DocumentError` where none has a text column."""
    sample = list(_sample(lines))
    mark = FIRST_LINE.fullmatch(sample[0]) if sample else None
    escapes, spaces = (
        (False, True) if any(sign in line for line in sample for sign in signs) else (False,)
        for signs in (['\\"'], [f'{delimiter} "' for delimiter in DELIMITERS])
    )
    best: Dialect | None = None
    seen: tuple[str, ...] = ()
    most = 0, 0
    for form in itertools.product(mark[1] if mark else DELIMITERS, escapes, spaces):
        header, fit = _tried(Dialect(*form, skipped=1 if mark else 0).reader(sample))
        fields = chosen(header, told)
        seen = max(seen, header, key=len)
        score = (sum(map(bool, fields.values())), fit)
        if (fields["text"] or fields["summary"]) and score > most:
            best, most = Dialect(*form, 1 if mark else 0, header), score
    if best is None:
        raise DocumentError(missing(seen, "column", told))
    _check(best.header, told)
    return best


def _sample(lines: Iterable[str]) -> Iterator[str]:
    length = 0
    for line in itertools.islice(lines, SAMPLE_LINES):
        yield line
        length += len(line)
        if length > SAMPLE_LENGTH:
            return


def _tried(reader: Any) -> tuple[tuple[str, ...], int]:
    """The header, and how many rows have as many cells."""
    header: tuple[str, ...] = ()
    fit = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            continue
        if cells is None:
            return header, fit
        if header:
            fit += len(cells) == len(header)
        elif any(map(str.strip, cells)):
            if len(cells) > MOST:
                raise DocumentError(f"more than {MOST:,} columns")
            header = tuple(map(str.strip, cells))


def _check(header: Sequence[str], told: Told) -> None:
    names = [name.lower() for name in header]
    for some in chosen(tuple(header), told).values():
        if some and names.count(some[0].lower()) > 1:
            raise DocumentError(f"two columns are named {some[0].lower()}")
