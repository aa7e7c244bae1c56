"""Dates: what words mean on a given day, where a text names days, and that nothing makes the two fail."""

from __future__ import annotations

import datetime
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.english.dates import mentioned, window
from qa.types import Window
from tests.strategies import texts

WEDNESDAY = datetime.date(2025, 12, 10)
PIECES = """
    on Monday|last week|5 December 2025|December 5, 2025|2025-12-05|between|and|from|to|since|May|in May|the 1990s|2024|
    in 2024|early|late 2025|yesterday|31 February|two years ago|the summer of 2023|Q3 2024|5-12 December|2006–09|next|
    until|before the vote in|?|. |“|the latest|99 months ago|the last 999 decades|0000-00-00|the 20th century
"""
pieces = st.sampled_from([piece.strip() for piece in PIECES.split("|")])
dated_texts = st.lists(pieces | texts, max_size=8).map(" ".join)
days = st.dates() | st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened on 18 November 2025.", "18 November 2025 = 2025-11-18"),
        ("On November 18 the council met.", "November 18 = 2025-11-18"),
        ("It opens on January 9.", "January 9 = 2026-01-09"),
        ("On Monday it met.", "Monday = 2025-12-08"),
        ("She said Wednesday that it was late.", "Wednesday = 2025-12-10"),
        ("It will meet on Friday.", "Friday = 2025-12-12"),
        ("It met. It will meet next Tuesday.", "next Tuesday = 2025-12-16"),
        ("Yesterday's vote failed.", "Yesterday = 2025-12-09"),
        ("It closed last week.", "last week = 2025-12-01..2025-12-07"),
        ("Next month it reopens.", "Next month = 2026-01-01..2026-01-31"),
        ("It was built in 2024.", "2024 = 2024-01-01..2024-12-31"),
        ("In December 2024 it closed.", "December 2024 = 2024-12-01..2024-12-31"),
        ("It closed in December.", "December = 2025-12-01..2025-12-31"),
        ("The fair runs from 5 to 12 December.", "5 to 12 December = 2025-12-05..2025-12-12"),
        ("He led it from 2006 to 2009.", "2006 to 2009 = 2006-01-01..2009-12-31"),
        ("He led it in 2006–09.", "2006–09 = 2006-01-01..2009-12-31"),
        ("It ran between March and May 2024.", "March and May 2024 = 2024-03-01..2024-05-31"),
        ("In 2021 and 2023 it closed.", "2021 = 2021-01-01..2021-12-31, 2023 = 2023-01-01..2023-12-31"),
        ("Two years ago, 2000 people lived in 2010 homes.", "Two years ago = 2023-01-01..2023-12-31"),
        ("This may be true every Monday, and on Black Friday.", ""),
        ("It cost $2024 in the last week of the campaign.", ""),
        ("USA Today has it, and 30 February does not.", ""),
    ],
)
def test_the_days_that_a_sentence_names(text: str, expected: str) -> None:
    found = [
        f"{text[m.start : m.end]} = {m.since}" + (f"..{m.until}" if m.until != m.since else "")
        for m in mentioned(text, WEDNESDAY)
    ]
    assert ", ".join(found) == expected


def test_without_the_day_of_writing_only_full_dates_are_days() -> None:
    text = "On Monday, on November 18, last week and on 18 November 2025."
    assert [text[m.start : m.end] for m in mentioned(text, None)] == ["18 November 2025"]


@given(dated_texts, st.none() | days)
def test_mentions_stand_in_the_text_in_order(text: str, written: datetime.date | None) -> None:
    found = mentioned(text, written)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.since <= mention.until
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


QUESTIONS = [json.loads(line) for line in (Path(__file__).parent / "windows.jsonl").open(encoding="utf-8")]
TODAYS = "2025-12-10"


def found(question: str, today: str = TODAYS) -> dict[str, object] | None:
    """The window of a question as the file of questions tells it."""
    given = window(question, datetime.date.fromisoformat(today))
    if given is None:
        return None
    since, until = (str(day) if day else None for day in (given[0].since, given[0].until))
    return {"since": since, "until": until, "latest": given[0].latest}


@pytest.mark.parametrize("held_out", [False, True])
def test_windows_of_the_written_questions(held_out: bool) -> None:
    """The ones held out were looked at only when all was done."""
    asked = [each for each in QUESTIONS if each.get("held_out", False) == held_out]
    missed = [each for each in asked if found(each["question"], each["today"]) != each["window"]]
    for each in missed:
        print(each, found(each["question"], each["today"]))
    assert len(missed) <= 0.05 * len(asked)


@pytest.mark.parametrize("each", [each for each in QUESTIONS if "rest" in each], ids=lambda each: each["question"])
def test_the_question_without_its_time(each: dict[str, str]) -> None:
    given = window(each["question"], datetime.date.fromisoformat(each["today"]))
    assert given is not None
    assert given[1] == each["rest"]


def test_the_words_that_were_understood() -> None:
    today = datetime.date(2025, 12, 10)
    may = datetime.date(2025, 5, 1)
    given = window("What has the mayor said since the election in May about rents?", today)
    assert given == (
        Window("since the election in May", since=may, kind="calendar"),
        "What has the mayor said since the election about rents?",
    )


@given(dated_texts, days)
def test_any_question_has_a_sound_window_or_none(question: str, today: datetime.date) -> None:
    given = window(question, today)
    if given is None:
        return
    asked, rest = given
    assert rest.strip()
    assert asked.text.strip()
    assert asked.latest or asked.since or asked.until
    assert asked.since is None or asked.until is None or asked.since <= asked.until
