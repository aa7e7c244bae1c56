"""Who is quoted in articles: each person by the fullest name that they give him, with what he says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from qa.english.quotations.names import is_person
from qa.index.index import Index
from qa.search.mentioned.called import Rows
from qa.search.mentioned.variants import bearers
from qa.types import Document, Said

# Where the whole of a folder is asked for those who are quoted most: of so many surnames, the most frequent ones.
SURNAMES = 100


@dataclass(frozen=True, slots=True)
class QuotedPerson:
    """A person, and what he says, in the order of the articles."""

    name: str
    told: tuple[Said, ...]


def speakers(index: Index, articles: Iterable[tuple[int, Document]]) -> list[QuotedPerson]:
    """The people that are quoted in some articles, given by number, those who are quoted most first. Organisations,
    and whoever no article names in full, are none. Raises IndexInvalid."""
    told: list[Said] = []
    for number, document in articles:
        said = (Said(document, each) for each in index.quotations.of(number, document))
        told += [each for each in said if each.speaker]
    called = bearers(" ".join((each.speaker or "").split()) for each in told)
    found: dict[str, list[Said]] = {}
    for each in told:
        found.setdefault(called[" ".join((each.speaker or "").split())], []).append(each)
    people = [
        QuotedPerson(name, tuple(said)) for name, said in found.items() if is_person(name) and _has_surname(name, said)
    ]
    return sorted(people, key=lambda each: (-len(each.told), each.name))


def _has_surname(name: str, told: Sequence[Said]) -> bool:
    """Whether the last word of a name is no common noun ("Sundvik Tidal"), by the articles that quote him."""
    *_, before, last = name.split()
    found: Counter[bool] = Counter()
    for text in {each.document.id: each.document.text for each in told}.values():
        for match in re.finditer(rf"(?<![\w’'-])(?<!{re.escape(before)}\s){re.escape(last)}\b", text, re.IGNORECASE):
            found[match[0][0].isupper()] += 1
    return found[True] >= found[False]


def most_quoted(index: Index, articles: Rows) -> Rows:
    """Of these numbers of articles, ascending, those that may quote one of those quoted most often in them."""
    spoken, known = index.quotations.known()
    inside = np.isin(spoken, articles)
    keys, counts = np.unique(known[inside], return_counts=True)
    often = keys[np.argsort(-counts, kind="stable")[:SURNAMES]]
    return np.unique(spoken[inside & np.isin(known, often)])
