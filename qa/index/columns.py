"""Columns of numbers on disk, memory-mapped: one number a passage, or a few; several columns together as records."""

from __future__ import annotations

import tokenize
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from qa.errors import MEND, IndexInvalid

# The smallest first.
_WHOLE = (np.int8, np.int16, np.int32, np.int64)


def mapped(file: Path, dtype: DTypeLike, dimensions: int = 1) -> NDArray[Any]:
    """The array in a `.npy` file, mapped and not read. Raises IndexInvalid when it is damaged, missing or another."""
    found = _loaded(file)
    if found.dtype != dtype or found.ndim != dimensions:
        raise unlike(file, found)
    return np.asarray(found)


def records(**columns: NDArray[Any]) -> NDArray[Any]:
    """Columns of whole numbers of one length, shape (n,) or (n, several), as one array of records, each in the smallest
    type that holds its numbers.

    >>> records(at=np.array([1, 400]), flag=np.array([0, 1])).dtype.itemsize
    3
    """
    kinds = [(name, _smallest(column), column.shape[1:]) for name, column in columns.items()]
    table = np.empty(len(next(iter(columns.values()))), kinds)
    for name, column in columns.items():
        table[name] = column
    return table


def mapped_records(file: Path, **widths: int) -> NDArray[Any]:
    """What `records` made, mapped and not read, whose columns have these names and widths, in order. Raises
    IndexInvalid as `mapped` does."""
    found = _loaded(file)
    kinds = found.dtype
    if found.ndim != 1 or kinds.names != tuple(widths):
        raise unlike(file, found)
    for name, width in widths.items():
        base, shape = kinds[name].base, kinds[name].shape
        if base not in _WHOLE or shape != ((width,) if width > 1 else ()):
            raise unlike(file, found)
    return np.asarray(found)


def unlike(file: Path, found: NDArray[Any]) -> IndexInvalid:
    """The complaint that a file holds something else than it should."""
    return IndexInvalid(f"{file} holds {found.dtype} of shape {found.shape}: {MEND}")


def _loaded(file: Path) -> NDArray[Any]:
    try:
        found: NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError, SyntaxError, tokenize.TokenError) as error:  # its head is Python
        raise IndexInvalid(f"{file} cannot be read: {MEND}") from error
    return found


def _smallest(column: NDArray[Any]) -> DTypeLike:
    least, most = int(column.min(initial=0)), int(column.max(initial=0))
    return next(kind for kind in _WHOLE if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max)
