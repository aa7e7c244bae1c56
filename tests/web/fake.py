"""A stand-in for the assistant: no models, the same methods, answers by counting shared words.

Run as a program it serves the page for a directory of marker files, so that a test can put the page into any state:

    python -m tests.web.fake DIRECTORY     `ready` there: the index exists; `loading`: its model is still being loaded
"""

from __future__ import annotations

import datetime
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from qa.errors import IndexNotFound
from qa.index.names import FolderNames
from qa.index.store import Listed, Listing
from qa.types import EVERYTHING, Account, Answer, Citation, Document, Hit, Part, Passage, Sentence, Window, Within
from tests.web.articles import DOCUMENTS, TIDAL

SLOW = "slowly"  # a question with this word takes until `hurry` is there, or a minute has passed
GAVE_UP = "gave-up"  # the file that is there after such a minute
LEANING, DATED, DIFFERING, NEWER, SEVERAL = "leaning", "dated", "differing", "newer", "several"  # see _otherwise
BROKEN = "broken"  # a question with this word meets a bug


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


def sentences(document: Document) -> list[Sentence]:
    spans = [match.span() for match in re.finditer(r"\w.*?[.](?=\s|$|\[)(?:\[1\])?", document.text)]
    return [Sentence(document.id, start, end, document.text[start:end]) for start, end in spans]


def listing(
    query: str,
    sort: str,
    descending: bool,
    offset: int,
    limit: int,
    also: Sequence[int] = (),
    within: Within = EVERYTHING,
) -> Listing:
    listed = [
        Listed(d.id, d.title, d.source, d.date, d.url, 1, "articles.jsonl", alone=False)
        for d in DOCUMENTS.values()
        if query.casefold() in d.title.casefold()
    ]
    listed.sort(key=lambda article: str(getattr(article, sort)), reverse=descending)
    return Listing(len(listed), listed[offset : offset + limit])


class FakeRetriever:
    def find(self, query: str, k: int, within: Within) -> list[Hit]:
        found = []
        for row, document in enumerate(DOCUMENTS.values()):
            best = max(sentences(document), key=lambda sentence: len(words(query) & words(sentence.text)))
            passage = Passage(row, document.id, best.start, best.end, (best,))
            found.append(Hit(document, passage, float(len(words(query) & words(best.text)))))
        return sorted(found, key=lambda hit: -hit.score)[:k]


class FakeAssistant:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.retriever = FakeRetriever()
        manifest = SimpleNamespace(
            generation=1,
            documents=len(DOCUMENTS),
            passages=1,
            embedded=1,
            partial=False,
            built="2024-11-22T10:46:00Z",
            model="none",
        )
        self.index = SimpleNamespace(
            manifest=manifest,
            document=DOCUMENTS.__getitem__,
            newest=lambda limit: list(DOCUMENTS.values())[:limit],
            said_in=lambda document: [SimpleNamespace(speaker="Inês Carvalho")] if document is TIDAL else [],
            sources=lambda: sorted({document.source for document in DOCUMENTS.values() if document.source}),
            places=SimpleNamespace(table=lambda document: None, origin=lambda document_id: None),
            listing=listing,
            names=FolderNames.none(len(DOCUMENTS)),
            passing=lambda within: np.ones(len(DOCUMENTS), np.bool_),
            store=SimpleNamespace(period=lambda: ("2024-02-03", "2025-12-20")),
        )
        self.asked: list[tuple[str, list[tuple[str, str]]]] = []
        self.filters: list[Within] = []
        self.days: list[object] = []

    @classmethod
    def open(cls, directory: Path) -> FakeAssistant:
        if not (directory / "ready").exists():
            raise IndexNotFound(f"no index at {directory}: make one with `python index_build.py FOLDER`")
        return cls(directory)

    def warm(self) -> None:
        while (self.directory / "loading").exists():
            time.sleep(0.05)

    def ask(self, question: str) -> Answer:
        return self.answer(question, (), EVERYTHING)

    def answer(
        self,
        question: str,
        history: Sequence[tuple[str, str]],
        within: Within,
        *,
        asked_on: object = None,
        dates: bool = True,
    ) -> Answer:
        self.asked.append((question, list(history)))
        self.filters.append(within)
        self.days.append(asked_on)
        self.warm()
        if SLOW in question:
            self._wait()
        if BROKEN in question:
            raise ZeroDivisionError("a bug")
        hits = tuple(self.retriever.find(question, 5, within))
        best = [hit for hit in hits if hit.score > 1 and hit.score > hits[0].score - 2]
        citations = tuple(
            Citation(number, hit.document, hit.start, hit.end, hit.text) for number, hit in enumerate(best, 1)
        )
        text = " ".join(f"{citation.text} [{citation.number}]" for citation in citations) or "Not in these articles."
        answer = Answer(question, text, None, bool(citations), 0.9 if citations else 0.1, citations, hits)
        return _otherwise(answer, question, history, dates)

    def _wait(self) -> None:
        for _ in range(1200):
            if (self.directory / "hurry").exists():
                return
            time.sleep(0.05)
        (self.directory / GAVE_UP).touch()

    def copies(self, answer: Answer, within: Within = EVERYTHING) -> tuple[tuple[Citation, ...], ...]:
        return tuple(() for _ in answer.citations)


def _otherwise(answer: Answer, question: str, history: Sequence[tuple[str, str]], dates: bool) -> Answer:
    """What words of a question bring out: LEANING, DATED, DIFFERING, NEWER, SEVERAL."""
    if LEANING in question and history:
        answer = replace(answer, question=f"{question} ({history[-2][1]})")
    if DATED in question and dates:
        answer = replace(answer, window=Window("last week", datetime.date(2025, 12, 1), datetime.date(2025, 12, 7)))
    numbers = tuple(citation.number for citation in answer.citations)
    if DIFFERING in question and numbers:
        answer = replace(answer, accounts=(Account("286 | people", numbers), Account("311 people", numbers[:1])))
    if NEWER in question and numbers:
        days = (datetime.date(2025, 12, 7), datetime.date(2025, 12, 1))
        values = ("311 | people", "286 people")
        answer = replace(answer, accounts=tuple(map(Account, values, (numbers[:1], numbers[-1:]), days)))
    if SEVERAL in question and numbers:
        found = Part("What of the first?", answer.text, "Short", True, 0.9, numbers, answer.window, answer.accounts)
        missing = Part("What of the second?", "Not in these articles.", None, False, 0.1, ())
        answer = replace(answer, window=None, accounts=(), parts=(found, missing))
    return answer


if __name__ == "__main__":
    from qa.web.library import Library
    from qa.web.server import run

    run(Library(Path(sys.argv[1]), FakeAssistant.open), "127.0.0.1", 0)
