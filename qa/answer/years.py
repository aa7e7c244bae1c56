"""A year in the question: a sentence that states another one alone answers for that other year.

"Olga Hein won the prize in 2019" says nothing of who won it in 2020. Sentences without a year, of an article of that
very year, or of a stretch of years ("from 2018 on") stay, as do all where the question asks when.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.english.asks import asks_day
from qa.english.dates.expressions import BARE_YEAR
from qa.types import Hit, Sentence

_YEAR = re.compile(rf"(?<![\d,.$€£-])\b{BARE_YEAR}", re.IGNORECASE)
_STRETCH = re.compile(
    r"\b(?:since|from|until|till|between|after|before|by|through|during|over|last|first)\b|\d\s?[-–/]\s?\d",
    re.IGNORECASE,
)

Unfit = Callable[[Hit, Sentence], bool]


def of_another_year(question: str) -> Unfit:
    """Whether a sentence of a hit speaks of another year than the question does."""
    asked = {int(year) for year in _YEAR.findall(question)}
    if not asked or asks_day(question):
        return lambda hit, sentence: False

    def unfit(hit: Hit, sentence: Sentence) -> bool:
        stated = [int(year) for year in _YEAR.findall(sentence.text)]
        if not stated or _STRETCH.search(sentence.text) or (hit.document.date and hit.document.date.year in asked):
            return False
        return not any(min(stated) <= year <= max(stated) for year in asked)

    return unfit
