"""Draws PDFs with PDFium and tells where each word stands. Run by `worker_program.py`, never imported by the others:
PDFium is written in C++ and a hostile file may fill the memory, run for ever or crash.

In: `{"pages": at most}`.
Out: a line, `{"title", "pages"}` or `{"fault"}`, then one a page: null when it is damaged, or its words in the order of
drawing, each with the fields of `pdf_words.Word`, and whether a picture seems to hold more.
With `{"draw": page numbers, "dpi", "pixels"}`, pictures of these instead: null, or [width, height, dpi], then pixels.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

MEMORY = 2_000_000_000  # bytes, where the system can bound it; PDFium unpacks a stream to 1 GB at most
TITLE = 2_000  # bytes
FAULTS = {4: "password-protected", 5: "encrypted in a way that is not known here: save it without a password"}
HYPHEN = {0x02: "-", 0xFFFE: "-"}  # what PDFium writes for a hyphen at the end of a line, without that end
WORD = re.compile("[^\\s\\0\x02\ufffe]*[\x02\ufffe]|[^\\s\\0\x02\ufffe]+")
DIGIT = re.compile("[0-9]")
RAISED = 0.12  # of the size of letters; what stands higher or is smaller by less was not meant to
FEW = 15  # words that may be a stamp or a foot line upon a scan
OBJECTS = 1_000  # of a page that are looked at
OUTLINES = 50  # lines and curves that may be letters; fewer are a frame
PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING)

# Called for each word, so looked up once.
ORIGIN, BOX, SIZE = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetFontSize
OBJECT, MATRIX = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetMatrix
OBJECT.restype = ctypes.c_void_p  # the address alone

Word = list[Any]

pdfium.FPDF_InitLibrary()


def answers(data: bytes, asked: dict[str, Any]) -> Iterator[Any]:
    """What is told of a file, see above."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        yield {"fault": FAULTS.get(pdfium.FPDF_GetLastError(), "damaged PDF: it does not open")}
        return
    try:
        count = pdfium.FPDF_GetPageCount(document)
        yield {"title": _title(document), "pages": count}
        for number in asked.get("draw", ()):
            yield from _pixels(document, number, asked["dpi"], asked["pixels"])
        for number in range(count if count <= asked["pages"] and "draw" not in asked else 0):
            yield _words_of_page(document, number)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _title(document: Any) -> str:
    room = ctypes.create_string_buffer(TITLE)
    length = pdfium.FPDF_GetMetaText(document, b"Title", room, TITLE)
    return room.raw[: max(length - 2, 0)].decode("utf-16-le", "replace") if length <= TITLE else ""


