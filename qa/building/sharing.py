"""One of several workers that embed a folder for an index at an engine. It computes the vectors of its share of the
texts and leaves them there; the build that publishes takes them, and computes what a worker that died has not.

No worker has to know of another: which texts fall to whom is in their hashes and in the names and sizes of the files.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from qa import documents
from qa.building import origin
from qa.building.describing import reads_alike
from qa.building.embedding import BATCH
from qa.building.reporting import nothing
from qa.building.texts import digests
from qa.documents import SourceFile
from qa.embedder import DEFAULT_MODEL, Embedder, open_embedder
from qa.engine import generations
from qa.engine.address import parsed
from qa.engine.connection import Engine
from qa.engine.opening import EngineIndex
from qa.engine.shared import SharedVectors
from qa.errors import NoDocuments
from qa.index import passages
from qa.index.passages import plain_letters, searched_text
from qa.index.store.schema import text_key
from qa.types import Columns, Document, Progress, ShareReport, Source

# Files up to this part of what falls to one worker are read by one; larger ones are read by all, who embed their share
# of the texts. So workers differ by an eighth or so, and read little that is not theirs.
_PART = 64
# Texts about which the engine is asked at once.
_BLOCK = 4 * BATCH

Keyed = tuple[bytes, str]
"""A text that is embedded, behind what its vector is filed under."""


class Share(NamedTuple):
    """What falls to the `worker`th of so many, from 1 on."""

    worker: int
    of: int

    def holds(self, key: bytes) -> bool:
        """Whether this of all hashes is one of its own."""
        return int.from_bytes(key[:8], "big") % self.of == self.worker - 1


def embed_share(
    source: Source,
    index: str,
    share: Share,
    *,
    model: str | None = None,
    progress: Progress | None = None,
    embedder: Embedder | None = None,
    columns: Columns | None = None,
) -> ShareReport:
    """Embed the share of one worker for the index at the address `index`; nothing is published. What has a vector
    there already is not embedded again. The other arguments are those of `build_index`, and have to be the same for all
    workers and for the build that publishes.

    Raises ValueError for a share that is none, NoDocuments, ModelNotFound, EngineFailed.
    """
    if not 1 <= share.worker <= share.of:
        raise ValueError(f"there is no worker {share.worker} of {share.of}")
    sources = origin.paths(source)
    files, skipped = documents.find(sources)
    if not files:
        raise NoDocuments(nothing(sources, skipped))
    engine = Engine(parsed(index))
    try:
        live = generations.live_or_none(engine)
        before = EngineIndex.of(engine, live) if live else None
        embedder = embedder or open_embedder(model or (before.manifest.model if before else DEFAULT_MODEL))
        told = columns if columns is not None else before.manifest.told if before else {}
        old = before if before and before.manifest.model_hash == embedder.fingerprint else None
        reading = _Reading(share, old, told, progress or _silent)
        return _embedded(reading, files, SharedVectors(engine, embedder.fingerprint, embedder.dimension), embedder)
    finally:
        engine.close()


class _Reading:
    """What falls to one worker of the files. `old` is the live generation, if it is of the same model."""

    def __init__(self, share: Share, old: EngineIndex | None, columns: Columns, progress: Progress) -> None:
        self.share, self.old, self.columns, self.progress = share, old, dict(columns), progress
        self.read = 0  # passages

    def texts(self, files: Sequence[SourceFile]) -> Iterator[Keyed]:
        """Those that have no vector in the live generation; a text that stands several times may come so."""
        held = set(self.old.store.keys()) if self.old else set()
        wanted = self._changed(files)
        total, done = sum(file.size for file in wanted), 0
        for file in wanted:
            whole = file.size * self.share.of * _PART <= total
            if not whole or self.share.holds(_hash(file)):
                for key, text in self._texts(file):
                    if (whole or self.share.holds(key)) and key not in held:
                        yield key, text
            done += file.size
            self.progress("reading", done, total)

    def _changed(self, files: Sequence[SourceFile]) -> list[SourceFile]:
        """Without those that gave the live generation what it has."""
        if not self.old or not reads_alike(self.old.manifest, self.columns):
            return list(files)
        before = self.old.store.files()
        known = digests(files, before)
        return [file for file in files if known[file.id] is None or known[file.id] != before.get(file.id)]

    def _texts(self, file: SourceFile) -> Iterator[Keyed]:
        for item in documents.read(file, self.columns):
            if isinstance(item, Document):
                for passage in passages.pack(item):
                    self.read += 1
                    text = searched_text(item, passage)
                    yield text_key(text), plain_letters(text)


def _embedded(reading: _Reading, files: Sequence[SourceFile], shared: SharedVectors, embedder: Embedder) -> ShareReport:
    started = time.monotonic()
    shared.prepare()  # now: a first batch may take a while, and an engine that takes none be told at once
    falling = embedded = 0
    for block in _blocks(reading.texts(files)):
        there = shared.among(block.keys())
        missing = [each for each in block.items() if each[0] not in there]
        for at in range(0, len(missing), BATCH):
            keys, texts = zip(*missing[at : at + BATCH], strict=True)
            shared.add(keys, embedder.encode(texts))
        falling += len(block)
        embedded += len(missing)
    return ShareReport(*reading.share, reading.read, falling, embedded, time.monotonic() - started)


def _blocks(texts: Iterable[Keyed]) -> Iterator[dict[bytes, str]]:
    left = iter(texts)
    while block := dict(islice(left, _BLOCK)):
        yield block


def _hash(file: SourceFile) -> bytes:
    return hashlib.sha256(os.fsencode(file.id)).digest()


def _silent(stage: str, done: int, total: int) -> None:
    """No progress shown."""
