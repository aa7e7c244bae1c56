"""A row of a table, or an object of JSON -> a Document; and what is to be told of its file at the end.

Rows that hold no article, such as the "nan" and "[removed]" of exports, are counted and told together: data sets hold
thousands of them.
"""

from __future__ import annotations

import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from qa.documents.cell import plain, unescaped
from qa.documents.columns import MOST, chosen, frozen, missing
from qa.documents.fields import ID_LENGTH, Fields, clean, clean_url, is_blank, json_kind, make_document
from qa.documents.row_days import Days, is_nothing, listed
from qa.errors import DocumentError
from qa.types import Columns, Document, Note, Skipped

Record = Mapping[str, Any]

NO_ID = frozenset("nan none null <na>".split())  # "NA" and "-" may be names


FAULTS = 1000  # rows that cannot be read and are named one by one: a report of millions fills memory and disk


class NoArticle(Exception):
    """A row holds `what` in the place of an article."""

    def __init__(self, what: str) -> None:
        self.what = what


class Rows:
    """Makes documents of the rows of one file. `again` reads its rows once more, for what a whole column tells."""

    def __init__(self, file_id: str, what: str, columns: Columns | None, again: Callable[[], Iterable[Record]]) -> None:
        """`what` the names name, "column" or "field"; `columns` was told by whoever builds."""
        self._file, self._what, self._told = file_id, what, frozen(columns)
        self._empty: Counter[str] = Counter()
        self._empty_rows: list[int] = []
        self._faults = 0
        self._days = Days(again)
        self._summaries: Counter[str] = Counter()

    def read(self, row: int, record: Record) -> Document | None:
        """The article of a row; None where it holds none. Raises `DocumentError`, why it cannot be read."""
        if len(record) > MOST:
            raise DocumentError(f"more than {MOST:,} {self._what}s")
        names = chosen(tuple(record), self._told)
        try:
            text = self._text(record, names)
        except NoArticle as nothing:
            self._empty[nothing.what] += 1
            self._empty_rows.append(row)
            return None
        fields = Fields(
            title=next(filter(None, (_words(record[name]) for name in names["title"])), None),
            date=self._days.read(row, record, names["date"]),
            source=next(filter(None, (_source(record[name]) for name in names["source"])), None),
            url=next(filter(None, (_address(record[name]) for name in names["url"])), None),
        )
        return make_document(self._id(row, record, names["id"]), text, fields)

    def fault(self, row: int, error: DocumentError) -> Skipped | None:
        """Why a row cannot be read, to be told by itself; None of those that are more than anybody reads."""
        self._faults += 1
        return Skipped(f"{self._file}#{row}", str(error)) if self._faults <= FAULTS else None

    def told(self) -> Iterator[Skipped | Note]:
        """What the owner of the file should know, once all of it was read."""
        if (more := self._faults - FAULTS) > 0:
            yield Skipped(self._file, f"{more:,} more rows cannot be read, beside the {FAULTS:,} that are named")
        if count := self._empty.total():
            what = ", ".join(f"{name} {many:,}" for name, many in self._empty.items())
            yield Skipped(self._file, f"no article in {listed(count, self._empty_rows)}: {what}")
        yield from (Note(self._file, told) for told in self._days.told())
        for name, count in self._summaries.items():
            yield Note(self._file, f"articles with no text but their {name}, which is read: {count:,}")

    def _text(self, record: Record, names: Mapping[str, tuple[str, ...]]) -> str:
        wrong = None
        empty = ""
        for name in (*names["text"], *names["summary"]):
            value = _joined(record[name])
            if isinstance(value, str) and not is_nothing(value):
                text = plain(value)
                if not is_blank(text):
                    if name in names["summary"]:
                        self._summaries[name] += 1
                    return text
            if value is None or isinstance(value, str) or value != value:  # NaN, as pandas writes it into JSON
                empty = empty or _shown(value)
            else:
                wrong = wrong or DocumentError(f"{json_kind(value)} where its {name} should stand")
        if wrong:
            raise wrong
        if empty:
            raise NoArticle(empty)
        raise DocumentError(missing(tuple(record), self._what, self._told))

    def _id(self, row: int, record: Record, names: tuple[str, ...]) -> str:
        id = record[names[0]] if names else None
        if id is None or (isinstance(id, str) and (id == "" or id.strip().casefold() in NO_ID)):
            return f"{self._file}#{row}"
        if isinstance(id, bool) or not isinstance(id, str | int | float):
            raise DocumentError(f"its id is neither a text nor a number but {json_kind(id)}")
        if len(str(id)) > ID_LENGTH:
            raise DocumentError(f"its id is longer than {ID_LENGTH:,} characters")
        return str(id)


def _shown(value: object) -> str:
    return "nothing" if value is None or (isinstance(value, str) and is_blank(value)) else f"“{str(value).strip()}”"


def _joined(value: object) -> object:
    """Paragraphs in a list as one text, all else as it is."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return value


def _words(value: object) -> str | None:
    """A title or name in a cell, without its markup."""
    if not isinstance(value, str) or is_nothing(value):
        return None
    return clean(plain(value))


def _source(value: object) -> str | None:
    """Who published it; of an address, the site."""
    name = _words(value)
    if name is None or clean_url(name) is None:
        return name
    try:
        site = urllib.parse.urlsplit(name).hostname
    except ValueError:  # such as half a pair of brackets
        return None
    return clean((site or "").removeprefix("www."))


def _address(value: object) -> str | None:
    return clean_url(unescaped(value)) if isinstance(value, str) else None
