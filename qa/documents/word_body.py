"""The body of a Word document as blocks of text: what is drawn of it, in the order of the page.

Text boxes and footnotes follow the block that they hang on, endnotes the whole. Left out is what the page does not
show: hidden text, tracked deletions, instructions of fields, prompts of empty form fields; and formulas, comments,
headers and footers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import Any

from qa.documents.raised import raised
from qa.documents.word_numbers import Numbers
from qa.documents.word_styles import Look, Styles, W, flag, heading_mark, on, value, whole

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# What holds paragraphs, rows, cells or runs without being one: insertions, links, fields, controls.
AROUND = frozenset(
    W + name
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml", "bdo", "dir", "sdt", "sdtContent")
)
RUBY = (f"{W}ruby", f"{W}rubyBase")  # the characters, without the small ones above that say how they sound
CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object", ALTERNATE)
MERGED = 1_000  # columns that a cell may reach over; a page has no room for a hundred

Piece = tuple[str, bool]  # text, and whether it is raised


class Body:
    """Reads one document once, from its start to its end: the numbers of lists and notes are counted on the way."""

    def __init__(self, styles: Styles, numbers: Numbers, notes: dict[tuple[str, str], Any]) -> None:
        """`notes` by their kind, `"footnote"` or `"endnote"`, and their id."""
        self._styles = styles
        self._numbers = numbers
        self._notes = notes
        self._noted = dict.fromkeys(NOTES.values(), 0)
        self._endnotes: list[tuple[str, Any]] = []
        self._hanging: list[tuple[str, Any]] = []  # boxes and footnotes of the block that is being read
        self.title: list[str] = []  # the first lines in the style of a title that stand together
        self._begun = False  # the text below the title

    def blocks(self, body: Any) -> Iterator[str]:
        """A text for each paragraph and each table of the body that has any, and for what hangs on them."""
        yield from self._blocks(body)
        yield from self._after(self._endnotes)

    def _blocks(self, parent: Any) -> Iterator[str]:
        pieces: list[Piece] = []
        for element in _within(parent):
            if element.tag == f"{W}tbl":
                yield _joined(pieces).strip()
                pieces = []
                yield "\n".join(filter(str.strip, self._rows(element)))
            elif element.tag == f"{W}p":
                pieces += self._pieces(element)
                if _runs_on(element):
                    continue
                yield self._block(element, pieces)
                pieces = []
            yield from self._after(self._hanging)
        yield _joined(pieces).strip()
        yield from self._after(self._hanging)

    def _block(self, paragraph: Any, pieces: list[Piece]) -> str:
        text = _joined(pieces).strip()
        look, number = self._head(paragraph, text)
        if text and not self._begun:
            titled = look.name.lower() == "title"
            self.title += [text] * titled
            self._begun = bool(self.title) and not titled
        return text and heading_mark(look) + number + text

    def _head(self, paragraph: Any, text: str) -> tuple[Look, str]:
        """How a paragraph looks, and its number in a list, which one without a visible word does not count in."""
        properties = paragraph.find(f"{W}pPr")
        look = self._styles.paragraph(properties)
        if look.number is None or not (text or paragraph.find(f"{W}r") is None):
            return look, ""
        style = None if properties is None else value(properties.find(f"{W}pStyle"))
        return look, self._numbers.mark(look.number, look.level, style)

    def _after(self, hanging: list[tuple[str, Any]]) -> Iterator[str]:
        """The text of boxes and notes, and of those within them."""
        while hanging:
            mark, content = hanging.pop(0)
            for number, block in enumerate(filter(None, self._blocks(content))):
                yield block if number or not mark else f"{mark} {block}"

    def _rows(self, table: Any) -> Iterator[str]:
        above: dict[int, str] = {}  # by the column it begins in, the text of a cell that may reach down
        for row in _within(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and any(properties.find(W + name) is not None for name in ("del", "hidden")):
                continue
            before = None if properties is None else whole(properties.find(f"{W}gridBefore"))
            column, cells, own, reaching = before or 0, [], False, {}
            for cell in _within(row, f"{W}tc"):
                properties = cell.find(f"{W}tcPr")
                merged = None if properties is None else properties.find(f"{W}vMerge")
                text = self._cell(cell)
                own = own or bool(text)
                if merged is not None:
                    if value(merged) != "restart":
                        text = text or above.get(column, "")
                    reaching[column] = text
                cells.append(text)
                wide = None if properties is None else whole(properties.find(f"{W}gridSpan"))
                column += min(max(wide or 1, 1), MERGED)
            above = reaching
            yield " | ".join(cells) if own else ""

    def _cell(self, cell: Any) -> str:
        """The text of a cell in one line."""
        texts = []
        for paragraph in cell.iter(f"{W}p"):
            if not any(outer.tag == f"{W}txbxContent" for outer in paragraph.iterancestors()):
                text = " ".join(_joined(self._pieces(paragraph)).split())
                texts.append(text and self._head(paragraph, text)[1] + text)
        return " ".join(filter(None, texts))

    def _pieces(self, paragraph: Any) -> list[Piece]:
        look = self._styles.paragraph(paragraph.find(f"{W}pPr"))
        return [piece for run in _within(paragraph, f"{W}r") for piece in self._run(run, look)]

    def _run(self, run: Any, paragraph: Look) -> Iterator[Piece]:
        look = self._styles.run(run.find(f"{W}rPr"), paragraph)
        if look.hidden:
            return
        up = bool(look.raised)
        for child in run:
            if child.tag == f"{W}t":
                yield child.text or "", up
            elif child.tag in CHARACTERS:
                yield CHARACTERS[child.tag], False
            elif child.tag == f"{W}br":
                # A page or column that ends here ends a paragraph: its words must not run into the next ones.
                yield ("\n\n" if child.get(f"{W}type") in ("page", "column") else "\n"), False
            elif child.tag in NOTES:
                yield self._note(NOTES[child.tag], child), True
            elif child.tag == f"{W}ruby":
                for inner in _within(child, f"{W}r"):
                    yield from self._run(inner, paragraph)
            elif child.tag in DRAWINGS:
                self._hanging += (("", box) for box in _boxes(child))

    def _note(self, kind: str, reference: Any) -> str:
        """The mark of a note, whose text is kept for later. A mark of one's own stands in the run that follows."""
        mark = ""
        if not on(reference.get(f"{W}customMarkFollows", "0")):
            self._noted[kind] += 1
            mark = raised(str(self._noted[kind]))
        content = self._notes.pop((kind, reference.get(f"{W}id", "")), None)
        if content is not None:
            (self._hanging if kind == "footnote" else self._endnotes).append((mark, content))
        return mark


