"""HTML that is all article - of a mail, a feed, a chapter - as plain blocks in the form that a web page gives.

Leaves nothing out but what a browser does not show: a page with menus is the business of `web`. A walk with a stack
of its own: how deep tags are nested costs no recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qa.documents.fields import is_blank
from qa.documents.raised import raised
from qa.documents.xml import name, parse_html

# What is struck out was withdrawn: nobody may be cited with it.
STRUCK = ("del", "s", "strike")
UNSEEN = {*STRUCK, *"head script style template noscript nav svg object iframe select textarea button rp".split()}
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[\w-]{0,9}\s*:[^;]{0,40}line-through", re.IGNORECASE
)
INLINE = set(
    "a abbr acronym b bdi bdo big cite code data dfn em font i img input button ins kbd label mark q samp small span "
    "strong sub sup time tt u var wbr ruby rb rt math mfrac mi mn mo mroot mrow msqrt msub msubsup msup mtext "
    "semantics alt-code chron classifier event function lang location money num object.title org person pronounce "
    "virtloc".split()
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "hl1": 1, "hl2": 2}
LISTS = {"ul", "ol", "menu", "dir"}
CELLS = {"td", "th"}
SPACE = re.compile(r"[ \t\r\n\f]+")
RAISED = re.compile(r"[ 0-9+−–,;*()-]+")
DEEP = 20  # lists within lists that are still indented
CELL_BLOCKS = 3  # of one cell; more is a layout, not a table


@dataclass(slots=True)
class Frame:
    """A list, an item, a table, a row or a cell that is open, and what it holds so far."""

    kind: str
    element: Any = None
    blocks: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)  # of a row: the blocks of each
    rows: list[list[list[str]]] = field(default_factory=list)  # of a table
    layout: bool = False
    number: int = 0


@dataclass(slots=True)
class Blocks:
    """The blocks of an element in order, and at which of them each of the ids that were asked for begins."""

    blocks: list[str]
    anchors: dict[str, int]


def text(markup: str) -> str:
    """The plain text of a piece of HTML; "" where nothing can be seen. Raises `DocumentError`."""
    return "\n\n".join(pieces(markup))


def pieces(markup: str) -> list[str]:
    """The blocks of a piece of HTML. Raises `DocumentError`."""
    tree = parse_html(unstruck(markup))
    return [] if tree is None else blocks(tree).blocks


def unstruck(markup: str) -> str:
    """HTML without marks of deletion that are never closed: one would take along all that follows."""
    for tag in STRUCK:
        if len(re.findall(rf"<{tag}\b", markup, re.IGNORECASE)) > len(re.findall(rf"</{tag}\b", markup, re.IGNORECASE)):
            markup = re.sub(rf"</?{tag}\b[^<>]*>", "", markup, flags=re.IGNORECASE)
    return markup


def lifted(piece: str) -> str:
    """Text that stands above its line: digits and their signs as such, letters as they are."""
    return raised(piece.strip()) if RAISED.fullmatch(piece) else piece


def blocks(root: Any, marks: frozenset[str] = frozenset()) -> Blocks:
    """What stands in an element of HTML, or of the XML of news and books that looks like it."""
    writer = _Writer(marks)
    stack = [(root, iter(root), writer.start(root))]
    while stack:
        element, rest, shown = stack[-1]
        following = next(rest, None) if shown else None
        if following is None:
            if shown:
                writer.end(element)
            stack.pop()
            if stack:
                writer.add(element.tail)
        elif name(following):
            stack.append((following, iter(following), writer.start(following)))
        else:  # an entity
            writer.add(following.text)
            writer.add(following.tail)
    writer.flush()
    return Blocks(writer.stack[0].blocks, writer.anchors)


class _Writer:
    def __init__(self, marks: frozenset[str]) -> None:
        self.marks = marks
        self.anchors: dict[str, int] = {}
        self.stack = [Frame("root")]
        self.parts: list[str] = []
        self.heading = self.verbatim = self.raised = 0

    def add(self, piece: str | None) -> None:
        """Text, as far as it is seen."""
        if not piece:
            return
        piece = piece if self.verbatim else SPACE.sub(" ", piece)
        self.parts.append(lifted(piece) if self.raised else piece)

    def start(self, element: Any) -> bool:
        """False if what is in it is not shown."""
        tag = name(element)
        if tag in UNSEEN or element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
            return False
        if tag not in INLINE and tag != "br":
            self.flush()
        if (mark := element.get("id") or element.get("name")) in self.marks and mark is not None:
            self.flush()
            self.anchors.setdefault(mark, len(self.stack[0].blocks))
        top = self.stack[-1]
        if tag in LISTS or tag == "table" or (tag in CELLS and top.kind == "tr"):
            if tag == "table" and (around := next((f for f in reversed(self.stack) if f.kind == "table"), None)):
                around.layout = True  # tables in which tables stand arrange a page
            self.stack.append(Frame(tag, element))
            self.stack[-1].layout = tag == "table" and element.get("role") in ("presentation", "none")
            self.stack[-1].number = _number(element.get("start")) if tag == "ol" else 0
        elif (tag == "li" and top.kind in LISTS) or (tag == "tr" and top.kind != "tr"):
            self.stack.append(Frame(tag, element))
        self.heading = HEADINGS.get(tag, self.heading)
        self.verbatim += tag == "pre"
        self.raised += tag == "sup"
        self.add(element.text)
        return True

    def end(self, element: Any) -> None:
        tag = name(element)
        if tag == "br":
            self.parts.append("\n")
        elif tag not in INLINE:
            self.flush()
        if tag in HEADINGS:
            self.heading = 0
        self.verbatim -= tag == "pre"
        self.raised -= tag == "sup"
        if self.stack[-1].element is element:
            self._close(self.stack.pop())

    def flush(self) -> None:
        """End the block."""
        if not self.parts:
            return
        whole, self.parts = "".join(self.parts), []
        if self.verbatim:
            whole = whole.strip("\r\n")
        else:
            whole = re.sub(r" ?\n ?", "\n", re.sub(r" {2,}", " ", whole))
            whole = re.sub(r"\n{3,}", "\n\n", whole).strip(" \n")
        if not is_blank(whole):
            mark = "#" * self.heading + " " if self.heading else ""
            block = mark + (SPACE.sub(" ", whole) if mark else whole)
            if self.stack[-1].kind == "tr":  # beside its cells, where it stands
                self.stack[-1].cells.append([block])
            else:
                self.stack[-1].blocks.append(block)

    def _close(self, frame: Frame) -> None:
        """Hand what stood in a frame to the one around it."""
        outer = self.stack[-1]
        if frame.kind == "li":
            mark = "- "
            if outer.kind == "ol":
                outer.number = value if (value := _number(frame.element.get("value"))) else outer.number or 1
                mark = f"{outer.number}. "
                outer.number += 1
            shift = "\n" + " " * (len(mark) if len(self.stack) < DEEP else 0)
            if frame.blocks:
                outer.blocks.append(mark + "\n".join(frame.blocks).replace("\n", shift))
        elif frame.kind in LISTS:
            outer.blocks += ["\n".join(frame.blocks)] if frame.blocks else []
        elif frame.kind in CELLS:
            outer.cells.append(frame.blocks)
        elif frame.kind == "tr":
            cells = frame.cells + ([frame.blocks] if frame.blocks else [])  # of what is no cell and no text: a list
            if outer.kind == "table":
                outer.rows.append(cells)
            else:  # a piece of a table whose beginning stands elsewhere
                outer.blocks += _table(Frame("table", rows=[cells]))
        else:
            outer.blocks += frame.blocks
            outer.blocks += _table(frame)


def _table(table: Frame) -> Iterator[str]:
    """A line a row; or, where the cells only say what stands beside what, the blocks in them."""
    cells = [cell for row in table.rows for cell in row]
    single = max(map(len, table.rows), default=0) < 2
    if table.layout or single or any(len(cell) > CELL_BLOCKS for cell in cells):
        for cell in cells:
            yield from cell
        return
    rows = ([SPACE.sub(" ", " ".join(cell)) for cell in row] for row in table.rows)
    if whole := "\n".join(" | ".join(row) for row in rows if any(row)):
        yield whole


def _number(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value.strip()) else 0
