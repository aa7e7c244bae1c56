"""One question that stands alone -> its Answer: the window of its words, search, reading, choice, citations.

`together` makes one Answer of several that were asked at once.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answer.accounts import Said, Statement, accounts
from qa.answer.choice import choose, newest_first
from qa.answer.citations import cite, compose
from qa.answer.overview import is_open, overview
from qa.embedder import Embedder
from qa.english.dates import window
from qa.index.index import Index
from qa.index.lexical import terms
from qa.reader import Candidate, Reader, Reading
from qa.search.retriever import nearest_day, search
from qa.types import Account, Answer, Citation, Document, Hit, Part, Sentence, Window

# Passages read for an answer. See "Answering" in ARCHITECTURE.md for this and the figures below.
READ = 8
# Sentences this near to the score of the best one are compared for what reports differ on. Wider than what is cited
# beside it: one more value that fits is told apart by its words.
COMPARED = 2.5
# So many sentences are cited for each of the accounts that differ.
CITED_EACH = 3
ACCOUNTS = 4

# Confidence of an overview: its sentences are of the time and on the topic, which is all that was asked.
OVERVIEW = 0.5

NOT_FOUND = "Not in these articles."

# "In 2019", "the 1990s": articles of other days tell of such a time too. Words such as "this week" hold, unless no
# article is of that time at all: then somebody asks old articles as of their day.
_LONG_AGO = re.compile(r"\b\d{4}\b|\d0s\b|century", re.IGNORECASE)

Days = tuple[datetime.date | None, datetime.date | None]


@dataclass(frozen=True, slots=True)
class Scope:
    """What questions are answered from: one generation, its reader, the filters. `today` is the day that words such as
    "last week" count from; None: words about time are words like others."""

    index: Index
    embedder: Embedder
    reader: Reader
    threshold: float
    days: Days
    sources: Sequence[str] | None
    today: datetime.date | None

    def search(self, question: str, within: Window | None, typed: str | None) -> tuple[Hit, ...]:
        found = search(self.index, self.embedder, question, READ, self.days, self.sources, within, typed)
        return tuple(found)

    def any_article(self, within: Window) -> bool:
        """Whether an article that passes the filters is of the days of a window."""
        names = [self.sources] if isinstance(self.sources, str) else self.sources
        dated = self.index.filters.mask(within.since, within.until, names)
        return dated is None or bool(dated.any())


def answer(scope: Scope, question: str, typed: str | None = None, within: Window | None = None) -> Answer:
    """Answer one question. `typed` is its form before a conversation filled it in; `within` holds where the question
    itself says nothing about time."""
    found = window(question, scope.today) if scope.today else None
    asked, plain = found or (within, question)
    if asked and _LONG_AGO.search(asked.text) and not scope.any_article(asked):
        return _any_time(scope, question, question, typed, asked)
    hits = scope.search(plain, asked, typed if typed != question else None)
    reading = scope.reader.read(plain, hits)
    if asked and asked.latest and reading.candidates:
        reading = _latest(scope.reader, plain, reading)
    if reading.candidates and reading.confidence >= scope.threshold:
        return _found(question, plain, hits, reading, asked)
    if asked and is_open(plain):
        cited = overview(scope.index, scope.embedder, plain, asked, scope.days, scope.sources)
        if cited:
            return Answer(question, compose(cited), None, True, OVERVIEW, tuple(cited), hits, asked)
    if asked is None or (asked.since is None and asked.until is None):
        return without_answer(question, NOT_FOUND, hits, reading.confidence, asked)
    none_then, long_ago = not scope.any_article(asked), _LONG_AGO.search(asked.text)
    if none_then or long_ago:
        anyway = _any_time(scope, question, question if long_ago else plain, typed, asked)
        if anyway.found or none_then:
            return anyway
    return without_answer(
        question, f"Not in the articles of this time: {in_words(asked)}.", hits, reading.confidence, asked
    )


def _any_time(scope: Scope, question: str, searched: str, typed: str | None, asked: Window) -> Answer:
    """The answer of all articles, which says that none of the window gave it; where there is none either, when the
    nearest article is of. Where no article has a day, the words are words like others."""
    anyway = answer(replace(scope, today=None), searched, typed)
    nearest = nearest_day(scope.index, asked, scope.days, scope.sources)
    if nearest is None:
        return replace(anyway, question=question)
    if anyway.found:
        return replace(anyway, question=question, window=replace(asked, held=False))
    said = f"No article is of this time: {in_words(asked)}. The nearest is of {_day(nearest)}."
    return without_answer(question, said, anyway.hits, anyway.confidence, asked)


def _latest(reader: Reader, question: str, reading: Reading) -> Reading:
    """The newest of the sentences that answer about as well as the best one, in its place."""
    candidates = newest_first(reading.candidates)
    best = candidates[0]
    if best.sentence == reading.candidates[0].sentence:
        return replace(reading, candidates=candidates)
    again = reader.read(question, [best.hit])
    same = bool(again.candidates) and again.candidates[0].sentence == best.sentence
    return Reading(candidates, reading.confidence, again.short if same else None)


def _found(question: str, plain: str, hits: tuple[Hit, ...], reading: Reading, asked: Window | None) -> Answer:
    best = reading.candidates[0]
    compared = [c for c in reading.candidates if c.score >= best.score - COMPARED]
    told = accounts(plain, [_statement(candidate) for candidate in compared], terms)[:ACCOUNTS]
    if told:
        chosen = [compared[at] for said in told for at in said.statements[:CITED_EACH]]
    else:
        chosen = choose(plain, reading.candidates)
    citations = cite((candidate.hit.document, candidate.sentence) for candidate in chosen)
    return Answer(
        question=question,
        text=compose(citations),
        short=_short(reading.short, told),
        found=True,
        confidence=reading.confidence,
        citations=citations,
        hits=hits,
        window=asked,
        accounts=_numbered(told),
    )


def _statement(candidate: Candidate) -> Statement:
    document = candidate.hit.document
    return Statement(candidate.sentence.text, document.id, document.date)


def _short(short: str | None, told: Sequence[Said]) -> str | None:
    """The reader's few words, unless reports differ and none of them says so: then the newest value."""
    if not told or (short and any(short in said.value or said.value in short for said in told)):
        return short
    return told[0].value


