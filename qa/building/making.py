"""One generation, from files to publishing: what is unchanged is taken over, the rest is read and embedded."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from qa.building import origin
from qa.building.batches import Batches
from qa.building.describing import described, reads_alike, same_again
from qa.building.embedding import Embedding
from qa.building.reporting import nothing, reported
from qa.building.searches import WORDS, columns_anew, named_anew, outdated, said_anew, write_searches
from qa.building.texts import Digests, digests, write_texts
from qa.documents import SourceFile
from qa.embedder import Embedder
from qa.errors import IndexInvalid, NoDocuments
from qa.index import generations
from qa.index.index import Index
from qa.index.manifest import Manifest
from qa.index.passages import plain_letters, searched_text
from qa.index.store import Counts, Store
from qa.index.vectors import FILES, Vectors
from qa.types import BuildReport, Columns, Progress, Skipped

# When embedding takes longer than so many seconds, questions are answered by words meanwhile.
PATIENCE = 5.0


class Making:
    """The making of one generation, under the lock of its index. `folder` is the one being written."""

    def __init__(
        self,
        index: Path,
        sources: list[str],
        before: Index | None,
        embedder: Embedder,
        progress: Progress,
        full: bool,
        columns: Columns,
    ) -> None:
        self.index = index
        self.sources = sources
        self.before = before
        self.old = None if full else before  # what may be taken over
        self.damaged = generations.live_or_none(index) if before is None else None  # nothing to go back to
        self.columns = dict(columns)
        self.embedder = embedder
        self.progress = progress
        self.batches = Batches(index, embedder.fingerprint)
        if full:
            self.batches.clear()

    def run(self, files: Sequence[SourceFile], skipped: Sequence[Skipped]) -> BuildReport:
        """Write what is new of the files and publish it. Raises NoDocuments, OSError when the disk does not take it."""
        started = time.monotonic()
        before = self.old.store.files() if self.old else {}
        known = digests(files, before)  # before they are read: what changes in between differs the next time
        unchanged = same_again(self.old, known, self.embedder, self.columns)
        if unchanged and not unchanged.manifest.partial and not outdated(unchanged.manifest):
            self._tidy()
            origin.remember(self.index, self.sources)
            return reported(self.before, unchanged.manifest, unchanged.store, skipped, 0, started)
        self.folder = generations.new(self.index)
        try:
            counts = self._link(unchanged) if unchanged else self._write(files, known)
            store = Store(self.folder)
            try:
                if not counts.passages:
                    raise NoDocuments(nothing([file.path for file in files], [*skipped, *store.skipped()]))
                manifest, embedded = self._embed(store, counts, _answers(unchanged))
                return reported(self.before, manifest, store, skipped, embedded, started)
            finally:
                store.close()
        except BaseException:  # Ctrl-C too: what is half written must not stay
            generations.discard(self.index, self.folder)
            raise

    def _write(self, files: Sequence[SourceFile], known: Digests) -> Counts:
        copied = self.old.folder if self.old and reads_alike(self.old.manifest, self.columns) else None
        counts = write_texts(files, known, self.folder, copied, self.progress, self.columns)
        if counts.passages:
            write_searches(
                self.folder, (WORDS, columns_anew(self.old), said_anew(self.old), named_anew(self.old)), self.progress
            )
        return counts

    def _link(self, old: Index) -> Counts:
        """Take over the texts of a generation whole, with what finds them unless another version makes that."""
        manifest, parts = old.manifest, outdated(old.manifest)
        # Never linked: writing them again would write into the generation before, which shares its files.
        anew = {*FILES, *(name for part in parts for name in part.names)}
        generations.link([name for name in manifest.files if Path(name).parts[0] not in anew], old.folder, self.folder)
        if parts:
            write_searches(self.folder, parts, self.progress)
        return Counts(manifest.documents, manifest.passages, manifest.sentences)

    def _embed(self, store: Store, counts: Counts, answering: bool) -> tuple[Manifest, int]:
        """Bring together the vectors and publish; the manifest, and how many vectors were computed. Unless the texts
        are `answering` already, they are published first when this takes long."""
        embedding = Embedding(store.keys(), self.embedder.dimension)
        if self.old and self.old.manifest.model_hash == self.embedder.fingerprint:
            embedding.take_over(self.old.store.keys(), self.old.vectors)
        embedding.resume(self.batches)
        computed = embedding.missing

        def texts(rows: Sequence[int]) -> list[str]:
            return [plain_letters(searched_text(*pair)) for pair in store.fetch(rows)]

        for seconds_left in embedding.compute(texts, self.embedder, self.batches, self.progress):
            if seconds_left > PATIENCE and not answering:
                self._succeed(self._publish(counts, embedding))
                answering = True
        manifest = self._publish(counts, embedding, last=True)
        self._tidy()
        return manifest, computed

    def _tidy(self) -> None:
        """Remove what nobody needs once a full generation is live; a build that was killed may have left some."""
        self.batches.clear()
        generations.clear(self.index)
        older = [folder for folder in generations.older(self.index) if folder != self.damaged and not _partial(folder)]
        generations.prune(self.index, kept=older[:1])

    def _succeed(self, published: Manifest) -> None:
        """Go on with a new generation of the same texts."""
        before = self.folder
        self.folder = generations.new(self.index)
        generations.link([name for name in published.files if name not in FILES], before, self.folder)

    def _publish(self, counts: Counts, embedding: Embedding, *, last: bool = False) -> Manifest:
        """Write the vectors there are and, once all is on disk, the manifest; open the whole; make it live."""
        absent = embedding.absent()
        Vectors.build(embedding.spread(), self.folder, absent)
        if last:
            embedding.forget()  # the largest thing here: the lists are made of what was written
        Vectors.build_lists(self.folder)
        names = sorted(str(file.relative_to(self.folder)) for file in self.folder.rglob("*") if file.is_file())
        manifest = described(
            int(self.folder.name),
            counts,
            counts.passages - len(absent),
            self.embedder,
            self.columns,
            {name: generations.synced(self.folder / name) for name in names},
        )
        # The names of the files are forced to disk as well, and all of it before the manifest says that it is there.
        for folder in {self.folder / name for name in names}:
            generations.sync_folder(folder.parent)
        manifest.write(self.folder)
        Index.open_generation(self.folder).close()  # what cannot be opened never becomes live
        # First, for the page adds to what an index was built from: one that did not say would lose the rest.
        origin.remember(self.index, self.sources)
        generations.publish(self.index, self.folder)
        return manifest


def _answers(unchanged: Index | None) -> bool:
    """Whether a live generation of the same texts answers meanwhile: one of other words is refused by those who search
    it."""
    return unchanged is not None and WORDS not in outdated(unchanged.manifest)


def _partial(folder: Path) -> bool:
    try:
        return Manifest.read(folder).partial
    except IndexInvalid:  # of no use either way
        return True