def _words_of_page(document: Any, number: int) -> tuple[list[Word], bool] | None:
    """The words of a page that stand within what is shown of it, and if it may be a scan; None when it is damaged."""
    page = pdfium.FPDF_LoadPage(document, number)
    text = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        box = pdfium.FS_RECTF()
        if not text or not pdfium.FPDF_GetPageBoundingBox(page, box):
            return None
        words = list(filter(None, _Placer(text, box).words()))
        return words, len(words) <= FEW and _is_pictured(page, box, bool(words))
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _is_pictured(page: Any, box: Any, covered: bool) -> bool:
    """Whether pictures are on a page, or outlines enough for text; if `covered`, one that covers half of it."""
    count, sides = pdfium.FPDFPage_CountObjects(page), [ctypes.c_float() for _ in range(4)]
    least = (box.right - box.left) * (box.top - box.bottom) / 2 if covered else 0.0
    for number in range(min(count, OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(drawn) not in PICTURES or not pdfium.FPDFPageObj_GetBounds(drawn, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        width, height = min(right, box.right) - max(left, box.left), min(top, box.top) - max(bottom, box.bottom)
        if width > 0 and height > 0 and width * height >= least:
            return True
    return not covered and count >= OUTLINES


def _pixels(document: Any, number: int, dpi: int, most: int) -> list[Any]:
    """A page as it looks, in shades of grey."""
    page = pdfium.FPDF_LoadPage(document, number)
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not page or min(wide, high) <= 0:
        return [None]
    dpi = max(1, min(dpi, int(72 * math.sqrt(most / (wide * high)))))
    width, height = max(1, int(wide * dpi / 72)), max(1, int(high * dpi / 72))
    room = ctypes.create_string_buffer(width * height)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, room, width)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(page)
    return [[width, height, dpi], room.raw[: width * height]]


class _Placer:
    """Tells where words of a page stand; its variables are those that PDFium writes to."""

    def __init__(self, text: Any, box: Any) -> None:
        self.text = text
        self.left, self.right, self.bottom, self.top = box.left, box.right, box.bottom, box.top
        self.drawn: int | None = None  # what the last character was drawn as part of, and so has the form of
        self.form = (0, 0.0)
        self.matrix = pdfium.FS_MATRIX()
        self.rect = pdfium.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.letters = self._letters()

    def _letters(self) -> str:
        count = pdfium.FPDFText_CountChars(self.text)
        room = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(self.text, 0, count, room)
        whole = bytes(room)[:-2].decode("utf-16-le", "surrogatepass")
        # Where a character has no meaning or more than 16 bits, the text counts otherwise than the page does.
        if len(whole) != count or "\0" in whole:
            codes = (pdfium.FPDFText_GetUnicode(self.text, n) for n in range(count))
            whole = "".join(chr(code) if code <= sys.maxunicode else "\0" for code in codes)
        return whole

    def words(self) -> Iterator[Word | None]:
        """The words in the order of drawing, None for those that are not shown."""
        for match in WORD.finditer(self.letters):
            start, end = match.span()
            if end - start > 1 and DIGIT.search(self.letters, start, end):
                yield from self._even(start, end)
            else:
                yield self._word(start, end, False)

    def _even(self, start: int, end: int) -> Iterator[Word | None]:
        """The parts of a word that is cut where digits are raised or end to be."""
        glued = False
        before = self._stand(start)
        for at in range(start + 1, end):
            stand = self._stand(at)
            if abs(stand[0] - before[0]) > RAISED * stand[1] or abs(stand[1] - before[1]) > RAISED * stand[1]:
                yield self._word(start, at, glued)
                start, glued = at, True
            before = stand
        yield self._word(start, end, glued)

    def _stand(self, at: int) -> tuple[float, float]:
        """How high a character stands, across the direction of writing, and its size."""
        turn, size = self._form(at)
        ORIGIN(self.text, at, self.x, self.y)
        return (self.y.value, -self.x.value, -self.y.value, self.x.value)[turn], size

    def _form(self, at: int) -> tuple[int, float]:
        """How many quarters a character is turned to the left, and its size in points."""
        drawn = OBJECT(self.text, at)
        if drawn is None or drawn != self.drawn:  # else it was drawn together with the one before
            MATRIX(self.text, at, self.matrix)
            size = SIZE(self.text, at) * math.hypot(self.matrix.c, self.matrix.d)
            angle = math.atan2(self.matrix.b, self.matrix.a)  # no number where the file has none
            self.form = (round(angle / (math.pi / 2)) % 4 if math.isfinite(angle) else 0), size
            self.drawn = drawn
        return self.form

    def _word(self, start: int, end: int, glued: bool) -> Word | None:
        """A word with its place; None when it lies outside of what is shown of the page."""
        ORIGIN(self.text, start, self.x, self.y)
        x, y = self.x.value, self.y.value
        if not (self.left <= x <= self.right and self.bottom <= y <= self.top):
            return None
        turn, size = self._form(start)
        BOX(self.text, end - 1, self.rect)
        text = self.letters[start:end]
        if text[-1] in "\x02\ufffe":
            text = text.translate(HYPHEN)
        if turn == 0:
            return [text, x, self.rect.right, y, size, turn, glued]
        first, last, height = (
            (y, self.rect.top, -x),
            (-x, -self.rect.left, -y),
            (-y, -self.rect.bottom, x),
        )[turn - 1]
        return [text, first, last, height, size, turn, glued]
