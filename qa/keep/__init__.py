"""Answers as text and JSON: shown, sent, kept, and checked again later.

keep/
├── schema.py     the shapes of answers in JSON
├── tallies.py    of what is counted
├── listed.py     how many of a long list a page did not keep
├── found.py      of a search for words
├── names.py      of names
├── shaping.py    answers in these shapes
├── literal.py    text that Markdown must show to the letter
├── dated.py      whether accounts are told by their days
├── standing.py   where a pasted text stands, in words
├── turns.py      what a conversation is made of
├── export.py     conversations to keep, as JSON
├── markdown.py   the same for people
├── references/   quotations to take along: Word, CSV, RIS, BibTeX, CSL-JSON
├── cells.py      what a cell of a spreadsheet may hold
├── kept.py       what such a file says was cited
├── verdicts.py   whether that still stands
└── feedback.py   what people said of answers
"""
