"""What reports of other days give for the same thing: "2 March: £3.4 million", "9 March: £5.1 million".

The value of each sentence is the one that the reader points at, so any wording of the sentence will do. As with
accounts that differ, a false one is worse than a miss.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from qa.answer.accounts.alike import Terms
from qa.answer.accounts.naming import Pointing, names_it
from qa.answer.accounts.sameness import same_thing
from qa.answer.accounts.spans import CAUSE, PLACE, value_at
from qa.answer.accounts.value import ROUGHLY, Value

_CHANGED = re.compile(
    r"\b(?:instead|no longer|moved?|moves|moving|now|rather than|relocat\w+|switched|transferred|lost)\b", re.IGNORECASE
)
# A value further off than so many times counts something else.
FURTHEST = 25.0


def developments(question: str, said: Sequence[Pointing], terms: Terms) -> list[tuple[str, int]]:
    """(value, which of `said`) for each value that articles of different days give, the newest first; empty where they
    give one. `said` are sentences that may answer, the one that does first. Of an article counts the first that gives a
    value."""
    if not said or said[0].date is None:
        return []
    first = said[0]
    value = value_at(question, first.text, first.start, first.end, first.date)
    if value is None or names_it(question, first, value, terms) is False:
        return []
    groups = [[(value, 0)]]
    for each in _of_others(question, said, value, terms):
        same = next((g for g in groups if any(_one_value(said, each, known) for known in g)), None)
        if same is None:
            groups.append([each])
        else:
            same.append(each)
    if len(groups) < 2:
        return []
    # Of those that agree the first that was said is told, since then it is so; but the answer itself in any case.
    told = [min(group, key=lambda each: (each[1] != 0, _day(said[each[1]]))) for group in groups]
    told.sort(key=lambda each: -_day(said[each[1]]))
    return [(each.text, at) for each, at in told]


def _of_others(question: str, said: Sequence[Pointing], value: Value, terms: Terms) -> list[tuple[Value, int]]:
    """What other articles give for the same thing. One that does not name it counts where it is the only such one:
    several give values of several things."""
    named: list[tuple[Value, int]] = []
    unnamed: list[tuple[Value, int]] = []
    seen = {said[0].document_id}
    for at, other in enumerate(said):
        if other.document_id in seen or other.date is None or other.date == said[0].date:
            continue
        found = value_at(question, other.text, other.start, other.end, other.date)
        if (
            found is None
            or not comparable(value, found)
            or not same_thing(question, said[0], value, other, found, terms)
        ):
            continue
        names = names_it(question, other, found, terms)
        if names is False or _stands_in_older(said[0], value, other, found) or _stays(said[0], value, other, found):
            continue
        seen.add(other.document_id)
        (unnamed if names is None else named).append((found, at))
    found_of_it = named + (unnamed if len(unnamed) == 1 else [])
    return [each for each in found_of_it if value.near(each[0], FURTHEST)]


def _one_value(said: Sequence[Pointing], one: tuple[Value, int], other: tuple[Value, int]) -> bool:
    """Whether two agree, or the newer says no more than that it is at least as much as the older."""
    if agree(one[0], other[0]):
        return True
    older, newer = sorted((one, other), key=lambda each: _day(said[each[1]]))
    loose, known = newer[0], older[0]
    return loose.bound == "over" and not known.bound and (loose.amount or 0) <= (known.amount or 0)


def _stays(one: Pointing, one_value: Value, other: Pointing, value: Value) -> bool:
    """Whether nothing says that what is told without a name ("the former airfield") is another place now."""
    newer = one if _day(one) > _day(other) else other
    return PLACE in (one_value.unit, value.unit) and not _CHANGED.search(newer.text)


def _stands_in_older(one: Pointing, one_value: Value, other: Pointing, value: Value) -> bool:
    """Whether the older sentence says the newer value too: "17 of the 51 seats" and "51 seats" tell of two things."""
    older, newer = (other, value), (one, one_value)
    if _day(one) < _day(other):
        older, newer = newer, older
    told, new = older[0].text, newer[1].text
    return bool(re.search(rf"(?<!\w){re.escape(new)}(?!\w)", told)) and new not in older[1].text


def _day(said: Pointing) -> int:
    return said.date.toordinal() if said.date else 0


def comparable(one: Value, other: Value) -> bool:
    """Whether two values are of one kind."""
    if one.amount is not None and other.amount is not None:
        return one.near(other, math.inf)
    if one.name and other.name:
        return one.unit == other.unit or PLACE in (one.unit, other.unit)
    return bool(one.days and other.days) or (one.yes is not None and other.yes is not None)


def agree(one: Value, other: Value) -> bool:
    """Whether both may be true at once, or one is told within the other: "February", "17 February"."""
    if one.name and other.name:
        shared = set(one.name) & set(other.name)
        if {one.unit, other.unit} & {CAUSE, PLACE}:
            return bool(shared)
        return shared in (set(one.name), set(other.name)) or one.agrees(other)
    if one.unit == other.unit and one.amount is not None and other.amount is not None and _is_exact(one, other):
        return one.amount == other.amount or abs(one.amount - other.amount) <= _slack(one, other)
    return one.agrees(other)


def _is_exact(one: Value, other: Value) -> bool:
    """Whether a bounded number is told to the last unit: "at least 12" is a count that goes on, "about 60" is round."""
    bounded = [each for each in (one, other) if each.bound]
    return bool(bounded) and all(each.step <= 1 and each.amount and each.amount % 5 for each in bounded)


def _slack(one: Value, other: Value) -> float:
    """What "about 58" leaves open; "at least 12" leaves nothing."""
    amounts = (one.amount or 0.0, other.amount or 0.0)
    return min(2 * max(one.step, other.step), ROUGHLY * max(amounts)) if "about" in (one.bound, other.bound) else 0.0
