"""The articles that count -> an Answer: their number, their groups, one citation each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.answer.citations import cite, compose
from qa.answer.scope import Scope, StandAlone
from qa.answer.tally.groups import UNDATED_LAST, copies_of, grouped
from qa.answer.tally.people import Quoted
from qa.answer.tally.saying import nothing, people_in_words, people_rule, rule_of, value_in_words
from qa.answer.tally.times import over_time, undated
from qa.question.tallied import Tallied
from qa.search.mentioned import Standing, TallyTopic
from qa.types import Answer, Citation, Tally, TallyGroup, TallyUnit

# More articles than these are not listed, and their number is not told.
MOST = 5000


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts: articles by their number with the sentence that makes them count, and apart from it what is near in
    meaning; `widened`: so many of those that count are near alone. Of a question about people, who is quoted there."""

    topic: TallyTopic | None
    found: Mapping[int, Standing] = field(default_factory=dict)
    beside: Mapping[int, Standing] = field(default_factory=dict)
    widened: int = 0
    people: Quoted | None = None


def by_day(found: Mapping[int, Standing], *, latest: bool = False) -> list[tuple[int, Standing]]:
    """The earliest first, or the latest. The undated come last either way."""
    sign = -1 if latest else 1

    def place(item: tuple[int, Standing]) -> tuple[int, int]:
        day = item[1].document.date
        return (sign * day.toordinal() if day else UNDATED_LAST), item[0]

    return sorted(found.items(), key=place)


def made(scope: Scope, asked: StandAlone, wanted: Tallied, counted: Counted) -> Answer:
    """The answer to a question of these words. Raises IndexInvalid."""
    if counted.people is not None:
        tally, short, citations = _of_people(wanted, counted, counted.people)
    else:
        tally, short, citations = _of_articles(scope, wanted, counted)
    found = bool(citations)
    nearest = () if found or not wanted.topic else scope.search(wanted.topic, asked.window, None)
    return Answer(
        question=asked.whole,
        text=compose(citations) if found else nothing(wanted, tally.rule),
        short=short,
        found=found,
        confidence=1.0 if found else 0.0,
        citations=citations,
        hits=nearest,
        window=asked.window,
        tally=tally,
    )


def _of_articles(scope: Scope, wanted: Tallied, counted: Counted) -> tuple[Tally, str, tuple[Citation, ...]]:
    found = by_day(counted.found, latest=wanted.kind == "last")
    more = len(found) > MOST
    mentions = [mention for _, mention in found[:MOST]]
    citations = cite((each.document, each.sentence) for each in [*mentions, *counted.beside.values()])
    unit: TallyUnit = wanted.per or wanted.unit
    groups = grouped([each.document for each in mentions], unit, wanted.kind)
    same = copies_of(scope.index, [each.row for each in mentions])
    tally = Tally(
        kind=wanted.kind,
        unit=wanted.unit,
        topic=wanted.topic,
        rule=rule_of(wanted, counted.topic, len(counted.beside), counted.widened),
        value=_value(wanted, groups, len(mentions)),
        articles=len(mentions),
        reports=len(mentions) - sum(len(numbers) - 1 for numbers in same),
        groups=groups,
        same=same,
        near=tuple(range(len(mentions) + 1, len(citations) + 1)),
        times=over_time(citations[: len(mentions)]),
        undated=undated(citations[: len(mentions)]),
        breadth=wanted.breadth,
        per=unit if groups else None,
    )
    return tally, value_in_words(tally, wanted, [each.document for each in mentions], more=more), citations


def _value(wanted: Tallied, groups: tuple[TallyGroup, ...], articles: int) -> int:
    if wanted.kind in ("most", "least"):
        return len(groups[0].numbers) if groups else 0
    if wanted.kind in ("first", "last"):
        return min(articles, 1)
    return articles if wanted.unit == "articles" else sum(bool(group.label) for group in groups)


def _of_people(wanted: Tallied, counted: Counted, quoted: Quoted) -> tuple[Tally, str, tuple[Citation, ...]]:
    citations, groups, more = quoted
    articles = len({citation.document.id for citation in citations})
    ends = wanted.kind in ("most", "least")
    tally = Tally(
        kind=wanted.kind,
        unit="people",
        topic=wanted.topic,
        rule=people_rule(wanted, counted.topic),
        value=(len(groups[0].numbers) if groups else 0) if ends else len(groups),
        articles=articles,
        reports=articles,
        groups=groups,
        times=over_time(citations),
        undated=undated(citations),
        breadth=wanted.breadth,
        per="people" if groups else None,
    )
    return tally, people_in_words(tally, more=more), citations
