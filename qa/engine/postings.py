"""Which passages hold a word: a value for each word and each 65,536 rows, as roaring bitmaps keep them.

Lemire et al., "Roaring bitmaps: implementation of an optimized software library" (2018). A block of few rows is a list
of two bytes each, one of many a bit for every row.
"""

from __future__ import annotations

import base64
import binascii

import numpy as np
from numpy.typing import NDArray

BLOCK = 65_536
_BITMAP = BLOCK // 8

Rows = NDArray[np.int64]


def key(number: int, block: int) -> int:
    """The key of the value for a word and a block of rows."""
    return number * BLOCK + block


def packed(rows: Rows) -> str:
    """Rows within their block, 0 to BLOCK - 1 and ascending, as a value."""
    if 2 * len(rows) < _BITMAP:
        return base64.b64encode(rows.astype("<u2").tobytes()).decode("ascii")
    bits = np.zeros(BLOCK, np.bool_)
    bits[rows] = True
    return base64.b64encode(np.packbits(bits).tobytes()).decode("ascii")


def unpacked(value: str) -> Rows:
    """The rows of a value. Raises ValueError for what `packed` did not make."""
    try:
        data = base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError(f"a list of passages is damaged: {error}") from error
    if len(data) > _BITMAP or len(data) % 2:
        raise ValueError("a list of passages is damaged: it has another length")
    if len(data) == _BITMAP:
        return np.flatnonzero(np.unpackbits(np.frombuffer(data, np.uint8)))
    rows = np.frombuffer(data, "<u2").astype(np.int64)
    if len(rows) > 1 and not (np.diff(rows) > 0).all():
        raise ValueError("a list of passages is damaged: its rows are not in order")
    return rows
