"""The files that `mutations.py` damages: for each name that is read some honest ones, as bytes or as what they are made
of. Together with `samples.py`, which has those that are packed, marked up or a mail."""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Mapping

import docx
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A5
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.documents import samples

Parts = Mapping[str, bytes | str]
Original = bytes | Parts
"""A file, or the members of one that is a zip archive."""

WORDS = (
    "The tide mill of Vale was built in 1790 by a guild of bakers, who wanted flour in every month of the year.",
    "Two families own the mill today. They sold 4,120 sacks of oats last winter – more than in “any year before”.",
    "Åse Strandberg, 61, runs it; the café beside it opened on 5 December 2025.",
)
TXT = f"date 2025-12-05\n\nThe mill of Vale\n\n{WORDS[0]}\n\n{WORDS[1]}\n{WORDS[2]}\n\nBased On Vale Gazette Report\n"
HEAD = f"HEADLINE: The mill\nDate: December 5, 2025\nSource: Vale Gazette\nURL: https://vale.example/1\n\n{WORDS[0]}\n"
NEXIS = "".join(
    f"{n} of 2 DOCUMENTS\n\nVale Gazette\n\nDecember {n}, 2025 Friday\n\nThe mill, part {n}\n\nBYLINE: By Ase Berg\n\n"
    f"SECTION: NEWS; Pg. {n}\n\nLENGTH: 20 words\n\n{WORDS[0]}\n\n{WORDS[1]}\n\nLOAD-DATE: December 6, 2025\n\n"
    "LANGUAGE: ENGLISH\n\n"
    for n in (1, 2)
)
LIVE = f"Live: the mill reopens\n\n16:10\n\n{WORDS[0]}\n\n15:45\n\n{WORDS[1]}\n\n15:02\n\n{WORDS[2]}\n"
MD = (
    f"---\ntitle: The mill\ndate: 2025-12-05\nlink: https://vale.example/1\ntags: [a, b]\n---\n# Mill\n\n{WORDS[0]}[^1]"
    "\n\n"
    "* rye\n  * oats\n1. one\n\n| Year | Sacks |\n|---|--:|\n| 1900 | 12 |\n\n> said *she*, ~~twice~~ `once`\n\n"
    '<div><p>raw <b>HTML</b></p></div>\n\n![wheel](wheel.png) [link](https://vale.example "t")\n\n```\ncode\n```\n\n'
    "[^1]: Since 10⁶ days.\n"
)
TOML = f'+++\ntitle = "The mill"\ndate = 2025-12-05T10:30:00Z\n[extra]\nsource = "Vale"\n+++\n{WORDS[1]}\n'
HTML = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The mill - Vale Gazette</title>'
    '<meta property="article:published_time" content="2025-12-05T10:30:00Z"><link rel="canonical" '
    'href="https://vale.example/2025/12/05/mill"><script type="application/ld+json">'
    + json.dumps({"@type": "NewsArticle", "headline": "The mill", "datePublished": "2025-12-05"})
    + f"</script></head><body><nav><a href=/>Home</a></nav><article><h1>The mill</h1><time>5 December 2025</time>"
    f"<p>{WORDS[0]}<sup>2</sup></p><h2>Owners</h2><p>{WORDS[1]}</p><table><tr><th>Year<th>Sacks<tr><td>1900<td>12"
    f"</table><ol><li>Rye<li>Oats</ol><p>{WORDS[2]}</p></article><footer>All rights</footer></body></html>"
)
CLIPPINGS = "<html><body>" + "".join(
    f"<article><h2>The mill, part {n}</h2><p class=date>{n} December 2025</p><p>{words}</p></article>"
    for n, words in enumerate(WORDS, start=1)
)
ROWS = [
    {
        "id": n,
        "title": f"The mill, part {n}",
        "text": f"{words}\n\n<p>More &amp; more</p>",
        "date": f"{n}/25/2025" if n > 2 else f"2025-12-0{n}T10:30:00Z",
        "source": {"name": "Vale Gazette"},
        "url": f"https://vale.example/{n}",
        "score": 1.5e300,
    }
    for n, words in enumerate(WORDS, start=1)
]


def _table(delimiter: str) -> bytes:
    lines = ["sep=;"] if delimiter == ";" else []
    lines.append(delimiter.join(("id", "Head line", "text", "Published At", "source")))
    lines += [
        delimiter.join((str(n), f"Part {n}", f'"{words} ""so"" it\nwent"', f"{n}.12.2025", "Vale"))
        for n, words in enumerate(WORDS, start=1)
    ]
    return "\r\n".join(lines).encode()


