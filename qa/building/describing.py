"""What a generation says of itself, and whether the files would give the same one again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from qa.building import versions
from qa.building.texts import Digests
from qa.embedder import Embedder
from qa.english import stems
from qa.index.index import Index
from qa.index.manifest import FORMAT, Manifest
from qa.index.store import Counts
from qa.types import Columns


def described(
    generation: int,
    counts: Counts,
    embedded: int,
    embedder: Embedder,
    columns: Columns,
    files: Mapping[str, tuple[int, str]],
) -> Manifest:
    """The manifest of a generation that this version has made now: `embedded` of its passages have a vector."""
    return Manifest(
        format=FORMAT,
        generation=generation,
        built=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        documents=counts.documents,
        passages=counts.passages,
        sentences=counts.sentences,
        embedded=embedded,
        model=embedder.name,
        model_hash=embedder.fingerprint,
        dimension=embedder.dimension,
        reading=versions.reading(),
        told=dict(columns),
        words=stems.fingerprint(),
        columns=versions.columns(),
        quotations=versions.quotations(),
        names=versions.names(),
        files=dict(files),
    )


def reads_alike(manifest: Manifest, columns: Columns) -> bool:
    """Whether a file gives now what it gave then."""
    return manifest.reading == versions.reading() and manifest.told == columns


def same_again(old: Index | None, known: Digests, embedder: Embedder, columns: Columns) -> Index | None:
    """The generation `old`, when files of these digests would give the same, but for vectors that it still lacks."""
    if old is None or old.manifest.model_hash != embedder.fingerprint or not reads_alike(old.manifest, columns):
        return None
    return old if None not in known.values() and old.store.files() == known else None
