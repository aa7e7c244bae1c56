"""The names of a folder: people, organisations and places, with the forms of each that are one.

    read(text)                         what may be a name in an article, with what tells of its kind
    named(forms, own, mentioned)       the names of all articles together

naming/
├── candidates.py   a text -> what may be a name in it
├── cues.py         what tells of which kind one is
├── kinds.py        the kind, by a linear model; weights/: its weights
├── folding.py      how names are compared
├── variants.py     which forms are one name
├── bearers.py      whom a short form stands for in an article
└── folder.py       all mentions of a folder -> its names
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.english.naming.candidates import NameCandidate, candidates
from qa.english.naming.cues import beside
from qa.english.naming.folder import NOBODY, OPENS, SAME, TITLED, WHOLE, Mentioned, NamedFolder, named
from qa.english.naming.kinds import KINDS, NO_NAME, BesideScores, Scores, beside_scores, own_scores

__all__ = [
    "KINDS",
    "NOBODY",
    "NO_NAME",
    "BesideScores",
    "Mentioned",
    "NamedFolder",
    "ReadNames",
    "Scores",
    "named",
    "own_scores",
    "read",
]

_BRACKET = re.compile(r"\s\(\s?")


class ReadNames(NamedTuple):
    """What may be names in an article, one entry a mention: `start` and `end`, the flags of `folder`, the form, and
    what stands beside it, shape (m, KINDS)."""

    spans: list[tuple[int, int]]
    flags: list[int]
    forms: list[str]
    beside: BesideScores


def read(text: str) -> ReadNames:
    """What may be a name in a text."""
    found = list(candidates(text))
    spans = [(each.start, each.end) for each in found]
    forms = [" ".join(text[start:end].split()) for start, end in spans]
    return ReadNames(spans, _flags(text, found), forms, beside_scores([beside(text, each) for each in found]))


def _flags(text: str, found: list[NameCandidate]) -> list[int]:
    flags, last = [], -1
    for each in found:
        same = (
            0 <= last < each.start
            and _BRACKET.fullmatch(text, last, each.start)
            and text[each.end : each.end + 1] == ")"
        )
        flags.append(WHOLE * each.whole | OPENS * each.opens | TITLED * each.titled | (SAME if same else 0))
        last = each.end
    return flags
