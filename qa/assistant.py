"""Answer questions from the articles: retrieve, read, then cite or abstain. Every word of an answer is cited."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.citations import cite, compose
from qa.copies import copies
from qa.embedder import DEFAULT_MODEL, Embedder, open_embedder
from qa.followup import stand_alone
from qa.index import Index
from qa.lexical import terms
from qa.reader import Candidate, Reader, Reading
from qa.reader.bundled import BundledScorer
from qa.reader.plugged import PluggedReader, PluggedScorer
from qa.reader.question import wants_several
from qa.reader.signals import SignalReader
from qa.reader.trained import TrainedReader
from qa.retriever import Retriever, period, search
from qa.types import Answer, Citation, Day, Hit, Turn

# Passages read for an answer. See "Answering" in ARCHITECTURE.md for this and the figures below.
READ = 8
# An answer is given when the reader is at least this sure.
THRESHOLD = 0.15
MAX_SENTENCES = 3
# A further sentence must come this near to the score of the first one...
MARGIN = 0.7
# ...or this near when a question asks for reasons, for a list, or for what somebody said...
MARGIN_SEVERAL = 1.5
# ...and share at most this part of its words with one that is cited already.
REPEAT = 0.6
# Name of the reader that has none.
WITHOUT_NETWORK = "none"
# A longer question is a pasted text: its beginning is searched.
MAX_QUESTION = 1000

NOT_FOUND = "Not in these articles."
NO_QUESTION = "Ask a question about the articles, for example about a person, a place or an event in them."
_SMALL_TALK = re.compile(
    r"\W*(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening|day)|thanks?(?: you)?|thank you|bye|goodbye|ok(?:ay)?|"
    r"how are you|who are you|what can you do|help|test)\b(?: (?:there|all|very much|a lot|everyone|so much))?\W*",
    re.IGNORECASE,
)

_LEANING = re.compile(
    r"[\"“'‘]?(?:he|she|it|they|his|her|its|their|both|the (?:company|firm|group|couple|pair|man|woman|team|former))\b",
    re.IGNORECASE,
)
# Two words with capitals, or one that does not open the sentence.
_NAME = re.compile(r"\b[A-Z][\w'’-]+ [A-Z]|(?<!^)\b[A-Z][\w'’-]+")

ReaderFactory = Callable[[Index, Embedder], Reader]


def reader_named(name: str | None = None) -> ReaderFactory:
    """A reader by name: None is the one that comes along, "none" needs no network, any other name is that of an
    extractive question-answering model of Hugging Face, or a folder with one."""
    if name is None:
        bundled = BundledScorer()
        return lambda index, embedder: TrainedReader(bundled, _minilm(embedder), terms, index.lexical.idf)
    if name == WITHOUT_NETWORK:
        return lambda index, embedder: SignalReader(_minilm(embedder), terms, index.lexical.idf)
    plugged = PluggedScorer(name)
    return lambda index, embedder: PluggedReader(plugged, SignalReader(_minilm(embedder), terms, index.lexical.idf))


def _minilm(embedder: Embedder) -> Embedder:
    """The model whose cosines a reader sees: its weights were fitted on this one's, whatever model the index has."""
    return embedder if embedder.name == DEFAULT_MODEL else open_embedder(DEFAULT_MODEL)


