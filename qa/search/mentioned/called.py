"""The other forms of a name that count in a folder, by what stands there: "Strandberg" of Lindiwe Strandberg, "FPW" of
the Federation of Port Workers, which an article explains so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.english.asks import TITLES
from qa.english.stems import terms
from qa.english.words import OF_THINGS, OPENERS, WEEKDAYS
from qa.index.index import Index

Rows = NDArray[np.int64]

# A surname in more passages without the whole name is not looked at: it is a word, or everybody's.
MOST_ALONE = 1500
# So many passages are looked at for how an acronym is explained, and for whether a surname stands alone.
LOOKED_AT = 100
# A word is a name that has a capital in a larger share of the places where no sentence begins.
NAMED = 0.8

_OF_THINGS = frozenset(OF_THINGS.casefold().split())
_NO_GIVEN = frozenset(f"{OPENERS} {WEEKDAYS}".split()) | TITLES
_JOINS = frozenset("of for the and on in de la du des".split())
_BEFORE = re.compile(r"(?P<word>[\w.’'-]+)\s+$")


class Called(NamedTuple):
    """A form of a name; `exact` and `only` as in `topic.Spelling`."""

    name: str
    exact: bool
    only: frozenset[int] | None


def called(index: Index, name: str) -> Iterator[Called]:
    """The other forms of `name` that the folder shows."""
    words = name.split()
    if len(words) == 1 and name.isupper() and 2 <= len(name) <= 6:
        yield from _explained(index, name)
    elif len(words) > 1:
        yield from _acronym(index, name)
        if len(words) <= 3 and all(word[0].isupper() and word.casefold() not in _OF_THINGS for word in words):
            yield from _surname(index, name)


def is_name(index: Index, word: str) -> bool:
    """Whether a word that was typed small stands in the folder with a capital, and not at the beginning alone."""
    rows = index.lexical.holding([[stem] for stem in terms(word)])[:LOOKED_AT]
    texts = "\n".join(_texts(index, rows))
    inside = [
        match[0][0].isupper() for match in re.finditer(rf"(?<=[a-z,;] ){re.escape(word)}\b", texts, re.IGNORECASE)
    ]
    return sum(inside) > len(inside) * NAMED


def _explained(index: Index, acronym: str) -> Iterator[Called]:
    """What the letters stand for, by the words before them in brackets: "Federation of Port Workers (FPW)"."""
    rows = index.lexical.holding([[stem] for stem in terms(acronym)])[: 10 * LOOKED_AT]
    before = re.compile(rf"((?:[\w’'-]+\s){{1,9}})\(\s?{re.escape(acronym)}\s?\)")
    for text in _texts(index, rows):
        for match in before.finditer(text):
            if long := _initials(match[1].split(), acronym):
                yield Called(long, exact=False, only=None)
                return


def _initials(words: list[str], acronym: str) -> str | None:
    """The last of the words, as many as the letters stand for."""
    for start in range(len(words)):
        kept = words[start:]
        every = "".join(word[0] for word in kept)
        capitals = "".join(word[0] for word in kept if word.casefold() not in _JOINS)
        if acronym.casefold() in (every.casefold(), capitals.casefold()) and _opens_name(kept[0]):
            return " ".join(kept)
    return None


def _opens_name(word: str) -> bool:
    return word[0].isupper() and word.casefold() not in _JOINS


def _acronym(index: Index, name: str) -> Iterator[Called]:
    letters = "".join(word[0] for word in name.split() if word[0].isupper())
    if not 2 <= len(letters) <= 6 or not letters.isalpha():
        return
    rows = index.lexical.holding([[stem] for stem in [*terms(name), letters.casefold()]])[:LOOKED_AT]
    said = re.compile(rf"{re.escape(name)}\s\(\s?{letters}\s?\)", re.IGNORECASE)
    if any(said.search(text) for text in _texts(index, rows)):
        yield Called(letters, exact=True, only=None)


def _surname(index: Index, name: str) -> Iterator[Called]:
    """The last word alone, where the folder calls the bearer so and no article knows another one of that name."""
    last = name.split()[-1]
    stems = terms(last)
    alone = index.lexical.holding([[stem] for stem in stems])
    whole = index.lexical.holding([[stem] for stem in terms(name)])
    named = np.unique(index.article_numbers[whole])
    beside = alone[np.isin(index.article_numbers[alone], named)][:LOOKED_AT]
    if not any(_bare(text, last) for text in _texts(index, beside)):
        return
    others = alone[~np.isin(index.article_numbers[alone], named)]
    if not 0 < len(others) <= MOST_ALONE:
        return
    bare: set[int] = set()
    anothers: set[int] = set()
    for article, text in zip(index.article_numbers[others].tolist(), _texts(index, others), strict=True):
        if _bare(text, last):
            bare.add(article)
        if _borne(text, last):
            anothers.add(article)
    if bare and not anothers:
        yield Called(last, exact=True, only=frozenset(bare))


def _bare(text: str, surname: str) -> bool:
    return any(not _given(text, match) for match in _standing(text, surname))


def _borne(text: str, surname: str) -> bool:
    return any(_given(text, match) for match in _standing(text, surname))


def _standing(text: str, surname: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<![\w’'-]){re.escape(surname)}(?!\w|-\w)", text)


def _given(text: str, match: re.Match[str]) -> bool:
    """Whether a word before makes another name of it: "Hunter Strandberg", "the Strandberg bridge"."""
    before = _BEFORE.search(text, max(0, match.start() - 40), match.start())
    if before is None:
        return False
    word = before["word"]
    if word.casefold() in ("the", "a", "an"):
        return True
    return word[0].isupper() and not word.endswith(".") and word not in _NO_GIVEN and len(word) > 1


def _texts(index: Index, rows: Rows) -> list[str]:
    """The texts of some passages, ascending."""
    return [each.text for each in index.store.glances(rows.tolist())]
