"""What words say about time, in questions and in articles. English; knows no index.

dates/
├── __init__.py      the public functions
├── questions.py     the window of a question, and the question without it
├── narrowing.py     several times of a question as one window
├── talk.py          what questions that lean on a talk do with time
├── times.py         the times that a question names
├── names.py         what looks like a time and is a name
├── asked.py         which days the words of a question mean
├── wording.py       the words for days in questions
├── holidays.py      days that have a name
├── texts.py         the days that an article's sentences name
├── meaning.py       which days words mean in any text:
├── relative.py      counted from the day of speaking,
├── absolute.py      told by the calendar
├── speech.py        what rules are, and what they know of the one who speaks
├── expressions.py   the words for days in any text
└── calendar.py      weeks, seasons, decades
"""

from __future__ import annotations

from qa.english.dates.questions import window
from qa.english.dates.talk import only_time, untimed, with_year, year_named
from qa.english.dates.texts import Mention, mentioned

__all__ = ["Mention", "mentioned", "only_time", "untimed", "window", "with_year", "year_named"]
