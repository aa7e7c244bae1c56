"""Heads of text files, lines that are days, days in names of files."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents import found_days, head
from qa.types import Document

Only = Callable[[str, bytes | str], Document]

BODY = "The kiln of Sund burns again. It takes 400 bricks."
DAY = datetime.date(2025, 12, 5)


@pytest.mark.parametrize(
    ("lines", "title", "source", "kept"),
    [
        ("HEADLINE: Kiln burns again\nBYLINE: Nora Velt\nLOAD-DATE: 5 December 2025",
         "Kiln burns again", None, "BYLINE: Nora Velt"),
        ("Title: Kiln burns again\nPublished: Dec 5, 2025\nSource: Sund Post", "Kiln burns again", "Sund Post", ""),
        ("headline:\nKiln burns again\n\ndate: 2025-12-05\n\nlength: 61 words", "Kiln burns again", None, ""),
        ("Kiln burns again\nFriday, 5 December 2025", "Kiln burns again", None, "Kiln burns again"),
        ("Kiln burns again\r\n\r\nBy Nora Velt\r\nUpdated 5 December 2025",
         "Kiln burns again", None, "Kiln burns again\n\nBy Nora Velt"),
        ("Category: News\nTitle: Kiln burns again\nDate: 2025-12-05", "Kiln burns again", None, "Category: News"),
        ("From: Nora Velt <nora@post.example>\nTo: Desk\nDate: Fri, 5 Dec 2025 09:12:33 +0100\n"
         "Subject: Kiln burns\n again",
         "Kiln burns again", "Nora Velt",
         "From: Nora Velt <nora@post.example>\nTo: Desk\nDate: Fri, 5 Dec 2025 09:12:33 +0100"),
        ("date 2025-12-05\n\nTITLE: Kiln burns again\nSOURCE: Sund Post", "Kiln burns again", "Sund Post", ""),
    ],
)  # fmt: skip
def test_heads(document: Only, lines: str, title: str, source: str | None, kept: str) -> None:
    found = document("a.txt", f"{lines}\n\n{BODY}")
    text = f"{kept}\n\n{BODY}" if kept else BODY
    assert found == Document("a.txt", title, text, source, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "Background: Kilns are old.\n\nMethods: We burnt 400 bricks on 5 December 2025.",
        "Host: Good evening.\nNora Velt: Good evening.\n\nHost: Where is the kiln?",
        "Source: the river Sund rises there.\n\nIt is cold.",
        "Kiln burns again\n\nThe kiln of Sund burns again.",
        "From: the beginning.\n\nTo: the end.",
        "Date: unknown\n\nThe kiln is old.",
        "Title: Kiln burns again\nDate: 2025-12-05\n",
    ],
)
def test_texts_without_a_head_stay_whole(document: Only, text: str) -> None:
    found = document("a.txt", text)
    assert found.text == text.rstrip("\n")
    assert (found.date, found.source) == (None, None)


def test_a_byline_alone_is_no_title(document: Only) -> None:
    found = document("a.txt", f"BYLINE: Nora Velt\n\n{BODY}")
    assert (found.title, found.text) == ("The kiln of Sund burns again.", f"BYLINE: Nora Velt\n\n{BODY}")


def test_a_title_without_a_blank_line_under_it(document: Only) -> None:
    assert document("a.txt", f"Kiln burns again\n{BODY}").title == "Kiln burns again"
    wrapped = "The kiln of Sund, which was cold for eleven years, burns again for the\nBrick makers of the town."
    assert document("a.txt", wrapped).title == " ".join(wrapped.split())


@pytest.mark.parametrize(
    "line",
    [
        "March 16, 2024 Saturday",
        "Saturday, 16 March 2024",
        "Published: 16 mars 2024, 10:30",
        "Last updated on March 16th, 2024 at 10.30 p.m. EST",
        "2024-03-16T10:30:00Z",
        "16 March 2024 | 10:30 CET",
        "16.03.2024",
    ],
)
def test_lines_that_are_days(line: str) -> None:
    assert found_days.in_line(line) == datetime.date(2024, 3, 16)


@pytest.mark.parametrize(
    "line",
    ["On 16 March 2024", "03/04/2024", "March 2024", "16 March 2024 to 18 March 2024", "31 April 2024", "2024", ""],
)
def test_lines_that_are_none(line: str) -> None:
    assert found_days.in_line(line) is None


@pytest.mark.parametrize(
    "name",
    [
        "2025-12-05-kiln", "20251205_kiln", "kiln_20251205", "kiln 5 Dec 2025", "Dec. 5, 2025 kiln", "2025_12_5",
        "2025.12.05 kiln 400", "20251205T1030-kiln",
    ],
)  # fmt: skip
def test_a_day_in_the_name_of_a_file(document: Only, name: str) -> None:
    assert document(f"{name}.txt", BODY).date == DAY
    assert document(f"{name}.md", BODY).date == DAY
    assert document(f"{name}.txt", f"date 2024-01-02\n\n{BODY}").date == datetime.date(2024, 1, 2)


@pytest.mark.parametrize(
    "name",
    ["2025-12-05-to-2025-12-07", "03-04-2025", "19991399", "1984", "12345678901", "2025-13-40", "kiln", "id4020251205"],
)
def test_names_without_one_day(document: Only, name: str) -> None:
    assert document(f"{name}.txt", BODY).date is None


def test_a_title_that_is_no_field_stays(document: Only) -> None:
    long = "Kiln " * 100
    assert long.strip() in document("a.txt", f"HEADLINE:\n{long}\nDate: 2025-12-05\n\n{BODY}").text
    folded = "Subject: Kiln\n" + " burns again\n" * 26 + f"Date: 2025-12-05\n\n{BODY}"
    assert document("b.txt", folded).text.count("burns again") == 27


LINES = st.lists(
    st.sampled_from(
        [
            "HEADLINE: Kiln", "Date: 2025-12-05", "date: never", "By Nora Velt", "5 December 2025", "", "  set in",
            "Kiln burns", "From: Nora <n@post.example>", "Subject:", "Source: Sund Post", BODY, "Host: Good evening.",
            "LENGTH: 5 words",
        ]
    ),
    max_size=12,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_head_loses_only_what_its_fields_say(lines: list[str], end: str) -> None:
    text = end.join(lines)
    found = head.read(text)
    if found is None:
        return
    left = "\n".join(found.kept) + text[found.start :]
    told = " ".join(str(value) for value in (found.fields.title, found.fields.date, found.fields.source))
    for line in lines:
        value = line.partition(": ")[2] or line
        if value in ("5 December 2025", "2025-12-05"):
            assert "2025-12-05" in told or value in left + told
        elif not line.startswith(("LENGTH", "Subject")):
            assert value.strip() in left or value.strip() in told
    assert text[found.start :].strip()


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = head.read(text)
    assert found is None or 0 < found.start < len(text)
    found_days.in_line(text)
    found_days.in_name(text)
