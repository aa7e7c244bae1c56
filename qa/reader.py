"""Read passages with a question in mind: which sentence answers it, and how sure that is.

A reader ranks sentences; it never writes one. `SignalReader` needs no training data of its own kind: it adds up
signals that each mean something (cosine, shared rare words, the kind of thing asked for, place in the article).
Another reader is anything with the two methods of `Reader`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.types import Hit, Sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A `sentence` that may answer the question, the `hit` it stands in, and its `score`: higher is better."""

    sentence: Sentence
    hit: Hit
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: `candidates` best first, the probability that the first one answers, a few words or None."""

    candidates: tuple[Candidate, ...]
    confidence: float
    short: str | None


class Reader(Protocol):
    """Finds the answer in passages."""

    def warm(self) -> None:
        """Load what takes time."""
        ...

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        """Rank the sentences of `hits`, which come best first. No hits give no candidates and confidence 0."""
        ...


class Encoder(Protocol):
    """The part of an embedder that is used here."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[NDArray[np.float32]]: ...


# What is asked for, by the words of the question, and what a sentence that holds it looks like.
_NUMBER_WORD = (
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|"
    r"million|billion|half|dozen|once|twice)\b"
)
_KINDS = (
    (
        re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|time|century|decade)\b", re.I),
        re.compile(
            r"\b(?:1\d{3}|20\d\d)\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|"
            r"december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|century|\d\ds)\b|[ap]\.m\.",
            re.I,
        ),
    ),
    (
        re.compile(
            r"\bhow (?:many|much|long|old|far|high|tall|big|large|late|deep|fast|often|wide|heavy)\b"
            r"|\b(?:what|which) (?:percentage|percent|number|share|amount|price|cost|rate|age|distance|population)\b",
            re.I,
        ),
        re.compile(r"\d|" + _NUMBER_WORD, re.I),
    ),
    (
        re.compile(r"\bwhy\b|\bwhat (?:caused|was the (?:cause|reason))\b|\breason\b", re.I),
        re.compile(
            r"\b(?:because|due to|owing to|so that|in order to|as a result|caused|reason|since|therefore|thanks to|"
            r"after|led to|blamed?)\b",
            re.I,
        ),
    ),
)
_NAME_QUESTION = re.compile(
    r"\b(?:who|whom|whose|where)\b|"
    r"\b(?:what|which) (?:country|city|state|company|team|person|band|name|actor|singer|place|town)\b",
    re.I,
)
_NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][\w'’-]+")
_PRONOUN_START = re.compile(r"\W*(?:he|she|it|they|this|that|these|those|his|her|its|their|but|however|and)\b", re.I)
_VERBLESS = re.compile(r"[^.!?…]*$")

SIGNALS = (
    "cosine",  # of the question and the sentence in its passage
    "passage",  # fused score of the passage, standardised over the passages read
    "rank",  # 1 / (1 + rank of the passage)
    "overlap",  # share of the question's idf mass whose words stand in the sentence
    "overlap_near",  # the same for the sentence with its neighbours and the title
    "pairs",  # share of the question's neighbouring word pairs that stand in the sentence within three words
    "kind",  # the sentence holds the kind of thing asked for (date, number, reason), and it is new
    "kind_missing",  # a kind is asked for that the sentence does not hold
    "name",  # a name is asked for and the sentence holds one that the question does not
    "name_missing",
    "first",  # first sentence of the document
    "depth",  # place in the document, 0 to 1
    "length",  # log of the number of words, centred at 20
    "short_sentence",  # under 5 words
    "question_sentence",  # the sentence asks something itself
    "pronoun",  # begins with a word that leans on the sentence before
    "unfinished",  # no final stop: a heading, a caption, a list item
)


class SignalReader:
    """Ranks sentences by a weighted sum of `SIGNALS`. Thread-safe when its encoder is."""

    def __init__(self, encoder: Encoder, terms: Callable[[str], list[str]], idf: Callable[[str], float]) -> None:
        self._encoder = encoder
        self._terms = terms
        self._idf = idf

    def warm(self) -> None:
        self._encoder.encode(["warm"])

    def signals(self, question: str, hits: Sequence[Hit]) -> NDArray[np.float64]:
        """All signals of all sentences of `hits`, shape (sentences, len(SIGNALS))."""
        cosines = self._cosines(question, hits)
        asked = _Asked(question, self._terms, self._idf)
        scores = np.array([hit.score for hit in hits])
        standard = (scores - scores.mean()) / (scores.std() + 1e-6)
        rows = []
        for rank, hit in enumerate(hits):
            words = [self._terms(sentence.text) for sentence in hit.passage.sentences]
            title = self._terms(hit.document.title)
            for i, sentence in enumerate(hit.passage.sentences):
                near = title + [word for other in words[max(0, i - 1) : i + 2] for word in other]
                rows.append(
                    [
                        float(cosines[rank][i]),
                        standard[rank],
                        1 / (1 + rank),
                        asked.share(words[i]),
                        asked.share(near),
                        asked.pairs(words[i]),
                        *asked.kind(sentence.text),
                        *asked.name(sentence.text),
                        *_shape(sentence, hit, len(words[i])),
                    ]
                )
        return np.array(rows)

    def _cosines(self, question: str, hits: Sequence[Hit]) -> list[NDArray[np.float32]]:
        """Cosine of the question and each sentence, which is read in the context of its title and passage."""
        shifts = [len(hit.document.title) + 1 - hit.start for hit in hits]
        vectors = self._encoder.encode_spans(
            [f"{hit.document.title}\n{hit.text}" for hit in hits],
            [
                [(sentence.start + shift, sentence.end + shift) for sentence in hit.passage.sentences]
                for hit, shift in zip(hits, shifts, strict=True)
            ],
        )
        asked = self._encoder.encode([question])[0]
        return [matrix @ asked for matrix in vectors]


class _Asked:
    """What a question asks for, compared with sentences."""

    def __init__(self, question: str, terms: Callable[[str], list[str]], idf: Callable[[str], float]) -> None:
        self.text = question.casefold()
        self.words = list(dict.fromkeys(terms(question)))
        self.weights = {word: idf(word) for word in self.words}
        self.mass = sum(self.weights.values()) or 1.0
        ordered = terms(question)
        self.neighbours = list(itertools.pairwise(ordered))
        self.kinds = [shape for asks, shape in _KINDS if asks.search(question)]
        self.wants_name = bool(_NAME_QUESTION.search(question))

    def share(self, words: list[str]) -> float:
        return sum(self.weights[word] for word in self.weights.keys() & set(words)) / self.mass

    def pairs(self, words: list[str]) -> float:
        if not self.neighbours:
            return 0.0
        places: dict[str, list[int]] = {}
        for i, word in enumerate(words):
            places.setdefault(word, []).append(i)
        close = sum(
            any(0 < abs(i - j) <= 3 for i in places.get(a, ()) for j in places.get(b, ())) for a, b in self.neighbours
        )
        return close / len(self.neighbours)

    def kind(self, sentence: str) -> tuple[float, float]:
        if not self.kinds:
            return 0.0, 0.0
        held = any(
            match.group().casefold() not in self.text for shape in self.kinds for match in shape.finditer(sentence)
        )
        return float(held), float(not held)

    def name(self, sentence: str) -> tuple[float, float]:
        if not self.wants_name:
            return 0.0, 0.0
        held = any(match.group().casefold() not in self.text for match in _NAME.finditer(sentence))
        return float(held), float(not held)


def _shape(sentence: Sentence, hit: Hit, words: int) -> tuple[float, ...]:
    text = sentence.text
    return (
        float(sentence.start <= 3),
        sentence.start / max(1, len(hit.document.text)),
        float(np.log((1 + words) / 21)),
        float(words < 5),
        float(text.endswith("?")),
        float(bool(_PRONOUN_START.match(text))),
        float(bool(_VERBLESS.fullmatch(text[-3:]))),
    )
