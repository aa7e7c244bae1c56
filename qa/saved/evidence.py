"""Whether sentences that are new on a question tell what was told before, or something else.

Values are compared as where reports differ (`qa.answer.accounts`): numbers with their units, sums, times, days, names,
yes or no. Where sentences give none, the few words of the answers are.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer.accounts import Statement, one_thing
from qa.answer.accounts.value import Value
from qa.english.nearcopy import alike
from qa.english.stems import terms
from qa.english.words import FUNCTION_WORDS
from qa.saved.schema import PlaceJSON, SeenPartJSON
from qa.search.copies import read_alike

# The few words agree when so much of the shorter ones stands in the others.
SHARED = 0.5
_FUNCTION = frozenset(FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that is new on a question. `value` is what it gives for it, as it is told there; `against` the value
    of the answer before that it contradicts, and `old` the sentences that told that; None and () where it agrees."""

    place: PlaceJSON
    value: str | None
    against: str | None = None
    old: tuple[PlaceJSON, ...] = ()


def judged(before: SeenPartJSON, places: Sequence[PlaceJSON], short: str | None) -> list[Evidence]:
    """The `places` that tell what was answered `before`, or contradict it; `short` is the few words of the first of
    them. One of which neither can be said is left out."""
    statements = [_statement(place) for place in (*places, *before["places"])]
    values = dict(one_thing(before["question"], statements, terms))
    old = {at: value for at, value in values.items() if at >= len(places)}
    found = []
    for at, place in enumerate(places):
        if at in values and old:
            found.append(_by_value(place, values[at], old, [*places, *before["places"]]))
        elif _same_words(before, place, short if at == 0 else None):
            found.append(Evidence(place, short if at == 0 else None))
        elif at == 0 and short and before["short"] and _same_matter(before, place):
            found.append(Evidence(place, short, before["short"], tuple(before["places"])))
    return found


def repeats(place: PlaceJSON, before: Sequence[PlaceJSON]) -> bool:
    """Whether a sentence is one of those before, small edits aside."""
    text = read_alike(place["text"])
    return any(text == read_alike(old["text"]) or alike(place["text"], old["text"]) for old in before)


def _by_value(place: PlaceJSON, value: Value, old: dict[int, Value], places: Sequence[PlaceJSON]) -> Evidence:
    if any(value.agrees(other) for other in old.values()):
        return Evidence(place, value.text)
    against = next(iter(old.values()))
    told = tuple(places[at] for at, other in old.items() if other.agrees(against))
    return Evidence(place, value.text, against.text, told)


def _statement(place: PlaceJSON) -> Statement:
    try:
        day = datetime.date.fromisoformat(place["date"] or "")
    except ValueError:
        day = None
    return Statement(place["text"], place["document"], day)


def _same_words(before: SeenPartJSON, place: PlaceJSON, short: str | None) -> bool:
    said, told = _stems(place["text"]), _stems(" ".join(old["text"] for old in before["places"]))
    return _held(_stems(before["short"] or ""), said) or _held(_stems(short or ""), told)


def _same_matter(before: SeenPartJSON, place: PlaceJSON) -> bool:
    """Whether a sentence speaks of the matter of one before: without the few words, about the same are left."""
    said = _stems(place["text"])
    return any(_held(_stems(old["text"]) - _stems(before["short"] or ""), said) for old in before["places"])


def _held(few: set[str], many: set[str]) -> bool:
    return bool(few) and len(few & many) >= SHARED * len(few)


def _stems(text: str) -> set[str]:
    return set(terms(" ".join(word for word in text.split() if word.casefold().strip(".,;:") not in _FUNCTION)))
