"""Word documents (.docx): paragraphs and tables in the order of the page, headings as `## Heading`.

What is read of them says `word_body.py`. The dates in the file are those of the file, not of the article; a date comes
from the news form only.
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import islice
from typing import Any

from qa.documents import news
from qa.documents.fields import FIELD_LENGTH, Fields, make_document
from qa.documents.packed import BROKEN, CUT_OFF
from qa.documents.word_body import Body
from qa.documents.word_numbers import Numbers
from qa.documents.word_styles import Styles, W
from qa.errors import DocumentError
from qa.types import Document

# Zip shrinks repeated text a thousandfold: 20 MB on disk may stand for 20 GB in memory.
UNPACKED_LIMIT = 200_000_000
XML_LIMIT = 50_000_000  # of that what is parsed; a novel has 20 MB, and a parsed byte takes twenty in memory
BLOCKS = 100_000  # paragraphs and tables; a novel has 10,000
OLE = b"\xd0\xcf\x11\xe0"
GARBLED = "damaged Word document: parts of it are missing or garbled; open it in Word and save it again"
OTHERS = "damaged Word document: its parts do not hold what their names say"
# "Strict Open XML" is the same under other names: http://purl.oclc.org/ooxml/wordprocessingml/main.
STRICT = re.compile(rb"(?<=[\"'])http://purl\.oclc\.org/ooxml/([A-Za-z]{1,40})/")
# Titles that a program or a template wrote, not a person.
NO_TITLE = re.compile(
    r"untitled.*|title|microsoft word(?: -.*)?|(?:new |blank |word |neues )?(?:document|dokument)? ?\(?\d*\)?|\W*"
    r"|(?:type|click|enter|insert|tap) .*\btitle\b.*|[\[<].*[\]>]|.*\.(?:docx?|dotx?|docm|dotm|odt|rtf|pdf|txt)",
    re.IGNORECASE,
)


def load(data: bytes, id: str) -> Document:
    """Read a .docx file."""
    _check(data)
    from docx.opc.exceptions import OpcError

    try:
        docx = _opened(data)
        content = docx.element.body
        body = Body(Styles(_part(docx, "styles")), Numbers(_part(docx, "numbering")), _notes(docx))
        stated = _title(docx)
    except AttributeError as error:  # python-docx asks an element for what only the one that belongs there has
        raise DocumentError(OTHERS) from error
    except (OpcError, *BROKEN, SyntaxError, KeyError) as error:  # lxml's errors are SyntaxErrors
        raise DocumentError(GARBLED) from error
    if content is None:
        raise DocumentError("no text in it")
    blocks = list(islice(body.blocks(content), BLOCKS + 1))
    if len(blocks) > BLOCKS:
        raise DocumentError(f"more than {BLOCKS:,} paragraphs: split it")
    text = "\n\n".join(filter(None, blocks))
    start, end, fields = news.split(text)
    title = " ".join(body.title) or stated
    return make_document(id, text[start:end], Fields(title, fields.date, fields.source))


def _opened(data: bytes) -> Any:
    from docx import Document as open_docx

    renamed = _renamed(data)
    try:
        return open_docx(io.BytesIO(renamed))
    except TypeError as error:  # python-docx does not look whether a relation has all that it needs
        raise DocumentError(OTHERS) from error
    except ValueError as error:  # the kind that the package names is another, such as a workbook
        raise DocumentError("an Office file, but not a Word document") from error


def _renamed(data: bytes) -> bytes:
    """The same file, with the names of the strict form turned into those of the usual one, which python-docx knows."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if b"/purl.oclc.org/" not in archive.read("_rels/.rels"):
            return data
        renamed = io.BytesIO()
        with zipfile.ZipFile(renamed, "w") as copy:
            for name in set(archive.namelist()):
                content = archive.read(name)
                if name.lower().endswith((".xml", ".rels")):
                    content = STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
                copy.writestr(name, content)
    return renamed.getvalue()


def _part(docx: Any, kind: str) -> Any:
    """The parsed part of this kind that the document names, or None."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    of = docx.part.package if kind == "extended_properties" else docx.part
    try:
        part = of.part_related_by(getattr(RELATIONSHIP_TYPE, kind.upper()))
    except KeyError:
        return None
    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _notes(docx: Any) -> dict[tuple[str, str], Any]:
    return {
        (kind, note.get(f"{W}id", "")): note
        for kind in ("footnote", "endnote")
        if (root := _part(docx, f"{kind}s")) is not None
        for note in root.iter(W + kind)
    }


def _title(docx: Any) -> str | None:
    """The title among the properties of the file, if it is one of this document and not of its template."""
    title = (docx.core_properties.title or "").strip()[:FIELD_LENGTH]
    properties = _part(docx, "extended_properties")
    template = "" if properties is None else (properties.findtext("{*}Template") or "").rpartition(".")[0]
    return None if NO_TITLE.fullmatch(title) or title.lower() == template.lower() else title


def _check(data: bytes) -> None:
    """Refuse, before it is unpacked, what is no Word document or would fill the memory."""
    if data.startswith(OLE):
        raise DocumentError("password-protected or an old .doc file: save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError(f"damaged Word document: {CUT_OFF}") from error
    if "[Content_Types].xml" not in names:
        raise DocumentError("a zip archive, not a Word document")
    xml = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
    for kind, parts, limit in (("", entries, UNPACKED_LIMIT), (" of XML", xml, XML_LIMIT)):
        if (size := sum(part.file_size for part in parts)) > limit:
            raise DocumentError(
                f"{size / 1e6:,.0f} MB{kind} when unpacked, more than the limit of {limit / 1e6:.0f} MB: split it"
            )
