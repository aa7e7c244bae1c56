"""Rules that read words for days, and what they must know about the one who speaks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from qa.english.dates.calendar import Span

Choice = Literal["past", "near", "ahead"]
"""Which "Tuesday", "December" or "5 December" is meant: the last one up to the day of speaking, the nearest one, or the
next."""

Read = Callable[["re.Match[str]", "Speech"], "Span | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Words of the form `pattern`, in lower case and with one space between them, mean the days that `read` says.

    `read` may raise ValueError or OverflowError for days that no calendar has.
    """

    pattern: re.Pattern[str]
    read: Read


def rule(pattern: str, read: Read) -> Rule:
    """A rule for a pattern in which a space stands for any white space."""
    return Rule(re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE), read)


def from_day(read: Callable[[re.Match[str], datetime.date], Span | None]) -> Read:
    """What reads words that count from the day of speaking: they mean nothing when nobody knows it."""
    return lambda match, speech: read(match, speech.spoken) if speech.spoken else None


@dataclass(frozen=True, slots=True)
class Speech:
    """The day on which words are `spoken` (None when nobody knows it), the `choice` among several days that they can
    mean, and the `rules` that read them: the first one that fits."""

    spoken: datetime.date | None
    choice: Choice
    rules: tuple[Rule, ...]

    def days(self, words: str) -> Span | None:
        """The days that the words mean; None for words that mean none, such as 30 February, and for those that count
        from a day that nobody knows."""
        text = " ".join(words.lower().replace("’", "'").split()).strip(" .,")
        text = re.sub(r"\bsept\b\.?", "sep", text)
        for each in self.rules:
            if match := each.pattern.fullmatch(text):
                try:
                    span = each.read(match, self)
                except (ValueError, OverflowError):  # a day that no calendar has
                    return None
                return span if span and span[0] <= span[1] else None
        return None

    def chosen(self, spans: list[Span]) -> Span | None:
        """The one that is meant, of spans in order; None when the day of speaking is not known, or none fits."""
        spoken = self.spoken
        if spoken is None:
            return None
        if self.choice == "near":
            return min(spans, key=lambda span: _distance(span, spoken), default=None)
        if self.choice == "ahead":
            return next((span for span in spans if span[1] >= spoken), None)
        return next((span for span in reversed(spans) if span[0] <= spoken), None)

    def yearly(self, span: Callable[[int], Span]) -> Span | None:
        """The one that is meant of what comes once a year: `span` gives the one of a year."""
        return self.chosen([span(self.spoken.year + n) for n in (-1, 0, 1)]) if self.spoken else None


def _distance(span: Span, day: datetime.date) -> tuple[int, bool]:
    """How many days away it is; of equally near ones the one that is past."""
    away = max((span[0] - day).days, (day - span[1]).days, 0)
    return away, span[0] > day
