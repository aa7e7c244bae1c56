"""What the page and programs call: questions, lists, names, articles of one index. From any thread."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from qa import saved
from qa.answer.quotes import quotes_within
from qa.answer.timeline import timeline_within
from qa.batch import Row, cells
from qa.errors import IndexNotFound, QAError
from qa.index.lock import builder
from qa.index.manifest import state
from qa.keep.names import NamesJSON, names_json
from qa.keep.schema import AnswerJSON, EventJSON, HitJSON, QuotationJSON
from qa.keep.shaping import answer_json, events_json, hits_json, quotations_json
from qa.keep.turns import TurnJSON
from qa.search.names import NamesWanted, names_within
from qa.search.within import there
from qa.types import EVERYTHING, Turn, Within
from qa.web.keeping import Form, exported
from qa.web.openers import Openers
from qa.web.opening import Opener, OpenIndex
from qa.web.scans import scanned
from qa.web.shown import ArticleJSON, ChoicesJSON, described


class Library(OpenIndex):
    """What the page and programs call."""

    def __init__(self, place: Path | str, opener: Opener, *, read_only: bool = False) -> None:
        super().__init__(place, opener, read_only=read_only)
        self._openers = Openers()

    def ask(
        self,
        question: str,
        history: Iterable[Turn] = (),
        within: Within = EVERYTHING,
        *,
        asked_on: datetime.date | None = None,
        dates: bool = True,
    ) -> AnswerJSON:
        """Answer a question as `Assistant.answer` does. Raises QAError without a usable index or model."""
        with self.using(within) as assistant:
            answer = assistant.answer(question, list(history), within, asked_on=asked_on, dates=dates)
            copies = assistant.copies(answer, within)
        self.warmed()
        return answer_json(answer, copies)

    def batch(self, questions: Sequence[str], within: Within, *, dates: bool = True) -> list[Row]:
        """Answer questions one by one: a row of a table for each. Raises QAError like `ask`."""
        with self.using(within) as assistant:
            answers = [assistant.answer(question, (), within, dates=dates) for question in questions]
        return [cells(question, answer) for question, answer in zip(questions, answers, strict=True)]

    def each(self, question: str, within: Within, start: int, stop: int) -> tuple[int, list[Row]]:
        """Ask articles `start` to before `stop` one by one: how many there are in all, and a row for each that was
        asked. Raises QAError like `ask`."""
        with self.using(within) as assistant:
            asked = list(assistant.each(question, within, start, stop))
            total = len(assistant.index.articles(within))
        return total, [cells(question, answer, of=document) for document, answer in asked]

    def save(self, question: str, within: Within, *, dates: bool = True) -> saved.SavedJSON:
        """Keep a question with its answer; see `qa.saved.save`. Raises QAError like `ask`."""
        with self.using() as assistant:
            told = there(within, assistant.index)  # a name in full: another may come that is called so, too
            return saved.save(assistant, self.directory, question, told, dates=dates)

    def look(self) -> saved.Watch:
        """A look at all saved questions. Raises QAError like `ask`."""
        with self.using() as assistant:
            return saved.Watch(assistant, self.directory)

    def search(self, query: str, k: int, within: Within = EVERYTHING) -> list[HitJSON]:
        """Find the k nearest passages, best first. Raises QAError like `ask`."""
        with self.using(within) as assistant:
            return hits_json(assistant.retriever.find(query, k, within))

    def timeline(self, topic: str, limit: int, within: Within = EVERYTHING) -> list[EventJSON]:
        """What the articles tell of a topic, in order of time. Raises QAError like `ask`."""
        with self.using(within) as assistant:
            return events_json(timeline_within(assistant.retriever, topic, limit, within))

    def quotations(self, speaker: str, about: str, limit: int, within: Within = EVERYTHING) -> list[QuotationJSON]:
        """Who said what, of a speaker, on a topic, or both. Raises QAError like `ask`."""
        with self.using(within) as assistant:
            return quotations_json(quotes_within(assistant.retriever, speaker, about, limit, within))

    def names(self, wanted: NamesWanted, within: Within = EVERYTHING) -> NamesJSON:
        """Who and what articles name. Raises QAError without a usable index."""
        with self.using(within) as assistant:
            return names_json(*names_within(assistant.index, wanted, within))

    def article(self, document_id: str) -> ArticleJSON | None:
        """Give one article, or None when the index has no such document. Raises QAError without a usable index."""
        with self.using() as assistant:
            try:
                document = assistant.index.document(document_id)
            except KeyError:
                return None
            scan = scanned(assistant.index, document)
        date = document.date.isoformat() if document.date else None
        title = document.title or document.id
        return ArticleJSON(title=title, source=document.source, date=date, text=document.text, scan=scan)

    def status(self) -> str:
        """Size and age of the index in one line: "36 articles · 402 passages · indexed 22 Nov 10:46"."""
        try:
            index = self.opened().index
        except IndexNotFound:
            return "no index yet"
        except QAError:
            return "the index cannot be opened"
        doing = state(index.manifest, None if self.at_engine else builder(self.directory))
        return described(index) + (f" · {doing}" if doing else "")

    @property
    def generation(self) -> int:
        """The number of the live generation, 0 without a usable index."""
        try:
            return self.opened().index.manifest.generation
        except QAError:
            return 0

    @property
    def partial(self) -> bool:
        """Whether the live generation still lacks vectors."""
        try:
            return self.opened().index.manifest.partial
        except QAError:
            return False

    def choices(self) -> ChoicesJSON:
        """What the questions may be restricted to; nothing without a usable index."""
        try:
            index = self.opened().index
        except QAError:
            return ChoicesJSON(sources=[], first=None, last=None)
        first, last = index.store.period()
        return ChoicesJSON(sources=index.sources(), first=first, last=last)

    def exported(self, turns: Sequence[TurnJSON], form: Form) -> str:
        """Turns to keep. Raises QAError without a usable index."""
        return exported(turns, form, self.opened().index.manifest)

    def openers(self) -> list[str]:
        """Questions to begin with that the articles answer, those known by now; nothing without a usable index."""
        try:
            return self._openers.of(self.opened())
        except QAError:
            return []

    @property
    def choosing(self) -> bool:
        """Whether such questions are being chosen."""
        return self._openers.choosing
