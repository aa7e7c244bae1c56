"""Rich text (.rtf): paragraphs, headings, lists and tables; footnotes stand behind their paragraph.

Pictures, headers, comments, hidden and deleted text are left out. A reader of our own: striprtf, the one library that
is kept, loses the numbers of lists and half of each emoji, runs paragraphs and lines together, and takes hours over a
megabyte that is made to its patterns.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from qa.documents import news
from qa.documents.encoding import C1
from qa.documents.fields import Fields, make_document
from qa.documents.layout import Layout
from qa.documents.rtf_words import ASIDE, CHARSETS, CODE_PAGES, DESTINATIONS, READ_ANYWAY, SIGNS, SINGLE
from qa.errors import DocumentError
from qa.types import Document

# One piece at a time, none of which can be read in two ways: a word with its number, a byte, a sign, a brace, text.
PIECE = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|(\\)",
    re.DOTALL,
)
DEPTH = 10_000  # of groups; Word writes 20
CONTROLS = 5_000_000  # half a million are read in a second


@dataclass(slots=True)
class Group:
    """What holds within a group. `sink` is the place of its text: "text", "note", "mark", "title", "style" or none."""

    sink: str = "text"
    hidden: bool = False
    raised: bool = False
    font: int = -1
    stand_in: int = 1  # characters behind one of Unicode, for programs that know none


def load(data: bytes, id: str) -> Document:
    """Read an .rtf file."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentError("not an RTF document, whatever its name says")
    if data.count(b"\\") + data.count(b"{") > CONTROLS:
        raise DocumentError(f"more than {CONTROLS:,} control words: split it")
    reader = _Reader()
    reader.read(data)
    text = reader.layout.text()
    start, end, fields = news.split(text)
    return make_document(id, text[start:end], Fields(fields.title or reader.title, fields.date, fields.source))


class _Reader:
    def __init__(self) -> None:
        self.layout = Layout()
        self.title = ""
        self.state = Group()
        self.stack: list[Group] = []
        self.code_page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = self.default_font = -1
        self.style = -1
        self.names = ""  # of the style that is being told
        self.pending = bytearray()  # bytes that only make characters together
        self.skip = 0
        self.optional = False  # behind \\*

    def read(self, data: bytes) -> None:
        """Take in a file."""
        place, end = 0, len(data)
        while place < end and (piece := PIECE.match(data, place)) is not None:
            place = piece.end()
            word, number, byte, sign, brace, text, _ = piece.groups()
            if brace == b"{":
                self._open()
            elif brace:
                if not self._close():
                    break
            elif word:
                value = int(number) if number else None
                if word == b"bin":
                    place += max(value or 0, 0)
                self._word(word.decode().lower(), value)
            elif byte:
                self._bytes(bytes.fromhex(byte.decode()))
            elif sign:
                self._sign(sign)
            elif text:
                self._bytes(text)
        self._decode()
        self.layout.end_paragraph()

    def _open(self) -> None:
        self._decode()
        self.skip = 0
        self.stack.append(self.state)
        if len(self.stack) > DEPTH:
            raise DocumentError(f"groups nested deeper than {DEPTH:,}")
        self.state = replace(self.state)

    def _close(self) -> bool:
        """False behind the last group: what follows belongs to no document."""
        self._decode()
        self.skip, self.optional = 0, False
        inner, self.state = self.state, self.stack.pop() if self.stack else self.state
        if inner.sink == "style" and self.names.strip(" ;"):
            self.layout.styles[self.style] = self.names.strip(" ;").lower()
            self.names = ""
        if inner.sink == "note" != self.state.sink:
            self.layout.end_note()
        return bool(self.stack)

    def _bytes(self, data: bytes) -> None:
        self.optional = False
        if self.skip:
            skipped = min(self.skip, len(data))
            self.skip -= skipped
            data = data[skipped:]
        if self.state.sink and not self.state.hidden:
            self.pending += data

    def _decode(self) -> None:
        if self.pending:
            codec = self.fonts.get(self.state.font, self.code_page)
            self._write(self.pending.decode(codec, C1 if codec == "cp1252" else "replace"))
            self.pending.clear()

    def _write(self, text: str) -> None:
        match self.state.sink:
            case "title":
                self.title += text
            case "style":
                self.names += text
            case "text" | "note" | "mark" as sink if not self.state.hidden:
                self.layout.add(text, sink, raised=self.state.raised)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.optional = True
        elif self.skip:
            self.skip -= 1
        elif sign in (b"\n", b"\r"):
            self._word("par", None)
        elif sign in SINGLE:
            self._decode()
            self._write(SINGLE[sign])

    def _word(self, word: str, value: int | None) -> None:
        optional, self.optional = self.optional, False
        self._decode()
        if word in DESTINATIONS or word in ASIDE or (optional and word not in READ_ANYWAY):
            nested = self.state.sink in ("text", "note") or (self.state.sink == "info" and word == "title")
            self.state.sink = DESTINATIONS.get(word, "") if nested else ""
        elif word == "u":
            if value is not None:
                self._write(chr(value % 0x10000))
            self.skip = self.state.stand_in
        elif self.skip and word != "uc":
            self.skip -= 1
        elif word in SIGNS:
            self._write(SIGNS[word])
        else:
            self._setting(word, value)

    def _setting(self, word: str, value: int | None) -> None:
        state = self.state
        match word:
            case "uc":
                state.stand_in = min(max(value or 0, 0), 10)
            case "f" if state.sink == "font":
                self.font = value or 0
            case "f":
                state.font = value or 0
            case "deff":
                self.default_font = state.font = value or 0
            case "fcharset" if state.sink == "font" and value in CHARSETS:
                self.fonts[self.font] = CHARSETS[value]
            case "ansicpg":
                self.code_page = _codec(value) or self.code_page
            case "mac" | "pc" | "pca":
                self.code_page = CODE_PAGES[word]
            case "plain":
                state.hidden = state.raised = False
                state.font = self.default_font
            case "v" | "deleted" | "strike" | "striked":
                state.hidden = value != 0
            case "super":
                state.raised = value != 0
            case "nosupersub" | "sub":
                state.raised = False
            case "s" if state.sink == "style":
                self.style = value or 0
            case _ if state.sink in ("text", "note"):
                self.layout.control(word, value, note=state.sink == "note")


def _codec(number: int | None) -> str | None:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return None
