"""What is kept of each mention of a name: a column of whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.english.naming import KINDS, NOBODY, ReadNames, own_scores

# The row of the article, the span, the number of the form and that of the name, and what is kept of its kind, packed.
ROWS = 7
PACKED = 5

Table = NDArray[np.int32]


class ArticleNames(NamedTuple):
    """The mentions of one article, shape (ROWS, m), whose numbers of forms point into `forms`."""

    table: Table
    forms: list[str]


def columns(row: int, read: ReadNames) -> ArticleNames:
    """The names of the article of a row as they are kept."""
    number: dict[str, int] = {}
    numbers = [number.setdefault(form, len(number)) for form in read.forms]
    count = len(numbers)
    table = np.empty((ROWS, count), np.int32)
    table[0], table[4] = row, NOBODY
    table[1:3] = np.array(read.spans, np.int32).reshape(-1, 2).T
    table[3] = numbers
    kept = np.concatenate([read.beside, np.array(read.flags, np.int16).reshape(-1, 1)], axis=1)
    table[PACKED:] = np.ascontiguousarray(kept, np.int16).view(np.int32).T
    return ArticleNames(table, list(number))


def unpacked(table: Table) -> tuple[Table, NDArray[np.int16]]:
    """The flags of the mentions, shape (m,), and what stands beside them, shape (m, KINDS)."""
    kept = np.ascontiguousarray(table[PACKED:].T).view(np.int16)
    return kept[:, KINDS].astype(np.int32), np.ascontiguousarray(kept[:, :KINDS])


def own_rows(forms: Sequence[str], known: Sequence[str], own: NDArray[np.int16]) -> NDArray[np.int16]:
    """What forms show by themselves, shape (n, KINDS): those of `known`, whose rows are `own`, are not asked again."""
    number = {form: at for at, form in enumerate(known)}
    old = np.array([number.get(form, NOBODY) for form in forms], np.int64)
    found = np.empty((len(forms), KINDS), np.int16)
    found[old != NOBODY] = own[old[old != NOBODY]]
    new = np.flatnonzero(old == NOBODY)
    found[new] = own_scores([forms[at] for at in new.tolist()])
    return found
