"""Which sentences state nothing, and so answer nothing, however near to the question they are. Knows no model."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.reader.question import Terms, function_words
from qa.types import Hit

# More than any score: what states nothing comes behind everything else, and first where there is nothing else.
BEHIND = 1000.0
# A line of names alone that holds so much of what the question names may be a headline or a field that answers it.
HEADLINE = 1 / 3
# A question that repeats so much of what was asked is the same one, in a quiz or over an article.
REPEATED = 0.6
# Capitals alone are no names in a text that is shouted.
SHOUTED = 5

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_JOINING = frozenset("a an and the of by for in on at to with from or as vs but".split())
# "Additional reporting by Ada Lund", "Photo: Per Holt / Meridian"
_CREDIT = re.compile(
    r"\b(?:photo(?:graph)?s?|pictures?|images?|illustrations?|graphics?|(?:additional )?reporting|edit(?:ing|ed)|"
    r"written|reported|translat(?:ion|ed)|compiled)(?: by|:| courtesy of)",
    re.IGNORECASE,
)
# "> On 3 May, Ada Lund wrote:"
_HEADS_QUOTE = re.compile(r"[>\s]*on [^\n]{4,80} wrote:", re.IGNORECASE)
_ASKS = re.compile(r"\?[\s\"'”’)]*$")


def silent(question: str, hits: Sequence[Hit], terms: Terms) -> NDArray[np.bool_]:
    """Which sentences of `hits`, in order, state nothing: datelines, bylines, the choices of a quiz, and the question
    itself. Shape (sentences,)."""
    asked = set(terms(question)) - function_words(terms)
    return np.array(
        [_is_silent(sentence.text, asked, terms) for hit in hits for sentence in hit.passage.sentences], np.bool_
    )


def silent_last(scores: NDArray[np.float64], question: str, hits: Sequence[Hit], terms: Terms) -> NDArray[np.float64]:
    """The scores of all sentences of `hits`, in order, shape (sentences,); what states nothing comes last."""
    return scores - BEHIND * silent(question, hits, terms)


def _is_silent(sentence: str, asked: set[str], terms: Terms) -> bool:
    asks = bool(_ASKS.search(sentence))
    names = names_alone(_CREDIT.sub(" ", sentence)) or bool(_HEADS_QUOTE.fullmatch(sentence))
    if not asks and not names:
        return False
    held = len(asked.intersection(terms(sentence))) / max(1, len(asked))
    return (asks and held > REPEATED) or (names and held < HEADLINE)


def names_alone(sentence: str) -> bool:
    """Whether nothing but names and what joins them stands there.

    >>> names_alone("MARLOW —"), names_alone("By Ada Lund and Runa Halldis"), names_alone("Ada Lund sailed.")
    (True, True, False)
    """
    words = [word for word in _WORD.findall(sentence) if word not in _JOINING]
    if len(words) >= SHOUTED and sentence.isupper():
        return False
    return all(word[0].isupper() for word in words)
