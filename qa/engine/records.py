"""An article as it is kept at the engine, and what is kept of the files that gave the articles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import NamedTuple

from qa.engine import pieces
from qa.index.store.files import FileRead
from qa.index.store.schema import document_digest
from qa.types import Document

_PIECES = 1 << 16  # of one article at most: 3 GB


class FileRecord(NamedTuple):
    """A file that was read: the SHA-256 of its bytes in hexadecimal, how many articles it gave, whether that is for it
    alone to say, and what of it was skipped or noted: file and reason."""

    path: str
    digest: str | None
    whole: bool
    documents: int
    skipped: Sequence[tuple[str, str]]
    notes: Sequence[tuple[str, str]]


class ArticleHead(NamedTuple):
    """An article without its text; `hash` is that of all that is indexed of it, in hexadecimal."""

    id: str
    title: str
    source: str | None
    date: str | None
    url: str | None
    hash: str


def packed(document: Document) -> list[str]:
    """An article as the pieces of its record."""
    date = document.date.isoformat() if document.date else None
    facts = [document.id, document.title, document.text, document.source, date, document.url]
    record = [*facts, document_digest(document).hex()]
    return pieces.cut(json.dumps(record, ensure_ascii=False).encode())


def facts(record: Sequence[str]) -> tuple[object, ...]:
    """The facts of an article as `document_of` takes them, from the pieces of its record. Raises ValueError."""
    *found, digest = json.loads(pieces.joined(record))
    if len(found) != 6:
        raise ValueError("it has other fields")
    return *found, bytes.fromhex(digest)


def file_record(file: FileRead) -> FileRecord:
    """The record of a file that was read."""
    skipped = [(each.file, each.reason) for each in file.skipped]
    digest = None if file.digest is None else file.digest.hex()
    return FileRecord(file.path, digest, file.whole, file.documents, skipped, [(n.file, n.text) for n in file.notes])


def key(article: int, piece: int) -> int:
    """The key of a piece of an article's record."""
    return article * _PIECES + piece


def article_of(key: int) -> int:
    """The article of which a key is."""
    return key // _PIECES


def piece_of(key: int) -> int:
    """The piece of which a key is."""
    return key % _PIECES


def named(document_id: str) -> str:
    """What an article is looked up by: a hash of its id, which may have any length and any letters."""
    return hashlib.sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()


def head(document: Document) -> ArticleHead:
    """The head of an article."""
    date = document.date.isoformat() if document.date else None
    return ArticleHead(
        document.id, document.title, document.source, date, document.url, document_digest(document).hex()
    )
