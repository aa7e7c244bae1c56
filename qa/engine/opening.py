"""One open generation of an index at an engine, and which one is live."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qa.engine import columns, generations
from qa.engine.address import Address
from qa.engine.collections import KINDS, PASSAGES, WORDS, PartNames
from qa.engine.columns import Parts
from qa.engine.connection import Engine
from qa.engine.scans import EngineScans
from qa.engine.texts import EngineTexts
from qa.engine.vectors import EngineVectors
from qa.engine.vocabulary import Vocabulary
from qa.engine.words import EngineWords
from qa.errors import MEND, EngineFailed, IndexInvalid
from qa.index.columns import mapped
from qa.index.filters import Filters
from qa.index.index import Index
from qa.index.mentions import Mentions
from qa.index.names import ARTICLES, TEXT, FolderNames
from qa.index.quotations import Quotations
from qa.index.speakers import Speakers
from qa.index.stories import Stories


class EngineIndex(Index):
    """One open generation. Immutable and safe to share between threads."""

    store: EngineTexts

    @classmethod
    def open_at(cls, address: Address) -> EngineIndex:
        """Open the live generation. Raises IndexNotFound, IndexInvalid, EngineFailed, ExtraMissing."""
        engine = Engine(address)
        try:
            names = generations.live(engine)
            while True:
                try:
                    return cls.of(engine, names)
                except (IndexInvalid, EngineFailed):  # a build may have published another, and removed this one
                    if (now := generations.live(engine)) == names:
                        raise
                    names = now
        except BaseException:
            engine.close()
            raise

    @classmethod
    def of(cls, engine: Engine, names: PartNames) -> EngineIndex:
        """One generation. Raises IndexInvalid, EngineFailed."""
        for kind in KINDS:
            engine.load(names.of(kind))
        parts = Parts(engine, names)
        return parts.mapped(lambda folder: cls._opened(engine, names, parts, folder))

    @classmethod
    def _opened(cls, engine: Engine, names: PartNames, parts: Parts, folder: Path) -> EngineIndex:
        manifest = parts.manifest
        filters = Filters.open(folder)
        each, cut = (mapped(folder / name, np.int32) for name in (columns.PASSAGES_EACH, columns.PIECES))
        if len(each) != len(cut) or (len(each) and min(each.min(), cut.min()) < 1):
            raise IndexInvalid(f"the articles of {parts.place} do not belong together: {MEND}")
        store = EngineTexts(engine, names, parts, filters, each, cut)
        hashes, counts = mapped(folder / columns.HASHES, np.uint64), mapped(folder / columns.COUNTS, np.int32)
        if len(hashes) != len(counts):
            raise IndexInvalid(f"the words of {parts.place} do not belong together: {MEND}")
        vocabulary = Vocabulary(hashes, counts, manifest.passages)
        said = Quotations.open(folder, manifest.documents)
        return cls(
            parts.place,
            manifest,
            store,
            EngineScans(store),
            filters,
            Mentions.open(folder, manifest.passages),
            Stories.open(folder),
            EngineVectors(engine, names.of(PASSAGES), filters, manifest.dimension),
            EngineWords(engine, names.of(PASSAGES), names.of(WORDS), vocabulary, filters),
            said,
            Speakers.open(folder, len(said)),
            _named(parts, folder),
        )

    @property
    def folder(self) -> Path:
        """Raises IndexInvalid: it has none."""
        raise IndexInvalid(f"{self.place} is kept by an engine, and in no folder")

    def _check_parts(self) -> None:
        for name in self.manifest.files:
            self.store.parts.data(name)


def _named(parts: Parts, folder: Path) -> FolderNames:
    documents = parts.manifest.documents
    if not parts.manifest.names or ARTICLES not in parts.manifest.files:
        return FolderNames.none(documents)
    return FolderNames.open(folder, documents, lambda: parts.data(TEXT).decode("utf-8"))
