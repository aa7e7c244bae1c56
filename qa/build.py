"""Build an index from files: a new generation beside the old one, published by replacing CURRENT.

Until that moment the old index answers, and whatever interrupts a build leaves it as it was.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa import documents, generations, passages
from qa.documents import SourceFile
from qa.embedder import DEFAULT_MODEL, Embedder, SentenceTransformerEmbedder
from qa.errors import IndexInvalid, IndexNotFound, NoDocuments
from qa.generations import MANIFEST
from qa.index import FORMAT, Index, Manifest
from qa.lexical import Entry, Lexical
from qa.store import Store, Writer
from qa.types import BuildReport, Document, Progress, Skipped, Source
from qa.vectors import Vectors

# Texts are embedded in groups of like length; between two groups the progress is told.
GROUP = 128


def build_index(
    source: Source,
    index: str | os.PathLike[str],
    *,
    model: str | None = None,
    progress: Progress | None = None,
    embedder: Embedder | None = None,
) -> BuildReport:
    """Index a file, a folder, or a list of them, and publish the result in the directory `index`.

    `model` names a sentence-transformers model; without it the index keeps the model it has, a new one gets
    all-MiniLM-L6-v2. Passages whose text and model did not change keep their vectors. `embedder` takes the place of
    `model` for programs that bring their own.

    Raises NoDocuments when there is nothing to index, IndexLocked while another build runs, ModelNotFound.
    """
    place = Path(index)
    files, skipped = documents.find(source, exclude=place)
    if not files:
        raise NoDocuments(_nothing(source, skipped))
    progress = progress or _silent
    embedder = embedder or SentenceTransformerEmbedder(model or _model_of(place))
    _load(embedder, progress)  # now, so that a wrong name fails before anything is read or written
    with generations.locked(place):
        before = _open_or_none(place)
        folder = generations.new(place)
        try:
            report = _Build(folder, before, embedder, progress, skipped).run(files)
            generations.publish(place, folder)
        except BaseException:  # Ctrl-C too: what is half written must not stay
            generations.discard(place, folder)
            raise
        finally:
            if before:
                before.store.close()
        generations.prune(place)
        return report


class _Build:
    """One build: reads, packs, embeds and writes the parts of one generation into `folder`."""

    def __init__(
        self, folder: Path, before: Index | None, embedder: Embedder, progress: Progress, skipped: list[Skipped]
    ) -> None:
        self.folder = folder
        self.before = before
        self.embedder = embedder
        self.progress = progress
        self.skipped = list(skipped)

    def run(self, files: list[SourceFile]) -> BuildReport:
        started = time.monotonic()
        with Writer(self.folder) as writer:
            self._read(files, writer)
            if not writer.documents:
                raise NoDocuments(_nothing([file.path for file in files], self.skipped))
            sentences = writer.sentences
        store = Store(self.folder)
        try:
            vectors, embedded = self._vectors(store)
            Vectors.build(vectors, self.folder)
            Lexical.build(self._entries(store), self.folder)
            manifest = self._manifest(store, sentences, vectors.shape[1])
            return self._report(store, manifest, embedded, time.monotonic() - started)
        finally:
            store.close()

    def _read(self, files: list[SourceFile], writer: Writer) -> None:
        total, finished = sum(file.size for file in files), 0
        for file in files:
            characters = 0
            for item in documents.read(file):
                if isinstance(item, Skipped):
                    self.skipped.append(item)
                    continue
                characters += len(item.text)
                if refused := self._refusal(item, writer):
                    self.skipped.append(Skipped(item.id, refused))
                self.progress("reading", finished + min(characters, file.size), total)
            finished += file.size
        self.progress("reading", total, total)

    def _refusal(self, document: Document, writer: Writer) -> str | None:
        """Add a document to the store, or say why not."""
        if document.id in writer:
            return "another document has this id already: give each its own"
        packed = passages.pack(document, first_id=writer.passages)
        if not packed:
            return "no text in it"
        keys = [_digest(passages.searched_text(document, passage)) for passage in packed]
        writer.add(document, _document_digest(document), packed, keys)
        return None

    def _vectors(self, store: Store) -> tuple[NDArray[np.float32], int]:
        """All vectors in row order, and how many were computed: equal texts share one, known ones are taken over."""
        rows_of: dict[bytes, list[int]] = {}
        for row, key in store.passage_keys():
            rows_of.setdefault(key, []).append(row)
        before = self.before if self.before and self.before.manifest.model_hash == self.embedder.fingerprint else None
        known = {key: row for row, key in before.store.passage_keys() if key in rows_of} if before else {}
        missing = [rows[0] for key, rows in rows_of.items() if key not in known]
        vectors = np.empty((store.passages, before.vectors.dimension if before else 0), np.float32)
        for rows, group in self._embedded(store, missing):
            if vectors.shape[1] == 0:
                vectors = np.empty((store.passages, group.shape[1]), np.float32)
            vectors[rows] = group
        if before and known:
            keys = list(known)
            vectors[[rows_of[key][0] for key in keys]] = before.vectors.take(np.array([known[key] for key in keys]))
        for first, *others in rows_of.values():
            vectors[others] = vectors[first]
        return vectors, len(missing)

    def _embedded(self, store: Store, rows: list[int]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """(rows, vectors) in groups of like length, since padding is what costs; the groups in random order, so that
        the time left that progress shows holds from the start."""
        lengths = store.lengths()
        ordered = sorted(rows, key=lambda row: lengths[row])
        groups = [ordered[i : i + GROUP] for i in range(0, len(ordered), GROUP)]
        done = 0
        self.progress("embedding", 0, len(rows))
        for i in np.random.default_rng(0).permutation(len(groups)):
            texts = [passages.searched_text(*pair) for pair in store.fetch(groups[i])]
            yield groups[i], self.embedder.encode(texts)
            done += len(texts)
            self.progress("embedding", done, len(rows))

    def _entries(self, store: Store) -> Iterator[Entry]:
        for document, passage in store.each():
            yield Entry(passages.searched_text(document, passage), document.date, document.source)

    def _manifest(self, store: Store, sentences: int, dimension: int) -> Manifest:
        """Write the manifest, last of all and after everything it names is on disk."""
        names = sorted(str(file.relative_to(self.folder)) for file in self.folder.rglob("*") if file.is_file())
        manifest = Manifest(
            format=FORMAT,
            generation=int(self.folder.name),
            built=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            documents=store.documents,
            passages=store.passages,
            sentences=sentences,
            model=self.embedder.name,
            model_hash=self.embedder.fingerprint,
            dimension=dimension,
            parameters={"max_sentences": passages.MAX_SENTENCES, "max_characters": passages.MAX_CHARACTERS},
            files={name: generations.synced(self.folder / name) for name in names},
        )
        manifest.write(self.folder)
        generations.synced(self.folder / MANIFEST)
        generations.sync_folder(self.folder)
        return manifest

    def _report(self, store: Store, manifest: Manifest, embedded: int, seconds: float) -> BuildReport:
        old, new = self.before.store.hashes() if self.before else {}, store.hashes()
        common = old.keys() & new.keys()
        unchanged = sum(old[name] == new[name] for name in common)
        return BuildReport(
            documents=manifest.documents,
            passages=manifest.passages,
            added=len(new.keys() - old.keys()),
            changed=len(common) - unchanged,
            removed=len(old.keys() - new.keys()),
            unchanged=unchanged,
            embedded=embedded,
            skipped=tuple(self.skipped),
            seconds=seconds,
            generation=manifest.generation,
        )


def _model_of(index: Path) -> str:
    try:
        return Manifest.read(generations.live(index)).model
    except (IndexNotFound, IndexInvalid):
        return DEFAULT_MODEL


def _load(embedder: Embedder, progress: Progress) -> None:
    progress("loading", 0, 1)
    _ = embedder.fingerprint
    progress("loading", 1, 1)


def _open_or_none(index: Path) -> Index | None:
    """The live index, to compare with and take vectors from. One that is damaged is simply built anew."""
    try:
        return Index.open(index)
    except (IndexNotFound, IndexInvalid):
        return None


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _document_digest(document: Document) -> bytes:
    date = document.date.isoformat() if document.date else None
    return _digest(json.dumps([document.title, document.text, document.source, date, document.url]))


def _nothing(source: Source, skipped: list[Skipped]) -> str:
    paths = [source] if isinstance(source, str | os.PathLike) else list(source)
    named = ", ".join(str(path) for path in paths[:3]) + (", …" if len(paths) > 3 else "")
    reasons = "; ".join(f"{item.file}: {item.reason}" for item in skipped[:3])
    more = f"; and {len(skipped) - 3} more" if len(skipped) > 3 else ""
    return f"nothing to index in {named} ({reasons or 'it holds no files'}{more})"


def _silent(stage: str, done: int, total: int) -> None:
    """No progress shown."""
