"""Vectors that builders have computed and no generation holds yet, for whoever needs one of the same text: so several
machines embed one folder, and a build that was killed goes on where it was.

NAME_vectors_3f2a91c07b5d4e88      a vector in each row, under the hash of its text; the number is that of the model
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.engine.collections import NO_VECTOR, VECTORS, fields, indexes
from qa.engine.connection import Engine
from qa.errors import EngineFailed

_NAMED = 16
# Rows that are asked for at once, and sent.
_AT_ONCE = 1000
_CHECK = 4  # bytes


class SharedVectors:
    """Those of one model, in half precision as in the index. Several builders may use them at the same time."""

    def __init__(self, engine: Engine, fingerprint: str, dimension: int) -> None:
        """`fingerprint` is a hash of the model's weights, `dimension` how many numbers each of its vectors has."""
        self._engine, self._dimension = engine, dimension
        self._name = f"{_root(engine)}{fingerprint[:_NAMED]}"
        self._ready = False

    def load(self, wanted: Collection[bytes]) -> Iterator[tuple[bytes, NDArray[np.float16]]]:
        """The keys in `wanted` that have a vector here, with it; damaged ones are left out. Raises EngineFailed."""
        for found in self._rows(wanted, ["bytes"]):
            for key, row in found.items():
                vector = _unpacked(key, str(row["bytes"]), self._dimension)
                if vector is not None:
                    yield key, vector

    def among(self, keys: Collection[bytes]) -> set[bytes]:
        """Which of these keys have a vector here. Raises EngineFailed."""
        return {key for found in self._rows(keys, []) for key in found}

    def add(self, keys: Sequence[bytes], vectors: NDArray[np.floating]) -> None:
        """Keep some more, `vectors` of shape (len(keys), dimension). Raises EngineFailed."""
        self.prepare()
        rows = [
            {"key": key.hex(), "bytes": _packed(key, vector), **NO_VECTOR}
            for key, vector in zip(keys, vectors.astype("<f2"), strict=True)
        ]
        try:
            for at in range(0, len(rows), _AT_ONCE):
                self._engine.insert(self._name, rows[at : at + _AT_ONCE])
        except EngineFailed as error:
            if self._name in self._engine.collections():
                raise
            raise EngineFailed(
                f"the vectors shared for {self._engine.address} are gone: another build took them and is published; "
                f"start this one again for what is still missing"
            ) from error

    def prepare(self) -> None:
        """Make the place for them, unless it is there. Raises EngineFailed."""
        if not self._ready:
            self._engine.ensure(self._name, fields(VECTORS, self._dimension), indexes(VECTORS, 0))
            self._ready = True

    def clear(self) -> None:
        """Forget all, those of other models too: the index has what was wanted of them. Raises EngineFailed."""
        ours = re.compile(rf"{re.escape(_root(self._engine))}[0-9a-f]{{{_NAMED}}}(_[0-9a-f]+)?")
        for name in self._engine.collections():
            if ours.fullmatch(name):
                self._engine.drop(name)

    def _rows(self, keys: Iterable[bytes], wanted: Sequence[str]) -> Iterator[dict[bytes, dict[str, object]]]:
        if self._name not in self._engine.collections():
            return
        self._engine.load(self._name)
        every = [key.hex() for key in keys]  # now: whoever takes them may change what they come from
        for at in range(0, len(every), _AT_ONCE):
            rows = self._engine.rows(self._name, every[at : at + _AT_ONCE], wanted, "key")
            yield {bytes.fromhex(str(row["key"])): dict(row) for row in rows}


def _root(engine: Engine) -> str:
    return f"{engine.address.name}_{VECTORS}_"


def _packed(key: bytes, vector: NDArray[np.float16]) -> str:
    data = vector.tobytes()
    return base64.b64encode(_check(key, data) + data).decode("ascii")


def _unpacked(key: bytes, packed: str, dimension: int) -> NDArray[np.float16] | None:
    """The vector of which `_packed` was kept under this key; None for anything else."""
    try:
        kept = base64.b64decode(packed, validate=True)
    except binascii.Error:
        return None
    check, data = kept[:_CHECK], kept[_CHECK:]
    if len(data) != 2 * dimension or check != _check(key, data):
        return None
    return np.frombuffer(data, "<f2").astype(np.float16)


def _check(key: bytes, data: bytes) -> bytes:
    return zlib.crc32(key + data).to_bytes(_CHECK, "little")
