"""E-books (.epub): a document for each chapter, in reading order, titled by the table of contents.

A chapter begins where the table of contents points to; files that it does not name go on the chapter before them. The
title of the book is the source. Does not read pictures, nor books that are locked (DRM).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from qa.documents import markup, packed, xml
from qa.documents.encoding import decode
from qa.documents.fields import Fields, make_document
from qa.documents.files import SourceFile
from qa.errors import DocumentError
from qa.types import Document, Skipped

FILES = 5_000  # of the reading order; one of 50,000 words has 30
UNPACKED_LIMIT = 100_000_000  # bytes of text with its markup
PAGES = ("application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document")


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the table of contents: where it leads, and how deep it stands."""

    file: str
    anchor: str
    title: str
    level: int


@dataclass(slots=True)
class Chapter:
    """A chapter that is being put together. `place` is its file in the book, with an anchor where it begins within."""

    place: str
    title: str | None
    blocks: list[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of the book that cannot be read, and why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the book, and at which of its blocks each chapter begins."""

    place: str
    blocks: list[str]
    starts: list[tuple[int, ContentsLine]]


def load(file: SourceFile) -> Iterator[Document | Skipped]:
    """Read an .epub file."""
    with open(file.path, "rb") as stream, packed.opened(stream, "e-book") as book:
        package, folder = _package(book)
        metadata = xml.child(package, "metadata")
        # Books of the second version have their fields one level deeper.
        metadata = metadata if xml.child(metadata, "dc-metadata") is None else xml.child(metadata, "dc-metadata")
        title, date = (xml.words(xml.child(metadata, name)) for name in ("title", "date"))
        items = {item.get("id"): item for item in xml.children(xml.child(package, "manifest"), "item")}
        entries: dict[str, list[ContentsLine]] = {}
        for entry in _contents(book, package, items, folder):
            entries.setdefault(entry.file, []).append(entry)
        for found in _chapters(_pages(book, _order(package, items, folder), entries)):
            id = f"{file.id}#{found.place}"
            if isinstance(found, Fault):
                yield Skipped(id, found.reason)
            else:
                yield make_document(id, "\n\n".join(found.blocks), Fields(found.title, date, title))


def _package(book: zipfile.ZipFile) -> tuple[Any, str]:
    """The description of the book, and the folder in it that paths are relative to."""
    container = packed.content(book, "META-INF/container.xml", xml.XML_LIMIT)
    if container is None:
        raise DocumentError("a zip archive, not an e-book")
    rootfile = xml.child(xml.parse(container, "e-book"), "rootfiles", "rootfile")
    path = unquote(rootfile.get("full-path") or "") if rootfile is not None else ""
    package = packed.content(book, path, xml.XML_LIMIT)
    if package is None:
        raise DocumentError("damaged e-book: it does not say what is in it")
    return xml.parse(package, "e-book"), posixpath.dirname(path)


def _locked(book: zipfile.ZipFile) -> set[str]:
    """The files that are encrypted; fonts often are, in books that anybody may read."""
    encryption = packed.content(book, "META-INF/encryption.xml", xml.XML_LIMIT)
    if encryption is None:
        return set()
    references = xml.parse(encryption, "e-book").iter("{*}CipherReference")
    return {unquote(reference.get("URI") or "") for reference in references}


def _order(package: Any, items: dict[str, Any], folder: str) -> list[str]:
    """The files in reading order."""
    files = []
    for reference in xml.children(xml.child(package, "spine"), "itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and item.get("media-type") in PAGES and "nav" not in (item.get("properties") or "").split():
            files.append(_path(folder, item.get("href") or "")[0])
    if len(files) > FILES:
        raise DocumentError(f"{len(files):,} files in reading order, more than the limit of {FILES:,}")
    if not files:
        raise DocumentError("no chapters in it")
    return list(dict.fromkeys(files))


def _contents(book: zipfile.ZipFile, package: Any, items: dict[str, Any], folder: str) -> Iterator[ContentsLine]:
    """The table of contents: that of EPUB 3, else that of EPUB 2. A damaged one is none."""
    nav = next((item for item in items.values() if "nav" in (item.get("properties") or "").split()), None)
    spine = xml.child(package, "spine")
    ncx = items.get(spine.get("toc")) if spine is not None else None
    if ncx is None:
        ncx = next((item for item in items.values() if item.get("media-type") == "application/x-dtbncx+xml"), None)
    for item, read in ((nav, _navigation), (ncx, _ncx)):
        if item is None:
            continue
        path = _path(folder, item.get("href") or "")[0]
        try:
            data = packed.content(book, path, xml.XML_LIMIT)
            entries = list(read(xml.parse(data), posixpath.dirname(path))) if data else []
        except DocumentError:  # the chapters are there all the same, and have titles of their own
            continue
        if entries:
            yield from entries
            return


def _navigation(root: Any, folder: str) -> Iterator[ContentsLine]:
    navs = list(root.iter("{*}nav"))
    nav = next((nav for nav in navs if "toc" in (xml.attribute(nav, "type") or "").split()), navs[0] if navs else None)
    for link in nav.iter("{*}a") if nav is not None else ():
        level = sum(1 for outer in link.iterancestors() if xml.name(outer) == "ol")
        yield ContentsLine(*_path(folder, link.get("href") or ""), xml.words(link), level)


def _ncx(root: Any, folder: str) -> Iterator[ContentsLine]:
    for point in root.iter("{*}navPoint"):
        content = xml.child(point, "content")
        level = sum(1 for outer in point.iterancestors() if xml.name(outer) == "navpoint")
        if content is not None:
            title = xml.words(xml.child(point, "navlabel"))
            yield ContentsLine(*_path(folder, content.get("src") or ""), title, level)


def _pages(book: zipfile.ZipFile, files: list[str], entries: dict[str, list[ContentsLine]]) -> Iterator[Page | Fault]:
    left = UNPACKED_LIMIT
    locked = _locked(book)
    for path in files:
        here = entries.get(path, [])
        # Sections of a chapter stay in it; several chapters in one file do not.
        here = [entry for entry in here if entry.level <= here[0].level]
        try:
            if path in locked:
                raise DocumentError("locked (DRM)")
            data = packed.content(book, path, min(left, xml.XML_LIMIT))
            if data is None:
                raise DocumentError("named in the book, but not in it")
            left -= len(data)
            page = _page(data, frozenset(entry.anchor for entry in here if entry.anchor))
        except DocumentError as error:
            yield Fault(path, str(error))
            continue
        yield Page(path, page.blocks, [(page.anchors.get(entry.anchor, 0), entry) for entry in here])


def _chapters(pages: Iterator[Page | Fault]) -> Iterator[Chapter | Fault]:
    """Each chapter that has text, and what cannot be read."""
    chapter: Chapter | None = None
    for page in pages:
        if isinstance(page, Fault):
            yield page
            continue
        before = 0
        for place, entry in [*page.starts, (len(page.blocks), None)]:
            blocks, before = page.blocks[before:place], max(before, place)
            if chapter is not None:
                chapter.blocks += blocks
            elif blocks:
                chapter = Chapter(page.place, None, blocks)
            if chapter is not None and (entry is not None or chapter.title is None):
                if chapter.blocks:
                    yield chapter
                chapter = None
            if entry is not None:
                inside = f"#{entry.anchor}" if entry.anchor and place else ""
                chapter = Chapter(page.place + inside, entry.title, [])
    if chapter is not None and chapter.blocks:
        yield chapter


def _page(data: bytes, anchors: frozenset[str]) -> markup.Blocks:
    """The blocks of a file, as XML if it is, else as browsers read it."""
    try:
        root = xml.parse(data)
    except DocumentError:
        root = xml.parse_html(decode(data))
    body = root if root is None else next(iter(root.iter("{*}body")), root)
    return markup.Blocks([], {}) if body is None else markup.blocks(body, anchors)


def _path(folder: str, address: str) -> tuple[str, str]:
    """The file in the book that an address leads to, and the anchor in it."""
    file, _, anchor = address.partition("#")
    file = re.sub(r"\?.*", "", unquote(file), flags=re.DOTALL)
    return posixpath.normpath(posixpath.join(folder, file)), unquote(anchor)
