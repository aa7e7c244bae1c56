"""OpenDocument texts (.odt): paragraphs, lists and tables in the order of the page, headings as `## Heading`.

Notes stand behind the paragraph that they belong to. Does not read headers, footers, comments or deleted text. The
dates in the file are those of the file; a date comes from the news form only.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from qa.documents import news, packed, xml
from qa.documents.fields import Fields, make_document
from qa.errors import DocumentError
from qa.types import Document

KIND = b"application/vnd.oasis.opendocument.text"
XML_LIMIT = 20_000_000
SPACES_LIMIT = 100  # that one element stands for
REPEATED = 50  # rows and cells that one element stands for; spreadsheets fill a page with empty ones
SILENT = {"tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "variable-decls", "bookmark"}
SPACE = re.compile(r"[ \t\r\n]+")
LINES = {"line-break": "\n", "tab": "\t"}
Styles = dict[str, Any]


def load(data: bytes, id: str) -> Document:
    """Read an .odt file."""
    with packed.opened(io.BytesIO(data), "OpenDocument text") as archive:
        kind = packed.content(archive, "mimetype", 1000)
        content = packed.content(archive, "content.xml", XML_LIMIT)
        meta = packed.content(archive, "meta.xml", XML_LIMIT)
        if b"encryption-data" in (packed.content(archive, "META-INF/manifest.xml", XML_LIMIT) or b""):
            raise DocumentError("password-protected")
        styles = packed.content(archive, "styles.xml", XML_LIMIT)
    if content is None or (kind is not None and not kind.strip().startswith(KIND)):
        raise DocumentError("a zip archive, not an OpenDocument text")
    root = xml.parse(content, "OpenDocument text")
    named: Styles = {}
    for part in (xml.parse(styles) if styles else None, root):
        for style in part.iter("{*}style", "{*}list-style") if part is not None else ():
            named[xml.attribute(style, "name") or ""] = style
    text = "\n\n".join(_Writer(named).blocks(xml.child(root, "body", "text")))
    start, end, fields = news.split(text)
    title = xml.words(xml.child(xml.parse(meta), "meta", "title")) if meta else None
    return make_document(id, text[start:end], Fields(fields.title or title, fields.date, fields.source))


class _Writer:
    """`styles` by name: what is a title, and which lists are numbered."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.numbers: dict[tuple[str, int], int] = {}  # the last of each list that another may go on

    def blocks(self, parent: Any, lists: tuple[str, ...] = ()) -> Iterator[str]:
        """The blocks of an element that are not blank; `lists` are the styles of the lists around it."""
        for element in parent if parent is not None else ():
            kind = xml.name(element)
            if kind in ("p", "h"):
                yield from self._paragraph(element)
            elif kind == "list":
                if whole := "\n".join(self._items(element, lists)):
                    yield whole
            elif kind == "table":
                if whole := "\n".join(filter(None, self._rows(element))):
                    yield whole
            elif kind not in SILENT:  # sections, indexes, frames
                yield from self.blocks(element, lists)

    def _paragraph(self, element: Any) -> Iterator[str]:
        beside: list[Any] = []
        text = re.sub(r" {2,}", " ", "".join(self._text(element, beside))).strip()
        if text:
            yield self._mark(element) + text
        for other in beside:
            yield from self.blocks(other)

    def _text(self, element: Any, beside: list[Any]) -> Iterator[str]:
        """The text of a paragraph; notes and boxes in it go into `beside`."""
        yield SPACE.sub(" ", element.text or "")
        for child in element:
            kind = xml.name(child)
            if kind == "s":
                yield " " * min(_count(child, "c"), SPACES_LIMIT)
            elif kind in LINES:
                yield LINES[kind]
            elif kind == "note":
                beside.extend(xml.children(child, "note-body"))
            elif kind == "frame":
                beside.append(child)
            elif kind not in SILENT and not self._is_struck(child):
                yield from self._text(child, beside)
            yield SPACE.sub(" ", child.tail or "")

    def _is_struck(self, element: Any) -> bool:
        """What is struck out was withdrawn: nobody may be cited with it."""
        style = self.styles.get(xml.attribute(element, "style-name") or "")
        line = xml.attribute(xml.child(style, "text-properties"), "text-line-through-style")
        return line not in (None, "none")

    def _mark(self, element: Any) -> str:
        if xml.name(element) == "h":
            level = xml.attribute(element, "outline-level") or "1"
            return "#" * (min(max(int(level), 1), 6) if re.fullmatch(r"\d{1,2}", level) else 1) + " "
        name = xml.attribute(element, "style-name")
        style = self.styles.get(name or "")
        return "# " if "Title" in (name, xml.attribute(style, "parent-style-name")) else ""

    def _items(self, element: Any, lists: tuple[str, ...]) -> Iterator[str]:
        style = xml.attribute(element, "style-name") or (lists[-1] if lists else "")
        lists = (*lists, style)
        first = self._first(style, len(lists))
        goes_on = xml.attribute(element, "continue-numbering") == "true" or xml.attribute(element, "continue-list")
        number = self.numbers.get((style, len(lists)), 0) + 1 if first and goes_on else first
        for item in xml.children(element, "list-item", "list-header"):
            start = xml.attribute(item, "start-value")
            if first and start and re.fullmatch(r"\d{1,6}", start):
                number = int(start)
            content = "\n".join(self.blocks(item, lists))
            if content and xml.name(item) == "list-item":
                mark = f"{number}. " if first else "- "
                yield mark + content.replace("\n", "\n" + " " * len(mark))
                self.numbers[style, len(lists)] = number
                number += 1
            elif content:
                yield content

    def _first(self, style: str, level: int) -> int:
        """The first number of a list of this style at this level; 0 for one that has none."""
        for rule in xml.children(self.styles.get(style), "list-level-style-number"):
            if xml.attribute(rule, "level") == str(level) and xml.attribute(rule, "num-format"):
                start = xml.attribute(rule, "start-value") or "1"
                return int(start) if re.fullmatch(r"[1-9]\d{0,5}", start) else 1
        return 0

    def _rows(self, element: Any) -> Iterator[str]:
        above: dict[int, tuple[int, str]] = {}  # column: the rows that a cell still covers, and its text
        for part in element:
            kind = xml.name(part)
            if kind in ("table-header-rows", "table-rows", "table-row-group"):
                yield from self._rows(part)
            elif kind == "table-row":
                cells: list[str] = []
                for cell in xml.children(part, "table-cell", "covered-table-cell"):
                    column = len(cells)
                    text = " ".join(" ".join(self.blocks(cell)).split())
                    rows, kept = above.pop(column, (0, ""))
                    if xml.name(cell) == "covered-table-cell" and rows and not text:
                        text = kept
                        above[column] = rows - 1, kept
                    elif (span := _count(cell, "number-rows-spanned")) > 1:
                        above[column] = span - 1, text
                    cells += [text] * min(_count(cell, "number-columns-repeated"), REPEATED)
                while cells and not cells[-1]:
                    cells.pop()
                if cells:
                    yield " | ".join(cells)


def _count(element: Any, key: str) -> int:
    value = xml.attribute(element, key) or "1"
    return int(value) if re.fullmatch(r"\d{1,4}", value) else 1
