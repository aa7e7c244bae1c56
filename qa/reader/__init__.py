"""Read passages with a question in mind: which sentence answers it, and how sure that is.

    reader/
    ├── __init__.py   the seam: what a reader is given and gives
    ├── question.py   what a question asks for
    ├── statement.py  which sentences state nothing
    ├── signals.py    a reader without a network
    ├── trained.py    the reader with the network that comes with this package
    ├── short.py      the few words that answer: values.py which of several, names.py whole ones,
    │                 roles.py of the right one of two, parallel.py of the right statement, joined.py
    │                 those that answer together; doubt.py and kinds.py where none are sure
    ├── plugged.py    a reader around any extractive model of Hugging Face
    ├── bundled.py    loads and runs the network of weights/
    ├── scores.py     what a network makes of a passage
    └── windows.py    passages as tokens, with their offsets

A reader ranks sentences; it never writes one. Another reader is anything with the two methods of `Reader`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.types import Hit, Sentence


class Pointed(NamedTuple):
    """The characters `start` to `end` of a sentence that a network points at, and how surely: a logit."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A `sentence` that may answer the question, the `hit` it stands in, and its `score`: higher is better. `pointed`:
    the words of it that would answer, where a network tells."""

    sentence: Sentence
    hit: Hit
    score: float
    pointed: Pointed | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: `candidates` best first, the probability that they answer, a few words or None."""

    candidates: tuple[Candidate, ...]
    confidence: float
    short: str | None


class Reader(Protocol):
    """Finds the answer in passages."""

    def warm(self) -> None:
        """Load what takes time."""
        ...

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        """Rank the sentences of `hits`, which come best first. No hits give no candidates and confidence 0."""
        ...


def ranked(
    hits: Sequence[Hit], scores: NDArray[np.floating], pointed: Iterable[Pointed | None] = repeat(None)
) -> tuple[Candidate, ...]:
    """The sentences of all hits, best first; `scores` has one for each of them, in order: shape (sentences,), and so
    has `pointed`."""
    sentences = ((sentence, hit) for hit in hits for sentence in hit.passage.sentences)
    found = [(*each, words) for each, words in zip(sentences, pointed, strict=False)]
    order = np.argsort(-scores, kind="stable").tolist()
    return tuple(Candidate(found[row][0], found[row][1], float(scores[row]), found[row][2]) for row in order)
