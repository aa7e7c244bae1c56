"""The tables of a generation's texts, and the digests by which a row that was damaged on disk is told."""

from __future__ import annotations

import hashlib
import json
import zlib

from qa.types import Document, Passage, Sentence

FILE = "articles.sqlite"

TABLES = """
CREATE TABLE files (path TEXT PRIMARY KEY, digest BLOB, whole INTEGER NOT NULL,
                    document INTEGER NOT NULL, documents INTEGER NOT NULL,
                    passage INTEGER NOT NULL, passages INTEGER NOT NULL,
                    sentence INTEGER NOT NULL, sentences INTEGER NOT NULL);
CREATE TABLE skipped (path TEXT NOT NULL, file TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE notes (path TEXT NOT NULL, file TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE documents (row INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
                        source TEXT, date TEXT, url TEXT, hash BLOB NOT NULL);
CREATE TABLE passages (row INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, start INTEGER NOT NULL,
                       "end" INTEGER NOT NULL, sentences TEXT NOT NULL, checksum INTEGER NOT NULL, key BLOB NOT NULL);
CREATE TABLE boxes (document INTEGER PRIMARY KEY REFERENCES documents, packed BLOB NOT NULL, digest BLOB NOT NULL);
"""
# The last two hold all that a list of articles shows, so that `listing` reads no text.
INDICES = """
CREATE INDEX passages_document ON passages (document);
CREATE INDEX documents_date ON documents (date);
CREATE INDEX documents_source ON documents (source);
CREATE INDEX documents_listed ON documents (row, title, source, date, id, url);
CREATE INDEX files_listed ON files (document, documents, path);
"""


def document_digest(document: Document) -> bytes:
    """SHA-256 of all that is indexed of a document."""
    date = document.date.isoformat() if document.date else None
    # As a list: joined, "ab" and "c" would be the same as "a" and "bc".
    facts = json.dumps([document.id, document.title, document.source, date, document.url])
    digest = hashlib.sha256(facts.encode())
    digest.update(document.text.encode())
    return digest.digest()


def text_key(text: str) -> bytes:
    """What a vector is filed under: SHA-256 of the text it was made from."""
    return hashlib.sha256(text.encode()).digest()


def packed(passage: Passage) -> str:
    """The sentences of a passage as they are stored: [start, end] or [start, end, speaker] each, the lead before them
    where there is one."""
    spans = [[s.start, s.end, *([] if s.speaker is None else [s.speaker])] for s in passage.sentences]
    return json.dumps([passage.lead, *spans] if passage.lead else spans)


def unpacked(document: Document, row: int, start: int, end: int, stored: str) -> Passage:
    """The passage of which `packed` was stored. Raises ValueError for anything else."""
    lead, spans = "", json.loads(stored)
    if spans and isinstance(spans[0], str):
        lead, *spans = spans
    sentences = (Sentence(document.id, a, b, document.text[a:b], *speaker) for a, b, *speaker in spans)
    return Passage(row, document.id, start, end, tuple(sentences), lead)


def checksum(row: int, document: int, start: int, end: int, sentences: str) -> int:
    """Of a row of passages. Its number is part of it: vectors and words know a passage by that alone."""
    return zlib.crc32(f"{row} {document} {start} {end} {sentences}".encode())
