"""Answer questions from the articles: retrieve, read, then cite or abstain. Every word of an answer is cited."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence

from qa.citations import cite, compose
from qa.embedder import Embedder
from qa.index import Index
from qa.lexical import terms
from qa.reader import Candidate, Reader, Reading
from qa.reader.signals import SignalReader
from qa.retriever import Retriever, period, search
from qa.types import Answer, Day, Hit, Turn

# Passages read for an answer. See "Answering" in ARCHITECTURE.md for this and the figures below.
READ = 5
# An answer is given when the reader is at least this sure.
THRESHOLD = 0.35
MAX_SENTENCES = 3
# A further sentence must come this near to the score of the first one...
MARGIN = 0.7
# ...and share at most this part of its words with one that is cited already.
REPEAT = 0.6
# A longer question is a pasted text: its beginning is searched.
MAX_QUESTION = 1000

NOT_FOUND = "Not in these articles."
NO_QUESTION = "Ask a question about the articles, for example about a person, a place or an event in them."
_SMALL_TALK = re.compile(
    r"\W*(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening|day)|thanks?(?: you)?|thank you|bye|goodbye|ok(?:ay)?|"
    r"how are you|who are you|what can you do|help|test)\b(?: (?:there|all|very much|a lot|everyone|so much))?\W*",
    re.IGNORECASE,
)

ReaderFactory = Callable[[Index, Embedder], Reader]


def signal_reader(index: Index, embedder: Embedder) -> Reader:
    """The reader that needs no weights of its own."""
    return SignalReader(embedder, terms, index.lexical.idf)


class Assistant:
    """Answers from the live generation of an index. Safe to share between threads; keeps nothing of a conversation."""

    def __init__(self, retriever: Retriever, reader: ReaderFactory = signal_reader) -> None:
        self.retriever = retriever
        self._reader = reader

    @classmethod
    def open(cls, index: str | os.PathLike[str], *, reader: ReaderFactory = signal_reader) -> Assistant:
        """Open an index directory. Raises IndexNotFound, IndexInvalid."""
        return cls(Retriever.open(index), reader)

    @property
    def index(self) -> Index:
        """The live generation."""
        return self.retriever.index

    def warm(self) -> None:
        """Load the models, which takes seconds the first time."""
        self.retriever.warm()
        self._reader(*self.retriever.live()).warm()

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        since: Day | None = None,
        until: Day | None = None,
        sources: Sequence[str] | None = None,
    ) -> Answer:
        """Answer with one to three cited sentences, or say that the articles do not hold the answer.

        `since`, `until` and `sources` restrict the articles as in `Retriever.search`. Never raises for a question that
        cannot be answered: `found` is then False. Raises BadFilter, ModelNotFound, IndexInvalid.
        """
        days = period(since, until)
        asked = _searchable(question)
        if not asked or _SMALL_TALK.fullmatch(asked):
            return _without_answer(asked, NO_QUESTION, (), 0.0)
        index, embedder = self.retriever.live()
        hits = tuple(search(index, embedder, asked, READ, days, sources))
        reading = self._reader(index, embedder).read(asked, hits)
        if not reading.candidates or reading.confidence < THRESHOLD:
            return _without_answer(asked, NOT_FOUND, hits, reading.confidence)
        return _answer(asked, hits, reading)


def _answer(question: str, hits: tuple[Hit, ...], reading: Reading) -> Answer:
    citations = cite((candidate.hit.document, candidate.sentence) for candidate in _chosen(reading.candidates))
    return Answer(
        question=question,
        text=compose(citations),
        short=reading.short,
        found=True,
        confidence=reading.confidence,
        citations=citations,
        hits=hits,
    )


def _without_answer(question: str, text: str, hits: tuple[Hit, ...], confidence: float) -> Answer:
    return Answer(question, text, None, False, confidence, (), hits)


def _chosen(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence, then what adds to it: first from its own article in the article's order, then from others."""
    best = candidates[0]
    chosen = [best]
    for candidate in candidates[1:]:
        if len(chosen) == MAX_SENTENCES or candidate.score < best.score - MARGIN:
            break
        if all(_shared(candidate, other) <= REPEAT for other in chosen):
            chosen.append(candidate)
    others = sorted(chosen[1:], key=lambda c: (c.hit.document.id != best.hit.document.id, c.sentence.start))
    return [best, *others]


def _shared(one: Candidate, other: Candidate) -> float:
    """The share of the shorter sentence's words that stand in the other one too."""
    a, b = set(terms(one.sentence.text)), set(terms(other.sentence.text))
    return len(a & b) / max(1, min(len(a), len(b)))


def _searchable(question: str) -> str:
    """One line without control characters, of bounded length."""
    line = " ".join("".join(c if c.isprintable() else " " for c in question).split())
    return line if len(line) <= MAX_QUESTION else line[:MAX_QUESTION].rsplit(" ", 1)[0]
