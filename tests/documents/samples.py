"""A small honest file of each kind that is packed, marked up or a mail, for tests that change it a little or a lot."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from itertools import pairwise

MIMETYPE = "application/vnd.oasis.opendocument.text"
OFFICE = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)


def zipped(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def odt_parts(body: str, styles: str = "", title: str = "The mills of Vale") -> dict[str, bytes | str]:
    return {
        "mimetype": MIMETYPE,
        "content.xml": f"<office:document-content {OFFICE}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "meta.xml": f'<office:document-meta {OFFICE} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:title>{title}</dc:title></office:meta></office:document-meta>",
    }


NUMBERED = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '</text:list-style><style:style style:name="T9"><style:text-properties style:text-line-through-style="solid"/>'
    "</style:style>"
)
ODT = odt_parts(
    '<text:h text:outline-level="2">Owners</text:h><text:p>The mill<text:s text:c="2"/>of <text:span>Vale</text:span>'
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Built in 1790.</text:p>"
    "</text:note-body>"
    '</text:note> has <text:span text:style-name="T9">two</text:span> three wheels.</text:p>'
    '<text:list text:style-name="L1"><text:list-item><text:p>Rye</text:p></text:list-item>'
    "<text:list-item><text:p>Barley</text:p></text:list-item></text:list>"
    "<table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell>"
    "<table:table-cell><text:p>Sacks</text:p></table:table-cell></table:table-row></table:table>",
    NUMBERED,
)


def page(body: str) -> str:
    return (
        '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title/></head><body>{body}</body></html>"
    )


def epub_parts(
    pages: Mapping[str, str], nav: str, more: Mapping[str, bytes | str] | None = None
) -> dict[str, bytes | str]:
    """A book with these files in order; `nav` is the inside of its table of contents."""
    kind = 'media-type="application/xhtml+xml"'
    items = "".join(f'<item id="i{n}" href="{name}" {kind}/>' for n, name in enumerate(pages))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book/content.opf"/></rootfiles></container>',
        "book/content.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Salt Road</dc:title><dc:date>2021-04-30</dc:date>'
        f'</metadata><manifest><item id="nav" href="nav.xhtml" {kind} properties="nav"/>{items}</manifest>'
        f"<spine>{spine}</spine></package>",
        "book/nav.xhtml": page(f'<nav epub:type="toc" xmlns:epub="http://www.idpf.org/2007/ops"><ol>{nav}</ol></nav>'),
        **{f"book/{name}": text for name, text in pages.items()},
    }


EPUB = epub_parts(
    {
        "one.xhtml": page("<h1>Salt</h1><p>The road begins at Halvern&nbsp;Quay.</p>"),
        "two.xhtml": page("<p>It goes on.</p><h2 id='b'>Carts</h2><p>Forty carts a day went north.</p>"),
    },
    '<li><a href="one.xhtml">Salt</a></li><li><a href="two.xhtml#b">Carts</a></li>',
)
RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    rb"{\stylesheet{\s0 Normal;}{\s2 heading 2;}}{\info{\title The mill}}"
    rb"{\header Page 3}\pard\s2 Owners\par\pard The caf\'e9 costs 5 \u8364?\u-10179?\u-8704? {\b a day}.{\super 2}"
    rb"{\footnote Since 1790.}\par{\listtext 1.\tab}Rye\par{\listtext 2.\tab}Barley\par"
    rb"\trowd\intbl Year\cell Sacks\cell\row\trowd\intbl 1900\cell 12\cell\row\pard "
    rb"{\field{\*\fldinst{HYPERLINK http://x.example}}{\fldrslt The wheel}} turns\line at night.\par}"
)


def mail(text: str = "The mill opens on Friday.\r\n", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = headers.get("sender", '"Strandberg, Åse" <ase@vale.example>')
    message["Subject"] = headers.get("subject", "The mill – reopens")
    message["Date"] = headers.get("date", "Fri, 05 Dec 2025 23:30:00 -0500")
    message["Message-ID"] = headers.get("name", "<mill-1@vale.example>")
    message.set_content(text)
    return message


def full_mail() -> EmailMessage:
    message = mail()
    message.add_alternative("<p>The <b>mill</b> opens on Friday.</p>", subtype="html")
    message.add_attachment("The wheel has 12 blades.\n", filename="wheel.txt")
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="wheel.gif")
    return message


SEPARATOR = b"From ase@vale.example Fri Dec  5 23:30:00 2025\n"
EML = bytes(full_mail())
MBOX = SEPARATOR + EML + b"\n" + SEPARATOR + bytes(mail("It closes on Sunday.\n", name="<mill-2@vale.example>")) + b"\n"
RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Vale Gazette</title><item><title>Mill &amp;amp; wheel</title><link>https://vale.example/1</link>
<guid>vale-1</guid><pubDate>Fri, 05 Dec 2025 23:30:00 -0500</pubDate><description>A teaser</description>
<content:encoded><![CDATA[<p>The mill <em>opens</em>.</p><ul><li>Rye</li><li>Barley</li></ul>]]></content:encoded>
</item><item><title>Only a headline</title><guid>vale-2</guid></item></channel></rss>"""
NITF = b"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-2.dtd"><nitf><head><title>Mill</title><docdata>
<date.issue norm="20251205T103000Z"/></docdata>
<pubdata name="Vale Gazette" ex-ref="https://vale.example/1"/></head>
<body><body.head>
<hedline><hl1>Mill opens</hl1></hedline></body.head><body.content><p>The mill of <location>Vale</location>
opens.</p><hl2>Owners</hl2><p>It has two.</p></body.content></body></nitf>"""
NEWSML = b"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:vale:1">
<itemMeta><itemClass qcode="ninat:text"/>
<provider literal="VALE"/><versionCreated>2025-12-05T10:30:00Z</versionCreated></itemMeta>
<contentMeta><headline>Mill opens</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>The mill opens.</p></body></html>
</inlineXML></contentSet></newsItem><newsItem guid="urn:vale:2"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
<contentSet><remoteContent href="a.jpg"/></contentSet></newsItem></itemSet></newsMessage>"""
NINJS = json.dumps(
    {
        "uri": "https://vale.example/1",
        "headline": "Mill opens",
        "versioncreated": "2025-12-05T10:30:00Z",
        "source": "Vale Gazette",
        "body_xhtml": "<p>The mill opens.</p><p>It has two owners.</p>",
    }
).encode()
ZIP = {
    "2025/mill.txt": "The mill opens.",
    "rows.csv": "id,text\n7,The mill closes.\n",
    "mail.eml": EML,
    "wheel.gif": b"GIF89a",
}


