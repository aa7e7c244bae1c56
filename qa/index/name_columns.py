"""What is kept of each mention of a name, and of each form: whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.english.naming import KINDS, NOBODY, BesideScores, ReadNames, Scores, own_scores

Numbers = NDArray[np.int32]

# The columns of a mention: characters from the start of the one before it in its article, its own length, the flags,
# the form, what stands beside it; their widths.
MENTION = {"gap": 1, "length": 1, "flags": 1, "form": 1, "beside": KINDS}
# Of a form: what it shows by itself, and the name that it mostly is a form of.
FORM = {"own": KINDS, "name": 1}
# Of a name: the form that it is shown by, and its kind.
NAMED = {"shown": 1, "kind": 1}

# A flag beside those of `english.naming.folder`: the mention is of the name that its form mostly is of.
MOSTLY = 16


class ArticleNames(NamedTuple):
    """The mentions of one article, an entry each: gaps, lengths, flags, numbers that point into `forms`; what stands
    beside them, shape (m, KINDS)."""

    gaps: Numbers
    lengths: Numbers
    flags: Numbers
    numbers: Numbers
    beside: BesideScores
    forms: list[str]


def columns(read: ReadNames) -> ArticleNames:
    """The names of an article as they are kept."""
    number: dict[str, int] = {}
    numbers = np.array([number.setdefault(form, len(number)) for form in read.forms], np.int32)
    starts, ends = np.array(read.spans, np.int32).reshape(-1, 2).T
    gaps = np.diff(starts, prepend=0).astype(np.int32)
    return ArticleNames(gaps, ends - starts, np.array(read.flags, np.int32), numbers, read.beside, list(number))


def mostly(forms: Numbers, names: Numbers, count: int) -> Numbers:
    """For each of so many forms the name that most of its mentions are of; NOBODY where none is of any."""
    found = np.full(count, NOBODY, np.int32)
    of = names != NOBODY
    if of.any():
        pairs, often = np.unique(forms[of].astype(np.int64) << 32 | names[of], return_counts=True)
        pairs = pairs[np.argsort(often, kind="stable")]  # of those of one form the most frequent is written last
        found[pairs >> 32] = pairs & 0xFFFF_FFFF
    return found


def own_rows(forms: Sequence[str], known: Sequence[str], own: Scores) -> Scores:
    """What forms show by themselves, shape (n, KINDS): those of `known`, whose rows are `own`, are not asked again."""
    number = {form: at for at, form in enumerate(known)}
    old = np.array([number.get(form, NOBODY) for form in forms], np.int64)
    found = np.empty((len(forms), KINDS), np.int16)
    found[old != NOBODY] = own[old[old != NOBODY]]
    new = np.flatnonzero(old == NOBODY)
    found[new] = own_scores([forms[at] for at in new.tolist()])
    return found
