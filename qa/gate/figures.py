"""Numbers, times of day and dates of a written sentence: whether the grounds have them, and of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.answer.accounts.quantities import ages, clock_times, quantities, scores, shares
from qa.answer.accounts.value import Value
from qa.english.dates.texts import mentioned
from qa.english.stems import terms
from qa.english.words import content
from qa.gate import Ground

# What a number counts is told within so many characters of it.
BESIDE = 60
# A number may be told rounded, by so much of it at most.
ROUNDED = 0.03
_YEAR = re.compile(r"(?:19|20)\d\d")
# "one of the", "the one that", "first", "second": no figures.
_ARTICLE = re.compile(r"\b(?:one|two)\b(?=\s(?:of|another|day|that|who|which)\b)", re.IGNORECASE)


class Figure(NamedTuple):
    """A value, and the stems of the words that stand around it."""

    value: Value
    beside: frozenset[str]


def figures(text: str) -> list[Figure]:
    """Every number of a text with what stands beside it; years and days are dates."""
    found: dict[tuple[int, int], Value] = {}
    for value in _values(text):
        if not any(start < value.end and value.start < end for start, end in found):
            found[value.start, value.end] = value
    return [Figure(value, _beside(text, value.start, value.end)) for value in found.values()]


def _values(text: str) -> Iterator[Value]:
    dated = [(each.start, each.end) for each in mentioned(text, None)]
    named = [match.span() for match in _ARTICLE.finditer(text)]
    every = [*scores(text), *clock_times(text), *shares(text), *ages(text), *(value for value, _ in quantities(text))]
    for value in every:
        within = any(start <= value.start and value.end <= end for start, end in (*dated, *named))
        if not within and not _YEAR.fullmatch(value.text):
            yield value


def _beside(text: str, start: int, end: int) -> frozenset[str]:
    around = text[max(0, start - BESIDE) : start] + " " + text[end : end + BESIDE]
    return frozenset(terms(" ".join(content(around))))


def unfounded(written: str, grounds: Sequence[Ground]) -> tuple[list[str], float]:
    """The figures that no ground has, and how well those that it has count the same there: the least share, in [0, 1],
    of the words around one that stand around it there, too; 1 without figures."""
    have = [figure for ground in grounds for figure in figures(f"{ground.title}. {ground.text}")]
    missing, bound = [], 1.0
    for figure in figures(written):
        same = [other for other in have if equal(figure.value, other.value)]
        if not same:
            missing.append(figure.value.text)
        elif figure.beside:
            bound = min(bound, max(len(figure.beside & other.beside) / len(figure.beside) for other in same))
    return missing, bound


def equal(told: Value, known: Value) -> bool:
    """Whether a figure may be told for another: the same, rounded, or within what "about" or "over" allow."""
    if told.amount is None or known.amount is None:
        return told.name == known.name and bool(told.name)
    if told.unit and known.unit and told.unit != known.unit:
        return told.agrees(known)
    one, other = told.amount, known.amount
    if told.bound == "over":
        return (other <= one * 1.0 + 1e-9 and known.bound == "over" and other == one) or one <= other <= one * 1.25
    if told.bound == "under":
        return one / 1.25 <= other <= one
    if told.bound == "about" and abs(one - other) <= 0.1 * max(abs(one), abs(other)):
        return True
    if one == other:
        return True
    return told.step > known.step and abs(one - other) <= min(told.step / 2, ROUNDED * abs(other))


def undated(written: str, grounds: Sequence[Ground]) -> list[str]:
    """The days that a written sentence names and no ground: neither its text nor the day it was written."""
    dates = [ground.date for ground in grounds if ground.date]
    anchor = dates[0] if dates else None
    have = [(each.since, each.until) for ground in grounds for each in mentioned(ground.text, ground.date)]
    have += [(date, date) for date in dates]
    said = " ".join(ground.text for ground in grounds)
    missing = []
    for each in mentioned(written, anchor):
        words = written[each.start : each.end]
        met = any(each.since <= until and since <= each.until and _wide(each.since, each.until, since, until)
                  for since, until in have)  # fmt: skip
        if not met and words.casefold() not in said.casefold():
            missing.append(words)
    return missing


def _wide(since: object, until: object, first: object, last: object) -> bool:
    """A day is not told by the year that it lies in."""
    return (since, until) == (first, last) or _length(since, until) >= _length(first, last)


def _length(since: object, until: object) -> int:
    return (until - since).days  # type: ignore[operator, no-any-return]