def _within(parent: Any, wanted: str | None = None) -> Iterator[Any]:
    """The children of an element, or those of one kind, also those in insertions, links and controls around them."""
    for child in parent:
        if child.tag == wanted or (wanted is None and child.tag in (f"{W}p", f"{W}tbl")):
            yield child
        elif child.tag in AROUND or child.tag in RUBY:
            prompt = child.find(f"{W}sdtPr/{W}showingPlcHdr") if child.tag == f"{W}sdt" else None
            if not flag(prompt):
                yield from _within(child, wanted)
        elif child.tag == ALTERNATE and len(child):  # the same several times, for other versions of Word
            yield from _within(child[0], wanted)


def _boxes(drawing: Any) -> Iterator[Any]:
    """The contents of the text boxes of a drawing that are not those of another box."""
    for box in drawing.iter(f"{W}txbxContent"):
        between = {element.tag for element in takewhile(lambda element: element is not drawing, box.iterancestors())}
        if FALLBACK not in between and f"{W}txbxContent" not in between:
            yield box


def _runs_on(paragraph: Any) -> bool:
    """Whether the mark that ends a paragraph was deleted or is hidden: the next one goes on in the same line."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is None:
        return False
    gone = any(mark.find(W + name) is not None for name in ("del", "moveFrom"))
    return gone or bool(flag(mark.find(f"{W}vanish")))


def _joined(pieces: list[Piece]) -> str:
    """The text of a paragraph. What is raised side by side is one number, however many runs it was typed in."""
    groups = ((up, "".join(text for text, _ in group)) for up, group in groupby(pieces, lambda piece: piece[1]))
    return "".join(raised(text) if up else text for up, text in groups)
