"""Saving a question, asking all of them again, and marking what changed as seen."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.assistant import Assistant
from qa.errors import SavedInvalid
from qa.saved import arrivals, store
from qa.saved.compare import Articles, compared, is_named
from qa.saved.evidence import alike_any
from qa.saved.naming import Naming
from qa.saved.schema import HISTORY, QUESTION, ChangeJSON, SavedJSON, SeenJSON, SeenPlaceJSON
from qa.saved.seen import kept, seen
from qa.search.within import within
from qa.types import EVERYTHING, Within


class Looked(NamedTuple):
    """What came of asking a question again: the answer it was compared with, the one now, the change between."""

    saved_id: str
    before: SeenJSON
    now: SeenJSON
    change: ChangeJSON


class Watch:
    """One look at all saved questions, on the generation that is live when it begins. Raises IndexInvalid,
    SavedInvalid, NotWritten."""

    def __init__(self, assistant: Assistant, directory: Path) -> None:
        self._assistant = assistant.still()
        self._directory = directory
        self._index = self._assistant.index
        self._rows = self._index.articles(EVERYTHING)
        self._naming = Naming(self._index)
        with store.edited(directory) as now:  # whoever else looks waits: a number is given once
            self.waiting = list(now.questions)
            floor = max((saved["seen"]["arrivals"] for saved in now.questions), default=0)
            self._arrivals = arrivals.look(directory, self._index, floor)

    @property
    def generation(self) -> int:
        """The number of the generation that is asked."""
        return self._index.manifest.generation

    def ask(self, question: str, filters: Within, dates: bool) -> SeenJSON:
        """The answer now; where other articles came before those that name what is asked about, that of these alone, if
        there is one. Raises ModelNotFound."""
        plain = self._seen(question, filters, dates, None)
        naming = self._naming.articles(question)
        if naming is None or not naming.any() or is_named(plain):
            return plain
        exact = self._seen(question, filters, dates, naming)
        return exact if is_named(exact) else plain

    def again(self, saved: SavedJSON) -> Looked:
        """Ask one question again. Raises ModelNotFound."""
        filters, before = filters_of(saved), saved["seen"]
        now = self.ask(saved["question"], filters, saved["dates"])
        new = self._arrivals.numbers > before["arrivals"]
        naming = self._naming.articles(saved["question"])
        asked = new if naming is None else new & naming
        fresh = self._seen(saved["question"], filters, saved["dates"], asked) if asked.any() else None
        articles = Articles(self._arrivals.since(before["arrivals"]), self._stands, self._retells)
        change = compared(before, now, fresh, articles)
        return Looked(saved["id"], before, kept(now, before, change, self._stands), change)

    def _seen(self, question: str, filters: Within, dates: bool, among: NDArray[np.bool_] | None) -> SeenJSON:
        """The answer of the articles `among`, one entry each in the order of the index; None: of all."""
        rows = None
        if among is not None:
            rows = [row for at in np.flatnonzero(among) for row in self._rows[at]]
        answer = self._assistant.answer(question, (), filters, dates=dates, rows=rows)
        return seen(answer, self.generation, self._arrivals.last)

    def keep(self, looked: Sequence[Looked]) -> list[SavedJSON]:
        """Keep what came of it; the questions as they are now, without those that were unsaved or seen meanwhile."""
        found = []
        by_id = {each.saved_id: each for each in looked}
        with store.edited(self._directory) as held:
            for saved in held.questions:
                each = by_id.get(saved["id"])
                if each is not None and each.before == saved["seen"]:
                    _note(saved, each)
                    found.append(saved)
        return found

    def _passages(self, document: str) -> range:
        at = self._arrivals.at.get(document)
        return range(0) if at is None else self._rows[at]

    def _stands(self, place: SeenPlaceJSON) -> bool:
        try:
            text = self._index.document(place["document"]).text
        except KeyError:
            return False
        said = place["text"].removesuffix("…") if len(place["text"]) > 1000 else place["text"]  # it may have been cut
        return said in text

    def _retells(self, place: SeenPlaceJSON, others: Sequence[SeenPlaceJSON]) -> bool:
        # Not by the passage that answers: a copy may be cited for another sentence of the report.
        for document in {other["document"] for other in others} - {place["document"]}:
            rows = self._passages(document)
            passages = [passage for _, passage in self._index.store.fetch(rows)]
            if alike_any(place["text"], [sentence.text for passage in passages for sentence in passage.sentences]):
                return True
        return False


def save(assistant: Assistant, directory: Path, question: str, filters: Within, *, dates: bool = True) -> SavedJSON:
    """Ask a question, and keep it with its answer; one that is saved with the same filters stays as it is.

    Raises SavedInvalid for what is no question or one too many, NotWritten, ModelNotFound, IndexInvalid.
    """
    line = " ".join(question.split())
    if not any(c.isalnum() for c in line) or len(line) > QUESTION:
        raise SavedInvalid(f"a question to save has a word at least and {QUESTION:,} characters at most")
    look = Watch(assistant, directory)
    now = look.ask(line, filters, dates)
    made = SavedJSON(
        id=secrets.token_hex(6),
        question=line,
        since=filters.since.isoformat() if filters.since else None,
        until=filters.until.isoformat() if filters.until else None,
        sources=None if filters.sources is None else list(filters.sources),
        dates=dates,
        saved=now["at"],
        seen=now,
        now=now,
        change=None,
        history=[],
    )
    if filters.names:
        made["names"] = list(filters.names)
    with store.edited(directory) as held:
        same = next((s for s in held.questions if _asks(s) == _asks(made)), None)
        if same is not None:
            return same
        if len(held.questions) >= store.MOST_SAVED:
            raise SavedInvalid(f"{store.MOST_SAVED} questions are saved, which is the most: unsave one first")
        held.questions.append(made)
    return made


def watch(
    assistant: Assistant, directory: Path, told: Callable[[int, int], None] = lambda done, total: None
) -> list[SavedJSON]:
    """Ask all saved questions again, one after the other; each with its `change`. Raises as `Watch` does."""
    look = Watch(assistant, directory)
    looked = []
    for done, saved in enumerate(look.waiting, 1):
        looked.append(look.again(saved))
        told(done, len(look.waiting))
    return look.keep(looked)


def mark_seen(directory: Path, ids: Iterable[str] | None = None) -> int:
    """From now on questions are compared with their answers of now, all or those of `ids`; how many had changed."""
    wanted = None if ids is None else set(ids)
    changed = 0
    with store.edited(directory) as held:
        for saved in held.questions:
            if wanted is None or saved["id"] in wanted:
                changed += saved["change"] is not None
                saved["seen"], saved["change"] = saved["now"], None
    return changed


def latest(directory: Path, question: str, filters: Within, dates: bool) -> SavedJSON | None:
    """The saved question of these words and filters, if there is one. Raises SavedInvalid."""
    wanted = (" ".join(question.split()), filters, dates)
    return next((s for s in store.listed(directory).questions if _asks(s) == wanted), None)


def _asks(saved: SavedJSON) -> tuple[str, Within, bool]:
    return saved["question"], filters_of(saved), saved["dates"]


def _note(saved: SavedJSON, each: Looked) -> None:
    """A change that was told before keeps its time, and its place among the changes."""
    saved["now"], told = each.now, saved["change"]
    if each.change["kind"] == "none":
        saved["change"] = None
    elif told is None or told["id"] != each.change["id"]:
        saved["change"] = each.change
        saved["history"] = [*saved["history"], each.change][-HISTORY:]


def filters_of(saved: SavedJSON) -> Within:
    """The filters of a question. Raises BadFilter."""
    return within(saved["since"], saved["until"], saved["sources"], saved.get("names"))
