"""Articles that were read from scanned pages: which pages, and where cited words stand on them."""

from __future__ import annotations

from typing import NamedTuple

from qa.index.index import Index
from qa.index.store.boxes import Table
from qa.index.store.marks import Mark, marks, pages, turn
from qa.index.store.places import FileOrigin
from qa.types import PAGE_SIDE, Document
from qa.web.shown import MarkJSON, ScanJSON

MOST = 500  # lines that are marked at once


class Leaf(NamedTuple):
    """A page, counted from 0, of the file that an article came from, and how many quarters to the left it is turned to
    be shown."""

    origin: FileOrigin
    page: int
    turn: int


def scanned(index: Index, document: Document) -> ScanJSON | None:
    """The pages of an article; None where none can be shown. Raises IndexInvalid."""
    table, origin = index.places.table(document), index.places.origin(document.id)
    if table is None or origin is None:
        return None
    return ScanJSON(file=origin.file, pages=[page + 1 for page in pages(table)])


def marked(index: Index, document_id: str, start: int, end: int) -> list[MarkJSON] | None:
    """Where `text[start:end]` of a scan stands, line by line; None when there is none. Raises IndexInvalid."""
    table = _table(index, document_id)
    return None if table is None else [_json(mark) for mark in marks(table, start, end)[:MOST]]


def leaf(index: Index, document_id: str, number: int) -> Leaf | None:
    """A page of a scan with words on it, from 1; None when there is none. Raises IndexInvalid."""
    table, origin = _table(index, document_id), index.places.origin(document_id)
    if table is None or origin is None or number - 1 not in pages(table):
        return None
    return Leaf(origin, number - 1, turn(table, number - 1))


def _table(index: Index, document_id: str) -> Table | None:
    try:
        return index.places.table(index.document(document_id))
    except KeyError:
        return None


def _json(mark: Mark) -> MarkJSON:
    left, top, width, height = (side / PAGE_SIDE for side in mark[1:])
    return MarkJSON(page=mark.page + 1, left=left, top=top, width=width, height=height)
