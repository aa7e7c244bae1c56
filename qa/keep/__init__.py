"""Answers as text and JSON: shown, sent, kept, and checked again later.

keep/
├── schema.py     the shapes of answers in JSON
├── tallies.py    of what is counted
├── names.py      of names
├── shaping.py    answers in these shapes
├── literal.py    text that Markdown must show to the letter
├── standing.py   where a pasted text stands, in words
├── turns.py      what a conversation is made of
├── export.py     conversations to keep, as JSON
├── markdown.py   the same for people
├── kept.py       what such a file says was cited
├── verdicts.py   whether that still stands
└── feedback.py   what people said of answers
"""
