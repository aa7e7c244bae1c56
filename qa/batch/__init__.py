"""Many questions at once -> a table of cited answers: `qa batch`, and **Table** on the page.

batch/
├── questions.py   the questions of a file, with what stands beside them
├── asking.py      questions -> answers, some at a time, in order
├── rows.py        an answer -> the cells of a row
└── writing.py     rows -> CSV, XLSX, JSON
"""

from qa.batch.asking import ask_all
from qa.batch.questions import MOST_QUESTIONS, QuestionRow, parsed, read
from qa.batch.rows import HEAD, Row, cells
from qa.batch.writing import FORMS, Form, written

__all__ = [
    "FORMS",
    "HEAD",
    "MOST_QUESTIONS",
    "Form",
    "QuestionRow",
    "Row",
    "ask_all",
    "cells",
    "parsed",
    "read",
    "written",
]
