"""The nouns of the system: immutable facts that each stage makes anew and nobody fills in later.

Standard library only. All offsets are code points into `Document.text`, end exclusive.

types/
├── articles.py   Document, Sentence, Passage, Hit, Citation
├── answers.py    Within, Window, Answer with its Parts and Accounts, Event
├── origins.py    Origin with its Alterations: where a pasted text comes from
└── builds.py     Columns, Progress, Skipped, Note, BuildReport
"""

from __future__ import annotations

from qa.types.answers import EVERYTHING, Account, Answer, Day, Event, Part, Turn, Window, WindowKind, Within
from qa.types.articles import Citation, Document, Hit, Passage, Sentence
from qa.types.builds import COLUMNS, BuildReport, Columns, Note, Path, Progress, Skipped, Source
from qa.types.origins import Alteration, Origin

__all__ = [
    "COLUMNS",
    "EVERYTHING",
    "Account",
    "Alteration",
    "Answer",
    "BuildReport",
    "Citation",
    "Columns",
    "Day",
    "Document",
    "Event",
    "Hit",
    "Note",
    "Origin",
    "Part",
    "Passage",
    "Path",
    "Progress",
    "Sentence",
    "Skipped",
    "Source",
    "Turn",
    "Window",
    "WindowKind",
    "Within",
]
