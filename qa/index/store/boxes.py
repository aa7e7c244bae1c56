"""The boxes of a scanned article's words as a table: packed into bytes, and checked when it is read.

A table has a row for each word, in the order of the text, and the columns of `WordBox`. Packed, it is the steps from
row to row as 32-bit integers, column after column, compressed: some 7 bytes a word.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.types import PAGE_SIDE, WordBox

Table = NDArray[np.int64]

_COLUMNS = len(WordBox._fields)
START, END, PAGE, LINE, LEFT, TOP, WIDTH, HEIGHT = range(_COLUMNS)
_NUMBER = np.dtype("<i4")
_LEVEL = 3  # of compression; the highest is a tenth smaller and takes thirty times as long


def packed(boxes: Sequence[WordBox]) -> bytes:
    """The boxes as they are stored."""
    table = np.array(boxes, _NUMBER).reshape(-1, _COLUMNS)
    steps = np.diff(table, axis=0, prepend=np.zeros((1, _COLUMNS), _NUMBER))
    return zlib.compress(steps.T.tobytes(), _LEVEL)


def unpacked(stored: bytes, length: int) -> Table:
    """The table of which `packed` was stored, for an article of so many characters. Raises ValueError for all else."""
    most = length * _COLUMNS * _NUMBER.itemsize  # a word has a character at least
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(stored, most + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(plain) > most or not unpacking.eof or unpacking.unused_data:
        raise ValueError("too long, cut short, or something follows")
    table = np.cumsum(np.frombuffer(plain, _NUMBER).reshape(_COLUMNS, -1).T, axis=0, dtype=np.int64)
    if not _fits(table, length):
        raise ValueError("boxes that are none of this article")
    return table


def _fits(table: Table, length: int) -> bool:
    """Whether each word stands behind the one before, in the text and on its page."""
    starts, ends, corners, sides = table[:, START], table[:, END], table[:, LEFT:WIDTH], table[:, WIDTH:]
    return bool(
        len(table)
        and (table >= 0).all()
        and (starts < ends).all()
        and (ends[:-1] <= starts[1:]).all()
        and ends[-1] <= length
        and (np.diff(table[:, PAGE : LINE + 1], axis=0) >= 0).all()
        and (sides > 0).all()
        and (corners + sides <= PAGE_SIDE).all()
    )


def digest(document: bytes, stored: bytes) -> bytes:
    """What the digest of packed boxes is, for the article with this digest: those of another article are none of it."""
    return hashlib.sha256(document + stored).digest()
