"""One open generation of an index, and the manifest that says what it holds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from qa import generations
from qa.errors import IndexInvalid
from qa.generations import MANIFEST
from qa.lexical import Lexical
from qa.store import Store
from qa.types import Document
from qa.vectors import Vectors

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and what made it. `built` is ISO 8601, UTC; `files` maps a name to bytes and SHA-256."""

    format: int
    generation: int
    built: str
    documents: int
    passages: int
    sentences: int
    model: str
    model_hash: str
    dimension: int
    parameters: dict[str, int]
    files: dict[str, tuple[int, str]]

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Raises IndexInvalid for anything that this version did not write."""
        place = folder / MANIFEST
        again = "build the index again"
        try:
            facts: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
            if facts["format"] != FORMAT:
                raise IndexInvalid(f"{place} has format {facts['format']}, this version reads {FORMAT}: {again}")
            facts["files"] = {name: (int(size), str(digest)) for name, (size, digest) in facts["files"].items()}
            return cls(**{field.name: facts[field.name] for field in fields(cls)})
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexInvalid(f"{place} cannot be read ({error!r}): {again}") from error


class Index:
    """One open generation. Immutable and safe to share between threads."""

    def __init__(self, folder: Path, manifest: Manifest, store: Store, vectors: Vectors, lexical: Lexical) -> None:
        """Raises IndexInvalid when the parts do not belong together."""
        counts = {
            "manifest": manifest.passages,
            "texts": store.passages,
            "vectors": len(vectors),
            "words": len(lexical),
        }
        if len(set(counts.values())) > 1:
            raise IndexInvalid(f"the parts of {folder} disagree on the number of passages {counts}: build it again")
        if manifest.dimension != vectors.dimension:
            raise IndexInvalid(
                f"{folder} holds vectors of {vectors.dimension} numbers, its manifest says {manifest.dimension}: "
                "build it again"
            )
        self.folder = folder
        self.manifest = manifest
        self.store = store
        self.vectors = vectors
        self.lexical = lexical

    @classmethod
    def open(cls, index: str | Path) -> Index:
        """Open the live generation of an index directory. Raises IndexNotFound or IndexInvalid."""
        return cls.open_generation(generations.live(Path(index)))

    @classmethod
    def open_generation(cls, folder: Path) -> Index:
        """Open one generation. Raises IndexInvalid."""
        manifest = Manifest.read(folder)
        for name, (size, _) in manifest.files.items():
            place = folder / name
            if not place.is_file() or place.stat().st_size != size:
                raise IndexInvalid(f"{place} is missing or cut short: build the index again")
        return cls(folder, manifest, Store(folder), Vectors.open(folder), Lexical.open(folder))

    def document(self, document_id: str) -> Document:
        """Raises KeyError when there is no document of this id."""
        return self.store.document(document_id)

    def titles(self, limit: int) -> list[str]:
        """Different titles of the newest documents."""
        return self.store.titles(limit)

    def sources(self) -> list[str]:
        """The names of all sources, sorted."""
        return self.store.sources()
