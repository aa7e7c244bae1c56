"""Small files that stand for large ones: each is refused with a reason, in bounded memory and time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

MEMORY = 3_000_000_000  # of address space, of which the interpreter and its libraries take a third
SECONDS = 120

READ = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
from pathlib import Path
from qa.documents import SourceFile, read
from qa.types import Skipped
path = Path(sys.argv[1])
for item in read(SourceFile(path, path.name, path.stat().st_size)):
    kind = "skipped " + item.reason if isinstance(item, Skipped) else f"read {len(item.text)}"
    print(kind)
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")), file=sys.stderr)
"""


def docx(document: bytes, **more: bytes) -> bytes:
    """A Word file with this XML as its main part."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>'.encode(),
        "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r" Target="word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/officeDocument"/></Relationships>',
        "word/document.xml": document,
        **more,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(body: bytes, prologue: bytes = b"") -> bytes:
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return docx(prologue + b"<w:document " + space + b"><w:body>" + body + b"</w:body></w:document>")


def pdf(contents: str, *objects: bytes, kids: str = "3 0 R", pages: int = 1) -> bytes:
    """A PDF with one page; `objects` are numbered from 5."""
    numbered = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents {contents}"
        "/Resources<</Font<</F 4 0 R>>/XObject<</A 5 0 R>>>>>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *objects,
    ]
    file, places = b"%PDF-1.7\n", []
    for number, content in enumerate(numbered, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(file)
    file += f"xref\n0 {len(numbered) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return file + f"trailer<</Root 1 0 R/Size {len(numbered) + 1}>>\nstartxref\n{start}\n%%EOF".encode()


def packed(piece: bytes, times: int = 1, layers: int = 1) -> bytes:
    """`piece * times`, compressed so many times over; at first piece by piece, since they are all alike."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    first = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(piece, check)
    data = b"\x78\xda" + first * times + packer.flush() + check.to_bytes(4, "big")
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return data


def stream(contents: bytes, more: str = "") -> bytes:
    return flate(packed(contents), more)


def flate(data: bytes, more: str = "", layers: int = 1) -> bytes:
    """A stream of data that was compressed so many times."""
    filters = "/FlateDecode" * layers
    return f"<</Length {len(data)}/Filter[{filters}]{more}>>stream\n".encode() + data + b"\nendstream"


def form(uses: int, other: int) -> bytes:
    """A drawing that shows another one several times."""
    resources = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A {other} 0 R>>>>"
    return stream(b"/A Do " * uses, resources)


SHOW = b"BT /F 9 Tf (A mill stands here.) Tj ET\n"
LAST = stream(SHOW, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 4 0 R>>>>")
DEEP = 100_000
XML_LAUGHS = b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) if n else b"<!ENTITY a0 'ha'>" for n in range(10)
)

BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros.docx": lambda: word(b"\0" * 400_000_000),
    "paragraphs.docx": lambda: word(b"<w:p/>" * 30_000_000),
    "runs.docx": lambda: word(b"<w:p>" + b"<w:r><w:t>a </w:t></w:r>" * 200_000 + b"</w:p>"),
    "one text.docx": lambda: word(b"<w:p><w:r><w:t>" + b"a mill " * 6_000_000 + b"</w:t></w:r></w:p>"),
    "deep.docx": lambda: word(b"<w:sdt><w:sdtContent>" * DEEP + b"</w:sdtContent></w:sdt>" * DEEP),
    "entities.docx": lambda: word(b"<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", b"<!DOCTYPE x [" + XML_LAUGHS + b"]>"),
    "many parts.docx": lambda: docx(b"<x/>", **{f"word/{n}.xml": b"" for n in range(100_000)}),
    "zeros.pdf": lambda: pdf("5 0 R", flate(packed(b"\0" * 1_000_000, 1_000))),
    "spaces.pdf": lambda: pdf("5 0 R", stream(b" " * 60_000_000 + SHOW)),
    "twice packed.pdf": lambda: pdf("5 0 R", flate(packed(b" " * 1_000_000, 1_000, 3), layers=3)),
    "one stream often.pdf": lambda: pdf(f"[{'5 0 R ' * 5000}]", stream(b" " * 20_000_000 + SHOW)),
    "letters.pdf": lambda: pdf("5 0 R", stream(b"BT /F 9 Tf " + b"(A mill.) Tj " * 100_000 + b"ET")),
    "laughing forms.pdf": lambda: pdf("5 0 R", form(10, 6), *(form(10, n) for n in range(7, 14)), LAST),
    "form in itself.pdf": lambda: pdf("5 0 R", form(3, 5)),
    "pages in themselves.pdf": lambda: pdf("5 0 R", stream(SHOW), kids="2 0 R 3 0 R"),
    "one page often.pdf": lambda: pdf("5 0 R", stream(SHOW), kids="3 0 R " * 1_000_000, pages=1_000_000),
    "deep.pdf": lambda: pdf("5 0 R", stream(b"[" * 1_000_000 + SHOW)),
    "deep dictionary.pdf": lambda: pdf("5 0 R", b"<</A" * DEEP + b"1" + b">>" * DEEP),
    "deep.html": lambda: b"<div>" * DEEP + b"A mill.",
    "wide.html": lambda: b"<p>a" * 990_000,
    "many links.html": lambda: b"<body>" + b"<a href=x>mill</a> " * 20_000,
    "many tables.html": lambda: b"<body>" + b"<table><tr><td>mill" * 60_000,
    "attributes.html": lambda: b"<body><p " + b" ".join(b"a%d=1" % n for n in range(400_000)) + b">A mill.",
    "deep quotations.md": lambda: b">" * 1_900_000 + b" A mill.",
    "deep lists.md": lambda: b"".join(b" " * n * 2 + b"- a\n" for n in range(1_300)),
    "brackets.md": lambda: b"[" * 900_000 + b"](" * 500_000,
    "stars.md": lambda: b"*a _b " * 60_000,
    "backticks.md": lambda: b"".join(b"`" * n + b" " for n in range(1_900)),
    "references.md": lambda: b"".join(b"[a%d]: x\n" % n for n in range(9_000)) + b"[a1] " * 9_000,
    "front matter.md": lambda: b"---\na: " + b"[" * 20_000 + b"\n---\nA mill.",
    "field.csv": lambda: b'id,text\n1,"' + b"A mill. " * 4_000_000,
    "field in one line.csv": lambda: b"id,text\n1," + b"A mill. " * 4_000_000,
    "columns.csv": lambda: b"id,text" + b"," * 19_000_000 + b"\n1,A mill.",
    "quotes.csv": lambda: b'id,text\n1,"' + b'""' * 9_000_000 + b'"\n',
    "deep.jsonl": lambda: b'{"text": "A mill.", "a": ' + b"[" * 10_000_000 + b"\n",
    "objects.jsonl": lambda: b'{"text": "A mill.", "a": [' + b"{}," * 6_000_000 + b"{}]}\n",
    "line.jsonl": lambda: json.dumps({"text": "A mill. " * 5_000_000}).encode(),
    "digits.jsonl": lambda: b'{"text": "A mill.", "a": ' + b"1" * 1_000_000 + b"}\n",
    "marks.txt": lambda: ("\N{LEFT DOUBLE QUOTATION MARK}" * 6_000_000).encode(),
    "one word.txt": lambda: b"x" * 19_000_000,
}


def ends_well(file: Path, data: bytes) -> None:
    """Read the file in a process whose memory is bounded."""
    file.write_bytes(data)
    command = [sys.executable, "-c", READ, str(file), str(MEMORY)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    assert lines
    assert all(line.startswith(("skipped ", "read ")) for line in lines), done.stdout[:500]
    assert not any("memory" in line for line in lines), lines  # refused before it fills, not because it did


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_ends_in_a_reason_or_a_document(name: str, tmp_path: Path) -> None:
    ends_well(tmp_path / name, BOMBS[name]())
