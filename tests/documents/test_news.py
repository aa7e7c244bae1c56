"""The news form of .txt files, and titles made from the first sentence."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents import news
from qa.errors import DocumentError
from qa.types import Document

Only = Callable[[str, bytes | str], Document]
Reason = Callable[[str, bytes | str], str]

STORY = "Dr. Ada Holm opened the tide mill of Vale on Friday.\n\n\n\nIt grinds  oats.\u00a0Nobody paid\u200b for it.  "


def test_date_and_source_lines_frame_the_text(document: Only) -> None:
    found = document("a.txt", f" date 2025-12-05 \n\n\n{STORY}\n\n\nBased On ANI Report\n\n \n")
    assert found == Document(
        "a.txt",
        "Dr. Ada Holm opened the tide mill of Vale on Friday.",
        STORY,
        "ANI",
        datetime.date(2025, 12, 5),
    )


def test_both_lines_may_be_missing(document: Only) -> None:
    found = document("a.txt", STORY)
    assert (found.text, found.date, found.source) == (STORY, None, None)


def test_line_ends_are_kept(document: Only) -> None:
    text = "date 2025-12-05\r\n\r\nOne line.\r\n\r\nAnother line.\r\n\r\nBased On ANI Report\r\n"
    assert document("a.txt", text).text == "One line.\r\n\r\nAnother line."
    assert document("b.txt", text.replace("\r\n", "\r")).text == "One line.\r\rAnother line."


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Based On ANI Report", "ANI"),
        ("based on ANI report  ", "ANI"),
        ("\tBASED ON The Vale Gazette REPORT", "The Vale Gazette"),
        ("Based On 24 Hours News Report", "24 Hours News"),
    ],
)
def test_source_lines(document: Only, line: str, source: str) -> None:
    found = document("a.txt", f"The mill stands.\n\n{line}")
    assert (found.source, found.text) == (source, "The mill stands.")


@pytest.mark.parametrize(
    "line", ["Based on a police report", "It is based on ANI Report", "Based On Report", "Based On ANI Report and more"]
)
def test_other_last_lines_stay_text(document: Only, line: str) -> None:
    found = document("a.txt", f"The mill stands.\n\n{line}")
    assert (found.source, found.text) == (None, f"The mill stands.\n\n{line}")


@pytest.mark.parametrize("line", ["date 2025-13-45", "date 05.12.2025", "Date of birth 2025-12-05", "dates 2025-12-05"])
def test_a_date_line_that_is_none_stays_text(document: Only, line: str) -> None:
    found = document("a.txt", f"{line}\nThe mill stands.")
    assert (found.date, found.text) == (None, f"{line}\nThe mill stands.")


def test_a_date_line_further_down_stays_text(document: Only) -> None:
    found = document("a.txt", "The mill stands.\nIt grinds.\ndate 2025-12-05\nIt is old.")
    assert (found.date, found.text) == (None, "The mill stands.\nIt grinds.\ndate 2025-12-05\nIt is old.")


@pytest.mark.parametrize("text", [" \n\t\r\n", "date 2025-12-05\n\nBased On ANI Report", "\u200b\ufeff\n\u2060"])
def test_a_file_without_text_is_reported(reason: Reason, text: str) -> None:
    assert reason("a.txt", text) == "no text in it"


def test_the_title_is_the_first_sentence_shortened_at_a_word(document: Only) -> None:
    words = (
        "The harbour council of Vale spoke for nine hours about ferries, quays, cranes, ropes, sails and lamps again."
    )
    title = document("a.txt", words + " Then it went home.").title
    assert title == "The harbour council of Vale spoke for nine hours about ferries, quays, cranes, ropes, sails and…"
    assert document("b.txt", "x" * 300).title == "x" * 99 + "…"
    assert document("c.txt", "\u2029Mr. J.\u202fHolm\u2028came. He left.").title == "Mr. J. Holm came."


def test_the_title_does_not_take_two_paragraphs(document: Only) -> None:
    assert document("a.txt", "A mill for Vale\n\nIt opened on Friday.").title == "A mill for Vale"


@given(st.text(st.characters(codec="utf-8")))
def test_the_text_is_a_slice_that_loses_nothing_else(text: str) -> None:
    start, end, fields = news.split(text)
    assert 0 <= start <= end <= len(text)
    if fields.date is None and fields.source is None:
        assert text[:start].strip() == text[end:].strip() == ""
    if text.strip():
        assert not text[start:end].startswith(("\n", "\r"))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_the_slice_stands_in_the_file(text: str) -> None:
    framed = f"date 2024-02-29\n{text}\nBased On The Vale Gazette Report\n"
    try:
        found = news.load(framed.encode(), "a.txt")
    except DocumentError:
        return
    assert found.text in framed
    assert found.text.strip() == text.strip()
    assert (found.date, found.source) == (datetime.date(2024, 2, 29), "The Vale Gazette")
    assert 0 < len(found.title) <= 100
