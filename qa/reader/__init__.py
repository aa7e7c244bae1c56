"""Read passages with a question in mind: which sentence answers it, and how sure that is.

    reader/
    ├── __init__.py   the seam: what a reader is given and gives
    ├── question.py   what a question asks for
    └── signals.py    a reader without weights of its own kind

A reader ranks sentences; it never writes one. Another reader is anything with the two methods of `Reader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qa.types import Hit, Sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A `sentence` that may answer the question, the `hit` it stands in, and its `score`: higher is better."""

    sentence: Sentence
    hit: Hit
    score: float


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
