"""Answer questions from the articles: retrieve, read, then cite or abstain. Every word of an answer is cited."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from qa.choice import choose
from qa.citations import cite, compose
from qa.copies import copies
from qa.followup import stand_alone
from qa.index import Index
from qa.reader import Reading
from qa.readers import ReaderFactory, reader_named
from qa.retriever import Retriever, period, search
from qa.types import Answer, Citation, Day, Hit, Turn

# Passages read for an answer. See "Answering" in ARCHITECTURE.md for this and the figures below.
READ = 8
# An answer is given when the reader is at least this sure.
THRESHOLD = 0.15
# A longer question is a pasted text: its beginning is searched.
MAX_QUESTION = 1000

NOT_FOUND = "Not in these articles."
NO_QUESTION = "Ask a question about the articles, for example about a person, a place or an event in them."
_SMALL_TALK = re.compile(
    r"\W*(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening|day)|thanks?(?: you)?|thank you|bye|goodbye|ok(?:ay)?|"
    r"how are you|who are you|what can you do|help|test)\b(?: (?:there|all|very much|a lot|everyone|so much))?\W*",
    re.IGNORECASE,
)


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
    chosen = choose(question, reading.candidates)
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


def _searchable(question: str) -> str:
    """One line without control characters, of bounded length."""
    line = " ".join("".join(c if c.isprintable() else " " for c in question).split())
    return line if len(line) <= MAX_QUESTION else line[:MAX_QUESTION].rsplit(" ", 1)[0]
