"""Who is quoted, quotation by quotation, as it is counted: a number for each name, and in which sentence it stands. So
nobody has to read the articles to count. One column a quotation, in the order of `quotations`, memory-mapped.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.errors import MEND, IndexInvalid
from qa.index.columns import mapped, unlike
from qa.types import Document, Quotation, Sentence

FILE = "speakers.npy"
NAMES = "speakers.json"

# The number of the name, the span of the sentence in which the quotation begins, and, in the first column of a name in
# an article, how often its last word stands there with a capital and how often without, apart from the whole name.
ROWS = 5
NOBODY = -1

Table = NDArray[np.int32]


class SpeakerNumbers:
    """Names, numbered as they come, while an index is built."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    @property
    def names(self) -> list[str]:
        """All of them, in the order of their numbers."""
        return list(self._numbers)

    def of(self, name: str) -> int:
        """The number of a name; a new one, where it is new."""
        return self._numbers.setdefault(" ".join(name.split()), len(self._numbers))

    def columns(self, document: Document, told: Sequence[Quotation], sentences: Sequence[Sentence]) -> Table:
        """The quotations of an article, with its sentences in order, as they are kept, shape (ROWS, m)."""
        starts = [sentence.start for sentence in sentences]
        seen: set[int] = set()
        table: list[tuple[int, ...]] = []
        for each in told:
            at = max(0, bisect.bisect_right(starts, each.start) - 1)
            number = self.of(each.speaker) if each.speaker else NOBODY
            spelt = spellings(each.speaker, document.text) if each.speaker and number not in seen else (0, 0)
            seen.add(number)
            table.append((number, sentences[at].start, sentences[at].end, *spelt))
        return np.array(table, np.int32).reshape(-1, ROWS).T


def spellings(name: str, text: str) -> tuple[int, int]:
    """How often the last word of a name of several stands in a text with a capital, and without, where the one before
    it does not stand there, too: a common noun, as in "Sundvik Tidal", mostly has none.

    >>> spellings("Ada Fenn", "Ada Fenn rose. Fenn was a fen fenn.")
    (1, 1)
    """
    *_, before, last = ["", *name.split()]
    if not before:
        return 0, 0
    said = re.compile(rf"(?<![\w’'-])(?<!{re.escape(before)}\s){re.escape(last)}\b", re.IGNORECASE)
    large = [match[0][0].isupper() for match in said.finditer(text)]
    return sum(large), len(large) - sum(large)


class Speakers:
    """Immutable and safe to share between threads."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        """`table`, shape (ROWS, m), has a column for each quotation, in their order."""
        self.names = names
        self.numbers, self.starts, self.ends, self.capitals, self.smalls = table

    @classmethod
    def build(cls, tables: Sequence[Table], numbers: SpeakerNumbers, folder: Path) -> None:
        """Write what `columns` made of each article, in order. Raises OSError when the disk does not take it."""
        table = np.concatenate([np.empty((ROWS, 0), np.int32), *tables], axis=1)
        np.save(folder / FILE, np.ascontiguousarray(table), allow_pickle=False)
        (folder / NAMES).write_text(json.dumps(numbers.names, indent=0), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, quotations: int) -> Speakers:
        """Raises IndexInvalid when a file is missing or damaged."""
        file = folder / FILE
        table, names = mapped(file, np.int32, 2), _names(folder / NAMES)
        if table.shape != (ROWS, quotations):
            raise unlike(file, table)
        fits = (table[1] >= 0) & (table[1] < table[2]) & (table[3] >= 0) & (table[4] >= 0)
        if not fits.all() or (quotations and not NOBODY <= table[0].min() <= table[0].max() < len(names)):
            raise IndexInvalid(f"{file} does not belong to {NAMES}: {MEND}")
        return cls(table, names)

    def copied(self, columns: slice, numbers: SpeakerNumbers) -> Table:
        """The columns of an article, for another generation with these numbers."""
        table = np.stack([self.numbers, self.starts, self.ends, self.capitals, self.smalls])[:, columns].copy()
        table[0] = [numbers.of(self.names[each]) if each != NOBODY else NOBODY for each in table[0].tolist()]
        return table


def _names(file: Path) -> list[str]:
    try:
        names = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise IndexInvalid(f"{file} cannot be read: {MEND}") from error
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise IndexInvalid(f"{file} does not hold a list of names: {MEND}")
    return names
