"""Where a topic stands: of each article that mentions it one sentence, the first that holds the most of it.

Complete: every passage that holds the words is looked at, however many they are, and none is ranked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.english.stems import terms
from qa.index.index import Index
from qa.index.passages import plain_letters
from qa.search.mentioned.called import Rows
from qa.search.mentioned.topic import Element, Spelling, TallyTopic, enough, rows_of
from qa.types import Document, Passage, Sentence

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
    found: dict[int, Standing] = {}
    for row, (document, passage) in _read(index, passing):
        found[int(index.article_numbers[row])] = Standing(document, passage.sentences[0], row)
    return found


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
    found: dict[int, tuple[int, Standing]] = {}
    # An article's passages one after the other, of all articles at once: most need no second one.
    articles = index.article_numbers[rows]
    nth = np.arange(len(rows)) - np.searchsorted(articles, articles)
    for turn in range(int(nth.max(initial=-1)) + 1):
        here = rows[nth == turn]
        wanted = here[[found.get(int(article), (0,))[0] < len(units) for article in index.article_numbers[here]]]
        for row, (document, passage) in _read(index, wanted):
            article = int(index.article_numbers[row])
            best = _best(document, passage, article, units, clause)
            if best is not None and best[0] > found.get(article, (-1,))[0]:
                found[article] = best[0], Standing(document, best[1], row)
    return {article: mention for article, (_, mention) in found.items()}


def _candidates(index: Index, units: tuple[Element, ...]) -> Rows:
    """Every passage in which enough of the stems stand, ascending."""
    found = [rows_of(index, unit) for unit in units]
    rows = np.unique(np.concatenate(found))
    standing = np.stack([np.isin(rows, each, assume_unique=True) for each in found], axis=1)
    patterns, which = np.unique(standing, axis=0, return_inverse=True)
    good = np.array([enough(units, pattern) for pattern in patterns.tolist()], np.bool_)
    return np.asarray(rows[good[which.reshape(-1)]], np.int64) if len(rows) else rows


def _read(index: Index, rows: Rows) -> list[tuple[int, tuple[Document, Passage]]]:
    read = []
    for start in range(0, len(rows), AT_A_TIME):
        some = rows[start : start + AT_A_TIME].tolist()
        read += list(zip(some, index.store.fetch(some), strict=True))
    return read


def _best(
    document: Document, passage: Passage, article: int, units: tuple[Element, ...], clause: bool
) -> tuple[int, Sentence] | None:
    """The first sentence that holds the most units, where enough of them stand in the passage, its title and what it
    is read with."""
    over = f"{document.title}\n{passage.lead}"
    here = [[_stands(unit, article, sentence.text) for unit in units] for sentence in passage.sentences]
    above = [_stands(unit, article, over) for unit in units]
    if clause:
        here = [each if enough(units, list(map(max, each, above))) else [False] * len(units) for each in here]
    if not enough(units, [any(each) for each in zip(above, *here, strict=True)]):
        return None
    held = [sum(each) for each in here]
    return max(held), passage.sentences[held.index(max(held))]


def _stands(unit: Element, article: int, text: str) -> bool:
    stems: list[str] | None = None
    for form in unit.forms:
        if form.only is not None and article not in form.only:
            continue
        if form.exact:
            if _to_the_letter(form, text):
                return True
            continue
        stems = stems if stems is not None else terms(plain_letters(text))
        if _in_a_row(form.stems, stems) and not (unit.name and text.isascii() and not _spelt(form, text)):
            return True
    return False


def _spelt(form: Spelling, text: str) -> bool:
    """Whether the words of a name stand there, and not others of the same stems: "United States", no "united state"."""
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", form.shown)))
    return re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) is not None


def _to_the_letter(form: Spelling, text: str) -> bool:
    at = text.find(form.shown)
    while at >= 0:
        end = at + len(form.shown)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            return True
        at = text.find(form.shown, at + 1)
    return False


def _in_a_row(wanted: tuple[str, ...], stems: Sequence[str]) -> bool:
    width = len(wanted)
    return any(tuple(stems[at : at + width]) == wanted for at in range(len(stems) - width + 1))
