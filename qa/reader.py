"""Read passages with a question in mind: which sentence answers it, and how sure that is.

A reader ranks sentences; it never writes one. `SignalReader` needs no training data of its own kind: it adds up
signals that each mean something (cosine, shared rare words, the kind of thing asked for, place in the article).
Another reader is anything with the two methods of `Reader`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple, Protocol

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


class _Kind(NamedTuple):
    """A kind of thing that questions ask for: how they ask for it, and what a sentence that holds it looks like."""

    asks: re.Pattern[str]
    shape: re.Pattern[str]


def _kind(asks: str, shape: str) -> _Kind:
    return _Kind(re.compile(rf"\b(?:{asks})\b", re.IGNORECASE), re.compile(shape, re.IGNORECASE))


_KINDS = (
    _kind(
        r"when|(?:what|which) (?:year|date|day|month|time|century|decade)",
        r"\b(?:1\d{3}|20\d\d)\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|"
        r"december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|century|\d\ds)\b|[ap]\.m\.",
    ),
    _kind(
        r"how (?:many|much|long|old|far|high|tall|big|large|late|deep|fast|often|wide|heavy)|"
        r"(?:what|which) (?:percentage|percent|number|share|amount|price|cost|rate|age|distance|population)",
        r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|"
        r"million|billion|half|dozen|once|twice)\b",
    ),
    _kind(
        r"why|what (?:caused|was the (?:cause|reason))|reason",
        r"\b(?:because|due to|owing to|so that|in order to|as a result|caused|reason|since|therefore|thanks to|"
        r"after|led to|blamed?)\b",
    ),
)
_NAME_QUESTION = re.compile(
    r"\b(?:who|whom|whose|where)\b|"
    r"\b(?:what|which) (?:country|city|state|company|team|person|band|name|actor|singer|place|town)\b",
    re.IGNORECASE,
)
_ROLE_QUESTION = re.compile(
    r"\s*who(?:['’]s|\s+(?:is|was|are|were))\s+(?:the\s+|an?\s+)?(?P<role>[\w\s'’-]{1,80}?)\s*"
    r"(?:\b(?:of|at|in|for|from|during|on|by|that|who|when)\b.*)?\?*\s*$",
    re.IGNORECASE,
)
# A capital that does not open the sentence.
_NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][\w'’-]+")

# Signal -> weight: a logistic regression over the candidates of 2,700 labelled questions, see "Answering" in
# ARCHITECTURE.md.
WEIGHTS = {
    "cosine": 10.56,  # of the question and the sentence, read in the context of its passage
    "passage": 0.75,  # score of the passage less that of the best one
    "near": 3.74,  # share of what the question names, weighted by rarity, in the sentence, its neighbours and the title
    "own": 0.76,  # the same in the sentence alone
    "kind": 1.19,  # holds the kind of thing asked for (date, number, reason) that the question does not hold
    "kind_missing": -0.89,  # a kind is asked for that the sentence does not hold
    "name_missing": -1.68,  # a name is asked for, and the sentence holds none but those of the question
    "role": 1.22,  # a name stands beside the role that "Who is the ...?" asks for
    "first": 0.30,  # opens its document
    "depth": -0.63,  # place in the document, 0 to 1
}
# Confidence is the logistic function of these signals of the best sentence, fitted on the same questions with and
# without the passages that answer them.
BIAS = -7.07
CONFIDENCE = {"cosine": 8.62, "near": 3.61}
# White space and a quotation mark may come before the first sentence.
OPENING = 3


# Words that shape a question and name nothing; in a small index they would count as rare.
_FUNCTION_WORDS = """
    a an the and or of in on at to for from by with about as into than then that this these those it its he she they him
    his her their i you we my your our me us is are was were be been being am do does did done has have had having will
    would can could shall should may might must not no yes who whom whose what which when where why how many much there
    here if but so such any some all most more very s t just also only own same too again tell name give list during
    after before between under over up down out off say said says know known called
