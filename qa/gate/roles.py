"""Who did it to whom: two names around a deed, in the written sentence and in the grounds, in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.english.irregular import family
from qa.english.naming.candidates import candidates
from qa.english.stems import terms
from qa.english.words import content
from qa.gate import Ground

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be|got)\s(?:\w+\s){0,2}?(\w+(?:ed|en|n|t|d))\b(?=.{0,40}?\bby\b)"
)
_BY = re.compile(r"\bby\b")


class Deed(NamedTuple):
    """`first` stands before the words `between`, `other` behind them; turned round where it is passive."""

    doer: frozenset[str]
    object: frozenset[str]
    stems: frozenset[str]


def swapped(written: str, grounds: Sequence[Ground]) -> bool:
    """Whether two names of a written sentence have each other's role in a ground."""
    known = [deed for ground in grounds for sentence in _sentences(ground.text) for deed in deeds(sentence)]
    for mine in deeds(written):
        same = [each for each in known if each.stems & mine.stems]
        right = any(each.doer & mine.doer and each.object & mine.object for each in same)
        if not right and any(each.doer & mine.object and each.object & mine.doer for each in same):
            return True
    return False


def deeds(sentence: str) -> Iterator[Deed]:
    """Each pair of names of a sentence with what stands between them."""
    names = [each for each in candidates(sentence) if each.whole]
    for at, one in enumerate(names):
        for other in names[at + 1 : at + 4]:
            between = sentence[one.end : other.start]
            stems = frozenset(
                each for word in content(between) if word[:1].islower() for stem in terms(word) for each in family(stem)
            )
            if not stems or ";" in between:
                continue
            first, second = (_words(sentence[each.start : each.end]) for each in (one, other))
            passive = _PASSIVE.search(sentence, one.end, other.start + 1) or (
                _BY.search(between[-4:]) and re.search(r"\w(?:ed|en)\b", between)
            )
            yield Deed(second, first, stems) if passive else Deed(first, second, stems)


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W\d_]{2,}", name.casefold()))


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])[”\"’]?\s+(?=[“\"‘]?[A-Z])", text)
