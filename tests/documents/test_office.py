"""Word documents: everything that can be read on the page, in its order; locked, damaged and swollen files."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qa.types import Document

Only = Callable[[str, bytes | str], Document]
Reason = Callable[[str, bytes | str], str]


def saved(word: Any) -> bytes:
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def article() -> Any:
    word = docx.Document()
    word.core_properties.title = ""
    word.add_heading("The tide mill", 1)
    paragraph = word.add_paragraph("The mill of ")
    paragraph.add_run("Vale").bold = True
    paragraph.add_run(" has two wheels.")
    word.add_paragraph("")
    word.add_heading("Owners", 2)
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), ("Year", "Sacks", "1900", "12"), strict=True):
        cell.text = text
    word.add_paragraph("It never stood still.", style="List Bullet")
    return word


def test_paragraphs_headings_and_tables_in_order(document: Only) -> None:
    assert document("a.docx", saved(article())) == Document(
        "a.docx",
        "The tide mill",
        "# The tide mill\n\nThe mill of Vale has two wheels.\n\n## Owners\n\nYear | Sacks\n1900 | 12\n\n"
        "It never stood still.",
    )


def test_the_title_of_the_file_is_used_and_its_dates_are_not(document: Only) -> None:
    word = article()
    word.core_properties.title = "The mills\nof Vale"
    word.core_properties.created = datetime.datetime(2020, 1, 1)
    found = document("a.docx", saved(word))
    assert (found.title, found.date) == ("The mills of Vale", None)


def test_the_news_form(document: Only) -> None:
    word = docx.Document()
    for line in ("date 2025-12-05", "The mill opened on Friday.", "Based On ANI Report"):
        word.add_paragraph(line)
    found = document("a.docx", saved(word))
    assert (found.text, found.date, found.source) == ("The mill opened on Friday.", datetime.date(2025, 12, 5), "ANI")


def test_links_insertions_and_controls_are_read_and_deletions_are_not(document: Only) -> None:
    word = docx.Document()
    space = nsdecls("w")
    word.element.body.insert(0, parse_xml(
        f"<w:p {space}><w:r><w:t xml:space='preserve'>The </w:t></w:r><w:ins><w:r><w:t>tide</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>wind</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'> mill</w:t></w:r></w:hyperlink></w:p>"
    ))  # fmt: skip
    word.element.body.insert(1, parse_xml(
        f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>It grinds.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    ))  # fmt: skip
    assert document("a.docx", saved(word)).text == "The tide mill\n\nIt grinds."


def test_an_empty_document_is_reported(reason: Reason) -> None:
    assert reason("a.docx", saved(docx.Document())) == "no text in it"


def test_a_locked_or_old_document_is_reported(reason: Reason) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert reason("a.docx", data).startswith("password-protected or an old .doc file")


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_damaged_files_are_reported(reason: Reason) -> None:
    data = saved(article())
    assert reason("a.docx", data[: len(data) // 2]).startswith("damaged Word document: ")
    assert reason("b.docx", "The mill stands.").startswith("damaged Word document: ")
    assert reason("c.docx", packed({"a.txt": b"The mill stands."})) == "a zip archive, not a Word document"
    assert reason("d.docx", packed({"[Content_Types].xml": b"<broken"})).startswith("damaged Word document: ")


def test_a_workbook_is_no_word_document(reason: Reason) -> None:
    with zipfile.ZipFile(io.BytesIO(saved(article()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"wordprocessingml", b"spreadsheetml")
    assert reason("a.docx", packed(parts)) == "an Office file, but not a Word document"


def test_an_empty_heading_is_left_out(document: Only) -> None:
    word = docx.Document()
    word.add_heading("", 2)
    word.add_paragraph("The mill stands.")
    assert document("a.docx", saved(word)).text == "The mill stands."


def test_a_zip_bomb_is_refused_before_it_is_unpacked(reason: Reason) -> None:
    data = packed({"[Content_Types].xml": b"<a/>", "word/document.xml": bytes(201_000_000)})
    assert len(data) < 1_000_000
    assert reason("a.docx", data) == "201 MB when unpacked, more than the limit of 200 MB: split it"


def test_xml_entities_are_not_expanded(load: Callable[[str, bytes], list[Any]]) -> None:
    with zipfile.ZipFile(io.BytesIO(saved(article()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<!DOCTYPE w [<!ENTITY a "' + b"mill" * 50 + b'">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(6)
    ) + b"]>"  # fmt: skip
    head, _, tail = parts["word/document.xml"].partition(b"?>")
    parts["word/document.xml"] = head + b"?>" + bomb + tail.replace(b"two wheels", b"&g;")
    (item,) = load("a.docx", packed(parts))
    assert len(getattr(item, "text", "")) < 1_000


@pytest.mark.parametrize("level", [1, 3, 9])
def test_heading_levels_are_those_of_markdown(document: Only, level: int) -> None:
    word = docx.Document()
    word.add_heading("Owners", level)
    assert document("a.docx", saved(word)).text == "#" * min(level, 6) + " Owners"
