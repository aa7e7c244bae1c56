"""One open generation of an index."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.errors import MEND, IndexInvalid
from qa.index import generations, speakers
from qa.index import names as naming
from qa.index.filters import Filters
from qa.index.hashes import check_hashes
from qa.index.lexical import Lexical
from qa.index.manifest import Manifest
from qa.index.mentions import Mentions
from qa.index.names import FolderNames
from qa.index.parts import Nearness, ScannedWords, Texts, Words
from qa.index.quotations import Quotations
from qa.index.speakers import Speakers
from qa.index.store import Listing, Sort, Store
from qa.index.store.places import Places
from qa.index.stories import Stories
from qa.index.vectors import Vectors
from qa.types import EVERYTHING, Document, Quotation, Within

# So many bytes, the smallest files first, are compared with their hashes whenever a generation is opened, at about 0.8
# GB/s and core: all of most indexes. In larger ones each row of text is compared as it is read, and `verify` compares
# everything.
CHECKED_ON_OPEN = 256_000_000


class Index:
    """One open generation. Immutable and safe to share between threads."""

    def __init__(
        self,
        place: Path | str,
        manifest: Manifest,
        store: Texts,
        places: ScannedWords,
        filters: Filters,
        mentions: Mentions,
        stories: Stories,
        vectors: Nearness,
        lexical: Words,
        quotations: Quotations,
        said_by: Speakers | None,
        names: FolderNames,
    ) -> None:
        """`place` is its folder, or where an engine keeps it. `said_by` is None in an index that was made before
        speakers were numbered.

        Raises IndexInvalid when the parts do not belong together.
        """
        counts = {
            "manifest": manifest.passages,
            "texts": store.passages,
            "filters": len(filters),
            "stories": len(stories),
            "vectors": len(vectors),
            "words": len(lexical),
        }
        if len(set(counts.values())) > 1:
            raise IndexInvalid(f"the parts of {place} disagree on the number of passages {counts}: {MEND}")
        embedded = len(vectors) - len(vectors.absent)
        if (manifest.dimension, manifest.embedded) != (vectors.dimension, embedded):
            raise IndexInvalid(
                f"{place} holds {embedded} vectors of {vectors.dimension} numbers, its manifest says "
                f"{manifest.embedded} of {manifest.dimension}: {MEND}"
            )
        self.place = place
        self.manifest = manifest
        self.store = store
        self.places = places
        self.filters = filters
        self.mentions = mentions
        self.stories = stories
        self.vectors = vectors
        self.lexical = lexical
        self.quotations = quotations
        self.speakers = said_by
        self.names = names
        # Of the parts and not of this index, which would then hold itself: an old generation is to go at once.
        filters.mentioning = lambda wanted: np.repeat(names.among(wanted), store.passages_each())

    @property
    def folder(self) -> Path:
        """Where its files lie, of one on disk."""
        return Path(self.place)

    @classmethod
    def open(cls, index: str | Path) -> Index:
        """Open the live generation of an index directory. Raises IndexNotFound or IndexInvalid."""
        return generations.of_live(Path(index), cls.open_generation)

    @classmethod
    def open_generation(cls, folder: Path, *, check: bool = False) -> Index:
        """Open one generation. Its files are compared with their hashes first: all with `check`, else the smaller ones.

        Raises IndexInvalid.
        """
        manifest = Manifest.read(folder)
        try:
            # The sizes of all: reading past the end of a file that is mapped and was cut short would end the process.
            for name, (size, _) in manifest.files.items():
                place = folder / name
                if not place.is_file() or place.stat().st_size != size:
                    raise IndexInvalid(f"{place} is missing or cut short: {MEND}")
            check_hashes(folder, manifest, None if check else CHECKED_ON_OPEN)  # before any library reads damage
            columns = Filters.open(folder), Mentions.open(folder, manifest.passages), Stories.open(folder)
            said = Quotations.open(folder, manifest.documents) if manifest.quotations else Quotations.none()
            counted = Speakers.open(folder, len(said)) if speakers.FILE in manifest.files else None
            # Names that an earlier version kept otherwise are as good as none: the next build finds them again.
            kept = manifest.names and naming.ARTICLES in manifest.files
            documents = manifest.documents
            named = FolderNames.open(folder, documents) if kept else FolderNames.none(documents)
            texts = Store(folder), Places(folder)
            parts = *texts, *columns, Vectors.open(folder), Lexical.open(folder), said, counted, named
        except OSError as error:  # a build may remove it at any moment
            raise IndexInvalid(f"{error.filename or folder} cannot be read ({error.strerror}): {MEND}") from error
        return cls(folder, manifest, *parts)

    def verify(self) -> None:
        """Compare everything with what was written: every file, every row and every count. Raises IndexInvalid."""
        self._check_parts()
        counted = self.store.check()
        wanted = self.manifest.documents, self.manifest.passages, self.manifest.sentences
        if counted != wanted:
            raise IndexInvalid(f"{self.place} holds {counted}, its manifest says {wanted}: {MEND}")
        for row, document in enumerate(self.store.articles()):
            self.quotations.of(row, document)
            self.names.spans(row, document)
        for document_id in self.places.documents():
            self.places.table(self.document(document_id))

    def _check_parts(self) -> None:
        """Compare each part with the digest in the manifest. Raises IndexInvalid."""
        check_hashes(self.folder, self.manifest, None)

    def close(self) -> None:
        """Close its files; nothing may be asked of it afterwards."""
        self.store.close()
        self.places.close()

    def document(self, document_id: str) -> Document:
        """Raises KeyError when there is no document of this id."""
        return self.store.document(document_id)

    def said_in(self, document: Document) -> list[Quotation]:
        """Who said what in a document of this index, in order. Raises KeyError for another one, IndexInvalid."""
        return self.quotations.of(self.store.row_of(document.id), document)

    def articles(self, within: Within) -> list[range]:
        """The rows of the passages of each article `within` the filters, in the order of the index."""
        among = self.filters.mask(within)
        ends = list(accumulate(self._passages_each))
        rows = [range(first, end) for first, end in zip([0, *ends], ends, strict=False)]
        return [each for each in rows if among is None or among[each.start]]

    def passing(self, within: Within) -> NDArray[np.bool_]:
        """True for each article `within` the filters, shape (documents,)."""
        passes = np.ones(self.manifest.documents, np.bool_)
        if (among := self.filters.mask(within)) is not None:
            passes[:] = False
            passes[self.article_numbers[among]] = True
        return passes

    def listing(
        self,
        query: str,
        sort: Sort,
        descending: bool,
        offset: int,
        limit: int,
        also: Sequence[int] = (),
        within: Within = EVERYTHING,
    ) -> Listing:
        """A page of the articles `within` the filters; see `Catalogue.page`."""
        only = None if within == EVERYTHING else np.flatnonzero(self.passing(within)).tolist()
        return self.store.listing(query, sort, descending, offset, limit, also, only)

    @cached_property
    def article_numbers(self) -> NDArray[np.int32]:
        """The number of each passage's article, shape (n,), ascending from 0: the passages of one stand together."""
        return np.repeat(np.arange(len(self._passages_each), dtype=np.int32), self._passages_each)

    @cached_property
    def _passages_each(self) -> list[int]:
        return self.store.passages_each()

    def newest(self, limit: int) -> list[Document]:
        """The newest documents, those without a day last."""
        return self.store.newest(limit)

    def sources(self) -> list[str]:
        """The names of all sources, sorted."""
        return self.store.sources()
