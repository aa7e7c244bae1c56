"""The value at the words of a sentence that a network points at: the number with its unit, the days, the name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from qa.answer.accounts.asked import units_asked
from qa.answer.accounts.quantities import clock_times, is_money, quantities, scores, shares
from qa.answer.accounts.states import asks_whether, state
from qa.answer.accounts.value import Value
from qa.english.asks import AUXILIARY, HAPPENED, asks_clock, asks_day, asks_price, counted, measured
from qa.english.dates import mentioned
from qa.english.words import FUNCTION_WORDS
from qa.reader.short import EDGES, whole_span

_ASKS_NAME = re.compile(
    rf"^\W*(?:who|whom|where|(?:in |at |to |from )?(?:which|what) (?!(?:{AUXILIARY})\b)[a-z]+)\b", re.IGNORECASE
)
_ASKS_WHO = re.compile(r"^\W*(?:who|whom|where)\b", re.IGNORECASE)
# "Who owns …?", "Where is …?": one holds at a time. Of what happened many names may be told.
_HOLDS = re.compile(r"\b(?:is|are|will|has|have|does|do)\b|['’]s\b|^\W*(?:who|which [a-z]+)\s[a-z]+s\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\bwho (?:are|were)\b|\bwhich (?:\w+s)\b(?! (?:is|was|has|will)\b)", re.IGNORECASE)
_ASKS_CAUSE = re.compile(r"^\W*(?:what (?:has |had )?caused|what (?:is|was) the cause)\b", re.IGNORECASE)
_ASKS_SERIES = re.compile(r"\bscore\b", re.IGNORECASE)
_HALF = re.compile(r"\sand a half\b(?:\s(?P<unit>(?:year|month|week|day|hour|metre|mile|kilometre|tonne)s?)\b)?")
# Without "second", which is a time more often than a place: "her |seventh| goal" counts goals.
_ORDINALS = {
    name: at
    for at, name in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        3,
    )
}
_FUNCTION = frozenset(FUNCTION_WORDS.split())
CAUSE = "cause"
# "The former airfield": what is no name may be told of one place in other words.
PLACE = "place"
_ASKS_WHERE = re.compile(r"\W*where\b", re.IGNORECASE)
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def value_at(question: str, text: str, start: int, end: int, written: datetime.date | None) -> Value | None:
    """The value of the kind that is asked for at the characters `start` to `end`; None where there is none."""
    if asks_whether(question):
        return state(question, text)
    start, end = whole_span(question, text, (start, end))
    if _ASKS_CAUSE.match(question):
        return _cause(question, text, start, end)
    if asks_day(question):
        return _overlapping(_days(text, written), start, end)
    if asks_clock(question):
        return _overlapping(clock_times(text), start, end)
    if _ASKS_SERIES.search(question) and (score := _overlapping(scores(text), start, end)):
        return score
    found = _overlapping(_amounts(question, text), start, end)
    asks_name = _ASKS_NAME.match(question) and not measured(question) and not asks_price(question)
    if asks_name and (found is None or not found.unit or _ASKS_WHO.match(question)):  # "What pay rise …?": a percentage
        return _name(question, text, start, end)
    return found if found is not None and _fits(question, found) else None


def _overlapping(values: Iterator[Value], start: int, end: int) -> Value | None:
    """The first in the text: of "24 of the 48 flats" it is the 24."""
    found = [value for value in values if value.start < end and start < value.end]
    return min(found, key=lambda value: value.start, default=None)


def _days(text: str, written: datetime.date | None) -> Iterator[Value]:
    for mention in mentioned(text, written):
        words = text[mention.start : mention.end]
        yield Value(words, mention.start, mention.end, days=(mention.since, mention.until))


def _amounts(question: str, text: str) -> Iterator[Value]:
    yield from (_with_half(text, value) for value, _ in quantities(text))
    yield from shares(text)
    if thing := counted(question):
        # In the text it is one of them: "her seventh goal".
        one = re.escape(thing.split()[-1].rstrip("s"))
        for match in re.finditer(rf"\b({'|'.join(_ORDINALS)})\b(?=\s{one})", text):
            yield Value(match.group(), match.start(), match.end(), float(_ORDINALS[match.group()]))


def _with_half(text: str, value: Value) -> Value:
    """ "six" -> "six and a half years"."""
    half = _HALF.match(text, value.end)
    if half is None or value.amount is None or value.unit:
        return value
    unit = (half["unit"] or "").rstrip("s")
    return replace(
        value, text=text[value.start : half.end()], end=half.end(), amount=value.amount + 0.5, unit=unit, step=0.5
    )


def _fits(question: str, value: Value) -> bool:
    """Whether an amount is of the kind that is asked for: a sum, a count, a length."""
    if asks_price(question) or re.match(r"\W*how much\b", question, re.IGNORECASE):
        return is_money(value) or (not asks_price(question) and bool(value.unit))
    if counted(question):
        return not value.unit
    units = units_asked(question)
    return not units or value.unit in units


def _cause(question: str, text: str, start: int, end: int) -> Value | None:
    """A cause by the words that the question has not."""
    known = set(re.findall(r"\w+", question.casefold())) | _FUNCTION
    words = tuple(word for word in re.findall(r"[^\W\d_]{3,}", text[start:end].casefold()) if word not in known)
    return Value(text[start:end].strip(EDGES), start, end, unit=CAUSE, name=words) if words else None


def _name(question: str, text: str, start: int, end: int) -> Value | None:
    """The name, where one holds at a time: of what happened many are told."""
    words = re.split(r",\s(?=[a-z])", text[start:end].strip(EDGES))[0]
    if HAPPENED.search(question) or not _HOLDS.search(question) or _SEVERAL.search(question):
        return None
    parts = tuple(word.casefold() for word in _WORD.findall(words))
    if not parts or words.casefold() in question.casefold():
        return None
    if not _CAPITAL.search(words):
        parts = tuple(word for word in parts if word not in _FUNCTION)
        return Value(words, start, end, unit=PLACE, name=parts) if parts and _ASKS_WHERE.match(question) else None
    return Value(words, start, end, name=parts)
