"""Articles by source or time, and which of them are copies of one report. Numbers are those of their citations."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from qa.index.index import Index
from qa.index.stories import NO_STORY
from qa.types import Document, TallyGroup, TallyKind, TallyUnit

UNDATED_LAST = datetime.date.max.toordinal() + 1


def grouped(documents: Sequence[Document], unit: TallyUnit, kind: TallyKind) -> tuple[TallyGroup, ...]:
    """The articles by the `unit`, none for articles; number 1 is the first. Those of the most (or fewest) articles
    come first where these are asked for, else sources by how many they have and times in order. What names no source,
    or no day, is the last one, with the label ""."""
    if unit == "articles":
        return ()
    found: dict[str, list[int]] = {}
    for number, document in enumerate(documents, 1):
        found.setdefault(_label(document, unit), []).append(number)
    groups = [TallyGroup(label, tuple(numbers)) for label, numbers in found.items()]
    if kind in ("first", "last"):
        return tuple(groups)
    sign = 1 if kind == "least" else -1
    by_size = kind in ("most", "least") or unit == "sources"
    return tuple(sorted(groups, key=lambda each: (not each.label, sign * len(each.numbers) * by_size, each.label)))


def _label(document: Document, unit: TallyUnit) -> str:
    """`Coastal Herald`, `2025-12-05`, `2025-W49`, `2025-12`, `2025`"""
    if unit == "sources":
        return document.source or ""
    if document.date is None:
        return ""
    if unit == "weeks":
        year, week, _ = document.date.isocalendar()
        return f"{year}-W{week:02}"
    return document.date.isoformat()[: {"days": 10, "months": 7, "years": 4}[unit]]


def copies_of(index: Index, rows: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The numbers of articles that tell one story, of each story of which there are several; `rows` are passages of
    theirs, in order."""
    stories: dict[int, list[int]] = {}
    for number, row in enumerate(rows, 1):
        story = index.stories.of(row)
        if story != NO_STORY:
            stories.setdefault(story, []).append(number)
    return tuple(tuple(numbers) for numbers in stories.values() if len(numbers) > 1)
