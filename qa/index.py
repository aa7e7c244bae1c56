"""One open generation of an index, and the manifest that says what it holds."""

from __future__ import annotations

import contextlib
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from itertools import accumulate
from pathlib import Path
from typing import Any

from qa import generations
from qa.errors import MEND, IndexInvalid, NotWritten
from qa.filters import Filters
from qa.generations import MANIFEST
from qa.lexical import Lexical
from qa.lock import Builder, locked
from qa.mentions import Mentions
from qa.store import Store
from qa.stories import Stories
from qa.types import Document
from qa.vectors import Vectors

FORMAT = 3
# So many bytes, the smallest files first, are compared with their hashes whenever a generation is opened, at about 0.8
# GB/s and core: all of most indexes. In larger ones each row of text is compared as it is read, and `verify` compares
# everything.
CHECKED_ON_OPEN = 256_000_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and what made it. `built` is ISO 8601, UTC; `files` maps a name to bytes and SHA-256.

    `embedded` of the `passages` have a vector: while the others are being embedded, words alone find those.
    `reading` is a hash of the code that made passages of files.
    """

    format: int
    generation: int
    built: str
    documents: int
    passages: int
    sentences: int
    embedded: int
    model: str
    model_hash: str
    dimension: int
    reading: str
    files: dict[str, tuple[int, str]]

    @property
    def partial(self) -> bool:
        """Whether vectors are still missing."""
        return self.embedded < self.passages

    def write(self, folder: Path) -> None:
        """Write it and force it to disk: from now on the generation is complete."""
        facts = asdict(self)
        text = json.dumps(facts | {"check": _digest(facts)}, indent=1) + "\n"
        (folder / MANIFEST).write_text(text, encoding="utf-8")
        generations.synced(folder / MANIFEST)
        generations.sync_folder(folder)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Raises IndexInvalid for anything that this version did not write."""
        place = folder / MANIFEST
        try:
            facts: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
            if facts["format"] != FORMAT:
                raise IndexInvalid(f"{place} has format {facts['format']}, this version reads {FORMAT}: {MEND}")
            if facts.pop("check") != _digest(facts):
                raise IndexInvalid(f"{place} is not as it was written: {MEND}")
            facts["files"] = {name: (int(size), str(digest)) for name, (size, digest) in facts["files"].items()}
            return cls(**{field.name: facts[field.name] for field in fields(cls)})
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise IndexInvalid(f"{place} cannot be read ({error!r}): {MEND}") from error


