"""The paragraphs of an RTF document, put together from its text and control words: headings, lists, tables, notes."""

from __future__ import annotations

import re

from qa.documents.markup import lifted

HEADING = re.compile(r"heading ([1-9])")
NUMBER = re.compile(r"\(?(\d{1,6})[.)]?")
LETTER = re.compile(r"\(?[A-Za-z]{1,5}[.)]")


class Layout:
    """`styles` are the names of paragraph styles in lower case, by number."""

    def __init__(self) -> None:
        self.styles: dict[int, str] = {}
        self._blocks: list[tuple[str, str]] = []  # kind, text
        self._parts: dict[str, list[str]] = {"text": [], "note": [], "mark": []}
        self._notes: list[str] = []
        self._cell: list[str] = []  # its paragraphs
        self._row: list[str] = []
        self._in_table = False
        self._style = self._outline = -1

    def text(self) -> str:
        """All of it. Items of a list and rows of a table stand on lines of their own, all else between blank lines."""
        parts: list[str] = []
        last = ""
        for kind, text in self._blocks:
            parts += ["\n" if kind == last != "paragraph" else "\n\n", text]
            last = kind
        # Characters beyond the first 65,536 come in two halves.
        return "".join(parts[1:]).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def add(self, text: str, sink: str, *, raised: bool) -> None:
        """Text of a paragraph ("text"), a footnote ("note") or the mark of an item ("mark")."""
        self._parts[sink].append(lifted(text) if raised else text)

    def control(self, word: str, value: int | None, *, note: bool) -> None:
        """A control word that ends or shapes a paragraph; any other does nothing."""
        if note:
            if word == "par":
                self._parts["note"].append("\n")
            return
        match word:
            case "par" | "sect" | "page" | "nestcell":
                self.end_paragraph()
            case "cell":
                self.end_paragraph(in_cell=True)
                self._row.append(" ".join(" ".join(self._cell).split()))
                self._cell.clear()
            case "row":
                self._end_row()
            case "pard":
                self._in_table = False
                self._style = self._outline = -1
            case "intbl":
                self._in_table = True
            case "s":
                self._style = value or 0
            case "outlinelevel":
                self._outline = value if value is not None and 0 <= value < 9 else -1

    def end_paragraph(self, *, in_cell: bool = False) -> None:
        """What came since the last end is a paragraph."""
        text = re.sub(r" ?\n ?", "\n", re.sub(r" {2,}", " ", "".join(self._parts["text"]))).strip(" \t\n")
        mark = "".join(self._parts["mark"]).strip()
        self._parts["text"].clear()
        self._parts["mark"].clear()
        if in_cell or self._in_table:
            self._cell += [text] if text else []
            return
        if self._row or self._cell:
            self._end_row()
        if text:
            if mark:
                self._blocks.append(("item", _item(mark) + text))
            else:
                self._blocks.append(("paragraph", self._heading() + text))
        self._blocks += [("paragraph", note) for note in self._notes]
        self._notes.clear()

    def end_note(self) -> None:
        """What was added to the note is one; it follows when the paragraph has ended."""
        if text := "".join(self._parts["note"]).strip():
            self._notes.append(text)
        self._parts["note"].clear()

    def _heading(self) -> str:
        name = self.styles.get(self._style, "")
        found = HEADING.fullmatch(name)
        level = 1 if name == "title" else int(found[1]) if found else self._outline + 1
        return "#" * min(level, 6) + " " if level else ""

    def _end_row(self) -> None:
        cells = self._row + ([" ".join(self._cell)] if self._cell else [])
        if any(cells):
            self._blocks.append(("row", " | ".join(cells)))
        self._row.clear()
        self._cell.clear()


def _item(mark: str) -> str:
    """`"1.\\t"` -> `"1. "`; bullets, which each font draws with a letter of its own, become `"- "`."""
    if number := NUMBER.fullmatch(mark):
        return f"{number[1]}. "
    return f"{mark} " if LETTER.fullmatch(mark) else "- "
