"""Which days an expression means, in any text."""

from __future__ import annotations

import datetime
from functools import lru_cache

from qa.english.dates import absolute, relative
from qa.english.dates.calendar import Span
from qa.english.dates.speech import Choice, Speech

RULES = (*relative.RULES, *absolute.RULES)


@lru_cache(maxsize=8192)
def resolve(words: str, spoken: datetime.date | None, choice: Choice) -> Span | None:
    """The days that an expression means on the day it was `spoken`; None for words that mean none, such as 30 February,
    and for those that need to know when they were spoken when nobody does.

    >>> resolve("the summer of 2023", None, "past")
    (datetime.date(2023, 6, 1), datetime.date(2023, 8, 31))
    """
    return Speech(spoken, choice, RULES).days(words)
