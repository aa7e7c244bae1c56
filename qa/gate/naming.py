"""Names of a written sentence that no ground has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.english.naming.candidates import candidates
from qa.english.naming.folding import folded, initials, letters_of
from qa.english.words import MONTHS, OPENERS, WEEKDAYS
from qa.gate import Ground

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NO_NAME = frozenset(f"{OPENERS} {MONTHS} {WEEKDAYS}".casefold().split())
# "Germany" and "German" begin alike for so many letters.
ALIKE = 4


def unnamed(written: str, grounds: Sequence[Ground]) -> list[str]:
    """The names of which a word stands in no ground, its title and its source included."""
    said = " \n ".join(f"{each.title} \n {each.source} \n {each.text}" for each in grounds)
    words = set(_words(said))
    letters = {letters_of(initials(said[each.start : each.end])) for each in candidates(said)}
    found = []
    for each in candidates(written):
        name = written[each.start : each.end]
        if not each.whole or (each.opens and name.casefold() in _NO_NAME):
            continue
        if not all(_known(word, words, letters) for word in _words(name)):
            found.append(name)
    return found


def _words(text: str) -> list[str]:
    return [_bare(match.group()) for match in _WORD.finditer(folded_lines(text))]


def folded_lines(text: str) -> str:
    """A text as names are compared."""
    return folded(text)


def _bare(word: str) -> str:
    return word.removesuffix("'s").strip("'-")


def _known(word: str, words: set[str], letters: set[str]) -> bool:
    if word in words or word in _NO_NAME or letters_of(word) in letters:
        return True
    begins = word[: max(ALIKE, len(word) - 3)]
    return len(word) > ALIKE and any(other.startswith(begins) and abs(len(other) - len(word)) <= 3 for other in words)
