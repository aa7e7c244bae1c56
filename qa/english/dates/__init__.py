"""What words say about time, in questions and in articles. English; knows no index.

dates/
├── __init__.py      the public functions
├── questions.py     the window of a question, and the question without it
├── names.py         what looks like a time and is a name
├── texts.py         the days that an article's sentences name
├── meaning.py       which days words mean,
├── relative.py      counted from the day of speaking
├── absolute.py      and told by the calendar
├── speech.py        what rules are, and what they know of the one who speaks
├── expressions.py   the words for days
└── calendar.py      weeks, seasons, decades
"""

from __future__ import annotations

from qa.english.dates.questions import window
from qa.english.dates.texts import Mention, mentioned

__all__ = ["Mention", "mentioned", "window"]
