"""What the `qa` command does and prints. No text of documents reaches the terminal raw.

terminal/
├── cli.py        which commands there are; each module below has some, with their options, and what they print:
├── building.py   build; worker.py: build --worker, one of several machines that embed
├── setting.py    set: the day and source of an article, beside its file
├── asking.py     ask, search, timeline, quotes
│   ├── answers.py    answers and passages
│   └── counted.py    what is counted over the folder
├── finding.py    find
├── naming.py     names
├── batch.py      batch: tables of answers
├── saved.py      save, saved, unsave, watch-questions
├── serving.py    serve
├── evaluating.py evaluate
├── state.py      info, verify, rollback
├── verdicts.py   verify-answer
├── shared.py     options that several commands have; reading.py: those of commands that answer
├── given.py      what options may be given
├── progress.py   what is told while a command takes its time
└── text.py       what may be printed
"""

from qa.terminal.text import line, safe, safe_json

__all__ = ["line", "safe", "safe_json"]