"""


class SignalReader:
    """Ranks sentences by the weighted sum of their signals. Thread-safe when its encoder is."""

    def __init__(self, encoder: Encoder, terms: Callable[[str], list[str]], idf: Callable[[str], float]) -> None:
        """`terms` gives the stemmed words of a text, `idf` how rare one of them is in the index."""
        self._encoder = encoder
        self._terms = terms
        self._idf = idf

    def warm(self) -> None:
        self._encoder.encode(["warm"])

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        if not hits:
            return Reading((), 0.0, None)
        signals = self.signals(question, hits)
        scores = signals @ np.array(list(WEIGHTS.values()))
        sentences = ((sentence, hit) for hit in hits for sentence in hit.passage.sentences)
        found = [Candidate(*pair, float(score)) for pair, score in zip(sentences, scores, strict=True)]
        candidates = tuple(sorted(found, key=lambda candidate: -candidate.score))
        return Reading(candidates, _confidence(signals[scores.argmax()]), None)

    def signals(self, question: str, hits: Sequence[Hit]) -> NDArray[np.float64]:
        """The signals of all sentences of `hits`, in order: shape (sentences, len(WEIGHTS))."""
        asked = _Asked(question, self._terms, self._idf)
        best = max(hit.score for hit in hits)
        rows: list[tuple[float, ...]] = []
        for hit, cosines in zip(hits, self._cosines(question, hits), strict=True):
            sentences = hit.passage.sentences
            words = [self._terms(sentence.text) for sentence in sentences]
            title = self._terms(hit.document.title)
            for i, sentence in enumerate(sentences):
                near = {*title, *itertools.chain.from_iterable(words[max(0, i - 1) : i + 2])}
                shares = asked.share(near), asked.share(set(words[i]))
                first, depth = float(sentence.start <= OPENING), sentence.start / len(hit.document.text)
                kinds = asked.kinds_held(sentence.text)
                rows.append((cosines[i], hit.score - best, *shares, *kinds, first, depth))
        return np.array(rows, np.float64)

    def _cosines(self, question: str, hits: Sequence[Hit]) -> list[NDArray[np.float32]]:
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
        self._text = question.casefold()
        function_words = set(terms(_FUNCTION_WORDS))
        words = terms(question)
        # One more than idf: in a small index a name that every passage holds would weigh nothing.
        self._weights = {word: 1 + idf(word) for word in words if word not in function_words} or dict.fromkeys(words, 1)
        self._mass = sum(self._weights.values()) or 1.0
        self._kinds = [shape for asks, shape in _KINDS if asks.search(question)]
        self._wants_name = bool(_NAME_QUESTION.search(question))
        self._role = _beside_a_name(question)

    def share(self, words: AbstractSet[str]) -> float:
        """How much of what the question names stands among these words, 0 to 1."""
        return sum(self._weights[word] for word in self._weights.keys() & words) / self._mass

    def kinds_held(self, sentence: str) -> tuple[float, float, float, float]:
        """(kind, kind_missing, name_missing, role), each 0 or 1."""
        held = any(self._is_new(match) for shape in self._kinds for match in shape.finditer(sentence))
        asked = bool(self._kinds)
        nameless = self._wants_name and not any(self._is_new(match) for match in _NAME.finditer(sentence))
        role = self._role is not None and self._role.search(sentence) is not None
        return float(asked and held), float(asked and not held), float(nameless), float(role)

    def _is_new(self, match: re.Match[str]) -> bool:
        return match.group().casefold() not in self._text


def _beside_a_name(question: str) -> re.Pattern[str] | None:
    """`Who is the mayor of Ulm?` -> finds "mayor of Ulm Ada Lund" and "Ada Lund, the long-serving mayor"; else None."""
    match = _ROLE_QUESTION.match(question)
    if match is None:
        return None
    role = r"\s+".join(re.escape(word) for word in match["role"].split())
    before = rf"(?i:\b{role}),?\s+(?:of\s+[\w\s]{{1,30}}?,?\s+)?[A-Z]"
    behind = rf"[A-Z][\w'’-]+\s?,\s+(?:the\s+|an?\s+)?(?:\w+\s+){{0,3}}(?i:{role}\b)"
    return re.compile(f"{before}|{behind}")


def _confidence(best: NDArray[np.float64]) -> float:
    """How likely it is that the passages answer the question, from the signals of the best sentence."""
    signal = dict(zip(WEIGHTS, best, strict=True))
    return float(1 / (1 + np.exp(-BIAS - sum(weight * signal[name] for name, weight in CONFIDENCE.items()))))
