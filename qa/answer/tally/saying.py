"""The number of a tally, and which articles count, in words."""

from __future__ import annotations

from collections.abc import Sequence

from qa.question.tallied import Tallied
from qa.search.mentioned import TallyTopic
from qa.types import Document, Tally, TallyGroup

NAMED = 3
_ONE = {
    "people": "person",
    "sentences": "sentence",
    "articles": "article",
    "sources": "source",
    "days": "day",
    "weeks": "week",
    "months": "month",
    "years": "year",
}


def rule_of(wanted: Tallied, looked_for: TallyTopic | None, beside: int, widened: int = 0) -> str:
    """Which articles count: `Counted: articles in which “dock” or “docker” with “strike” stand in one sentence, ...`"""
    counted = looked_for.rule if looked_for else "all articles"
    if widened:
        counted += f", and {widened} near in meaning without these words"
    of = _of(wanted)
    too = f" {beside} more {'is' if beside == 1 else 'are'} near in meaning without these words, and not counted."
    return f"Counted: {counted}{of}.{too if beside else ''}"


def people_rule(wanted: Tallied, looked_for: TallyTopic | None) -> str:
    """Who counts as quoted, and in which articles."""
    ends = wanted.kind in ("most", "least")
    if wanted.spoken and looked_for:
        return (
            f"Counted: people who speak of it, in quotation marks or reported, where the article names them in full: "
            f"{looked_for.words} must stand in the sentence that quotes them, in the one before, or in the title and "
            f"beginning of the article{_of(wanted)}{'; each sentence that quotes them' if ends else ''}."
        )
    where = looked_for.rule if looked_for else "all articles"
    if wanted.single:
        where = f"the one of the {where} that is most about it"
    return (
        f"Counted: people whose words stand in {where}{_of(wanted)}, in quotation marks or reported, where the article "
        f"names them in full{'; each sentence that quotes them' if ends else ''}."
    )


def _of(wanted: Tallied) -> str:
    return f", of {' and '.join(wanted.sources)}" if wanted.sources else ""


def nothing(wanted: Tallied, rule: str) -> str:
    """What is said where nothing counts."""
    return f"0 {'people' if wanted.unit == 'people' else 'articles'}. {rule}"


def people_in_words(tally: Tally, *, more: bool) -> str:
    """`12 people (7 articles)`, `Ada Fenn, Bo Lund`, `Ada Fenn (14 sentences)`. `more`: there are more than these."""
    if not tally.groups:
        return "0 people"
    if tally.kind in ("most", "least"):
        winners = [group.label for group in tally.groups if len(group.numbers) == tally.value]
        named = ", ".join(winners[:NAMED]) + (f" and {len(winners) - NAMED} more" if len(winners) > NAMED else "")
        return f"{named} ({_count(tally.value, 'sentences')}{' each' if len(winners) > 1 else ''})"
    if tally.kind == "list":
        rest = len(tally.groups) - NAMED
        return ", ".join(group.label for group in tally.groups[:NAMED]) + (f" and {rest} more" if rest > 0 else "")
    return f"{'more than ' if more else ''}{_count(tally.value, 'people')} ({_count(tally.articles, 'articles')})"


def value_in_words(tally: Tally, wanted: Tallied, documents: Sequence[Document], *, more: bool = False) -> str:
    """`11 articles, 9 reports`, `Coastal Herald`, `Coastal Herald, Energy Ledger (3 articles each)`. `more`: there are
    more than these."""
    if not documents:
        return "0 articles" if wanted.unit == "articles" else f"0 {wanted.unit}"
    if wanted.kind in ("first", "last"):
        return _end(tally, documents)
    if wanted.kind in ("most", "least"):
        return _winners([group for group in tally.groups if group.label and len(group.numbers) == tally.value])
    if wanted.unit == "sources" and wanted.kind == "list":
        named = [group.label for group in tally.groups if group.label]
        rest = len(named) - NAMED
        return ", ".join(named[:NAMED]) + (f" and {rest} more" if rest > 0 else "")
    articles = ("more than " if more else "") + _count(tally.articles, "articles")
    reports = f", {_count(tally.reports, 'reports')}" if tally.reports != tally.articles else ""
    if wanted.unit == "articles":
        return articles + reports
    return f"{_count(tally.value, wanted.unit)} ({articles}{reports})"


def _end(tally: Tally, documents: Sequence[Document]) -> str:
    """The first or last, with all that are of its day; `tally.unit` says whether its source, day or title is told."""
    ends = (
        [document for document in documents if document.date == documents[0].date]
        if documents[0].date
        else documents[:1]
    )
    if tally.unit == "sources":
        names = ", ".join(dict.fromkeys(document.source or document.title for document in ends))
        return f"{names} ({ends[0].date})" if ends[0].date else names
    if tally.unit == "articles":
        return "; ".join(dict.fromkeys(document.title for document in ends[:NAMED]))
    return str(ends[0].date or "no day is told")


def _winners(groups: Sequence[TallyGroup]) -> str:
    if not groups:
        return "none is told"
    each = " each" if len(groups) > 1 else ""
    return f"{', '.join(group.label for group in groups)} ({_count(len(groups[0].numbers), 'articles')}{each})"


def _count(number: int, unit: str) -> str:
    return f"{number:,} {_ONE.get(unit, 'report') if number == 1 else unit}"