class Assistant:
    """Answers from the live generation of an index. Safe to share between threads; keeps nothing of a conversation."""

    def __init__(
        self, retriever: Retriever, reader: ReaderFactory | str | None = None, threshold: float = THRESHOLD
    ) -> None:
        """`reader` is a name as `reader_named` takes it, or makes a reader of one's own. `threshold` in [0, 1] is how
        sure the reader must be: a higher one answers less and is right more often."""
        if not 0 <= threshold <= 1:
            raise ValueError(f"the threshold is a probability from 0 to 1, not {threshold}")
        self.retriever = retriever
        self.threshold = threshold
        self._reader = reader if callable(reader) else reader_named(reader)

    @classmethod
    def open(
        cls,
        index: str | os.PathLike[str],
        *,
        reader: ReaderFactory | str | None = None,
        threshold: float = THRESHOLD,
    ) -> Assistant:
        """Open an index directory, as `__init__` says. Raises IndexNotFound, IndexInvalid, ValueError."""
        return cls(Retriever.open(index), reader, threshold)

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

        `history` is the conversation so far, oldest first: where the question leans on it ("And when was that?"), the
        question of the answer is the one that was made of it. Without a history it is taken as it stands.
        `since`, `until` and `sources` restrict the articles as in `Retriever.search`. Never raises for a question that
        cannot be answered: `found` is then False. Raises BadFilter, ModelNotFound, IndexInvalid.
        """
        days = period(since, until)
        typed = _searchable(question)
        if not typed or _SMALL_TALK.fullmatch(typed):
            return _without_answer(typed, NO_QUESTION, (), 0.0)
        index, embedder = self.retriever.live()
        asked = stand_alone(typed, history, index.lexical.rarity)
        hits = tuple(search(index, embedder, asked, READ, days, sources, typed))
        reading = self._reader(index, embedder).read(asked, hits)
        if not reading.candidates or reading.confidence < self.threshold:
            return _without_answer(asked, NOT_FOUND, hits, reading.confidence)
        return _answer(asked, hits, reading)

    def copies(
        self,
        answer: Answer,
        since: Day | None = None,
        until: Day | None = None,
        sources: Sequence[str] | None = None,
    ) -> tuple[tuple[Citation, ...], ...]:
        """For each citation of an answer, where the very same sentence stands in other articles, as `qa.copies` says.

        The filters should be those of the question. Raises BadFilter, IndexInvalid.
        """
        index, days = self.index, period(since, until)
        return tuple(copies(index, citation, days, sources) for citation in answer.citations)


def _answer(question: str, hits: tuple[Hit, ...], reading: Reading) -> Answer:
    chosen = _chosen(reading.candidates, MARGIN_SEVERAL if wants_several(question) else MARGIN)
    citations = cite((candidate.hit.document, candidate.sentence) for candidate in chosen)
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


def _chosen(candidates: Sequence[Candidate], margin: float) -> list[Candidate]:
    """The best sentence, the one it leans on, then what adds to it: first from its own article in the article's
    order, then from others."""
    best = candidates[0]
    chosen = [best]
    if (before := _leaned_on(best)) is not None:
        chosen.append(before)
    for candidate in candidates[1:]:
        if len(chosen) == MAX_SENTENCES or candidate.score < best.score - margin:
            break
        if all(_shared(candidate, other) <= REPEAT for other in chosen):
            chosen.append(candidate)
    others = sorted(chosen[1:], key=lambda c: (c.hit.document.id != best.hit.document.id, c.sentence.start))
    return [best, *others]


def _leaned_on(candidate: Candidate) -> Candidate | None:
    """The sentence before one that begins with "He" or "The company", when a name there says who that is."""
    sentences = candidate.hit.passage.sentences
    at = sentences.index(candidate.sentence)
    if at == 0 or not _LEANING.match(candidate.sentence.text):
        return None
    before = sentences[at - 1]
    named = _NAME.search(before.text) and not _LEANING.match(before.text)
    return replace(candidate, sentence=before) if named else None


def _shared(one: Candidate, other: Candidate) -> float:
    """The share of the shorter sentence's words that stand in the other one too."""
    a, b = set(terms(one.sentence.text)), set(terms(other.sentence.text))
    return len(a & b) / max(1, min(len(a), len(b)))


def _searchable(question: str) -> str:
    """One line without control characters, of bounded length."""
    line = " ".join("".join(c if c.isprintable() else " " for c in question).split())
    return line if len(line) <= MAX_QUESTION else line[:MAX_QUESTION].rsplit(" ", 1)[0]
