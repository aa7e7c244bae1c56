"""Articles over time: whatever their days, the bars are few, have no gap, and hold each article once."""

from __future__ import annotations

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from qa.answer.tally.times import DAYS, MONTHS, over_time, undated
from qa.types import Citation, Document

DAY = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
# Near one another, as those of a folder mostly are; days alone would make centuries of nearly every list.
NEAR = st.builds(
    lambda first, steps: [min(first, datetime.date(9990, 1, 1)) + datetime.timedelta(step) for step in steps],
    DAY,
    st.lists(st.one_of(st.integers(0, 40), st.integers(0, 1300), st.integers(0, 3000)), max_size=12),
)
FOLDERS = st.one_of(st.lists(DAY, max_size=12), NEAR).flatmap(
    lambda days: st.permutations([*days, *[None] * (len(days) % 3)])
)


def cited(days: list[datetime.date | None]) -> list[Citation]:
    return [Citation(number, Document(str(number), "", "x", date=day), 0, 1, "x") for number, day in enumerate(days, 1)]


def span(label: str) -> tuple[datetime.date, datetime.date]:
    """The days that a bar stands for, by its label alone."""
    first, _, last = label.partition("–")
    if last:
        return datetime.date(max(1, int(first)), 1, 1), datetime.date(int(last), 12, 31)
    if len(first) == 4:
        return datetime.date(int(first), 1, 1), datetime.date(int(first), 12, 31)
    if len(first) == 7:
        month = datetime.date.fromisoformat(f"{first}-01")
        later = month.replace(day=28) + datetime.timedelta(4) if month < datetime.date(9999, 12, 1) else None
        return month, later - datetime.timedelta(later.day) if later else datetime.date.max
    return datetime.date.fromisoformat(first), datetime.date.fromisoformat(first)


@given(FOLDERS)
def test_each_article_has_one_bar_and_the_bars_have_no_gap(days: list[datetime.date | None]) -> None:
    bars = over_time(cited(days))
    spans = [span(bar.label) for bar in bars]
    assert all(after[0] - before[1] == datetime.timedelta(1) for before, after in itertools.pairwise(spans))
    for bar, (first, last) in zip(bars, spans, strict=True):
        assert all(first <= day <= last for number in bar.numbers if (day := days[number - 1]))
    dated = [number for number, day in enumerate(days, 1) if day]
    assert sorted(number for bar in bars for number in bar.numbers) == dated
    assert list(undated(cited(days))) == [number for number, day in enumerate(days, 1) if day is None]


@given(FOLDERS)
def test_bars_are_few_and_the_shortest_that_are_few(days: list[datetime.date | None]) -> None:
    bars = over_time(cited(days))
    known = sorted(day for day in days if day)
    if not known:
        assert bars == ()
        return
    assert (len(bars) == 1) == (len(set(known)) == 1)
    assert len(bars) <= 100
    assert bars[0].numbers
    assert bars[-1].numbers
    first, last = known[0], known[-1]
    months = 12 * (last.year - first.year) + last.month - first.month
    assert (len(bars[0].label) == 10) == ((last - first).days < DAYS)
    assert (len(bars[0].label) == 7) == ((last - first).days >= DAYS and months < MONTHS)


def test_months_between_stand_as_none() -> None:
    days = [datetime.date(2024, 11, 30), datetime.date(2025, 2, 1), None, datetime.date(2025, 2, 9)]
    assert [(bar.label, bar.numbers) for bar in over_time(cited(days))] == [
        ("2024-11", (1,)),
        ("2024-12", ()),
        ("2025-01", ()),
        ("2025-02", (2, 4)),
    ]


def test_a_day_far_off_makes_no_thousand_bars() -> None:
    bars = over_time(cited([datetime.date(1987, 5, 1), datetime.date(1601, 1, 1), datetime.date(2025, 1, 1)]))
    assert (bars[0].label, bars[-1].label, len(bars)) == ("1600–1699", "2000–2099", 5)
    bars = over_time(cited([datetime.date(1987, 5, 1), datetime.date(1871, 1, 1)]))
    assert (bars[0].label, bars[-1].label, len(bars)) == ("1870–1879", "1980–1989", 12)


def test_one_day_is_one_bar_and_no_day_none() -> None:
    (bar,) = over_time(cited([datetime.date(2025, 2, 1)] * 3))
    assert (bar.label, bar.numbers) == ("2025-02-01", (1, 2, 3))
    assert over_time(cited([None, None])) == ()
