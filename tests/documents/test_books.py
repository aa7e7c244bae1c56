"""E-books, OpenDocument texts and rich text: what stands on the page, in its order, and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.documents import rtf
from qa.types import Document, Skipped
from tests.documents import samples
from tests.documents.conftest import Load
from tests.documents.samples import epub_parts, odt_parts, page, zipped

Only = Callable[[str, bytes | str], Document]
Reason = Callable[[str, bytes | str], str]
DAY = datetime.date(2021, 4, 30)


def test_a_book_chapter_by_chapter(load: Load) -> None:
    book = "The Salt Road"
    assert load("a.epub", zipped(samples.EPUB)) == [
        Document(
            "a.epub#book/one.xhtml", "Salt", "# Salt\n\nThe road begins at Halvern\xa0Quay.\n\nIt goes on.", book, DAY
        ),
        Document("a.epub#book/two.xhtml#b", "Carts", "## Carts\n\nForty carts a day went north.", book, DAY),
    ]


def test_sections_of_a_chapter_stay_in_it(load: Load) -> None:
    text = page("<h1>One</h1><p>A.</p><h2 id='s'>Section</h2><p>B.</p><h1 id='two'>Two</h1><p>C.</p>")
    nav = (
        '<li><a href="a.xhtml">One</a><ol><li><a href="a.xhtml#s">Section</a></li></ol></li>'
        '<li><a href="a.xhtml#two">Two</a></li>'
    )
    one, two = load("a.epub", zipped(epub_parts({"a.xhtml": text}, nav)))
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert one.text == "# One\n\nA.\n\n## Section\n\nB."
    assert (two.id, two.title, two.text) == ("a.epub#book/a.xhtml#two", "Two", "# Two\n\nC.")


def test_the_table_of_contents_of_the_second_version(load: Load) -> None:
    parts = epub_parts({"a.xhtml": page("<p>Before.</p>"), "b c.xhtml": page("<p>The road.</p>")}, "")
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Roads</text></navLabel>'
        '<content src="b%20c.xhtml"/></navPoint></navMap></ncx>'
    )
    item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
    parts["book/content.opf"] = str(parts["book/content.opf"]).replace("</manifest>", item)
    found = [item for item in load("a.epub", zipped({**parts, "book/toc.ncx": ncx})) if isinstance(item, Document)]
    assert [(item.title, item.text) for item in found] == [("Before.", "Before."), ("Roads", "The road.")]


def test_what_is_missing_or_locked_in_a_book_is_named(load: Load) -> None:
    parts = dict(samples.EPUB)
    del parts["book/one.xhtml"]
    parts["META-INF/encryption.xml"] = (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:CipherReference URI="book/two.xhtml"/></encryption>'
    )
    assert load("a.epub", zipped(parts)) == [
        Skipped("a.epub#book/one.xhtml", "named in the book, but not in it"),
        Skipped("a.epub#book/two.xhtml", "locked (DRM)"),
    ]


def test_a_chapter_that_is_no_xml_is_read_as_browsers_do(load: Load) -> None:
    (item,) = load("a.epub", zipped(epub_parts({"a.html": "<p>The mill &amp; road<p>go on<br>here"}, "")))
    assert isinstance(item, Document)
    assert item.text == "The mill & road\n\ngo on\nhere"


def test_what_is_no_book(reason: Reason) -> None:
    assert reason("a.epub", zipped({"a.txt": "x"})) == "a zip archive, not an e-book"
    assert reason("b.epub", b"PK\x03\x04 and so on").startswith("damaged e-book: ")
    assert reason("c.epub", zipped(epub_parts({}, ""))) == "no chapters in it"


def test_an_opendocument_text(document: Only) -> None:
    assert document("a.odt", zipped(samples.ODT)) == Document(
        "a.odt",
        "The mills of Vale",
        "## Owners\n\nThe mill of Vale has three wheels.\n\nBuilt in 1790.\n\n1. Rye\n2. Barley\n\nYear | Sacks",
    )


def test_lists_that_go_on_and_cells_that_span_rows(document: Only) -> None:
    def items(more: str, *words: str) -> str:
        inside = "".join(f"<text:list-item><text:p>{word}</text:p></text:list-item>" for word in words)
        return f'<text:list text:style-name="L1" {more}>{inside}</text:list>'

    table = (
        '<table:table><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Vale</text:p>'
        "</table:table-cell><table:table-cell><text:p>1900</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>1901</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    body = items("", "Rye") + "<text:p>Then:</text:p>" + items('text:continue-numbering="true"', "Oats") + table
    found = document("a.odt", zipped(odt_parts(body, samples.NUMBERED)))
    assert found.text == "1. Rye\n\nThen:\n\n2. Oats\n\nVale | 1900\nVale | 1901"


def test_deleted_text_and_comments_are_no_text_and_boxes_are(document: Only) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>The mill<office:annotation><text:p>Sure?</text:p>"
        "</office:annotation> stands.<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame>"
        "</text:p>"
    )
    assert document("a.odt", zipped(odt_parts(body))).text == "The mill stands.\n\nBoxed."


def test_what_is_no_opendocument_text(reason: Reason) -> None:
    assert reason("a.odt", zipped({"a.txt": "x"})) == "a zip archive, not an OpenDocument text"
    sheet = {**samples.ODT, "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    assert reason("b.odt", zipped(sheet)) == "a zip archive, not an OpenDocument text"
    locked = {**samples.ODT, "META-INF/manifest.xml": "<m><encryption-data/></m>"}
    assert reason("c.odt", zipped(locked)) == "password-protected"
    assert reason("d.odt", zipped({**samples.ODT, "content.xml": "<a"})).startswith("damaged OpenDocument text: ")


def test_rich_text(document: Only) -> None:
    assert document("a.rtf", samples.RTF) == Document(
        "a.rtf",
        "The mill",
        "## Owners\n\nThe café costs 5 €😀 a day.²\n\nSince 1790.\n\n1. Rye\n2. Barley\n\nYear | Sacks\n1900 | 12\n\n"
        "The wheel turns\nat night.",
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"A{\v hidden} mill\deleted  gone\deleted0 .", "A mill."),
        (rb"{\pict\bin6 }}}{{{ }A mill.", "A mill."),
        (rb"{\*\unknown secret}A mill{\*\shppict{\pict ffd8}}.", "A mill."),
        (rb"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Boxed.}}{\shprslt Boxed.}}", "Boxed."),
        (rb"\uc2\u8364 EUA\uc0\u8364 B \uc1\u8364\'80C", "€A€B €C"),
        (rb"{\fonttbl{\f1\fcharset204 Arial;}}\f1\'cc\'e5\'eb", "Мел"),
        (rb"{\fonttbl{\f2\fcharset128 X;}}\f2\'83A", "ア"),
        (b"One\\\nTwo\\line Three", "One\n\nTwo\nThree"),
        (rb"\{a\\b\}\~c\_d", "{a\\b}\xa0c\u2011d"),
        (rb"A mill.}{\rtf1 after the end", "A mill."),
        (rb"{\listtext\'b7\tab}Rye\par{\listtext a)\tab}Oats\par", "- Rye\na) Oats"),
        (rb"{\object{\*\objdata 0102}{\result Shown.}}", "Shown."),
    ],
)
def test_words_of_rich_text(document: Only, body: bytes, text: str) -> None:
    assert document("a.rtf", rb"{\rtf1\ansi " + body + b"}").text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Cf"]), min_size=1, max_size=30).filter(str.strip))
@settings(max_examples=100)
def test_any_character_comes_through_rich_text(text: str) -> None:
    words = text.encode("utf-16-le")
    units = (int.from_bytes(words[n : n + 2], "little") for n in range(0, len(words), 2))
    coded = "".join(rf"\u{unit - 65536 if unit > 32767 else unit}?" for unit in units)
    assert rtf.load(rf"{{\rtf1 x{coded}x}}".encode(), "a").text == f"x{text}x"


def test_the_news_form_in_both(document: Only) -> None:
    body = "".join(f"<text:p>{line}</text:p>" for line in ("date 2025-12-05", "It opened.", "Based On ANI Report"))
    lines = rb"{\rtf1 date 2025-12-05\par It opened.\par Based On ANI Report}"
    for name, data in (("a.odt", zipped(odt_parts(body, title=""))), ("a.rtf", lines)):
        found = document(name, data)
        assert (found.text, found.date, found.source) == ("It opened.", datetime.date(2025, 12, 5), "ANI")


def test_what_is_no_rich_text(reason: Reason) -> None:
    assert reason("a.rtf", b"The mill.") == "not an RTF document, whatever its name says"
    assert reason("b.rtf", rb"{\rtf1{\pict ffd8}}") == "no text in it"
