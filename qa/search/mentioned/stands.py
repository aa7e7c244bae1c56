"""Where a topic stands: of each article that mentions it one sentence, the first that holds the most of it.

Complete: every passage that holds the words is looked at, however many they are, and none is ranked.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.english.stems import terms
from qa.index.index import Index
from qa.index.store import Glance
from qa.search.mentioned.called import Rows
from qa.search.mentioned.elements import Element, enough, words_of
from qa.search.mentioned.matching import stands
from qa.search.mentioned.topic import TallyTopic, rows_of
from qa.types import Document, Sentence

Mask = NDArray[np.bool_]

# Passages that are read at a time.
AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Standing:
    """The sentence of an article that makes it count, and the row of its passage."""

    document: Document
    sentence: Sentence
    row: int


def mentioned(index: Index, topic: TallyTopic, among: Mask | None = None) -> dict[int, Standing]:
    """Number of the article -> where the topic stands, of every article that mentions it. `among`, shape (n,), says
    which passages count. Raises IndexInvalid."""
    found: list[dict[int, Standing]] = []
    for either in topic.both:
        each = [_side(index, units, among, topic.clause) for units in either]
        found.append({article: _better(article, each) for article in set().union(*each)})
    common = set(found[0]).intersection(*found[1:])
    apart: set[int] = set().union(*(_side(index, units, among, topic.clause) for units in topic.without))
    return {article: found[0][article] for article in sorted(common - apart)}


def first_sentences(index: Index, among: Mask | None = None) -> dict[int, Standing]:
    """Number of the article -> its first sentence, of every article."""
    rows = np.flatnonzero(np.diff(index.article_numbers, prepend=-1))
    passing = rows if among is None else rows[among[rows]]
    found = (each for several in read(index, passing) for each in several)
    return {int(index.article_numbers[each.row]): Standing(each.document, each.sentence(0), each.row) for each in found}


def in_a_title(topic: TallyTopic, found: Mapping[int, Standing], other: str) -> bool:
    """Whether a topic stands in the title of one of these articles that does not hold the stem of `other`."""
    for article, each in found.items():
        title = each.document.title
        held = (any(enough(u, [stands(unit, article, title) for unit in u]) for u in either) for either in topic.both)
        if all(held) and not set(terms(other)) & set(terms(title)):
            return True
    return False


def _better(article: int, each: Sequence[dict[int, Standing]]) -> Standing:
    return next(found[article] for found in each if article in found)


def _side(index: Index, units: tuple[Element, ...], among: Mask | None, clause: bool) -> dict[int, Standing]:
    """The articles in which the names stand, anywhere, and enough of the words in one passage: with a sentence where
    all of it stands together, else one of the words."""
    together = _all_of(index, units, among, clause)
    names, words = (tuple(unit for unit in units if unit.name is kind) for kind in (True, False))
    if clause or len(names) + bool(words) < 2:
        return together
    apart = _all_of(index, words or names[:1], among)
    for name in names:
        here = _articles(index, name, among)
        apart = {article: mention for article, mention in apart.items() if article in here}
    return apart | together


def _articles(index: Index, unit: Element, among: Mask | None) -> set[int]:
    """The articles in which a name stands; a single word needs no reading."""
    if any(form.exact or form.only is not None or len(form.stems) > 1 for form in unit.forms):
        return set(_all_of(index, (unit,), among))
    rows = rows_of(index, unit)
    return set(index.article_numbers[rows if among is None else rows[among[rows]]].tolist())


def _all_of(index: Index, units: tuple[Element, ...], among: Mask | None, clause: bool = False) -> dict[int, Standing]:
    rows = _candidates(index, units)
    if among is not None:
        rows = rows[among[rows]]
    found: dict[int, Standing] = {}
    for several in read(index, rows):
        for article, those in itertools.groupby(several, lambda each: int(index.article_numbers[each.row])):
            most = 0
            for glance in those:
                best = _best(glance, article, units, clause) if most < len(units) else None
                if best is not None and (article not in found or best[0] > most):
                    most = best[0]
                    found[article] = Standing(glance.document, glance.sentence(best[1]), glance.row)
    return found


def _candidates(index: Index, units: tuple[Element, ...]) -> Rows:
    """Every passage in which enough of the stems stand, ascending."""
    found = [rows_of(index, unit) for unit in units]
    rows = np.unique(np.concatenate(found))
    standing = np.stack([np.isin(rows, each, assume_unique=True) for each in found], axis=1)
    patterns, which = np.unique(standing, axis=0, return_inverse=True)
    good = np.array([enough(units, pattern) for pattern in patterns.tolist()], np.bool_)
    return np.asarray(rows[good[which.reshape(-1)]], np.int64) if len(rows) else rows


def read(index: Index, rows: Rows) -> Iterator[list[Glance]]:
    """These passages, ascending, some at a time, those of one article together. Raises IndexInvalid."""
    articles = index.article_numbers[rows]
    start = 0
    while start < len(rows):
        last = articles[min(start + AT_A_TIME, len(rows)) - 1]
        end = int(np.searchsorted(articles, last, "right"))
        yield index.store.glances(rows[start:end].tolist())
        start = end


def _best(glance: Glance, article: int, units: tuple[Element, ...], clause: bool) -> tuple[int, int] | None:
    """How many units the first sentence holds that holds the most, and its number, where enough of them stand in the
    passage, its title and what it is read with: several words in one of its sentences, or above it."""
    text = glance.document.text
    lead, spans = glance.read()
    above = [stands(unit, article, f"{glance.document.title}\n{lead}") for unit in units]
    here: list[list[bool]] = []
    for start, end, *_ in spans:
        each = [stands(unit, article, text[start:end]) for unit in units]
        if clause and not enough(units, list(map(max, each, above))):
            each = [False] * len(units)
        here.append(each)
        if all(each):
            break  # no later one holds more
    if not enough(units, [any(each) for each in zip(above, *here, strict=True)]):
        return None
    near = range(len(here)) if clause or words_of(units) < 2 else _near(units, above, here)
    if near is None:
        return None
    held = [sum(here[at]) for at in near]
    return max(held), near[held.index(max(held))]


def _near(units: tuple[Element, ...], above: list[bool], here: Sequence[list[bool]]) -> Sequence[int] | None:
    """The numbers of the sentences in which enough words of a topic stand: an article on a prince's death that mentions
    the queen is none on the queen's death. The title says whose or which it is, but not what: the head of the topic
    counts in the sentence alone. All sentences where the title says everything; None where no sentence does."""
    named = [unit.name and any(each) for unit, each in zip(units, zip(above, *here, strict=True), strict=True)]
    if enough(units, list(map(max, named, above))):
        return range(len(here))
    lent = [held and not unit.head for unit, held in zip(units, above, strict=True)]
    found = [at for at, each in enumerate(here) if enough(units, list(map(max, named, lent, each)))]
    return found or None
