"""Nexis: the older text form, and that of Nexis Uni and Nexis Advance.

1 of 45 DOCUMENTS                          Harbour strike ends
The Coastal Herald                         The Coastal Herald
December 5, 2025 Friday                    December 5, 2025 Friday
Harbour strike ends                        Copyright 2025 The Coastal Herald All Rights Reserved
BYLINE: Ada Brink                          Section: NEWS; Pg. 3
SECTION: NEWS; Pg. 3                       Length: 543 words
LENGTH: 543 words                          Byline: Ada Brink
...                                        Body
LOAD-DATE: December 6, 2025                ...
LANGUAGE: ENGLISH                          Load-Date: December 6, 2025
Copyright 2025 The Coastal Herald          End of Document
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.exports.pieces import (
    COPYRIGHT,
    HEAD,
    LABEL,
    SENTENCE,
    Article,
    TextLine,
    is_day,
    is_trailer,
    joined,
    paragraphs,
    span,
    without_cover,
)  # fmt: skip
from qa.documents.labels import plain

# Labels whose lines stay text, above it or below it as in the file...
KEPT = frozenset("byline section dateline highlight graphic notes note correction correctiondate series column".split())
# ...and those that only keep the books of the database.
LEFT = frozenset(
    """
    edition length loaddate language publicationtype pubtype documenttype journalcode subject company organization
    ticker industry person geographic country state city type accno distribution url headline title body doctype
    copyright
    """.split()
)
BODY = re.compile(r"body:?", re.IGNORECASE)
LENGTH = re.compile(r"length: ?[\d,.]+ words?", re.IGNORECASE)
BEGINS = re.compile(r"(?:document )?\d{1,5} of \d{1,5} documents?", re.IGNORECASE)
ENDS = re.compile(r"end of document", re.IGNORECASE)
# "Late Edition - Final", "1st Edition; Ulster": which printing it was, beside the day; nothing that an article says.
EDITION = re.compile(r"(?:[\w.&'’-]+ ){0,5}editions?(?: ?[-–;,:(] ?[\w .,()'’-]{1,40})?", re.IGNORECASE)
COVER = 2  # lines above a title that the cover of a download may leave over, none of them a sentence


def older(text: str, rows: Sequence[TextLine]) -> Article | None:
    """The text form: the title stands under source and day."""
    return _read(rows[1:], advance=False)


def advance(text: str, rows: Sequence[TextLine]) -> Article | None:
    """The form of Nexis Uni: the title stands above source and day."""
    return _read(rows, advance=True)


def _read(rows: Sequence[TextLine], *, advance: bool) -> Article | None:
    rows = without_cover(rows)
    first = next((n for n, row in enumerate(rows[:HEAD]) if _name(row) or BODY.fullmatch(row.text)), None)
    if first is None:
        return None
    top = [row for row in rows[:first] if not COPYRIGHT.fullmatch(row.text)]
    dated = next((n for n, row in enumerate(top) if is_day(row.text)), None)
    if not dated:  # the source stands above the day
        return None
    labelled, start = _labelled(rows, first)
    shown = BODY.fullmatch(rows[start - 1].text) or any(LENGTH.match(joined(each)) for each in labelled)
    title, kept = _title(top[:dated], top[dated + 1 :], advance)
    if advance and (title is None or not shown):
        return None
    stop, tail = _tail(rows, start)
    stated = [("date", top[dated].text), ("source", top[dated - 1].text)]
    labels = [(_name(each[0]), each) for each in [*labelled, *tail]]
    stated += [(name, value) for name, each in labels if name in LEFT and (value := _value(each))]
    if title:
        stated.append(("title", title))
    kept = [line for line in kept if not EDITION.fullmatch(line)]
    kept += [joined(each) for each in labelled if _name(each[0]) in KEPT and _value(each)]
    body = span(rows[start:stop])
    under = [place for each in tail if _name(each[0]) in KEPT and _value(each) for place in span(each)]
    return Article(tuple(stated), tuple(kept), (*body, *under) if body else ())


def _name(row: TextLine) -> str:
    """The label that a line begins with, or ""."""
    label = LABEL.match(row.text)
    name = plain(label["name"]) if label else ""
    return name if name in KEPT or name in LEFT else ""


def _value(rows: Sequence[TextLine]) -> str:
    label = LABEL.match(joined(rows))
    return label["value"].strip() if label else ""


def _labelled(rows: Sequence[TextLine], start: int) -> tuple[list[list[TextLine]], int]:
    """The labels of the head, each with the lines that go on from it, and where the body begins."""
    found: list[list[TextLine]] = []
    for number in range(start, len(rows)):
        row = rows[number]
        if BODY.fullmatch(row.text):
            return found, number + 1
        if _name(row):
            found.append([row])
        elif row.gap:
            return found, number
        else:
            found[-1].append(row)
    return found, len(rows)


def _title(before: Sequence[TextLine], after: Sequence[TextLine], advance: bool) -> tuple[str | None, list[str]]:
    """The title, of the lines above and under the day, and those of them that stay text."""
    blocks = paragraphs(before[:-1] if advance else after)
    if not blocks:
        return None, [row.text for row in after]
    title, rest = joined(blocks[-1]), [row.text for block in blocks[:-1] for row in block]
    if not advance:
        return title, [*(row.text for row in before[:-1]), *rest]
    alone = len(rest) <= COVER and not any(map(SENTENCE.search, rest))
    return (title if alone else None), [*rest, *(row.text for row in after)]


def _tail(rows: Sequence[TextLine], start: int) -> tuple[int, list[list[TextLine]]]:
    """Where the body ends, and the labels after it."""
    found: list[list[TextLine]] = []
    stop = len(rows)
    for block in reversed(paragraphs(rows[start:])):
        if _name(block[0]):
            found.extend([row] for row in reversed(block)) if all(map(_name, block)) else found.append(block)
        elif not all(map(is_trailer, block)):
            break
        stop -= len(block)
    return stop, found[::-1]