def _word() -> Original:
    import zipfile

    word = docx.Document()
    word.core_properties.title = "The mill"
    word.add_heading("The mill", 1)
    word.add_paragraph(WORDS[0]).add_run("struck").font.strike = True
    word.add_paragraph("Rye", style="List Number")
    word.add_paragraph("Oats", style="List Bullet")
    table = word.add_table(2, 3)
    for number, cell in enumerate(table._cells):
        cell.text = f"cell {number}"
    table.cell(0, 0).merge(table.cell(0, 1))
    word.add_paragraph(WORDS[1])
    file = io.BytesIO()
    word.save(file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def picture() -> Image.Image:
    """A page with some words, in print that is easily read."""
    image = Image.new("L", (600, 300), 245)
    for n, words in enumerate(WORDS):
        ImageDraw.Draw(image).text((20, 40 + 60 * n), words[:60], fill=10, font_size=18)
    return image


def _pdf(packed: bool) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A5, pageCompression=int(packed))
    canvas.setTitle("The mill")
    for n, words in enumerate(WORDS):
        for line in range(4):
            canvas.drawString(40, 500 - 16 * line, words[line * 28 : line * 28 + 28] + "-" * (line == 1))
        for row in range(3):
            for column in range(3):
                canvas.drawString(40 + 110 * column, 300 - 20 * row, f"c{row}{column}" if row or column else "Year")
        canvas.drawString(200, 20, f"{n + 1}")
        canvas.showPage()
    canvas.drawImage(ImageReader(picture()), 0, 0, *A5)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _image(kind: str, image: Image.Image | None = None, **how: object) -> bytes:
    buffer = io.BytesIO()
    (image or picture()).save(buffer, kind, **how)
    return buffer.getvalue()


def _with_attachment(name: str, data: bytes) -> bytes:
    message = samples.mail()
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


@functools.cache
def originals() -> dict[str, list[Original]]:
    """Suffix -> honest files of this kind."""
    page = picture()
    fax = page.convert("1")
    exif = Image.Exif()
    exif[0x112] = 6
    word = _word()
    return {
        ".txt": [text.encode() for text in (TXT, HEAD, NEXIS, LIVE)],
        ".md": [MD.encode(), TOML.encode()],
        ".html": [HTML.encode(), CLIPPINGS.encode()],
        ".pdf": [_pdf(True), _pdf(False)],
        ".docx": [word],
        ".odt": [samples.ODT],
        ".rtf": [samples.RTF],
        ".csv": [_table(","), _table(";"), _table("|")],
        ".tsv": [_table("\t")],
        ".json": [json.dumps(ROWS, indent=1).encode(), json.dumps({"a": {"b": ROWS}}).encode(), samples.NINJS],
        ".jsonl": ["\n".join(json.dumps(row, ensure_ascii=row["id"] == 2) for row in ROWS).encode()],
        ".epub": [samples.EPUB],
        ".eml": [samples.EML, _with_attachment("a.html", HTML.encode()), _with_attachment("a.csv", _table(","))],
        ".msg": [samples.MSG],
        ".mbox": [samples.MBOX],
        ".xml": [samples.NITF, samples.NEWSML, samples.RSS],
        ".rss": [samples.RSS],
        ".atom": [ATOM],
        ".zip": [samples.ZIP, {"a.html": HTML, "b/a.csv": _table(","), "a.odt": samples.zipped(samples.ODT)}],
        ".png": [_image("PNG", dpi=(200, 200)), _image("PNG", page.convert("P")), _image("PNG", page.convert("LA"))],
        ".jpg": [_image("JPEG", exif=exif), _image("JPEG", page.convert("CMYK"), progressive=True)],
        ".tif": [
            _image("TIFF", fax, compression="group4", save_all=True, append_images=[fax]),
            _image("TIFF", compression="tiff_lzw", dpi=(200, 100), save_all=True, append_images=[page]),
            _image("TIFF"),
        ],
    }  # fmt: skip


ATOM = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Vale Gazette</title>'
    '<entry><id>vale:1</id><title type="html">Mill &amp;amp; wheel</title><published>2025-12-05T10:30:00Z</published>'
    '<link href="https://vale.example/1"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
    f"<p>{WORDS[0]}</p></div></content></entry><entry><id>vale:2</id><summary>{WORDS[1]}</summary></entry></feed>"
).encode()
