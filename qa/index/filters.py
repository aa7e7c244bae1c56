"""Which passages pass the filters: two small columns, one number a passage, memory-mapped. Holds no texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.errors import MEND, IndexInvalid
from qa.index.columns import mapped
from qa.types import EVERYTHING, Within

DAYS = "days.npy"
SOURCES = "sources.npy"
NAMES = "sources.json"

UNDATED = 0  # ordinals of days begin at 1
NO_SOURCE = -1

Column = NDArray[np.int32]
Mask = NDArray[np.bool_]


class Filters:
    """Row n is passage n. Immutable and safe to share between threads."""

    def __init__(self, days: Column, sources: Column, names: Sequence[str]) -> None:
        self._days = days
        self._sources = sources
        self._names = list(names)
        self._number = {name: number for number, name in enumerate(self._names)}
        # Which passages mention names, which the table of names knows; set by the index.
        self.mentioning: Callable[[tuple[str, ...]], Mask] | None = None

    @classmethod
    def build(cls, days: Column, sources: Sequence[str | None], folder: Path) -> None:
        """Write one entry a passage: the ordinal of its date (UNDATED: none) and the name of its source (None: none).

        Raises OSError when the disk does not take it.
        """
        names = sorted({name for name in sources if name is not None})
        number: dict[str | None, int] = {name: i for i, name in enumerate(names)}
        numbers = np.fromiter((number.get(name, NO_SOURCE) for name in sources), np.int32, len(sources))
        np.save(folder / DAYS, np.asarray(days, np.int32), allow_pickle=False)
        np.save(folder / SOURCES, numbers, allow_pickle=False)
        (folder / NAMES).write_text(json.dumps(names, indent=0), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Filters:
        """Raises IndexInvalid when a file is missing or damaged."""
        days, sources = mapped(folder / DAYS, np.int32), mapped(folder / SOURCES, np.int32)
        names = _names(folder / NAMES)
        if len(days) != len(sources) or (len(sources) and not NO_SOURCE <= sources.min() <= sources.max() < len(names)):
            raise IndexInvalid(f"{folder / SOURCES} does not belong to {DAYS} and {NAMES}: {MEND}")
        return cls(days, sources, names)

    def __len__(self) -> int:
        return len(self._days)

    @property
    def days(self) -> Column:
        """The ordinal of each passage's date, shape (n,); UNDATED for none."""
        return self._days

    @property
    def source_numbers(self) -> Column:
        """The place of each passage's source in `sources()`, shape (n,); NO_SOURCE for none."""
        return self._sources

    def mask(self, within: Within) -> Mask | None:
        """True for each passage that passes, shape (n,); None when nothing is filtered.

        An undated passage is of no day. A source that nobody knows matches nothing, nor does a name.
        """
        since, until, sources = within.since, within.until, within.sources
        if within == EVERYTHING:
            return None
        passes = np.ones(len(self), np.bool_)
        if since is not None or until is not None:
            # With an end alone, too: else the undated would pass.
            passes = self._days >= (since.toordinal() if since else UNDATED + 1)
        if until is not None:
            passes &= self._days <= until.toordinal()
        if sources is not None:
            wanted = np.zeros(len(self._names) + 1, np.bool_)  # NO_SOURCE looks up the last, which stays False
            wanted[[self._number[name] for name in sources if name in self._number]] = True
            passes &= wanted[self._sources]
        if within.names is not None:
            passes &= self.mentioning(within.names) if self.mentioning else False
        return np.asarray(passes, np.bool_)

    def nearest(self, within: Within, among: Mask | None) -> int | None:
        """The day (its ordinal) outside the period `within` that is nearest to it, of the passages `among`; of two the
        earlier one, None when none is dated."""
        since, until = within.since, within.until
        days = self._days if among is None else self._days[among]
        before = days[(days != UNDATED) & (days < since.toordinal())] if since else days[:0]
        after = days[days > until.toordinal()] if until else days[:0]
        first, last = (int(found) for found in (before.max(initial=UNDATED), after.min(initial=np.iinfo(np.int32).max)))
        if not len(before) and not len(after):
            return None
        closer = since is None or until is None or since.toordinal() - first <= last - until.toordinal()
        return first if len(before) and (closer or not len(after)) else last

    def sources(self) -> list[str]:
        """The names of all sources, sorted."""
        return list(self._names)


def _names(file: Path) -> list[str]:
    try:
        names = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexInvalid(f"{file} cannot be read: {MEND}") from error
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise IndexInvalid(f"{file} is no list of names: {MEND}")
    return names
