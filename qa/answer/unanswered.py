"""What is said where the articles do not hold the answer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from qa.types import Answer, Hit, Window

NOT_FOUND = "Not in these articles."
# Sources that are named, and the characters of each.
NAMED = 3
NAME = 60
NOT_WRITTEN = "These words are not in these articles."


def without_answer(
    question: str, text: str, hits: tuple[Hit, ...], confidence: float, window: Window | None = None
) -> Answer:
    """An answer that says why there is none: `text`, beside the nearest `hits`."""
    return Answer(question, text, None, False, confidence, (), hits, window)


def elsewhere(answer: Answer, sources: Sequence[str]) -> Answer:
    """The same, where articles of other sources than those that were asked for do answer."""
    named = ", ".join(source[:NAME] for source in sources[:NAMED]) + (" and others" if len(sources) > NAMED else "")
    return replace(answer, text=f"Not in the articles of {named}; others answer.", elsewhere=True)


def not_then(window: Window) -> str:
    """`Not in the articles of this time: 1 December 2025 to 7 December 2025.`"""
    return f"Not in the articles of this time: {_in_words(window)}."


def none_then(window: Window, nearest: datetime.date) -> str:
    """`No article is of this time: since 5 May 2025. The nearest is of 4 May 2025.`"""
    return f"No article is of this time: {_in_words(window)}. The nearest is of {_day(nearest)}."


def _in_words(window: Window) -> str:
    if window.since and window.until:
        same = window.since == window.until
        return _day(window.since) if same else f"{_day(window.since)} to {_day(window.until)}"
    if window.since:
        return f"since {_day(window.since)}"
    return f"until {_day(window.until)}" if window.until else window.text


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
