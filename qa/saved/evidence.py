"""Whether sentences that are new on a question tell what was told before, or something else.

Values are compared as where reports differ (`qa.answer.accounts`): numbers with their units, sums, times, days, names,
yes or no. Where sentences give none, the few words of the answers are; where there are none of these, as on "Why ...?",
nothing is said to differ but what took the place of another sentence.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa.answer.accounts import Statement, one_thing
from qa.answer.accounts.value import Value
from qa.english.nearcopy import alike
from qa.english.stems import terms
from qa.english.words import FUNCTION_WORDS
from qa.saved.schema import SeenPartJSON, SeenPlaceJSON
from qa.search.copies import read_alike

# Words agree when so much of the fewer ones stands among the others.
SHARED = 0.5
_FUNCTION = frozenset(FUNCTION_WORDS.split())

Says = Literal["same", "other", "unlike", "more"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that is new on a question. It `says` the same as the answer before; another value; other few words on
    the same matter ("unlike"); or something that cannot be compared. `value` is what it gives, as it is told there;
    `against` what it contradicts, and `old` the sentences that told that."""

    place: SeenPlaceJSON
    says: Says
    value: str | None
    against: str | None = None
    old: tuple[SeenPlaceJSON, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether it contradicts what was answered before."""
        return self.says in ("other", "unlike")


def judged(before: SeenPartJSON, places: Sequence[SeenPlaceJSON], short: str | None) -> list[Evidence]:
    """The `places` that tell what was answered `before`, or contradict it; `short` is the few words of the first of
    them. A further one of which neither can be said is left out."""
    statements = [_statement(place) for place in (*places, *before["places"])]
    values = dict(one_thing(before["question"], statements, terms))
    old = {at: value for at, value in values.items() if at >= len(places)}
    found = []
    for at, place in enumerate(places):
        if at in values and old:
            found.append(_by_value(place, values[at], old, [*places, *before["places"]]))
        elif (evidence := _by_words(before, place, short if at == 0 else None)) is not None:
            found.append(evidence)
        elif at == 0 and not before["short"]:
            found.append(Evidence(place, "more", short))
    return found


def repeats(place: SeenPlaceJSON, before: Sequence[SeenPlaceJSON]) -> bool:
    """Whether a sentence is one of those before, small edits aside."""
    return alike_any(place["text"], [old["text"] for old in before])


def alike_any(text: str, others: Sequence[str]) -> bool:
    """Whether a sentence is one of others, small edits aside."""
    plain = read_alike(text)
    return any(plain == read_alike(other) or alike(text, other) for other in others)


def _by_value(place: SeenPlaceJSON, value: Value, old: dict[int, Value], places: Sequence[SeenPlaceJSON]) -> Evidence:
    if any(value.agrees(other) for other in old.values()):
        return Evidence(place, "same", value.text)
    against = next(iter(old.values()))
    told = tuple(places[at] for at, other in old.items() if other.agrees(against))
    return Evidence(place, "other", value.text, against.text, told)


def _by_words(before: SeenPartJSON, place: SeenPlaceJSON, short: str | None) -> Evidence | None:
    said, told = _stems(place["text"]), [_stems(old["text"]) for old in before["places"]]
    few, fewer = _stems(before["short"] or ""), _stems(short or "")
    if few or fewer:
        if _held(few, said) or _held(fewer, set().union(*told)):
            return Evidence(place, "same", short)
        about = any(_held(old - few, said) for old in told)
        told_other = few and fewer and about
        return Evidence(place, "unlike", short, before["short"], tuple(before["places"])) if told_other else None
    for old, stems in zip(before["places"], told, strict=True):
        if stems <= said or said <= stems:
            return Evidence(place, "same", None)
        # In another article the same reason may be told in other words.
        if old["document"] == place["document"] and old["sha256"] != place["sha256"] and _held(stems, said):
            return Evidence(place, "unlike", None, None, (old,))
    return None


def _statement(place: SeenPlaceJSON) -> Statement:
    try:
        day = datetime.date.fromisoformat(place["date"] or "")
    except ValueError:
        day = None
    return Statement(place["text"], place["document"], day)


def _held(few: set[str], many: set[str]) -> bool:
    return bool(few) and len(few & many) >= SHARED * len(few)


def _stems(text: str) -> set[str]:
    return set(terms(" ".join(word for word in text.split() if word.casefold().strip(".,;:") not in _FUNCTION)))
