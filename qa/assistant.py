"""Answer questions from the articles: retrieve, read, then cite or abstain. Every word of an answer is cited."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answer.answering import answer
from qa.answer.foreign import in_its_language
from qa.answer.forms import TYPED, by_form
from qa.answer.intalk import in_year_of_talk
from qa.answer.readings import answer_in_talk
from qa.answer.scope import Scope, StandAlone
from qa.answer.together import together
from qa.answer.unanswered import NOT_FOUND as NOT_FOUND
from qa.answer.unanswered import elsewhere, without_answer
from qa.english.dates import window
from qa.index.index import Index
from qa.question.followup import stand_alone
from qa.question.parts import Piece, parts
from qa.question.smalltalk import asks_nothing
from qa.reader.named import ReaderFactory, reader_named
from qa.search.copies import copies
from qa.search.retriever import Retriever
from qa.search.within import day, resolved, within
from qa.types import EVERYTHING, Answer, Citation, Day, Document, Turn, Within

# An answer is given when the reader is at least this sure. At .1 more is answered that no article holds; at .2 as much
# of that, and less of what one holds ("Answering" in docs/measurements.md).
THRESHOLD = 0.18
# Of a longer question the beginning is searched, of a longer pasted text the beginning is looked for.
MAX_QUESTION = 1000
MAX_PASTED = 5000

NO_QUESTION = "Ask a question about the articles, for example about a person, a place or an event in them."


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
        """Open an index directory, or the address of one at an engine, as `__init__` says. Raises IndexNotFound,
        IndexInvalid, EngineFailed, ValueError."""
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
        names: Sequence[str] | None = None,
        *,
        asked_on: Day | None = None,
        dates: bool = True,
    ) -> Answer:
        """Answer with a few cited sentences, or say that the articles do not hold the answer.

        `history` is the conversation so far, oldest first: where the question leans on it ("And when was that?"), the
        question of the answer is the one that was made of it. Without a history it is taken as it stands.
        `since`, `until`, `sources` and `names` restrict the articles as in `Retriever.search`. Where neither day is
        given, words such as "last week" do, counted from `asked_on` (today), unless `dates` is False. Several
        questions at once are answered one by one. Never raises for a question that cannot be answered: `found` is then
        False. Raises BadFilter, ModelNotFound, IndexInvalid.
        """
        filters = resolved(within(since, until, sources, names), self.index)
        return self.answer(question, history, filters, asked_on=day(asked_on), dates=dates)

    def answer(
        self,
        question: str,
        history: Sequence[Turn],
        within: Within,
        *,
        asked_on: datetime.date | None = None,
        dates: bool = True,
        rows: Sequence[int] | None = None,
    ) -> Answer:
        """As `ask`, of the articles `within`; of these, where `rows` are given, from those passages of the live
        generation alone, see `still`. Raises ModelNotFound, IndexInvalid."""
        given = self._answer(question, history, within, asked_on, dates, rows)
        if given.parts or not given.text.startswith(NOT_FOUND) or within.sources is None or rows is not None:
            return given
        every = self._answer(question, history, replace(within, sources=None), asked_on, dates, rows)
        return elsewhere(given, within.sources) if every.found else given

    def _answer(
        self,
        question: str,
        history: Sequence[Turn],
        within: Within,
        asked_on: datetime.date | None,
        dates: bool,
        rows: Sequence[int] | None,
    ) -> Answer:
        pasted = _searchable(question, MAX_PASTED)
        typed = _searchable(pasted, MAX_QUESTION)
        # The whole of it: "Help for whom was promised?" is a question.
        if asks_nothing(typed):
            return without_answer(typed, NO_QUESTION, (), 0.0)
        # One look for all that follows: a build that publishes meanwhile must not mix two generations in an answer.
        index, embedder = self.retriever.live()
        today = (asked_on or datetime.date.today()) if dates and not within.dated else None
        scope = Scope(index, embedder, self._reader(index, embedder), self.threshold, within, today, rows)
        if rows is None and (answered := by_form(TYPED, scope, StandAlone(pasted, pasted, None, None))):
            return answered
        asked = stand_alone(typed, history, index.lexical.rarity)
        if today is not None:
            asked = in_year_of_talk(index, asked, typed, history)
        pieces = parts(asked)
        if len(pieces) == 1:
            return in_its_language(scope, typed, answer_in_talk(scope, asked, typed, history))
        return together(asked, _one_by_one(scope, asked, pieces))

    def still(self) -> Assistant:
        """One that stays with the generation that is live now, whatever is published meanwhile."""
        return Assistant(self.retriever.still(), self._reader, self.threshold)

    def each(
        self, question: str, within: Within = EVERYTHING, start: int = 0, stop: int | None = None
    ) -> Iterator[tuple[Document, Answer]]:
        """Ask one question of each article `within` by itself, in the order of the index, from number `start` to before
        `stop`: the article, and what it answers. All of one generation. Raises ModelNotFound, IndexInvalid."""
        asked = _searchable(question, MAX_QUESTION)
        index, embedder = self.retriever.live()
        scope = Scope(index, embedder, self._reader(index, embedder), self.threshold, EVERYTHING, None)
        for rows in index.articles(within)[start:stop]:
            document = index.store.fetch([rows.start])[0][0]
            yield document, in_its_language(scope, asked, answer(replace(scope, rows=rows), asked))

    def copies(self, answer: Answer, within: Within = EVERYTHING) -> tuple[tuple[Citation, ...], ...]:
        """For each citation of an answer, where the very same sentence stands in other articles: `qa.search.copies`.

        Not in those that the answer cites as the origins of a pasted text, and none for a list of articles, whose
        copies stand in it and are told by its tally. The filters should be those of the question. Raises IndexInvalid.
        """
        if answer.tally or any(part.tally for part in answer.parts):
            return ((),) * len(answer.citations)
        # It may be a newer generation than the answer's. No harm: a copy cites the article in which it was found.
        index = self.index
        told = {citation.document.id for citation in answer.citations} if answer.origins else set()
        found = (copies(index, citation, within) for citation in answer.citations)
        return tuple(tuple(copy for copy in each if copy.document.id not in told) for each in found)


def _one_by_one(scope: Scope, question: str, pieces: Sequence[Piece]) -> list[Answer]:
    """Each part that leans on those before it is filled in from them and their answers."""
    # "Last week" is said once and meant for every part.
    whole = window(question, scope.today) if scope.today else None
    # Not the conversation before: what the question leaned on there was filled in before it was taken apart.
    said: list[Turn] = []
    answers = []
    for piece in pieces:
        asked = piece.question if piece.alone else stand_alone(piece.question, said, scope.index.lexical.rarity)
        given = answer(scope, asked, piece.question, whole[0] if whole else None)
        answers.append(in_its_language(scope, piece.question, given))
        said += [("user", asked), ("assistant", answers[-1].text)]
    return answers


def _searchable(question: str, most: int) -> str:
    """One line without control characters, of at most so many characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in question).split())
    # Not within a word: its beginning would be searched as another, rarer one.
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0]
