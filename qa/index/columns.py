"""Columns of numbers on disk, memory-mapped: one number a passage, or a few."""

from __future__ import annotations

import tokenize
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from qa.errors import MEND, IndexInvalid


def mapped(file: Path, dtype: DTypeLike, dimensions: int = 1) -> NDArray[Any]:
    """The array in a `.npy` file, mapped and not read. Raises IndexInvalid when it is damaged, missing or another."""
    try:
        found = np.load(file, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError, SyntaxError, tokenize.TokenError) as error:  # its head is Python
        raise IndexInvalid(f"{file} cannot be read: {MEND}") from error
    if found.dtype != dtype or found.ndim != dimensions:
        raise unlike(file, found)
    return np.asarray(found)


def unlike(file: Path, found: NDArray[Any]) -> IndexInvalid:
    """The complaint that a file holds something else than it should."""
    return IndexInvalid(f"{file} holds {found.dtype} of shape {found.shape}: {MEND}")
