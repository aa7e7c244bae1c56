"""Who is quoted in articles: each person by the fullest name that they give him, with where he is quoted. Counted by
the columns of an index, without reading an article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.english.quotations.names import is_person
from qa.index.index import Index
from qa.index.speakers import NOBODY
from qa.search.mentioned.called import Rows
from qa.search.mentioned.variants import bearers


@dataclass(frozen=True, slots=True)
class QuotedPerson:
    """A person, in how many columns he is quoted, and these by the names that he has there."""

    name: str
    often: int
    named: Sequence[Rows]

    @property
    def columns(self) -> Rows:
        """The columns of what he says, in the order of the articles."""
        return np.sort(np.concatenate(self.named))


def speakers(index: Index, columns: Rows) -> list[QuotedPerson]:
    """The people that are quoted in some columns, ascending, those who are quoted most first. Organisations, and
    whoever no article names in full, are none; nor is anybody in an index without numbers for speakers."""
    counted = index.speakers
    if counted is None:
        return []
    columns = columns[counted.numbers[columns] != NOBODY]
    numbers, which, often = np.unique(counted.numbers[columns], return_inverse=True, return_counts=True)
    names = [counted.names[number] for number in numbers.tolist()]
    people = _people(dict(zip(names, often.tolist(), strict=True)))
    # Whether the last word is no common noun ("Sundvik Tidal"), by the articles that quote him.
    large = np.bincount(which, counted.capitals[columns], len(numbers))
    small = np.bincount(which, counted.smalls[columns], len(numbers))
    order = np.argsort(which, kind="stable")
    ordered, ends = columns[order], np.cumsum(often).tolist()
    # As numbers of Python: there may be tens of thousands of names.
    spare = (large - small).tolist()
    at = {name: place for place, name in enumerate(names)}
    found: list[QuotedPerson] = []
    for person, called in people.items():
        places = [at[name] for name in called]
        if is_person(person) and sum(spare[place] for place in places) >= 0:
            named = [ordered[ends[place - 1] if place else 0 : ends[place]] for place in places]
            found.append(QuotedPerson(person, sum(map(len, named)), named))
    return sorted(found, key=lambda each: (-each.often, each.name))


def _people(often: Mapping[str, int]) -> dict[str, list[str]]:
    """Each person -> the names by which he is called: the one place where variants of a name come together here."""
    found: dict[str, list[str]] = {}
    for name, person in bearers(often).items():
        found.setdefault(person, []).append(name)
    return found
