"""Rows of the tables -> documents and passages, each compared with the digest that was written beside it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from qa.index.passages import searched_text
from qa.index.store.reading import damaged
from qa.index.store.schema import document_digest, text_key, unpacked
from qa.types import Document, Passage


def document_of(place: Path | str, facts: Sequence[object]) -> Document:
    """The document of a row: id, title, text, source, date, url, hash. `place` is the file; raises IndexInvalid."""
    document_id, title, text, source, date, url, digest = facts
    try:
        document = Document(
            id=str(document_id),
            title=str(title),
            text=str(text),
            source=None if source is None else str(source),
            date=datetime.date.fromisoformat(str(date)) if date else None,
            url=None if url is None else str(url),
        )
    except ValueError as error:
        raise damaged(place, error) from error
    if document_digest(document) != digest:
        raise damaged(place, f"the article {document.id[:80]!r} is not as it was written")
    return document


def passage_of(
    place: Path | str, document: Document, row: int, start: int, end: int, sentences: str, key: bytes | None = None
) -> Passage:
    """The passage of a row of a document, its text compared with its `key` where that is given. Raises IndexInvalid."""
    try:
        passage = unpacked(document, row, start, end, sentences)
    except (ValueError, TypeError) as error:
        raise damaged(place, f"the sentences of passage {row} are not as they were written") from error
    if key is not None and text_key(searched_text(document, passage)) != key:
        raise damaged(place, f"the text of passage {row} is not as it was written")
    return passage
