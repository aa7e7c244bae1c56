"""What the `qa` command prints. No text of documents reaches the terminal raw.

terminal/
├── asking.py     ask, search, timeline, quotes
├── answers.py    answers and passages
├── writing.py    what a language model wrote
├── counted.py    what is counted over the folder
├── finding.py    find, and what it prints
├── naming.py     names, and what it prints
├── batch.py      tables of answers
├── saved.py      saved questions, and what changed
├── building.py   progress and reports of builds
├── setting.py    set: the day and source of an article, beside its file
├── state.py      what an index holds
├── figures.py    evaluations
├── verdicts.py   what became of citations
├── shared.py     options that several commands have
└── text.py       what may be printed
"""

from qa.terminal.answers import print_answer, print_hits, print_quotations, print_timeline, where
from qa.terminal.building import BuildProgress, print_rebuild, print_report, print_watching, waiting
from qa.terminal.figures import print_evaluation
from qa.terminal.state import MANIFEST_FACTS, print_info, print_rolled_back, print_verified
from qa.terminal.text import line, safe, safe_json
from qa.terminal.verdicts import print_verdicts

__all__ = [
    "MANIFEST_FACTS",
    "BuildProgress",
    "line",
    "print_answer",
    "print_evaluation",
    "print_hits",
    "print_info",
    "print_quotations",
    "print_rebuild",
    "print_report",
    "print_rolled_back",
    "print_timeline",
    "print_verdicts",
    "print_verified",
    "print_watching",
    "safe",
    "safe_json",
    "waiting",
    "where",
]
