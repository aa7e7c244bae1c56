"""One file -> its documents, and the reasons for what cannot be read. Which module reads which kind stands here."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from qa.documents import (
    archive,
    epub,
    exports,
    feeds,
    found_days,
    images,
    mail,
    markdown,
    mbox,
    news,
    objects,
    odt,
    office,
    outlook,
    pdf,
    rtf,
    sidecar,
    tables,
    web,
)
from qa.documents.encoding import REPLACED
from qa.documents.files import SUFFIXES, SourceFile
from qa.documents.inside import Read, Within, laid_aside
from qa.documents.kinds import check_disguise, limit
from qa.errors import DocumentError
from qa.types import Columns, Document, Note, Skipped

log = logging.getLogger(__name__)

DOCUMENTS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": news.load,
    ".md": markdown.load,
    ".docx": office.load,
    ".odt": odt.load,
    ".rtf": rtf.load,
}
# One article or several, and what is to be told of pages that are pictures.
SEVERAL: dict[str, Callable[[bytes, str], Iterator[Read]]] = {
    ".html": lambda data, id: _page(data, id),
    ".pdf": pdf.load,
    ".png": images.load,
    ".jpg": images.load,
    ".tif": images.load,
}
# What they give comes with the number of its row; 0 is the file.
ROWS: dict[str, Callable[[SourceFile, Columns | None], Iterator[tuple[int, Read]]]] = {
    ".csv": tables.load,
    ".jsonl": objects.load,
    ".json": objects.load,
}
# What they give has an id of its own in the file.
HOLDERS: dict[str, Callable[[SourceFile, Within], Iterator[Read]]] = {
    ".epub": lambda file, _: epub.load(file),
    ".xml": lambda file, _: feeds.load(file),
    ".eml": mail.load,
    ".mbox": mbox.load,
    ".msg": outlook.load,
    ".zip": archive.load,
}


def read(file: SourceFile, columns: Columns | None = None) -> Iterator[Read]:
    """Read one file: its documents in order, a `Skipped` for each row, or for the file, that cannot be read, and a
    `Note` where something is read otherwise than it stands there.

    `columns` tells which column of a table holds what, where its name does not. Raises nothing for a bad file. Rows are
    read as they are asked for.
    """
    return (item for _, item in placed(file, columns))


def placed(file: SourceFile, columns: Columns | None = None) -> Iterator[tuple[str, Read]]:
    """As `read`, each with the place in the source where it stands: "docs.jsonl#3", "bridge.txt"."""
    yield from _noted(file, sidecar.described(file.path, file.id, _reasoned(file.id, _load(file, columns, _within))))


def _within(id: str, blocks: Iterable[bytes]) -> Iterator[Read]:
    """Read a file that lies in another."""
    return (item for _, item in _reasoned(id, _load_inside(id, blocks)))


def _load_inside(id: str, blocks: Iterable[bytes]) -> Iterator[tuple[str, Read]]:
    extension = os.path.splitext(id.rpartition("#")[2])[1]
    suffix = SUFFIXES.get(extension.lower())
    if suffix is None:
        raise DocumentError(f"{extension or 'no suffix'}: not a kind of file that is read")
    if suffix == ".zip":
        raise DocumentError("an archive within another file: unpack it")
    with laid_aside(id, blocks, suffix) as file:
        yield from _load(file, None, _too_deep)


def _too_deep(id: str, blocks: Iterable[bytes]) -> Iterator[Read]:
    yield Skipped(id, "lies in a file that lies in another: save it by itself")


def _reasoned(id: str, items: Iterator[tuple[str, Read]]) -> Iterator[tuple[str, Read]]:
    """What a file gives; what goes wrong on the way ends it with the reason."""
    try:
        yield from items
    except DocumentError as error:
        yield id, Skipped(id, str(error))
    except OSError as error:
        if error.strerror is None:  # of a library, not of the system
            yield id, _unforeseen(id)
        else:
            yield id, Skipped(id, f"cannot be opened: {error.strerror}")
    except RecursionError:
        yield id, Skipped(id, "nested too deeply")
    except MemoryError:
        yield id, Skipped(id, "too large for the memory of this machine")
    except Exception:  # noqa: BLE001 - parsers raise anything on hostile files, which must not end a build
        yield id, _unforeseen(id)


def _unforeseen(id: str) -> Skipped:
    """What a library says of a file is for those who know the library, so it goes to the log alone."""
    log.info("%s cannot be read", id, exc_info=True)
    return Skipped(id, "damaged, or of a form that is not known: open it where it was made, and save it again")


def _noted(file: SourceFile, items: Iterator[tuple[str, Read]]) -> Iterator[tuple[str, Read]]:
    """What a file gives; tells at the end of the characters that could not be read."""
    count, places = 0, []
    for place, item in items:
        if isinstance(item, Document) and (bad := item.text.count(REPLACED) or item.title.count(REPLACED)):
            count += bad
            places.append(place)
        yield place, item
    if count:
        where = f" in {len(places):,} articles, the first {places[0]}" if len(places) > 1 else f" in {places[0]}"
        told = where if places[0] != file.id else ""
        yield file.id, Note(file.id, f"characters that cannot be read and are shown as {REPLACED}: {count:,}{told}")


def _load(file: SourceFile, columns: Columns | None, within: Within) -> Iterator[tuple[str, Read]]:
    kind = SUFFIXES.get(file.path.suffix.lower())
    if kind is None:
        raise DocumentError(f"{file.path.suffix or 'no suffix'}: not a kind of file that is read")
    status = os.stat(file.path)
    if not stat.S_ISREG(status.st_mode):  # opening a named pipe would wait for ever
        raise DocumentError("not a regular file")
    if status.st_size == 0:
        raise DocumentError("empty")
    most = limit(kind)
    if most is not None and status.st_size > most:
        megabytes = f"{status.st_size / 1e6:,.1f} MB, more than the limit of {most / 1e6:.0f} MB"
        raise DocumentError(f"{megabytes}; split it, or write its articles as rows of a .jsonl file")
    with open(file.path, "rb") as stream:
        head = stream.read(16)
        check_disguise(head, kind)
        if kind in DOCUMENTS or kind in SEVERAL:
            yield from _articles(file, kind, head + stream.read(status.st_size))
            return
    if kind in ROWS:
        for row, item in ROWS[kind](file, columns):
            yield f"{file.id}#{row}" if row else file.id, item
    else:
        for item in HOLDERS[kind](file, within):
            yield item.id if isinstance(item, Document) else item.file, item


def _articles(file: SourceFile, kind: str, data: bytes) -> Iterator[tuple[str, Read]]:
    """What a file that is read as one gives: itself, or the articles of a page or a download."""
    for item in SEVERAL[kind](data, file.id) if kind in SEVERAL else [DOCUMENTS[kind](data, file.id)]:
        if not isinstance(item, Document):
            yield item.file, item
            continue
        date = item.date or found_days.in_name(PurePath(file.id).stem)
        for number, article in enumerate(exports.articles(replace(item, date=date)), start=1):
            whole = isinstance(article, Document) and article.id == item.id
            yield item.id if whole else f"{item.id}#{number}", article


def _page(data: bytes, id: str) -> Iterator[Read]:
    download = exports.page(data, id)
    yield from [download] if download else web.load(data, id)
