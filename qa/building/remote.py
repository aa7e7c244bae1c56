"""Build an index that an engine keeps: texts and columns are made in a folder that is gone afterwards, as those of an
index on disk, and sent there with their vectors. What did not change is taken from the generation before; vectors that
workers have shared (`sharing.py`), or a build that was stopped has left, are taken from where they lie at the engine.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from qa.building.describing import described, reads_alike, same_again
from qa.building.embedding import Embedding
from qa.building.reporting import nothing, reported
from qa.building.searches import columns_anew, named_anew, outdated, said_anew, write_searches
from qa.building.texts import Digests, digests, write_texts
from qa.documents import SourceFile
from qa.embedder import Embedder
from qa.engine import generations
from qa.engine.connection import Engine
from qa.engine.opening import EngineIndex
from qa.engine.restoring import restore
from qa.engine.shared import SharedVectors
from qa.engine.writing import write
from qa.errors import NoDocuments
from qa.index.manifest import Manifest
from qa.index.passages import plain_letters, searched_text
from qa.index.store import Counts, Store
from qa.types import BuildReport, Columns, Progress, Skipped


class RemoteMaking:
    """The making of one generation at an engine. `before` is the live one, None where there is none."""

    def __init__(
        self,
        engine: Engine,
        before: EngineIndex | None,
        embedder: Embedder,
        progress: Progress,
        full: bool,
        columns: Columns,
    ) -> None:
        self.engine = engine
        self.before = before
        self.old = None if full else before  # what may be taken over
        self.embedder = embedder
        self.progress = progress
        self.columns = dict(columns)
        self.shared = SharedVectors(engine, embedder.fingerprint, embedder.dimension)
        if full:
            self.shared.clear()

    def run(self, files: Sequence[SourceFile], skipped: Sequence[Skipped]) -> BuildReport:
        """Write what is new of the files and publish it. Raises NoDocuments, EngineFailed, OSError when this machine
        has no room for what is made on the way."""
        started = time.monotonic()
        known = digests(files, self.old.store.files() if self.old else {})
        unchanged = same_again(self.old, known, self.embedder, self.columns)
        if unchanged and not outdated(unchanged.manifest):
            self.shared.clear()
            return reported(self.before, unchanged.manifest, unchanged.store, skipped, 0, started)
        with tempfile.TemporaryDirectory(prefix="qa-build-") as folder:
            place = Path(folder, "new")
            place.mkdir()
            counts = self._write(files, known, place, Path(folder, "old"))
            store = Store(place)
            try:
                if not counts.passages:
                    raise NoDocuments(nothing([file.path for file in files], [*skipped, *store.skipped()]))
                write_searches(
                    place, (columns_anew(self.old), said_anew(self.old), named_anew(self.old)), self.progress
                )
                embedding, computed = self._embedded(store)
                manifest = self._publish(place, counts, embedding)
                return reported(self.before, manifest, store, skipped, computed, started)
            finally:
                store.close()

    def _write(self, files: Sequence[SourceFile], known: Digests, place: Path, restored: Path) -> Counts:
        copied = None
        if self.old and reads_alike(self.old.manifest, self.columns):
            restored.mkdir()
            restore(self.old.store, restored)
            copied = restored
        return write_texts(files, known, place, copied, self.progress, self.columns)

    def _embedded(self, store: Store) -> tuple[Embedding, int]:
        """All vectors, and how many had to be computed."""
        embedding = Embedding(store.keys(), self.embedder.dimension)
        if self.old and self.old.manifest.model_hash == self.embedder.fingerprint:
            embedding.take_over(self.old.store.keys(), self.old.vectors)
        embedding.resume(self.shared)
        computed = embedding.missing

        def texts(rows: Sequence[int]) -> list[str]:
            return [plain_letters(searched_text(*pair)) for pair in store.fetch(rows)]

        for _ in embedding.compute(texts, self.embedder, self.shared, self.progress):
            pass
        return embedding, computed

    def _publish(self, place: Path, counts: Counts, embedding: Embedding) -> Manifest:
        live = generations.live_or_none(self.engine)
        names = generations.new(self.engine, live)
        manifest = described(names.generation, counts, counts.passages, self.embedder, self.columns, {})
        try:
            manifest = write(self.engine, names, place, embedding.spread(), manifest, self.progress)
            EngineIndex.of(self.engine, names)  # what cannot be opened never becomes live
            generations.publish(self.engine, names)
        except BaseException:  # Ctrl-C too: what is half written must not stay
            if generations.live_or_none(self.engine) != names:
                generations.discard(self.engine, names)
            raise
        self.shared.clear()
        # Readers that still ask the one before have until the next build to move on.
        generations.clear(self.engine, names, [live.generation] if live else [])
        return manifest
