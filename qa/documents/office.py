"""Word documents (.docx): paragraphs and tables in the order of the page, headings as `## Heading`.

Does not read headers, footers, footnotes, comments, text boxes or deleted text. The dates in the file are those of
the file, not of the article; a date comes from the news form only.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from qa.documents import news
from qa.documents.fields import Fields, make_document, one_line
from qa.errors import DocumentError
from qa.types import Document

# Zip shrinks repeated text a thousandfold: 20 MB on disk may stand for 20 GB in memory.
UNPACKED_LIMIT = 200_000_000
XML_LIMIT = 50_000_000  # of that what is parsed; a novel has 20 MB, and a parsed byte takes twenty in memory
BLOCKS = 100_000  # paragraphs and tables; a novel has 10,000
OLE = b"\xd0\xcf\x11\xe0"
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
# Runs of a paragraph, also those in links, fields and insertions; not deleted ones, nor those of a box beside it.
RUNS = ".//w:r[not(ancestor::w:del) and not(ancestor::w:moveFrom) and not(ancestor::w:txbxContent)]"


def load(data: bytes, id: str) -> Document:
    """Read a .docx file."""
    _check(data)
    from docx import Document as open_docx
    from docx.opc.exceptions import OpcError

    try:
        docx = open_docx(io.BytesIO(data))
    except (OpcError, zipfile.BadZipFile, SyntaxError, KeyError) as error:  # lxml's errors are SyntaxErrors
        raise DocumentError(f"damaged Word document: {one_line(error)}") from error
    except ValueError as error:  # the kind that the package names is another, such as a workbook
        raise DocumentError("an Office file, but not a Word document") from error
    blocks = list(islice(_blocks(docx.element.body, docx), BLOCKS + 1))
    if len(blocks) > BLOCKS:
        raise DocumentError(f"more than {BLOCKS:,} paragraphs: split it")
    text = "\n\n".join(filter(None, blocks))
    start, end, fields = news.split(text)
    title = fields.title or docx.core_properties.title
    return make_document(id, text[start:end], Fields(title, fields.date, fields.source))


def _check(data: bytes) -> None:
    """Refuse, before it is unpacked, what is no Word document or would fill the memory."""
    if data.startswith(OLE):
        raise DocumentError("password-protected or an old .doc file: save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError(f"damaged Word document: {one_line(error)}") from error
    if "[Content_Types].xml" not in names:
        raise DocumentError("a zip archive, not a Word document")
    xml = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
    for kind, parts, limit in (("", entries, UNPACKED_LIMIT), (" of XML", xml, XML_LIMIT)):
        if (size := sum(part.file_size for part in parts)) > limit:
            raise DocumentError(
                f"{size / 1e6:,.0f} MB{kind} when unpacked, more than the limit of {limit / 1e6:.0f} MB: split it"
            )


def _blocks(parent: Any, docx: Any) -> Iterator[str]:
    """A text for each paragraph and each table, also of those in content controls."""
    from docx.oxml.ns import qn

    for element in parent:
        if element.tag == qn("w:p"):
            text = _text(element)
            yield text and _heading_mark(element, docx) + text
        elif element.tag == qn("w:tbl"):
            yield "\n".join(filter(str.strip, (_row(row) for row in element.tr_lst)))
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")):
            yield from _blocks(element, docx)


def _text(paragraph: Any) -> str:
    return "".join(run.text for run in paragraph.xpath(RUNS)).strip()


def _row(row: Any) -> str:
    cells = [" ".join(filter(None, map(_text, cell.xpath(".//w:p")))) for cell in row.tc_lst]
    return " | ".join(cells) if any(cells) else ""


def _heading_mark(paragraph: Any, docx: Any) -> str:
    from docx.text.paragraph import Paragraph

    style = Paragraph(paragraph, docx._body).style
    name = (style.name if style is not None else None) or ""
    if name.lower() == "title":
        return "# "
    match = HEADING.fullmatch(name)
    return "#" * min(int(match[1]), 6) + " " if match else ""
