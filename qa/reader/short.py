"""The few words that answer, and whether to show them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from qa.reader.question import Asked, Terms, echoes, wants_phrase
from qa.reader.scores import Scores
from qa.types import Hit

# Of the words -> the log-odds that they are right, by a logistic regression: training/fit_short.py.
BIAS = -1.027
RIGHT: dict[str, float] = {
    "span": 0.06,
    "lead": 0.098,
    "sentence": 0.083,
    "answers": 0.087,
    "kind_missing": -0.384,
    "name_missing": 0.159,
    "length": -0.375,
}
# Less likely than this they are left out: one in twenty where an encyclopedia is asked, four of them wrong in five; one in
# five in news with many near misses.
SHOWN = 0.2
# Longer than this it is a sentence rather than a name, a date, a number or a phrase.
LONGEST_SHORT = 120
_BEFORE = re.compile(r"(?:[\w$€£]|(?<=\w)[.,'’-])*$")
_BEHIND = re.compile(r"(?:[\w%]|[.,'’-](?=\w))*")
_NUMBER = re.compile(r"(?:approx\. |about |some )?[$€£]?\d[\d.,]*", re.IGNORECASE)
_UNIT = re.compile(
    r" ?(?:%|per cent|percent|(?:thousand|million|billion|trillion)(?: (?:euros?|dollars?|pounds?))?)\b", re.IGNORECASE
)
EDGES = " ,;:\"“”'`"


def few_words(hits: Sequence[Hit], scores: Sequence[Scores]) -> list[str]:
    """The few words of each sentence of `hits`, in order, that answer best, whole."""
    places = ((hit.text, span) for hit, each in zip(hits, scores, strict=True) for span in each.spans)
    return [whole_words(*place).strip(EDGES) for place in places]


def answers_shortly(question: str, words: str, terms: Terms) -> bool:
    """Whether the question asks for a few words, these are few, and it does not say them itself."""
    few = 0 < len(words) <= LONGEST_SHORT
    return few and wants_phrase(question) and not echoes(question, words, terms)


def facts(question: str, words: str, logits: Mapping[str, float], terms: Terms) -> dict[str, float]:
    """What the probability that the words are right rests on; `logits` are those of `Scores` for their sentence."""
    asked = Asked(question, terms, lambda _: 0.0)
    return {
        "span": logits["span"],
        "lead": logits["span"] - logits["rival"],
        "sentence": logits["sentence"],
        "answers": logits["answers"],
        "kind_missing": asked.kind(words)[1],
        "name_missing": asked.name_missing(f", {words}"),  # a capital that opens a sentence may be no name
        "length": math.log(1 + len(words.split())),
    }


def likely(question: str, words: str, logits: Mapping[str, float], terms: Terms) -> bool:
    """Whether the words are likely enough to be right to be shown; `logits` as in `facts`."""
    found = facts(question, words, logits, terms)
    return BIAS + sum(weight * found[name] for name, weight in RIGHT.items()) > math.log(SHOWN / (1 - SHOWN))


def whole_words(text: str, span: tuple[int, int]) -> str:
    """The span with the words whole that it cuts, and with the unit behind a bare number: "5" -> "5.2 per cent"."""
    start, end = span
    if start == end:
        return ""
    start -= len(_BEFORE.search(text[:start]).group())  # type: ignore[union-attr]  # it may match nothing
    end += len(_BEHIND.match(text[end:]).group())  # type: ignore[union-attr]
    unit = _UNIT.match(text[end:]) if _NUMBER.fullmatch(text[start:end]) else None
    return text[start : end + len(unit.group())] if unit else text[start:end]
