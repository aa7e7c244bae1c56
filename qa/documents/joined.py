"""Paragraphs that are put together line by line, and remember where the words of each line went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qa.documents.hyphens import Hyphens
from qa.documents.pdf_tables import Line
from qa.types import Document, ScannedDocument, WordBox

BETWEEN = "\n\n"


class JoinedLines:
    """What has been put together so far is its `text`."""

    def __init__(self, line: Line, page: int) -> None:
        """It begins with this line, of a page of the file (from 0)."""
        self.text = line.text
        self._lines = [(0, page, line)]

    def add(self, line: Line, page: int, hyphens: Hyphens) -> None:
        """Go on with a line."""
        self.text = hyphens.join(self.text, line.text)
        # A line always stands whole at the end; what may go is the hyphen before it.
        self._lines.append((len(self.text) - len(line.text), page, line))

    def seen(self) -> Iterator[list[WordBox]]:
        """The boxes of each line of which words were seen, as far as these are part of the text."""
        ends = [*(start for start, _, _ in self._lines[1:]), len(self.text)]
        for (start, page, line), end in zip(self._lines, ends, strict=True):
            placed = (
                box._replace(start=start + box.start, end=min(start + box.end, end), page=page) for box in line.boxes
            )
            if boxes := [box for box in placed if box.start < box.end]:
                yield boxes


def text_of(paragraphs: Iterable[JoinedLines]) -> str:
    """The text of an article."""
    return BETWEEN.join(paragraph.text for paragraph in paragraphs)


def with_boxes(document: Document, paragraphs: Iterable[JoinedLines]) -> Document:
    """An article whose text is `text_of` these, with the boxes of its words where any were seen."""
    start, line, boxes = 0, 0, list[WordBox]()
    for paragraph in paragraphs:
        for seen in paragraph.seen():
            boxes += (box._replace(start=start + box.start, end=start + box.end, line=line) for box in seen)
            line += 1
        start += len(paragraph.text) + len(BETWEEN)
    if not boxes:
        return document
    d = document
    return ScannedDocument(d.id, d.title, d.text, d.source, d.date, d.url, tuple(boxes))
