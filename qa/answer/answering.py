"""One question that stands alone -> its Answer, by the first attempt that finds one: in the window of its words, as an
overview of that time, of any time. What is new with something is an overview first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from qa.answer.ages import age_now
from qa.answer.citations import cite, compose
from qa.answer.deeds import done
from qa.answer.forms import FORMS, by_form
from qa.answer.interview import answered_there
from qa.answer.live import newest_entry
from qa.answer.newest import newest
from qa.answer.overview import asks_news, is_open, overview
from qa.answer.quoted import gone_on
from qa.answer.reported import compared, reported
from qa.answer.rows import by_row
from qa.answer.scope import Scope, StandAlone
from qa.answer.senders import signed
from qa.answer.spoken import read
from qa.answer.sums import on_money
from qa.answer.unanswered import NOT_FOUND, none_then, not_then, without_answer
from qa.english.dates import window
from qa.question.followup import in_brackets
from qa.reader import Reading
from qa.search.retriever import nearest_day
from qa.types import Answer, Hit, Window

# Confidence of an overview: its sentences are of the time and on the topic, which is all that was asked.
OVERVIEW = 0.5


# Gives an answer, or what to say without one; is given what the attempt before gave.
_Attempt = Callable[[Scope, StandAlone, Answer | None], Answer]


def answer(
    scope: Scope,
    question: str,
    typed: str | None = None,
    inherited: Window | None = None,
    about: str | None = None,
) -> Answer:
    """Answer one question. `typed` is its form before a conversation filled it in; the window `inherited` holds where
    the question itself says nothing about time; `about` is put behind it in brackets, and its words about time are none
    of the question's."""
    found = window(question, scope.today) if scope.today else None
    whole, plain = (in_brackets(each, about) if about else each for each in (question, found[1] if found else question))
    asked = StandAlone(whole, plain, typed, found[0] if found else inherited)
    if scope.rows is None and (answered := by_form(FORMS, scope, asked)):
        return answered
    attempts, failing = _attempts(scope, asked)
    tried: list[Answer] = []
    for attempt in attempts:
        tried.append(attempt(scope, asked, tried[-1] if tried else None))
        if tried[-1].found:
            return tried[-1]
    return tried[failing]


def _attempts(scope: Scope, asked: StandAlone) -> tuple[list[_Attempt], int]:
    """What to try one after the other, and which of them says why when none finds an answer.

    Words that count from today hold, unless no article at all is of that time: then somebody asks old articles as of
    their day. Those that name a year are a wish: later articles tell of it too.
    """
    window = asked.window
    attempts: list[_Attempt] = [_in_window]
    if asks_news(asked.plain):
        attempts = [_overview, _in_window]
    elif window and is_open(asked.plain):
        attempts.append(_overview)
    said = attempts.index(_in_window)
    if window is None or not window.days.dated:
        return attempts, said
    empty = not scope.any_article(window)
    if empty and window.kind == "year":
        return [partial(_any_time, window)], 0
    if empty or window.kind == "year":
        attempts.append(partial(_any_time, window))
    return attempts, -1 if empty else said


def _in_window(scope: Scope, asked: StandAlone, before: Answer | None) -> Answer:
    """The answer of the articles of the window; of all articles where there is none."""
    hits = scope.search(asked.plain, asked.window, asked.typed if asked.typed != asked.whole else None)
    again = partial(read, scope.reader, asked.plain, dated=asked.dated)
    reading = on_money(asked.plain, answered_there(asked.plain, again(hits), again), again)
    reading = age_now(asked.plain, gone_on(asked.plain, by_row(asked.dated, reading)))
    reading = done(asked.plain, signed(asked.plain, reading), scope.threshold)
    if asked.window and asked.window.latest:
        reading = newest(scope, asked, hits, reading, again)
    reading = newest_entry(asked.plain, reading, compared(reading))
    if reading.candidates and reading.confidence >= scope.threshold:
        return _cited(asked, hits, reading)
    said = not_then(asked.window) if asked.window and asked.window.days.dated else NOT_FOUND
    return without_answer(asked.whole, said, hits, reading.confidence, asked.window)


def _overview(scope: Scope, asked: StandAlone, before: Answer | None) -> Answer:
    """What happened in the window, where no single sentence answers, or what is new."""
    cited = overview(scope.index, scope.embedder, asked.plain, asked.window, scope.within)
    return Answer(
        question=asked.whole,
        text=compose(cited),
        short=None,
        found=bool(cited),
        confidence=OVERVIEW,
        citations=tuple(cited),
        hits=before.hits if before else scope.search(asked.plain, asked.window, None),
        window=asked.window,
    )


def _any_time(window: Window, scope: Scope, asked: StandAlone, before: Answer | None) -> Answer:
    """The answer of all articles, which says that none of the window gave it; where there is none either, when the
    nearest article is of. Where no article has a day, the words are words like others."""
    # Later articles that tell of a year name it, so it helps to find them. "Last week" means another week in each.
    searched = asked.whole if window.kind == "year" else asked.plain
    found = _in_window(scope, StandAlone(searched, searched, asked.typed, None), before)
    anyway = replace(found, question=asked.whole)
    nearest = nearest_day(scope.index, window, scope.within)
    if nearest is None:
        return anyway
    if anyway.found:
        return replace(anyway, window=replace(window, held=False))
    return without_answer(asked.whole, none_then(window, nearest), anyway.hits, anyway.confidence, window)


def _cited(asked: StandAlone, hits: tuple[Hit, ...], reading: Reading) -> Answer:
    latest = asked.window is not None and asked.window.latest
    chosen, told, short = reported(asked.plain, reading, latest=latest)
    citations = cite((candidate.hit.document, candidate.sentence) for candidate in chosen)
    return Answer(
        question=asked.whole,
        text=compose(citations),
        short=short,
        found=True,
        confidence=reading.confidence,
        citations=citations,
        hits=hits,
        window=asked.window,
        accounts=told,
    )
