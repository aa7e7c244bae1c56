"""Whether a sentence that somebody or something else wrote is borne out by the sentences that it names as its sources.

    gate/
    ├── __init__.py    what is compared, and what comes of it
    ├── checking.py    a sentence and its grounds -> Verdict
    ├── support.py     the signals, and what they weigh
    ├── literal.py     quotations, to the letter
    ├── figures.py     numbers, days and times, with what they count
    ├── naming.py      names
    ├── sense.py       negation, opposites, hedges, causes, "all" and "only"
    ├── roles.py       who did it to whom
    └── meaning.py     words without a counterpart, and how near the whole is

No language model is asked. What is compared is the text of articles, so nothing that is written can pass by its own
word.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence that is named as a source: characters `start` to `end` of `text`, which has the sentences around it,
    too. `title`, `source` and `date` are those of its article."""

    text: str
    start: int
    end: int
    title: str = ""
    source: str = ""
    date: datetime.date | None = None

    @property
    def cited(self) -> str:
        """The sentence itself."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`support` in [0, 1] is how likely the grounds bear the sentence out; `reasons`, in words for a reader, tell what
    does not stand there, the gravest first: empty where nothing was found."""

    support: float
    reasons: tuple[str, ...] = ()
