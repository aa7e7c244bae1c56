"""Files -> Documents. `find` lists what a source holds, `read` and `placed` turn one file into documents.

    documents/
    ├── files.py      which files a source holds, and their ids
    ├── encoding.py   bytes -> text
    ├── days.py       what stands in a field -> the day it names
    ├── fields.py     titles, addresses, and the one place where a Document is made
    ├── news.py       .txt: a date line, paragraphs, a source line
    ├── head.py       what stands above an article: `HEADLINE: …`, `Date: …`, a title, a day; labels.py: names of fields
    ├── found_days.py days in lines and in names of files
    ├── exports/      downloads of newspaper databases: many articles in one file
    ├── markdown.py   .md   frontmatter.py, raw.py: what stands above it, and HTML within it
    ├── web.py        .html
    ├── office.py     .docx; word_body.py: what is drawn of it, by word_styles.py and word_numbers.py
    ├── pdf.py        .pdf: lines -> paragraphs, joined by pdf_hyphens.py
    │   ├── pdf_words.py    words and their places, from PDFium in a process of its own, pdf_worker.py
    │   └── pdf_segments.py pdf_layout.py pdf_tables.py   words -> what stands on a line, side by side, in tables
    ├── tables.py     .csv .tsv   dialect.py, quotes.py: in what form
    ├── objects.py    .json .jsonl   nested.py: objects in objects
    ├── rows.py       a row of either -> a Document   columns.py: what holds what   markup.py: HTML in it
    └── raised.py     digits that stand above their line

Does not compare files with each other (duplicate ids are the index's business) and writes nothing. Headings come out
as paragraphs of their own in the form `## Heading`. Foreign libraries are imported where they are used: a build of
.txt files loads no PDF reader.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace

from qa.documents import exports, found_days, markdown, news, objects, office, pdf, tables, web
from qa.documents.encoding import REPLACED
from qa.documents.fields import one_line
from qa.documents.files import SUFFIXES, SourceFile, common, find
from qa.errors import DocumentError
from qa.types import Columns, Document, Note, Skipped

__all__ = ["SUFFIXES", "SourceFile", "check_disguise", "common", "find", "placed", "read"]

# A file that is one document is held in memory several times over while it is parsed; the longest novels are 4 MB of
# text, so what is larger is a data set, and belongs in rows.
DOCUMENT_LIMIT = 20_000_000

# A hostile Markdown file of 20 MB takes its parser many minutes, and the longest real ones are well under this.
LIMITS = {".md": 2_000_000}

DOCUMENTS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": news.load,
    ".md": markdown.load,
    ".html": web.load,
    ".pdf": pdf.load,
    ".docx": office.load,
}
# What they give comes with the number of its row; 0 is the file.
ROWS: dict[str, Callable[[SourceFile, Columns | None], Iterator[tuple[int, Document | Skipped | Note]]]] = {
    ".csv": tables.load,
    ".jsonl": objects.load,
    ".json": objects.load,
}

# How a file begins whose name says something else: what it is, the suffix it should have, what its owner can do.
DISGUISES = (
    (b"%PDF-", "a PDF", ".pdf", "rename it to .pdf"),
    (b"PK\x03\x04", "a zip archive, perhaps a Word document,", ".docx", "rename it to .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", ".docx", "save it as .docx, .pdf or .txt"),
    (b"{\\rtf", "an RTF document", None, "save it as .docx, .pdf or .txt"),
    (b"\x1f\x8b", "a gzip archive", None, "unpack it"),
)


def read(file: SourceFile, columns: Columns | None = None) -> Iterator[Document | Skipped | Note]:
    """Read one file: its documents in order, a `Skipped` for each row, or for the file, that cannot be read, and a
    `Note` where something is read otherwise than it stands there.

    `columns` tells which column of a table holds what, where its name does not. Raises nothing for a bad file. Rows are
    read as they are asked for.
    """
    return (item for _, item in placed(file, columns))


def placed(file: SourceFile, columns: Columns | None = None) -> Iterator[tuple[str, Document | Skipped | Note]]:
    """As `read`, each with the place in the source where it stands: "docs.jsonl#3", "bridge.txt"."""
    try:
        yield from _noted(file, _load(file, columns))
    except DocumentError as error:
        yield file.id, Skipped(file.id, str(error))
    except OSError as error:
        yield file.id, Skipped(file.id, f"cannot be opened: {error.strerror or error}")
    except RecursionError:
        yield file.id, Skipped(file.id, "nested too deeply")
    except MemoryError:
        yield file.id, Skipped(file.id, "too large for the memory of this machine")
    except Exception as error:  # noqa: BLE001 - parsers raise anything on hostile files, which must not end a build
        yield file.id, Skipped(file.id, f"damaged: {type(error).__name__}: {one_line(error)}")


def _noted(
    file: SourceFile, rows: Iterator[tuple[int, Document | Skipped | Note]]
) -> Iterator[tuple[str, Document | Skipped | Note]]:
    """Name the places; and tell at the end of the characters that could not be read."""
    count, places = 0, []
    for row, item in rows:
        place = f"{file.id}#{row}" if row else file.id
        if isinstance(item, Document) and (bad := item.text.count(REPLACED) or item.title.count(REPLACED)):
            count += bad
            places.append(f" (row {row:,})" if row else "")
        yield place, item
    if count:
        where = f" in {len(places):,} articles, the first{places[0]}" if len(places) > 1 else places[0]
        yield file.id, Note(file.id, f"characters that cannot be read and are shown as {REPLACED}: {count:,}{where}")


def _load(file: SourceFile, columns: Columns | None) -> Iterator[tuple[int, Document | Skipped | Note]]:
    suffix = SUFFIXES.get(file.path.suffix.lower())
    if suffix is None:
        raise DocumentError(f"{file.path.suffix or 'no suffix'}: not a kind of file that is read")
    status = os.stat(file.path)
    if not stat.S_ISREG(status.st_mode):  # opening a named pipe would wait for ever
        raise DocumentError("not a regular file")
    if status.st_size == 0:
        raise DocumentError("empty")
    limit = LIMITS.get(suffix, DOCUMENT_LIMIT)
    if suffix in DOCUMENTS and status.st_size > limit:
        megabytes = f"{status.st_size / 1e6:,.1f} MB, more than the limit of {limit / 1e6:.0f} MB"
        raise DocumentError(f"{megabytes}; split it, or write its articles as rows of a .jsonl file")
    with open(file.path, "rb") as stream:
        head = stream.read(16)
        check_disguise(head, suffix)
        if suffix in DOCUMENTS:
            data = head + stream.read(DOCUMENT_LIMIT)
            document = (exports.page(data, file.id) if suffix == ".html" else None) or DOCUMENTS[suffix](data, file.id)
            for number, article in enumerate(exports.articles(_dated(document, file)), start=1):
                whole = isinstance(article, Document) and article.id == file.id
                yield 0 if whole else number, article
            return
    yield from ROWS[suffix](file, columns)


def _dated(document: Document, file: SourceFile) -> Document:
    """With the day that the name of its file gives, where nothing in it says one."""
    return document if document.date else replace(document, date=found_days.in_name(file.path.stem))


def check_disguise(head: bytes, suffix: str) -> None:
    """Raises DocumentError when a file of this suffix begins (16 bytes are enough) like one of another kind."""
    for magic, what, right, remedy in DISGUISES:
        if head.startswith(magic) and suffix != right:
            raise DocumentError(f"{what} named {suffix}: {remedy}")