def ole(streams: Mapping[str, bytes], folders: Mapping[str, Mapping[str, bytes]] | None = None) -> bytes:
    """An OLE file (MS-CFB, version 3) with these streams, all in sectors of their own and none in the small ones."""
    entries: list[tuple[str, int, bytes, list[int]]] = []  # name, kind (1 folder, 2 stream), bytes, numbers within
    root = ("Root Entry", 5, b"", [])
    entries.append(root)
    for name, data in streams.items():
        root[3].append(len(entries))
        entries.append((name, 2, data.ljust(4096, b"\0"), []))
    for folder, inner in (folders or {}).items():
        root[3].append(len(entries))
        there: tuple[str, int, bytes, list[int]] = (folder, 1, b"", [])
        entries.append(there)
        for name, data in inner.items():
            there[3].append(len(entries))
            entries.append((name, 2, data.ljust(4096, b"\0"), []))
    beside = {number: after for *_, inner in entries for number, after in pairwise(inner)}
    sectors, table, listing = [], [], b""
    for number, (name, kind, data, within) in enumerate(entries):
        start = len(table) if data else 0xFFFFFFFE
        pieces = [data[place : place + 512].ljust(512, b"\0") for place in range(0, len(data), 512)]
        table += [*range(len(table) + 1, len(table) + len(pieces)), 0xFFFFFFFE] if pieces else []
        sectors += pieces
        spelt = name.encode("utf-16-le")
        listing += struct.pack(
            "<64sHBBLLL16sLQQLQ", spelt, len(spelt) + 2, kind, 1, 0xFFFFFFFF, beside.get(number, 0xFFFFFFFF),
            within[0] if within else 0xFFFFFFFF, b"", 0, 0, 0, start, len(data),
        )  # fmt: skip
    listing += b"\0" * (-len(listing) % 512)
    first = len(table)
    table += [*range(first + 1, first + len(listing) // 512), 0xFFFFFFFE]
    sectors += [listing[place : place + 512] for place in range(0, len(listing), 512)]
    tables = (len(table) + len(table) // 100 + 127) // 128 + 1
    places = list(range(len(table), len(table) + tables))
    table += [0xFFFFFFFD] * tables
    table += [0xFFFFFFFF] * (tables * 128 - len(table))
    sectors += [struct.pack("<128L", *table[n * 128 : n * 128 + 128]) for n in range(tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<LLLLLLLLL", 0, tables, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return header + struct.pack("<109L", *(places + [0xFFFFFFFF] * 109)[:109]) + b"".join(sectors)


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


SENT = struct.pack("<HHLQ", 0x40, 0x39, 6, 134_094_042_000_000_000)  # 2025-12-05 10:30 UTC, in tenths of microseconds
MSG = ole(
    {
        "__properties_version1.0": bytes(32) + SENT,
        "__substg1.0_0037001F": wide("The mill – reopens"),
        "__substg1.0_0C1A001F": wide("Åse Strandberg"),
        "__substg1.0_1000001F": wide("The mill opens on Friday.\r\n"),
    },
    {
        "__attach_version1.0_#00000000": {
            "__substg1.0_3707001F": wide("wheel.txt"),
            "__substg1.0_37010102": b"The wheel has 12 blades.".ljust(4096, b" "),
        },
        "__attach_version1.0_#00000001": {
            "__substg1.0_3707001F": wide("wheel.gif"),
            "__substg1.0_37010102": b"GIF89a",
        },
    },
)