class Index:
    """One open generation. Immutable and safe to share between threads."""

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        store: Store,
        filters: Filters,
        mentions: Mentions,
        stories: Stories,
        vectors: Vectors,
        lexical: Lexical,
    ) -> None:
        """Raises IndexInvalid when the parts do not belong together."""
        counts = {
            "manifest": manifest.passages,
            "texts": store.passages,
            "filters": len(filters),
            "stories": len(stories),
            "vectors": len(vectors),
            "words": len(lexical),
        }
        if len(set(counts.values())) > 1:
            raise IndexInvalid(f"the parts of {folder} disagree on the number of passages {counts}: {MEND}")
        embedded = len(vectors) - len(vectors.absent)
        if (manifest.dimension, manifest.embedded) != (vectors.dimension, embedded):
            raise IndexInvalid(
                f"{folder} holds {embedded} vectors of {vectors.dimension} numbers, its manifest says "
                f"{manifest.embedded} of {manifest.dimension}: {MEND}"
            )
        self.folder = folder
        self.manifest = manifest
        self.store = store
        self.filters = filters
        self.mentions = mentions
        self.stories = stories
        self.vectors = vectors
        self.lexical = lexical

    @classmethod
    def open(cls, index: str | Path) -> Index:
        """Open the live generation of an index directory. Raises IndexNotFound or IndexInvalid."""
        while True:
            folder = generations.live(Path(index))
            try:
                return cls.open_generation(folder)
            except IndexInvalid:
                # A build may have published another one meanwhile, and removed this.
                if generations.live(Path(index)) == folder:
                    raise

    @classmethod
    def open_generation(cls, folder: Path, *, check: bool = False) -> Index:
        """Open one generation. Its files are compared with their hashes first: all with `check`, else the smaller ones.

        Raises IndexInvalid.
        """
        manifest = Manifest.read(folder)
        try:
            for name, (size, _) in manifest.files.items():
                place = folder / name
                if not place.is_file() or place.stat().st_size != size:
                    raise IndexInvalid(f"{place} is missing or cut short: {MEND}")
            _check_hashes(folder, manifest, None if check else CHECKED_ON_OPEN)
            columns = Filters.open(folder), Mentions.open(folder, manifest.passages), Stories.open(folder)
            parts = Store(folder), *columns, Vectors.open(folder), Lexical.open(folder)
        except OSError as error:  # a build may remove it at any moment
            raise IndexInvalid(f"{error.filename or folder} cannot be read ({error.strerror}): {MEND}") from error
        return cls(folder, manifest, *parts)

    def verify(self) -> None:
        """Compare everything with what was written: every file, every row and every count. Raises IndexInvalid."""
        _check_hashes(self.folder, self.manifest, None)
        counted = self.store.check()
        wanted = self.manifest.documents, self.manifest.passages, self.manifest.sentences
        if counted != wanted:
            raise IndexInvalid(f"{self.folder} holds {counted}, its manifest says {wanted}: {MEND}")

    def close(self) -> None:
        self.store.close()

    def document(self, document_id: str) -> Document:
        """Raises KeyError when there is no document of this id."""
        return self.store.document(document_id)

    def titles(self, limit: int) -> list[str]:
        """Different titles of the newest documents."""
        return self.store.titles(limit)

    def sources(self) -> list[str]:
        """The names of all sources, sorted."""
        return self.store.sources()


def state(manifest: Manifest, builder: Builder | None) -> str:
    """What is being done to an index, or was left undone, in a few words: "embedding 42 %"; "" when all is done."""
    if builder is not None:
        return f"{builder.stage} {builder.percent} %"
    if manifest.partial:
        return f"embedding stopped at {100 * manifest.embedded // manifest.passages} %, build again to go on"
    return ""


def roll_back(index: Path) -> Index:
    """Make the newest sound generation before the live one the live one.

    A generation whose vectors were still missing is passed over: the one after it held the same texts.
    Raises IndexNotFound, IndexInvalid when there is none, IndexLocked, NotWritten.
    """
    try:
        if not generations.older(index):
            generations.live(index)
        with locked(index):
            opened = _sound_before(index)
            generations.publish(index, opened.folder)
            return opened
    except OSError as error:
        raise NotWritten(f"{index} could not be rolled back ({error}): make room there and try again") from error


def _sound_before(index: Path) -> Index:
    for folder in generations.older(index):
        with contextlib.suppress(IndexInvalid):
            opened = Index.open_generation(folder, check=True)
            if not opened.manifest.partial:
                return opened
            opened.close()
    raise IndexInvalid(f"{index} holds no sound generation before the live one: build the index again")


def _digest(facts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _check_hashes(folder: Path, manifest: Manifest, most: int | None) -> None:
    """Compare so many bytes of files, the smallest first; None is all."""
    names = sorted(manifest.files, key=lambda name: manifest.files[name][0])
    sizes = accumulate(manifest.files[name][0] for name in names)
    chosen = [name for name, size in zip(names, sizes, strict=True) if most is None or size <= most]

    def check(name: str) -> None:
        try:
            with (folder / name).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise IndexInvalid(f"{folder / name} cannot be read ({error.strerror}): {MEND}") from error
        if digest != manifest.files[name][1]:
            raise IndexInvalid(f"{folder / name} is not as it was written: {MEND}")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(check, chosen))
