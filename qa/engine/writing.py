"""A new generation at the engine: from the texts and columns of one on disk, and its vectors."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.engine import columns, postings, records
from qa.engine.collections import (
    KINDS,
    LONGEST,
    NO_VECTOR,
    PARTS,
    PASSAGES,
    TEXTS,
    WORDS,
    PartNames,
    fields,
    indexes,
)
from qa.engine.connection import Engine
from qa.engine.counting import CountedWords
from qa.errors import EngineFailed
from qa.index import filters, mentions, quotations, speakers, stories
from qa.index import names as naming
from qa.index.filters import Filters
from qa.index.manifest import Manifest
from qa.index.passages import searched_text
from qa.index.store import Store
from qa.index.store.schema import checksum, packed, text_key
from qa.types import Progress

COLUMNS = (
    *(filters.DAYS, filters.SOURCES, filters.NAMES, mentions.FILE, stories.FILE),
    *(quotations.FILE, speakers.FILE, speakers.NAMES, *naming.FILES),
)
"""Files of a generation on disk that are brought to the engine as they are."""

# Rows that are sent at once, and bytes of texts: the engine takes 64 MB.
_ROWS = 500
_BYTES = 8_000_000


def write(
    engine: Engine,
    names: PartNames,
    folder: Path,
    vectors: NDArray[np.floating],
    manifest: Manifest,
    progress: Progress,
) -> Manifest:
    """Write a generation and, once all of it is there, its manifest, which is given back with its parts.

    `folder` holds the texts and the `COLUMNS`, `vectors`, shape (passages, dimension), are in the order of the rows.
    Raises EngineFailed.
    """
    store = Store(folder)
    try:
        for kind in KINDS:
            engine.create(names.of(kind), fields(kind, manifest.dimension), indexes(kind, manifest.passages))
        cut: list[int] = []
        _send(engine, names.of(TEXTS), _articles(store, cut))
        counted = CountedWords(text for text, *_ in store.texts())
        _send(engine, names.of(WORDS), _lists(counted))
        _send(engine, names.of(PASSAGES), _passages(store, Filters.open(folder), vectors, counted, progress))
        made = {
            columns.PASSAGES_EACH: _array(np.array(store.passages_each(), np.int32)),
            columns.PIECES: _array(np.array(cut, np.int32)),
            columns.HASHES: _array(counted.hashes),
            columns.COUNTS: _array(counted.counts),
            columns.HEADS: _json([records.head(document) for document in store.articles()]),
            columns.FILES: _json([records.file_record(each) for each in store.files_read()]),
        }
    finally:
        store.close()
    for kind in (TEXTS, WORDS, PASSAGES):
        engine.seal(names.of(kind))
    if (there := engine.count(names.of(PASSAGES))) != manifest.passages:
        raise EngineFailed(f"{engine.address} took {there} of {manifest.passages} passages: build again")
    parts = {name: (folder / name).read_bytes() for name in COLUMNS} | made
    return _write_parts(engine, names.of(PARTS), parts, manifest)


def _write_parts(engine: Engine, collection: str, parts: Mapping[str, bytes], manifest: Manifest) -> Manifest:
    digests = {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in parts.items()}
    manifest = replace(manifest, files=digests)
    starts = columns.starts(digests)
    for name, data in parts.items():
        _send(engine, collection, columns.rows_of(starts[name], data))
    engine.seal(collection)  # first: what has a manifest is complete
    _send(engine, collection, columns.rows_of(0, manifest.written().encode()))
    engine.seal(collection)
    return manifest


def _articles(store: Store, cut: list[int]) -> Iterator[dict[str, Any]]:
    """The rows of all articles; how many pieces each has is added to `cut`."""
    for article, document in enumerate(store.articles()):
        pieces = records.packed(document)
        for at, piece in enumerate(pieces):
            named = "" if at else records.named(document.id)
            yield {"at": records.key(article, at), "named": named, "bytes": piece, **NO_VECTOR}
        cut.append(len(pieces))


def _lists(counted: CountedWords) -> Iterator[dict[str, Any]]:
    for at, rows in counted.lists():
        yield {"at": at, "rows": postings.packed(rows), **NO_VECTOR}


def _passages(
    store: Store, columned: Filters, vectors: NDArray[np.floating], counted: CountedWords, progress: Progress
) -> Iterator[dict[str, Any]]:
    article, last = -1, ""
    for (document, passage), weights in zip(store.each(), counted.weights(), strict=True):
        if document.id != last:
            article, last = article + 1, document.id
        row, stored = passage.id, packed(passage)
        if len(stored.encode()) > LONGEST:
            raise EngineFailed(f"a passage of {document.id[:80]!r} has more sentences than an engine keeps of one")
        yield {
            "row": row,
            "day": int(columned.days[row]),
            "source": int(columned.source_numbers[row]),
            "article": article,
            "start": passage.start,
            "stop": passage.end,
            "sentences": stored,
            "checksum": checksum(row, article, passage.start, passage.end, stored),
            "key": text_key(searched_text(document, passage)).hex(),
            "dense": vectors[row].astype(np.float32).tolist(),
            "sparse": weights,
        }
        if row % _ROWS == 0:
            progress("writing", row, store.passages)
    progress("writing", store.passages, store.passages)


def _send(engine: Engine, collection: str, rows: Iterable[dict[str, Any]]) -> None:
    """A few rows at a time, and no more bytes than the engine takes at once."""
    waiting: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        waiting.append(row)
        size += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(waiting) >= _ROWS or size >= _BYTES:
            engine.insert(collection, waiting)
            waiting, size = [], 0
    if waiting:
        engine.insert(collection, waiting)


def _array(values: NDArray[Any]) -> bytes:
    file = io.BytesIO()
    np.save(file, values, allow_pickle=False)
    return file.getvalue()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode("ascii")
