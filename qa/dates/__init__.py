"""What words say about time, in questions and in articles. English; knows no index.

dates/
├── __init__.py      the public functions
├── texts.py         the days that an article's sentences name
├── expressions.py   the words for days, and which days they are
└── calendar.py      weeks, seasons, decades
"""

from __future__ import annotations

from qa.dates.texts import Mention, mentioned

__all__ = ["Mention", "mentioned"]
