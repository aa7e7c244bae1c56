"""Questions that count and list articles -> an Answer with every one of them, each by the sentence that made it count.

tally/
├── __init__.py   the form: a question -> its Answer
├── groups.py     articles by source and time; copies of one report
└── saying.py     the number and the rule in words
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from qa.answer.citations import cite, compose
from qa.answer.scope import Scope, StandAlone
from qa.answer.tally.groups import UNDATED_LAST, copies_of, grouped
from qa.answer.tally.saying import nothing, rule_of, value_in_words
from qa.english.dates import window
from qa.english.words import MONTHS, any_of
from qa.question.tallied import Tallied, tallied
from qa.search.mentioned import Standing, TallyTopic, first_sentences, mentioned, near, topic
from qa.types import Answer, Tally, TallyGroup, TallyUnit, Window, Within

_OF_MONTH = re.compile(
    rf"(?P<unit>\b(?:articles?|reports?|stories))\s(?:from|of|in|dated)\s"
    rf"(?P<month>{any_of(*MONTHS.split())}(?:\s\d{{4}})?)\s(?P<rest>[^?.!]+)"
)
# More articles than these are not listed, and their number is not told.
MOST = 5000


def tally(scope: Scope, asked: StandAlone) -> Answer | None:
    """The answer to a question about the folder; None for every other question. Raises IndexInvalid."""
    asked = _dated(asked, scope)
    wanted = tallied(asked.plain, scope.index.sources())
    if wanted is None:
        return None
    days = asked.window
    if days is not None and days.kind == "year" and wanted.topic and not scope.any_article(days):
        # Later articles tell of a year, too: its words are a part of the topic then.
        wanted, days = tallied(asked.whole, scope.index.sources()) or wanted, None
    within = _within(scope.within, days, wanted)
    among = scope.index.filters.mask(within)
    looked_for = topic(scope.index, wanted.topic) if wanted.topic else None
    if wanted.topic and looked_for is None:
        return None
    if looked_for is None:
        found, beside = first_sentences(scope.index, among), {}
    else:
        found = mentioned(scope.index, looked_for, among)
        beside = near(scope.index, scope.embedder, wanted.topic, found, among)
    if not found and wanted.kind == "list" and wanted.unit == "sources" and asked.plain[:3].casefold() == "who":
        return None  # "Who wrote about ...?" asks for an author as well
    return _answer(asked, days, wanted, looked_for, _ordered(found, wanted), list(beside.values()), scope)


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


def _ordered(found: dict[int, Standing], wanted: Tallied) -> list[tuple[int, Standing]]:
    """By day, the earliest first; the latest first where the last is asked for. The undated come last either way."""
    sign = -1 if wanted.kind == "last" else 1

    def place(item: tuple[int, Standing]) -> tuple[int, int]:
        day = item[1].document.date
        return (sign * day.toordinal() if day else UNDATED_LAST), item[0]

    return sorted(found.items(), key=place)


def _answer(
    asked: StandAlone,
    days: Window | None,
    wanted: Tallied,
    looked_for: TallyTopic | None,
    found: list[tuple[int, Standing]],
    beside: list[Standing],
    scope: Scope,
) -> Answer:
    more = len(found) > MOST
    found = found[:MOST]
    mentions = [mention for _, mention in found]
    citations = cite((each.document, each.sentence) for each in [*mentions, *beside])
    unit: TallyUnit = wanted.per or wanted.unit
    groups = grouped([each.document for each in mentions], unit, wanted.kind)
    same = copies_of(scope.index, [each.row for each in mentions])
    made = Tally(
        kind=wanted.kind,
        unit=wanted.unit,
        topic=wanted.topic,
        rule=rule_of(wanted, looked_for, len(beside)),
        value=_value(wanted, groups, len(mentions)),
        articles=len(mentions),
        reports=len(mentions) - sum(len(numbers) - 1 for numbers in same),
        groups=groups,
        same=same,
        near=tuple(range(len(mentions) + 1, len(citations) + 1)),
    )
    short = value_in_words(made, wanted, [each.document for each in mentions], more=more)
    return Answer(
        question=asked.whole,
        text=compose(citations) if citations else nothing(made.rule),
        short=short,
        found=bool(citations),
        confidence=1.0 if citations else 0.0,
        citations=citations,
        hits=(),
        window=days,
        tally=made,
    )


def _value(wanted: Tallied, groups: tuple[TallyGroup, ...], articles: int) -> int:
    if wanted.kind in ("most", "least"):
        return len(groups[0].numbers) if groups else 0
    if wanted.kind in ("first", "last"):
        return min(articles, 1)
    return articles if wanted.unit == "articles" else sum(bool(group.label) for group in groups)
