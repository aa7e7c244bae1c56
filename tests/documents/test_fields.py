"""Dates, titles and addresses: what is read, and what is not guessed."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents.days import is_either, order, parse_date
from qa.documents.fields import clean, clean_url, first_sentence, shorten

ANY = st.text()  # lone surrogates too


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-05",
        " 2025-12-05T23:30:00+05:30 ",
        "2025-12-05 10:30",
        "2025-12-5",
        "2025/12/05",
        "5 December 2025",
        "Dec. 5, 2025 at 7pm",
        "Friday, 5 December 2025",
        "Fri, 05 Dec 2025 10:30:00 EST",
        "20251205",
        "20251205T103000Z",
        "20251205103000",
        "2025/12/05 09:30",
        "1764930600",
        "1764930600.0",
        "1764930600000",
        "Last update 5 Dec 2025",
        "Updated: December 5, 2025, 09:30 IST",
        "Friday 5 December 2025 09.30 GMT",
        "December 5th, 2025 / 4 min read",
        "Published 5 December 2025, updated 7 December 2025",
        "05-Dec-25",
        20251205,
        1764930600,
        1764930600.0,
        1764930600000,
        f"5 December 2025 10:{'9' * 40}",
    ],
)
def test_days(text: object) -> None:
    assert parse_date(text) == datetime.date(2025, 12, 5)


def test_a_day_that_can_only_be_read_one_way() -> None:
    assert parse_date("25/12/2025") == parse_date("12/25/2025") == datetime.date(2025, 12, 25)
    assert parse_date("04.04.2025") == datetime.date(2025, 4, 4)


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2025",
        "Dec 2025",
        "2025",
        "5 December",
        "Friday",
        "05.12.25",
        "2025-13-45",
        "2025-02-30",
        "20251345",
        "99999999999",
        "1.76493E+09",
        "5 December 2025 to 9 December 2025",
        10**30,
        float("nan"),
        float("inf"),
        True,
        "",
        "today",
        "12:30",
        "page 5 of 2025",
        "2025-12-05x",
        "x" * 500,
        None,
        1.5,
        ["2025-12-05"],
    ],
)
def test_what_is_not_one_day(value: object) -> None:
    assert parse_date(value) is None


@given(
    st.dates(datetime.date(1000, 1, 1)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y-%m-%dT%H:%M:%SZ"])
)
def test_dates_that_are_written_out_come_back(day: datetime.date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day


@given(ANY | st.text("0123456789/-. :TZADecmay,+"))
def test_any_text_is_a_day_or_none(text: str) -> None:
    found = parse_date(text)
    assert found is None or str(found.year).zfill(4) in text or re.search(r"\d{9}|\d-.*-\d\d", text)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.booleans(), st.sampled_from("/-."))
def test_the_order_of_a_column_decides(day: datetime.date, day_first: bool, mark: str) -> None:
    """Against the calendar: whatever order one row shows, each row that is written in it comes back."""
    form = mark.join(["%d", "%m"] if day_first else ["%m", "%d"]) + f"{mark}%Y"
    decisive = datetime.date(2020, 7, 25).strftime(form)
    assert order(["", None, 5, day.strftime(form), decisive]) is day_first
    assert parse_date(day.strftime(form), day_first) == day
    assert is_either(day.strftime(form)) == (day.day <= 12 and day.day != day.month)


def test_rows_that_tell_different_orders_decide_nothing() -> None:
    assert order(["25/12/2025", "12/26/2025"]) is None
    assert order(["01/02/2025", "words"]) is None


@given(ANY)
def test_fields_are_one_line_or_nothing(text: str) -> None:
    line = clean(text)
    if line is not None:
        assert line.encode()
        assert line == " ".join(line.split())
        assert 0 < len(line) <= 300


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The mill was built in 1987. Its owner is Ada Lund.", "The mill was built in 1987."),
        ("The tour went London - Paris - Rome.", "The tour went London - Paris - Rome."),
        ("- Ada went home. It rained.", "Ada went home."),
        ("## 3. Results\n\nIt rained.", "Results"),
    ],
)
def test_a_title_made_of_the_first_sentence_has_all_of_it(text: str, title: str) -> None:
    assert first_sentence(text) == title


@given(st.text(st.characters(codec="utf-8")))
def test_a_title_can_be_made_of_any_text(text: str) -> None:
    title = first_sentence(text)
    assert title is None or 0 < len(title) <= 100


@given(st.text("ab ", min_size=1), st.integers(2, 20))
def test_shortening(text: str, limit: int) -> None:
    line = " ".join(text.split())
    short = shorten(line, limit)
    assert len(short) <= limit
    if short != line:
        head = short.removesuffix("…")
        assert line.startswith(head)
        assert line[len(head)] == " " or " " not in line[: limit - 1]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (" https://vale.example/a?b=c#d ", "https://vale.example/a?b=c#d"),
        ("HTTP://vale.example", "HTTP://vale.example"),
        ("javascript:alert(1)", None),
        ("ftp://vale.example", None),
        ("https://vale.example/a b", None),
        ("https://", None),
        ("https://vale.example/" + "x" * 2_000, None),
        (5, None),
    ],
)
def test_urls(url: object, kept: str | None) -> None:
    assert clean_url(url) == kept
