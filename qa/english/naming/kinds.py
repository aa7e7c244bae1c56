"""The kind of a name, by all its mentions in a folder: a linear model over its own letters and the words beside it.

The weights are in `weights/`, which tells what they were trained on; they hold no list of names.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.english.naming import cues

KINDS = 3
PERSON, ORGANISATION, PLACE, NO_NAME = range(KINDS + 1)
FILE = Path(__file__).parent / "weights" / "names.npz"

# Scores are kept as whole numbers of so many a unit of the logit: those of a name, and those beside a mention, of which
# there are many more.
SCALE, BESIDE_SCALE = 256, 16
# So many mentions tell more than one, by the root of their number.
MOST_MENTIONS = 16
# Words that a body is called by, as the last of its name; none that is a surname or a place as well.
_BODIES = frozenset(
    """
    Academy Administration Agency Airline Airlines Airways Assembly Associates Association Authority Authorities Bank
    Board Broadcasting Bureau Cabinet Chamber Charity Club Co Commission Committee Company Congress Conservatory
    Consultancy Consulting Cooperative Corp Corporation Council Court Department Dockyard Embassy Exchange Federation
    Ferries Foundation Fund Group Holdings Inc Industries Initiative Institute Institution Laboratory League Limited
    Logistics Ltd Ministry Motors Movement Office Orchestra Organisation Organization Parliament Partners Party Plc
    Police Press Program Programme Rail Railway Railways Resources Securities Senate Service Services Shipyard Society
    Solutions Studio Studios Systems Team Technologies Telecom Theatre Treasury Trust Union University Weekly
    """.split()
)

Scores = NDArray[np.int16]
BesideScores = NDArray[np.int8]


class Weights(NamedTuple):
    """`own`, shape (BUCKETS, KINDS), of the buckets of a name; `words`, of what stands beside it: cue -> its number in
    `beside`, shape (cues + 1, KINDS), whose last stands for a cue that is not known; `bias`, shape (KINDS,). All are
    against those of no name."""

    own: NDArray[np.float32]
    words: dict[str, int]
    beside: NDArray[np.float32]
    bias: NDArray[np.float32]


@functools.cache
def weights() -> Weights:
    """Those that come along."""
    with np.load(FILE, allow_pickle=False) as stored:
        told = bytes(stored["words"]).decode("utf-8").split("\n")
        beside = np.vstack([stored["beside"], np.zeros((1, KINDS))]).astype(np.float32)
        own, bias = stored["own"].astype(np.float32), stored["bias"].astype(np.float32)
        return Weights(own, {word: at for at, word in enumerate(told)}, beside, bias)


def own_scores(names: Sequence[str]) -> Scores:
    """What names show by themselves, shape (n, KINDS)."""
    table = weights()
    found = np.empty((len(names), KINDS), np.float32)
    for at, name in enumerate(names):
        found[at] = table.own[list(set(cues.own(name)))].sum(0)
    return np.asarray(_rounded(found + table.bias, SCALE, np.iinfo(np.int16)), np.int16)


def beside_scores(places: Sequence[Sequence[str]]) -> BesideScores:
    """What the words beside mentions tell, shape (m, KINDS): each of `places` is what `cues.beside` gives."""
    table = weights()
    unknown = len(table.beside) - 1
    rows = [[table.words.get(cue, unknown) for cue in place] for place in places]
    if not rows:
        return np.empty((0, KINDS), np.int8)
    return np.asarray(_rounded(table.beside[np.array(rows)].sum(1), BESIDE_SCALE, np.iinfo(np.int8)), np.int8)


def decided(own: Scores, forms: NDArray[np.int32], beside: BesideScores) -> NDArray[np.int32]:
    """The kind of each form: its own score, and those of its mentions, each of which is of one of `forms`."""
    count = np.bincount(forms, minlength=len(own))
    totals = np.zeros((len(own), KINDS + 1))  # what is no name has 0
    totals[:, :KINDS] = own
    factor = SCALE / BESIDE_SCALE * np.sqrt(np.minimum(count, MOST_MENTIONS)) / np.maximum(count, 1)
    for kind in range(KINDS):
        totals[:, kind] += np.bincount(forms, weights=beside[:, kind], minlength=len(own)) * factor
    kinds = totals.argmax(1)
    kinds[count == 0] = NO_NAME
    return np.asarray(kinds, np.int32)


def with_bodies(forms: Sequence[str], kinds: NDArray[np.int32]) -> NDArray[np.int32]:
    """The kinds, where names that end in a word for a body are of one: "Nordal Rail", "Calder Harbour Company"."""
    ends = np.array([" " in form and form.rsplit(" ", 1)[1] in _BODIES for form in forms], np.bool_)
    return np.where(ends & (kinds != NO_NAME), ORGANISATION, kinds).astype(np.int32)


def _rounded(scores: NDArray[np.float32], scale: int, kind: np.iinfo) -> NDArray[np.float32]:
    return np.clip(np.rint(scores * scale), kind.min, kind.max)
