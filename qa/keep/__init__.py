"""Answers as text and JSON: shown, sent, kept, and checked again later.

keep/
├── schema.py     answers as JSON
├── literal.py    text that Markdown must show to the letter
├── export.py     conversations as files
├── verdicts.py   whether the citations of such a file still stand
└── feedback.py   what people said of answers
"""
