"""Questions that count and list articles -> an Answer with every one of them, each by the sentence that made it count.

tally/
├── __init__.py   the form: a question -> the articles that count
├── making.py     these -> the Answer
├── people.py     who is quoted in them
├── groups.py     articles by source and time; copies of one report
├── times.py      articles over time, as a chart shows them
└── saying.py     the number and the rule in words
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import numpy as np

from qa.answer.scope import Scope, StandAlone
from qa.answer.tally.making import Counted, made
from qa.answer.tally.people import every_article, one_of, quoted
from qa.english.dates import window
from qa.english.words import MONTHS, any_of
from qa.question.tallied import Tallied, tallied
from qa.search.mentioned import Standing, TallyTopic, first_sentences, in_a_title, mentioned, near, spoken_of, topic
from qa.types import Answer, Window, Within

_OF_MONTH = re.compile(
    rf"(?P<unit>\b(?:articles?|reports?|stories))\s(?:from|of|in|dated)\s"
    rf"(?P<month>{any_of(*MONTHS.split())}(?:\s\d{{4}})?)\s(?P<rest>[^?.!]+)"
)


def tally(scope: Scope, asked: StandAlone) -> Answer | None:
    """The answer to a question about the folder; None for every other question. Raises IndexInvalid."""
    asked = _dated(asked, scope)
    wanted = tallied(asked.plain, scope.index.sources())
    if wanted is None or (wanted.unit == "people" and scope.index.speakers is None):
        return None
    days = asked.window
    if days is not None and days.kind == "year" and wanted.topic and not scope.any_article(days):
        # Later articles tell of a year, too: its words are a part of the topic then.
        wanted, days = tallied(asked.whole, scope.index.sources()) or wanted, None
    scope = replace(scope, within=_within(scope.within, days, wanted))
    looked_for = topic(scope.index, wanted.topic, wanted.breadth) if wanted.topic else None
    if wanted.topic and looked_for is None:
        return None
    counted = _counted(scope, wanted, looked_for, days)
    if wanted.kind == "list" and wanted.unit == "sources" and _of_somebody(asked.plain, counted):
        return None
    return made(scope, replace(asked, window=days), wanted, counted)


def _of_somebody(question: str, counted: Counted) -> bool:
    """Whether a question for sources rather asks who of those in an article it was: "Who wrote about ...?" asks for an
    author where nothing counts, and a roof that is covered, unlike a strike, is what no article is about."""
    if not re.match(r"who\b", question, re.IGNORECASE):
        return False
    if counted.topic is None or not re.match(r"who\s(?:\w+\s)?cover", question, re.IGNORECASE):
        return not counted.found
    return not in_a_title(counted.topic, counted.found, "cover")


def _counted(scope: Scope, wanted: Tallied, looked_for: TallyTopic | None, days: Window | None) -> Counted:
    """The articles that count, and those that are near to them in meaning."""
    index = scope.index
    among = index.filters.mask(scope.within)
    if looked_for is None:
        if wanted.unit == "people":
            return Counted(
                looked_for, people=quoted(scope, wanted, index.quotations.among(every_article(scope, among)))
            )
        return Counted(looked_for, first_sentences(index, among))
    found = mentioned(index, looked_for, among)
    if wanted.unit == "people":
        found = one_of(scope, wanted.topic, days, found) if wanted.single else found
        articles = np.array(sorted(found), np.int64)
        said = spoken_of(index, looked_for, articles) if wanted.spoken else index.quotations.among(articles)
        return Counted(looked_for, found, people=quoted(scope, wanted, said))
    beside: dict[int, Standing] = {}
    if found or wanted.breadth == "meaning":
        beside = near(index, scope.embedder, wanted.topic, found, among)
    if wanted.breadth == "meaning":
        return Counted(looked_for, found | beside, widened=len(beside))
    return Counted(looked_for, found, beside)


def _dated(asked: StandAlone, scope: Scope) -> StandAlone:
    """The question with the days of "articles from December that mention ...", which names a time before a verb; and a
    month or day without its year counted from the newest article, where the folder has none of the last one."""
    if scope.today is None:
        return asked
    if asked.window is None:
        moved = _OF_MONTH.sub(r"\g<unit> \g<rest> in \g<month>", asked.whole)
        again = window(moved, scope.today) if moved != asked.whole else None
        asked = replace(asked, plain=again[1], window=again[0]) if again else asked
    newest = int(scope.index.filters.days.max(initial=0))
    old = asked.window is not None and asked.window.kind == "calendar" and not scope.any_article(asked.window)
    if old and newest and newest < scope.today.toordinal():
        again = window(asked.whole, datetime.date.fromordinal(newest))
        if again and scope.any_article(again[0]):
            return replace(asked, plain=again[1], window=again[0])
    return asked


def _within(within: Within, days: Window | None, wanted: Tallied) -> Within:
    """The articles that pass the filters, of the days and sources that the question names."""
    if days is not None and days.days.dated:
        within = replace(within, since=days.since, until=days.until)
    if wanted.sources:
        allowed = wanted.sources
        if within.sources is not None:
            allowed = tuple(source for source in allowed if source in within.sources)
        within = replace(within, sources=allowed)
    return within
