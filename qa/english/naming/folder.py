"""The mentions of a whole folder -> its names: of which kind each is, and which forms are one and the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.english.naming.bearers import Bearers
from qa.english.naming.kinds import NO_NAME, ORGANISATION, PLACE, BesideScores, decided, with_bodies
from qa.english.naming.variants import families

Numbers = NDArray[np.int32]

NOBODY = -1  # a mention of no name


class Mentioned(NamedTuple):
    """All that may be names in a folder, one entry a mention, in order: the article and the form of each, its flags,
    and what stands beside it, shape (m, KINDS), as `kinds` scores it."""

    articles: Numbers
    forms: Numbers
    flags: Numbers
    beside: BesideScores


class NamedFolder(NamedTuple):
    """The names of a folder: `names`, for each mention the number of its name or NOBODY; of each name the form that it
    is shown by, and its kind."""

    names: Numbers
    shown: Numbers
    kinds: Numbers


WHOLE, OPENS, TITLED, SAME = 1, 2, 4, 8
"""Flags of a mention: as `NameCandidate` says; SAME: in brackets behind another name that it stands for."""


def named(forms: Sequence[str], own: NDArray[np.int16], mentioned: Mentioned) -> NamedFolder:
    """The names among `forms`, of whose own words `own` is the score, shape (n, KINDS)."""
    articles, numbers = mentioned.articles, mentioned.forms
    active, kinds = _active(forms, own, mentioned)
    count = np.bincount(numbers[active], minlength=len(forms))
    rows = np.flatnonzero(active)
    pairs = np.unique(np.stack([numbers[rows], articles[rows]]), axis=1)
    where: dict[int, set[int]] = defaultdict(set)
    for form, article in pairs.T.tolist():
        where[form].add(article)
    same = _same(mentioned, active)
    root, bearers = families(forms, kinds, count, where, same)
    name_of = _resolved(forms, kinds, root, bearers, where, rows, numbers, articles)
    return _numbered(name_of, rows, len(articles), numbers, forms, kinds, count, root)


def _active(forms: Sequence[str], own: NDArray[np.int16], mentioned: Mentioned) -> tuple[NDArray[np.bool_], Numbers]:
    """Which mentions count, wholes or else their parts, and the kind of each form by these."""
    flags, numbers = mentioned.flags, mentioned.forms
    whole = (flags & WHOLE) > 0
    kinds = with_bodies(forms, decided(own, numbers[whole], mentioned.beside[whole]))
    if whole.all() or not len(whole):
        return whole, kinds
    above = np.maximum.accumulate(np.where(whole, np.arange(len(whole)), 0))
    joined = np.zeros(len(whole), np.bool_)
    joined[above[~whole]] = True
    alone = np.bincount(numbers[whole & ~joined], minlength=len(forms)) > 0
    stands = _all_stand(alone, numbers, above, whole)
    listed = np.array([" and " in form for form in forms], np.bool_)
    kept = np.isin(kinds[numbers], (ORGANISATION, PLACE)) & ~(listed[numbers] & stands)
    active = np.where(whole, ~joined | kept, ~kept[above])
    return active, with_bodies(forms, decided(own, numbers[active], mentioned.beside[active]))


def _all_stand(
    alone: NDArray[np.bool_], numbers: Numbers, above: Numbers, whole: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Of each whole, whether every part stands by itself elsewhere."""
    lacking = np.zeros(len(numbers), np.bool_)
    parts = np.flatnonzero(~whole)
    np.logical_or.at(lacking, above[parts], ~alone[numbers[parts]])
    return ~lacking


def _same(mentioned: Mentioned, active: NDArray[np.bool_]) -> set[tuple[int, int]]:
    """The pairs of forms of which one stands in brackets behind the other."""
    rows = np.flatnonzero(active)
    marked = np.flatnonzero((mentioned.flags[rows] & SAME) > 0)
    marked = marked[marked > 0]
    one, other = mentioned.forms[rows[marked - 1]], mentioned.forms[rows[marked]]
    return set(zip(one.tolist(), other.tolist(), strict=True))


def _resolved(
    forms: Sequence[str],
    kinds: Numbers,
    root: list[int],
    bearers: Bearers,
    where: dict[int, set[int]],
    rows: NDArray[np.int64],
    numbers: Numbers,
    articles: Numbers,
) -> NDArray[np.int64]:
    """For each active mention the form that is the root of its name, or NOBODY."""
    plain = np.array([root[form] if kinds[form] != NO_NAME else NOBODY for form in range(len(forms))], np.int64)
    found = plain[numbers[rows]]
    ambiguous = np.zeros(len(forms), np.bool_)
    ambiguous[list(bearers.of)] = True
    at = np.flatnonzero(ambiguous[numbers[rows]])
    known: dict[tuple[int, int], int] = {}
    for place in at.tolist():
        key = int(numbers[rows[place]]), int(articles[rows[place]])
        if key not in known:
            told = bearers.meant(*key)
            unsure = NOBODY if bearers.nobody(key[0]) else int(plain[key[0]])
            known[key] = unsure if told is None else told
        found[place] = known[key]
    return found


def _numbered(
    name_of: NDArray[np.int64],
    rows: NDArray[np.int64],
    mentions: int,
    numbers: Numbers,
    forms: Sequence[str],
    kinds: Numbers,
    count: NDArray[np.int64],
    root: list[int],
) -> NamedFolder:
    roots, which = np.unique(name_of[name_of != NOBODY], return_inverse=True)
    names = np.full(mentions, NOBODY, np.int32)
    names[rows[name_of != NOBODY]] = which.astype(np.int32)
    members: dict[int, list[int]] = defaultdict(list)
    wanted = set(roots.tolist())
    for form, of in enumerate(root):
        if of in wanted and kinds[form] != NO_NAME:
            members[of].append(form)
    shown = [_best(members[one] or [one], forms, count) for one in roots.tolist()]
    return NamedFolder(names, np.array(shown, np.int32), kinds[shown].astype(np.int32))


def _best(members: list[int], forms: Sequence[str], count: NDArray[np.int64]) -> int:
    """The form to show: one of several words that is no cry, the most frequent, then the longest."""

    def key(form: int) -> tuple[bool, bool, int, int]:
        words = forms[form].split()
        return len(words) > 1, not forms[form].isupper(), int(count[form]), len(forms[form])

    return max(members, key=key)
