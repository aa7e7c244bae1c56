"""Where reports differ on what a question asks for: the number, the sum, the time, the day, the name, yes or no.

    How many passengers were on board?     286 passengers (conductor's list)  |  311 passengers (Nocturne Rail)

    accounts/
    ├── __init__.py    what agrees is one account; two accounts are a difference
    ├── asked.py       what kind of value a question asks for, and where a sentence gives it
    ├── otherwise.py   signs that a sentence speaks of something else
    ├── alike.py       words that tell the same deed or thing
    ├── quantities.py  numbers with their units, "about" and "more than"; times of day
    ├── deeds.py       who did it; whether it was done
    ├── value.py       a value: where it stands, and which others agree with it
    └── developments.py  a value of another day, in whatever words: spans.py what a reader points at, states.py whether
                       something is so, naming.py whose it is, sameness.py and at_value.py signs that it is of
                       something else

A false alarm is worse than a miss: where a sentence may speak of something else, or of a plan, it is left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa.answer.accounts.asked import Target
from qa.answer.accounts.value import Value

# Two numbers further apart than this factor count different things.
FURTHEST = 3.0


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that may answer, and the article it stands in."""

    text: str
    document_id: str
    date: datetime.date | None


class Claim(NamedTuple):
    """One account: the value as a sentence tells it, and which statements say so, the newest first."""

    value: str
    statements: tuple[int, ...]


def accounts(question: str, statements: Sequence[Statement], terms: Callable[[str], list[str]]) -> tuple[Claim, ...]:
    """Two or more accounts, the newest first, or () where the statements do not differ on what is asked for.

    `statements` are those that may answer, best first; `terms` gives the stemmed words of a text.
    """
    found = one_thing(question, statements, terms)
    groups = _agreeing(found)
    # Two values of one article tell of two things.
    if len(groups) < 2 or len({statements[at].document_id for at, _ in found}) < 2:
        return ()
    dated = sorted(
        (sorted(group, key=lambda each: _age(statements[each[0]])) for group in groups),
        key=lambda g: _age(statements[g[0][0]]),
    )
    return tuple(Claim(group[0][1].text, tuple(at for at, _ in group)) for group in dated)


def one_thing(
    question: str, statements: Sequence[Statement], terms: Callable[[str], list[str]]
) -> list[tuple[int, Value]]:
    """Which statements give a value for the one thing that is asked for, and which value."""
    asked = Target(question, terms)
    found: list[tuple[int, Value]] = []
    for at, statement in enumerate(statements):
        if (value := asked.value(statement.text, statement.date)) is not None:
            found.append((at, value))
    return _of_one_thing(found, statements, asked)


def _of_one_thing(
    found: Sequence[tuple[int, Value]], statements: Sequence[Statement], asked: Target
) -> list[tuple[int, Value]]:
    """Those that speak of one thing: the largest group of near values whose sentences share a word on it."""
    groups: list[list[tuple[int, Value]]] = []
    for at, value in found:
        near = [group for group in groups if any(value.near(other, FURTHEST) for _, other in group)]
        joined = [each for group in near for each in group] + [(at, value)]
        groups = [group for group in groups if group not in near] + [joined]
    if not groups:
        return []
    best = max(groups, key=lambda group: (len(group), -group[0][0]))
    best = sorted(best, key=lambda each: each[0])
    narrowed = [asked.narrowed(statements[at].text) for at, _ in best]
    best = [each for each, narrow in zip(best, narrowed, strict=True) if narrow == narrowed[0]]
    places = [asked.places(statements[at].text) for at, _ in best]
    first = next((place for place in places if place), set())
    best = [each for each, place in zip(best, places, strict=True) if not place or place & first]
    about = [each for each in best if asked.about(statements[each[0]].text)]
    shared = set().union(*(asked.beside(statements[at].text, value) for at, value in about)) if about else set()
    return [each for each in best if each in about or asked.beside(statements[each[0]].text, each[1]) & shared]


def _agreeing(found: Sequence[tuple[int, Value]]) -> list[list[tuple[int, Value]]]:
    groups: list[list[tuple[int, Value]]] = []
    for at, value in found:
        same = next((group for group in groups if any(value.agrees(other) for _, other in group)), None)
        if same is None:
            groups.append([(at, value)])
        else:
            same.append((at, value))
    return groups


def _age(statement: Statement) -> int:
    return -statement.date.toordinal() if statement.date else 0  # 0: undated ones come last
