"""The nouns of the system: immutable facts that each stage makes anew and nobody fills in later.

Standard library only. All offsets are code points into `Document.text`, end exclusive.

types/
├── articles.py   Document, ScannedDocument, Sentence, Passage, Hit, Citation with its Context
├── quotations.py Quotation, Said: who said what
├── names.py      FolderName: who and what the articles of a folder name
├── answers.py    Within, Window, Answer with its Parts and Accounts, Event
├── origins.py    Origin with its Alterations: where a pasted text comes from
├── found.py      Findings, FoundArticle: where words stand
├── tallies.py    Tally and its Groups: what is counted over the folder
└── builds.py     Columns, Progress, Skipped, Note, BuildReport, ShareReport
"""

from __future__ import annotations

from qa.types.answers import EVERYTHING, Account, Answer, Day, Event, Part, Turn, Window, WindowKind, Within
from qa.types.articles import PAGE_SIDE, Citation, Context, Document, Hit, Passage, ScannedDocument, Sentence, WordBox
from qa.types.builds import COLUMNS, BuildReport, Columns, Note, Path, Progress, ShareReport, Skipped, Source
from qa.types.found import Findings, FoundArticle, FoundGroup, FoundOrder, FoundTerm, Place
from qa.types.names import NAME_KINDS, FolderName, NameKind
from qa.types.origins import Alteration, Origin
from qa.types.quotations import Quotation, Said
from qa.types.tallies import Tally, TallyBreadth, TallyGroup, TallyKind, TallyUnit

__all__ = [
    "COLUMNS",
    "EVERYTHING",
    "NAME_KINDS",
    "PAGE_SIDE",
    "Account",
    "Alteration",
    "Answer",
    "BuildReport",
    "Citation",
    "Columns",
    "Context",
    "Day",
    "Document",
    "Event",
    "Findings",
    "FolderName",
    "FoundArticle",
    "FoundGroup",
    "FoundOrder",
    "FoundTerm",
    "Hit",
    "NameKind",
    "Note",
    "Origin",
    "Part",
    "Passage",
    "Path",
    "Place",
    "Progress",
    "Quotation",
    "Said",
    "ScannedDocument",
    "Sentence",
    "ShareReport",
    "Skipped",
    "Source",
    "Tally",
    "TallyBreadth",
    "TallyGroup",
    "TallyKind",
    "TallyUnit",
    "Turn",
    "Window",
    "WindowKind",
    "Within",
    "WordBox",
]
