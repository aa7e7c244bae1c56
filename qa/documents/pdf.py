"""PDF: the text in reading order, tables row by row; pages that are pictures are read by text recognition.

Does not read pictures on pages of text, what lies outside of the page as it is shown, nor dates: those of the file are
not those of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

from qa.documents import scans
from qa.documents.pdf_layout import bands
from qa.documents.pdf_tables import Line, arrange
from qa.documents.pdf_words import draw, pictures
from qa.errors import DocumentError
from qa.types import Document, Note, Skipped

TEXT_LENGTH = 20_000_000  # characters, as of a .txt file
# Titles that a program wrote, not a person; those of scanners are names with a number or a time.
NO_TITLE = re.compile(
    r"untitled.*|\(?(anonymous|unspecified)\)?|microsoft .*|.*\.\w{2,4}|\W*"
    r"|(?:scan|scanned|img|image|doc|document|dsc|file|page)?[\W_]*\d[\d\W_]*",
    re.IGNORECASE,
)


def load(data: bytes, id: str) -> Iterator[Document | Note | Skipped]:
    """Read a .pdf file. Raises DocumentError."""
    if b"%PDF-" not in data[:1024]:
        raise DocumentError("not a PDF, whatever its name says")
    pages: list[list[Line]] = []
    scanned: dict[int, int] = {}
    length = 0
    with draw(data) as drawn:
        for number, page in enumerate(drawn.pages):
            pages.append([line for band in bands(page.words) for line in arrange(band)])
            length += sum(len(line.text) for line in pages[-1])
            if length > TEXT_LENGTH:
                raise DocumentError(f"more than {TEXT_LENGTH / 1e6:.0f} MB of text: split it")
            if page.scan:
                scanned[number] = len(page.words)
    title = drawn.title.strip()
    if NO_TITLE.fullmatch(title) or (0 in scanned and _plain(title) == _plain(PurePath(id).stem)):
        title = ""
    yield from scans.articles(id, title or None, pages, scanned, partial(pictures, data))


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
