"""The vectors that a build has computed so far, on disk batch by batch: a build that was stopped goes on from there.

index/batches/3f2a91c07b5d4e88/000001.npz     keys and vectors of one batch; the folder is named after the model
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FOLDER = "batches"
KEY_BYTES = 32
_NAMED = 16
# What reading a damaged file ends in; the last when a flag in it says that it is encrypted, or packed in a new way.
_DAMAGES = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, RuntimeError)


class KeptVectors(Protocol):
    """Where a build keeps the vectors that it has computed until a generation holds them: `Batches`, or an engine."""

    def load(self, wanted: Collection[bytes]) -> Iterable[tuple[bytes, NDArray[np.float16]]]:
        """The keys in `wanted` that have a vector, with it; what is damaged is left out."""
        ...

    def add(self, keys: Sequence[bytes], vectors: NDArray[np.floating]) -> None:
        """Keep some more, shape (len(keys), dimension)."""
        ...


class Batches:
    """Vectors of one model by the key of their text, in half precision as in the index."""

    def __init__(self, index: Path, fingerprint: str) -> None:
        """`fingerprint` is a hash of the model's weights."""
        self._root = index / FOLDER
        self._folder = self._root / fingerprint[:_NAMED]

    def load(self, wanted: Collection[bytes]) -> Iterator[tuple[bytes, NDArray[np.float16]]]:
        """The keys in `wanted` that have a vector, with it. A batch that was torn or damaged is left out."""
        for file in sorted(self._folder.glob("*.npz")):
            try:
                with np.load(file, allow_pickle=False) as batch:  # the zip checks its contents by CRC
                    keys, vectors = batch["keys"], batch["vectors"]
            except _DAMAGES:
                continue
            for key, vector in zip(keys, vectors, strict=True):
                if key.tobytes() in wanted:
                    yield key.tobytes(), vector

    def add(self, keys: Sequence[bytes], vectors: NDArray[np.floating]) -> None:
        """Keep one more batch: `vectors` of shape (len(keys), dimension)."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number = max((int(file.stem) for file in self._folder.glob("*.npz")), default=0) + 1
        packed = np.frombuffer(b"".join(keys), np.uint8).reshape(-1, KEY_BYTES)
        # Not forced to disk: a batch that a crash tears is told by its CRC and computed again.
        np.savez(self._folder / f"{number:06d}.npz", keys=packed, vectors=vectors.astype(np.float16))

    def clear(self) -> None:
        """Forget all batches, those of other models too: the index has what was wanted of them."""
        shutil.rmtree(self._root, ignore_errors=True)
