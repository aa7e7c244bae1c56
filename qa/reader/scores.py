"""What a network makes of a passage: a score for each sentence, and the words in it that answer best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.reader import Pointed
from qa.reader.windows import Span, TokenWindow
from qa.types import Hit

# Longer answers are sentences, not a name, a date, a number or a phrase. In tokens.
LONGEST_ANSWER = 24
# What a sentence is given that no window held: less than anything a network says.
UNREAD = -30.0


@dataclass(frozen=True, slots=True)
class Text:
    """A passage for a network: the article's title, the text, and where its sentences stand in it."""

    title: str
    body: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """One passage under one question; everything is a logit, higher is better.

    answers: that the passage answers; sentence: that a sentence does, shape (sentences,); span: of the best answer
    inside each sentence, shape (sentences,); spans: where in the body that answer stands, empty where none was read.
    """

    answers: float
    sentence: NDArray[np.float32]
    span: NDArray[np.float32]
    spans: tuple[Span, ...]


class Scorer(Protocol):
    """A network that reads a question and passages."""

    def warm(self) -> None:
        """Load what takes time. Raises ModelNotFound."""
        ...

    def score(self, question: str, texts: Sequence[Text]) -> list[Scores]:
        """One `Scores` a text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """The logits of one window: `answers` for the whole, `tokens` (start, end, sentence) shape (n, 3)."""

    window: TokenWindow
    answers: float
    tokens: NDArray[np.float32]


def gathered(count: int, reads: Iterable[Read]) -> Scores:
    """The scores of a passage of `count` sentences from its windows. Of overlapping windows the one that holds more
    of a sentence speaks for it."""
    sentence = np.full(count, UNREAD, np.float32)
    span = np.full(count, UNREAD, np.float32)
    spans: list[Span] = [(0, 0)] * count
    held = np.zeros(count, np.int64)
    answers = UNREAD
    for read in reads:
        answers = max(answers, read.answers)
        for i in range(count):
            inside = np.flatnonzero(read.window.sentence == i)
            if len(inside) > held[i]:
                held[i] = len(inside)
                sentence[i] = read.tokens[inside, 2].mean()
                span[i], first, last = best_span(read.tokens[inside, 0], read.tokens[inside, 1])
                offsets = read.window.offsets[inside]
                spans[i] = int(offsets[first, 0]), int(offsets[last, 1])
    return Scores(answers, sentence, span, tuple(spans))


def best_span(starts: NDArray[np.float32], ends: NDArray[np.float32]) -> tuple[float, int, int]:
    """(score, first, last) of the best pair of a start and an end that is not before it. Shapes (n,), n > 0."""
    pairs = starts[:, None] + ends[None, :]
    length = np.arange(len(ends))[None, :] - np.arange(len(starts))[:, None]
    pairs = np.where((length >= 0) & (length < LONGEST_ANSWER), pairs, -np.inf)
    first, last = divmod(int(pairs.argmax()), len(ends))
    return float(pairs[first, last]), first, last


def pointed(hits: Sequence[Hit], scores: Sequence[Scores]) -> list[Pointed | None]:
    """For each sentence of `hits`, in order, the words of it that answer best; None where none was read."""
    found: list[Pointed | None] = []
    for hit, each in zip(hits, scores, strict=True):
        for sentence, (start, end), score in zip(hit.passage.sentences, each.spans, each.span, strict=True):
            begins, length = sentence.start - hit.start, len(sentence.text)
            words = Pointed(max(start - begins, 0), min(end - begins, length), float(score))
            found.append(words if words.start < words.end else None)
    return found
