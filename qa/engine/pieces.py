"""Bytes of any length, in values of bounded length: cut, packed, and written in letters."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable

PIECE = 48_000
"""Bytes of each piece, before it is packed: then it fits into a value of the engine even when packing gains nothing."""


def count(size: int) -> int:
    """How many pieces so many bytes make; nothing makes one, too, so that it is there."""
    return max(1, -(-size // PIECE))


def cut(data: bytes) -> list[str]:
    """The pieces of some bytes.

    >>> joined(cut(b"word")) == b"word"
    True
    """
    return [
        base64.b64encode(zlib.compress(data[at : at + PIECE], 6)).decode("ascii")
        for at in range(0, max(1, len(data)), PIECE)
    ]


def joined(pieces: Iterable[str]) -> bytes:
    """The bytes of their pieces in order. Raises ValueError for what `cut` did not make."""
    return b"".join(map(_unpacked, pieces))


def _unpacked(piece: str) -> bytes:
    try:
        packed = zlib.decompressobj()
        data = packed.decompress(base64.b64decode(piece, validate=True), PIECE + 1)
    except (zlib.error, binascii.Error) as error:
        raise ValueError(f"a piece is damaged: {error}") from error
    if len(data) > PIECE or not packed.eof:
        raise ValueError("a piece is damaged: it is longer than any")
    return data
