"""Small mails, feeds, books and archives that stand for large ones: refused with a reason, or read, in bounds."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.documents import samples
from tests.documents.samples import epub_parts, odt_parts, page, zipped
from tests.documents.test_bombs import DEEP, XML_LAUGHS, ends_well

MAIL = b"From: a@vale.example\n"
PART = b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n'
TABLE = (
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="9999">'
    "<text:p>a</text:p></table:table-cell></table:table-row>"
)
ENTRY = "<text:list><text:list-item>"


def loose(parts: Mapping[str, bytes | str]) -> bytes:
    """Not compressed: what unpacks to many times its size is refused before anything else is looked at."""
    return zipped(parts, zipfile.ZIP_STORED)


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros.zip": lambda: zipped({f"{n}.txt": bytes(40_000_000) for n in range(5)}),
    "names.zip": lambda: zipped({f"{n}.txt": b"" for n in range(120_000)}),
    "files.zip": lambda: zipped({f"{n}.txt": b"A mill." for n in range(10_001)}),
    "book in it.zip": lambda: zipped(
        {"a.epub": zipped({**samples.EPUB, "book/one.xhtml": b"<p>" + b" " * 60_000_000})}
    ),
    "zeros.odt": lambda: loose(odt_parts("<text:p>" + "a mill " * 6_000_000 + "</text:p>")),
    "deep.odt": lambda: zipped(odt_parts(ENTRY * 100 + "<text:p>a</text:p>" + "</text:list-item></text:list>" * 100)),
    "paragraphs.odt": lambda: loose(odt_parts("<text:p>a b</text:p>" * 190_000)),
    "spaces.odt": lambda: loose(odt_parts('<text:p>a<text:s text:c="9999"/></text:p>' * 90_000)),
    "cells.odt": lambda: loose(odt_parts("<table:table>" + TABLE * 40_000 + "</table:table>")),
    "entities.odt": lambda: zipped({**odt_parts(""), "content.xml": b"<!DOCTYPE x [" + XML_LAUGHS + b"]><x>&a9;</x>"}),
    "zeros.epub": lambda: zipped(epub_parts({"a.xhtml": page("<p>" + " " * 90_000_000)}, "")),
    "files.epub": lambda: zipped(epub_parts({f"{n}.xhtml": page("a") for n in range(4_999)}, "")),
    "contents.epub": lambda: zipped(epub_parts({"a.xhtml": page("a")}, '<li><a href="a.xhtml#b">x</a></li>' * 90_000)),
    "lists.epub": lambda: zipped(epub_parts({"a.html": "<ul><li>" * 100 + "<li>a" * 190_000}, "")),
    "deep.rtf": lambda: b"{\\rtf1" + b"{" * 3_000_000,
    "controls.rtf": lambda: b"{\\rtf1" + b"\\b" * 1_500_000 + b" A mill.}",
    "bytes.rtf": lambda: b"{\\rtf1" + b"\\'e9" * 1_500_000 + b"}",
    "paragraphs.rtf": lambda: b"{\\rtf1" + b"a\\par" * 1_500_000 + b"}",
    "fields.rtf": lambda: b"{\\rtf1" + b"{\\field{\\*\\fldinst{HYPERLINK " * 300_000 + b"}",
    "fonts.rtf": lambda: b"{\\rtf1{\\fonttbl" + b"\\f1" * 2_000_000 + b"}A mill.}",
    "picture.rtf": lambda: b"{\\rtf1{\\pict " + b"ff" * 24_000_000 + b"}A mill.}",
    "parts.eml": lambda: MAIL + b"".join(PART % (n, n) for n in range(DEEP)),
    "within mails.eml": lambda: MAIL + b"Content-Type: message/rfc822\n\n" * DEEP,
    "lines.eml": lambda: MAIL + b"".join(PART % (n, n) for n in range(90)) + b"\n" + b"--a\n" * 2_000_000,
    "headers.eml": lambda: b"X: a\n" * 3_000_000 + MAIL + b"\nA mill.",
    "words.eml": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 1_000_000 + b"\n" + MAIL + b"\nA mill.",
    "parameters.eml": lambda: MAIL + b"Content-Type: text/plain" + b"; a*0*=b" * 300_000 + b"\n\nA mill.",
    "quotes.eml": lambda: MAIL + b'Content-Type: text/plain; charset="' + b'\\"' * 500_000 + b"\n\nA mill.",
    "names.eml": lambda: b"From: " + b"(" * 1_000_000 + b"\n\nA mill.",
    "coded.eml": lambda: MAIL + b"Content-Transfer-Encoding: base64\n\n" + b"QQ==" * 9_000_000,
    "quoted printable.eml": lambda: MAIL + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=41=\n" * 6_000_000,
    "uu.eml": lambda: (
        MAIL + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + b"#0V%T\n" * 6_000_000 + b"end\n"
    ),
    "html.eml": lambda: MAIL + b"Content-Type: text/html\n\n" + b"<td>a<table><tr>" * 60_000,
    "flowed.eml": lambda: (
        MAIL + b"Content-Type: text/plain; format=flowed\n\n" + b">" * 20_000_000 + b" a \n" * 1_000_000
    ),
    "line.mbox": lambda: samples.SEPARATOR + MAIL + b"\n" + b"a" * 120_000_000,
    "from.mbox": lambda: (samples.SEPARATOR + MAIL + b"\n\n") * 100_000,
    "streams.msg": lambda: samples.ole({f"{n}": b"" for n in range(9_000)}),
    "items.rss": lambda: b"<rss><channel>" + b"<item><title>a</title></item>" * 50_000,
    "entities.rss": lambda: (
        b"<!DOCTYPE rss [" + XML_LAUGHS + b"]><rss><channel><item><title>&a9;</title></item></channel></rss>"
    ),
    "deep.rss": lambda: b"<rss><channel><item>" + b"<a>" * DEEP,
    "html.rss": lambda: (
        b"<rss><channel><item><description>" + b"&lt;p&gt;a" * 190_000 + b"</description></item></channel></rss>"
    ),
    "broken.rss": lambda: b"<rss><channel><item><title>&x;" + b"<a b='" * 90_000,
    "comment.rss": lambda: b"<rss><channel>" + b"<!--" * 30_000 + b"<item>",
    "declarations.rss": lambda: b"<!DOCTYPE rss [" + b"<!ENTITY a 'b'>" * 90_000 + b"]><rss><channel><item><title>&a;",
    "prolog.xml": lambda: b"<!--" * 4_000_000,
    "attributes.nitf": lambda: b"<nitf><body " + b" ".join(b"a%d=''" % n for n in range(300_000)) + b"/></nitf>",
    "laughs.nitf": lambda: (
        b"<!DOCTYPE nitf [" + XML_LAUGHS + b"]><nitf><body><body.content>&a9;</body.content></body></nitf>"
    ),
    "deep.nitf": lambda: b"<nitf><body><body.content>" + b"<p>" * DEEP,
    "items.newsml": lambda: b"<newsMessage>" + b"<newsItem><itemMeta/></newsItem>" * 90_000 + b"</newsMessage>",
    "within.newsml": lambda: (
        b"<newsMessage>" + b"<newsItem><itemMeta/>" * 200 + b"</newsItem>" * 200 + b"</newsMessage>"
    ),
    "deep.json": lambda: b'{"body_text": ' + b"[" * 10_000_000,
    "items.json": lambda: b'[{"body_text": "a"}' + b",{}" * 6_000_000 + b"]",
    "html.json": lambda: b'{"body_html": "' + b"<b>" * 190_000 + b'"}',
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_ends_in_a_reason_or_a_document(name: str, tmp_path: Path) -> None:
    ends_well(tmp_path / name, BOMBS[name]())
