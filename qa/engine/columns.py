"""The small parts of a generation at the engine: its manifest, the columns of numbers, lists of names, each checked
against the digest in the manifest.

They are brought here when it is opened, into files without a name that the system takes back, so that they are mapped
and not held: no file of an index stays on a machine that answers.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from qa.engine import pieces
from qa.engine.collections import NO_VECTOR, PARTS, PartNames
from qa.engine.connection import Engine
from qa.errors import MEND, IndexInvalid
from qa.index import names as naming
from qa.index.manifest import Manifest

# The first keys are those of the manifest.
_MANIFEST = 64
_AT_ONCE = 100

PASSAGES_EACH = "passages_each.npy"
PIECES = "pieces.npy"
HASHES = "vocabulary.npy"
COUNTS = "counts.npy"
HEADS = "heads.json"
FILES = "files.json"
# What only builders, lists of all articles and names need is read when they ask for it.
LATER = (HEADS, FILES, naming.TEXT)

T = TypeVar("T")


class Parts:
    """Those of one generation. Safe to share between threads."""

    def __init__(self, engine: Engine, names: PartNames) -> None:
        """Raises IndexInvalid when there is no manifest, or a damaged one, EngineFailed."""
        self._engine, self._collection = engine, names.of(PARTS)
        self.place = f"{engine.address} (generation {names.generation})"
        first = engine.rows(self._collection, [0], ["pieces"], "at")
        if not first:
            raise IndexInvalid(f"{self.place} has no manifest: {MEND}")
        written = self._joined(0, min(int(first[0]["pieces"]), _MANIFEST))
        self.manifest = Manifest.of(written.decode("utf-8", "replace"), self.place)

    def data(self, name: str) -> bytes:
        """The bytes of a part. Raises IndexInvalid when they are not as they were written, EngineFailed."""
        size, digest = self.manifest.files[name]
        data = self._joined(starts(self.manifest.files)[name], pieces.count(size))
        if len(data) != size or hashlib.sha256(data).hexdigest() != digest:
            raise IndexInvalid(f"{self.place}: {name} is not as it was written: {MEND}")
        return data

    def json(self, name: str) -> Any:
        """What a part holds as JSON. Raises IndexInvalid, EngineFailed."""
        try:
            return json.loads(self.data(name))
        except (ValueError, RecursionError) as error:
            raise IndexInvalid(f"{self.place}: {name} cannot be read: {MEND}") from error

    def mapped(self, read: Callable[[Path], T]) -> T:
        """What `read` makes of a folder of these parts, which is gone afterwards: what was mapped of it stays."""
        with tempfile.TemporaryDirectory(prefix="qa-columns-", ignore_cleanup_errors=True) as folder:
            for name in self.manifest.files.keys() - set(LATER):
                Path(folder, name).write_bytes(self.data(name))
            return read(Path(folder))

    def _joined(self, first: int, count: int) -> bytes:
        found = self._engine.rows(self._collection, range(first, first + count), ["bytes"], "at", _AT_ONCE)
        written = {int(each["at"]): str(each["bytes"]) for each in found}
        try:
            return pieces.joined(written[at] for at in range(first, first + count))
        except (KeyError, ValueError) as error:
            raise IndexInvalid(f"{self.place} is damaged ({error}): {MEND}") from error


def starts(files: Mapping[str, tuple[int, str]]) -> dict[str, int]:
    """The key of the first piece of each part."""
    found, at = {}, _MANIFEST
    for name in sorted(files):
        found[name] = at
        at += pieces.count(files[name][0])
    return found


def rows_of(first: int, data: bytes) -> Iterable[dict[str, Any]]:
    """The rows of the pieces of a part, for the collection of parts."""
    cut = pieces.cut(data)
    for at, piece in enumerate(cut, first):
        yield {"at": at, "pieces": len(cut), "bytes": piece, **NO_VECTOR}
