"""The few words that answer. A network points at them; here they are made whole, and left out where they cannot be
right: nothing that counts for "How many ...?", a number for "Who ...?", a name that the question says itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.english.asks import asks_price, counted, measured
from qa.reader.doubt import unsure
from qa.reader.joined import balanced, together
from qa.reader.names import all_names
from qa.reader.parallel import of_same_form
from qa.reader.question import Terms, echoes, wants_phrase
from qa.reader.roles import in_role
from qa.reader.scores import Scores
from qa.reader.values import NUMBER, asked_value, is_value, with_bound, with_unit
from qa.reader.windows import Span
from qa.types import Hit

# Longer than this it is a sentence rather than a name, a date, a number or a phrase.
LONGEST = 120
# An answer whose few words were left out is at most so sure: below what is called high.
DOUBTED = 0.9
EDGES = " ,;:\"“”'`"

_BEFORE = re.compile(r"(?:[\w$€£]|(?<=\w)[.,'’-])*$")
_BEHIND = re.compile(r"(?:[\w%]|[.,'’-](?=\w))*")
# Where another statement begins: "early on Friday| and was brought under control".
_NEXT_CLAUSE = re.compile(
    r",? (?:and|but|then) (?:later |then |soon )?"
    r"(?:is|was|were|are|has|had|have|will|would|lies|stands|runs|[a-z]{2,}ed)\b|"
    r" (?:before|after|while) [a-z]{2,}ing\b| just (?:above|below|outside|off|before|after|north|south|east|west)\b"
)
# A quiz tells a story before it asks.
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=\S)")
_COUNTS = re.compile(rf"{NUMBER}|\b(?:none|no|once|twice|both|several|single|an?)\b", re.IGNORECASE)
_ASKS_WHO = re.compile(r"\W*(?:[a-z]+ )?(?:who|whom|whose)\b", re.IGNORECASE)


class Short(NamedTuple):
    """The few words, or None; `doubted` where those found cannot be right, so that the sentence is less sure."""

    words: str | None
    doubted: bool = False

    def sure(self, confidence: float) -> float:
        """How sure the sentence is."""
        return min(confidence, DOUBTED) if self.doubted else confidence


def short_answer(question: str, hits: Sequence[Hit], scores: Sequence[Scores], best: int, terms: Terms) -> Short:
    """The words of sentence `best` (counted through all hits) that answer, when the question asks for a few words and
    does not say them itself."""
    places = [
        (sentence.text, sentence.start - hit.start, span)
        for hit, each in zip(hits, scores, strict=True)
        for sentence, span in zip(hit.passage.sentences, each.spans, strict=True)
    ]
    text, begins, (start, end) = places[best]
    if start == end or not wants_phrase(question):
        return Short(None)
    start, end = whole_span(question, text, (max(start - begins, 0), min(end - begins, len(text))))
    start, end = of_same_form(question, text, *in_role(question, text, start, end), terms)
    start, end = together(question, text, start, end)
    words = trimmed(text, start, end)
    if not words or unsure(question, text, start, end) or not may_answer(question, words):
        return Short(None, doubted=True)
    return Short(words if len(words) <= LONGEST and not echoes(question, words, terms) else None)


def whole(question: str, sentence: str, span: Span) -> str:
    """The words of a sentence that answer where a network points at `span`.

    >>> whole("How many boats leak?", "Three of its eleven boats leak, and 4 sank.", (13, 19))
    'Three of its eleven'
    """
    start, end = whole_span(question, sentence, span)
    return trimmed(sentence, start, end)


def trimmed(text: str, start: int, end: int) -> str:
    """The words without the marks at their edges, but with both of a pair of which one stands inside."""
    words = text[start:end].lstrip(EDGES)
    start, words = end - len(words), words.rstrip(EDGES)
    return text[slice(*balanced(text, start, start + len(words)))]


def whole_span(question: str, sentence: str, span: Span) -> Span:
    """Where the words of `whole` stand, with what borders on them."""
    start, end = _one_statement(sentence, *_whole_words(sentence, *span))
    start, end = asked_value(question, sentence, start, end)
    if is_value(sentence, start, end):
        return with_bound(question, sentence, *with_unit(sentence, start, end))
    if sentence[start : start + 1].isupper():
        return all_names(question, sentence, start, end)
    return start, end


def may_answer(question: str, words: str) -> bool:
    """Whether words are of the kind that is asked for, as far as their form tells.

    >>> may_answer("How many boats sank?", "the harbour"), may_answer("Who saw it?", "1,450")
    (False, False)
    """
    *_, question = _SENTENCES.split(question.strip())
    if counted(question) or measured(question) or asks_price(question):
        return bool(_COUNTS.search(words))
    return not (_ASKS_WHO.match(question) and not re.search(r"[^\W\d_]{2}", words))


def _whole_words(text: str, start: int, end: int) -> Span:
    if start == end:
        return start, end
    start -= len(_BEFORE.search(text[:start]).group())  # type: ignore[union-attr]  # it may match nothing
    end += len(_BEHIND.match(text[end:]).group())  # type: ignore[union-attr]
    return start, end


def _one_statement(text: str, start: int, end: int) -> Span:
    following = _NEXT_CLAUSE.search(text, start + 1, end)
    return start, following.start() if following else end
