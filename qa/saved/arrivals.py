"""Which articles are new since a question was seen: `saved.articles.npy` in the directory of the index.

Each look at a generation gives the articles that no look before has seen the next number. An article is known by the
hash of all that is indexed of it, so one that changed is new. Those of the live generation alone are kept.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.index.generations import sync_folder
from qa.index.index import Index

FILE = "saved.articles.npy"
_KNOWN = np.dtype([("key", "<u8"), ("number", "<u4")])


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The articles of a generation: `at` has the place of each in the order of the index, by its id; `numbers[i]` is
    that of the look which saw the i-th first, `last` the highest."""

    at: dict[str, int]
    numbers: NDArray[np.uint32]
    last: int

    def since(self, number: int) -> frozenset[str]:
        """The ids of the articles that came after the look of that number."""
        return frozenset(document for document, at in self.at.items() if self.numbers[at] > number)


def look(directory: Path, index: Index, floor: int) -> Arrivals:
    """See which articles of a generation are new, and note that they were seen; under the lock of the list alone.

    `floor` is the highest number that a saved question names: where the file is missing or damaged, no article counts
    as new to any of them, until the next one comes. Raises OSError.
    """
    hashes = index.store.hashes()
    keys = np.frombuffer(b"".join(digest[:8] for digest in hashes.values()), "<u8")
    known = _read(directory / FILE)
    if known is None:
        last = max(1, floor)
        numbers = np.full(len(keys), last, np.uint32)
    else:
        at = np.minimum(np.searchsorted(known["key"], keys), max(0, len(known) - 1))
        there = known["key"][at] == keys if len(known) else np.zeros(len(keys), np.bool_)
        last = max(floor, int(known["number"].max(initial=0)))
        last += not there.all()
        numbers = np.where(there, known["number"][at] if len(known) else 0, last).astype(np.uint32)
    if known is None or len(known) != len(keys) or not there.all():
        _write(directory / FILE, keys, numbers)
    return Arrivals({document: at for at, document in enumerate(hashes)}, numbers, last)


def _read(file: Path) -> NDArray[np.void] | None:
    try:
        known = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    fits = isinstance(known, np.ndarray) and known.dtype == _KNOWN and known.ndim == 1
    return known if fits and bool((known["key"][1:] >= known["key"][:-1]).all()) else None


def _write(place: Path, keys: NDArray[np.uint64], numbers: NDArray[np.uint32]) -> None:
    known = np.empty(len(keys), _KNOWN)
    known["key"], known["number"] = keys, numbers
    new = place.with_name(f"{place.name}.new")
    with new.open("wb") as file:
        np.save(file, np.sort(known, order="key"), allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, place)
    sync_folder(place.parent)