def _numbered(told: Sequence[Said]) -> tuple[Account, ...]:
    numbered: list[Account] = []
    first = 1
    for said in told:
        count = len(said.statements[:CITED_EACH])
        numbered.append(Account(said.value, tuple(range(first, first + count))))
        first += count
    return tuple(numbered)


def in_words(asked: Window) -> str:
    """`1 December 2025 to 7 December 2025`, `since 5 May 2025`"""
    if asked.since and asked.until:
        same = asked.since == asked.until
        return _day(asked.since) if same else f"{_day(asked.since)} to {_day(asked.until)}"
    return f"since {_day(asked.since)}" if asked.since else f"until {_day(asked.until)}" if asked.until else asked.text


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def without_answer(
    question: str, text: str, hits: tuple[Hit, ...], confidence: float, asked: Window | None = None
) -> Answer:
    return Answer(question, text, None, False, confidence, (), hits, asked)


def together(question: str, answers: Sequence[Answer]) -> Answer:
    """One Answer of several: each is a part, their citations are numbered through, a sentence of two parts once."""
    numbers: dict[tuple[str, int, int], int] = {}
    sentences: list[tuple[Document, Sentence]] = []
    parts = []
    for each in answers:
        mine = {}
        for citation in each.citations:
            place = (citation.document.id, citation.start, citation.end)
            if place not in numbers:
                numbers[place] = len(numbers) + 1
                sentences.append((citation.document, Sentence(*place, citation.text)))
            mine[citation.number] = numbers[place]
        parts.append(_part(each, mine))
    said = [part.text if part.found else f"{part.text} ({part.question})" for part in parts]
    hits = tuple(dict.fromkeys(hit for each in answers for hit in each.hits))
    return Answer(
        question=question,
        text=" ".join(said),
        short=None,
        found=any(each.found for each in answers),
        confidence=min((each.confidence for each in answers if each.found), default=max(a.confidence for a in answers)),
        citations=cite(sentences),
        hits=hits,
        parts=tuple(parts),
    )


def _part(answer: Answer, numbers: dict[int, int]) -> Part:
    def renumbered(citation: Citation) -> Citation:
        return replace(citation, number=numbers[citation.number])

    return Part(
        question=answer.question,
        text=compose([renumbered(citation) for citation in answer.citations]) if answer.found else answer.text,
        short=answer.short,
        found=answer.found,
        confidence=answer.confidence,
        numbers=tuple(numbers.values()),
        window=answer.window,
        accounts=tuple(Account(a.value, tuple(numbers[number] for number in a.numbers)) for a in answer.accounts),
    )
