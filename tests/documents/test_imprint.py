"""Lines that say where and when an article appeared, under its title, in texts and in Markdown."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents import found_days, imprint, markdown
from qa.documents.fields import Fields
from qa.types import Document
from tests.strategies import texts

Only = Callable[[str, bytes | str], Document]

DAY = datetime.date(2022, 3, 11)
TITLE = "Weir opens at Tolven"
BODY = "The weir at Tolven holds back the river. It has nine gates."

WHOLE = [
    ("CNN, 2022-03-11", "CNN"),
    ("The Harbour Post | 11 March 2022", "The Harbour Post"),
    ("2022-03-11 – Tolven Gazette", "Tolven Gazette"),
    ("Times of Tolven, March 11, 2022", "Times of Tolven"),
    ("Mail on Sunday, 11 March 2022", "Mail on Sunday"),
    ("Radio Tolven: 11 March 2022", "Radio Tolven"),
    ("tolven-post.example (2022-03-11)", "tolven-post.example"),
    ("iTolven 2022-03-11", "iTolven"),
    ("The Sun, 11 March 2022", "The Sun"),
    ("Friday, 11 March 2022", None),
    ("2022-03-11", None),
]
IN_PART = [
    ("Tolven, 11 March 2022", None),
    ("Tolven, Estmark, 11 March 2022", None),
    ("By Nora Velt | 11 March 2022", None),
    ("Nora Velt | The Harbour Post | 11 March 2022", "The Harbour Post"),
    ("TOLVEN (Reuters) - 11 March 2022", "Reuters"),
    ("The Harbour Post, Friday 11 March 2022, 10:30 GMT", "The Harbour Post"),
]
TEXT = [
    "It opened on 11 March 2022",
    "Weir opens at Tolven, 2022-03-11",
    "Born 11 March 2022",
    "Deadline 2022-03-11",
    "On 11 March 2022",
    "11 March 2022 to 13 March 2022",
    "The Harbour Post, 03/04/2022",
    "The Harbour Post, March 2022",
    "A day of nine gates, many people, much noise and little to eat, 11 March 2022",
    "“Tolven”, 11 March 2022?",
]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(("line", "source"), WHOLE)
def test_a_line_that_the_fields_take_up_leaves(
    document: Only, line: str, source: str | None, gap: str, name: str
) -> None:
    found = document(name, f"{TITLE}{gap}{line}\n\n{BODY}")
    assert (found.title, found.date, found.source) == (TITLE, DAY, source)
    assert found.text == f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(("line", "source"), IN_PART)
def test_a_line_that_says_more_stays(document: Only, line: str, source: str | None, name: str) -> None:
    found = document(name, f"{TITLE}\n\n{line}\n\n{BODY}")
    assert (found.title, found.date, found.source) == (TITLE, DAY, source)
    assert found.text == f"{TITLE}\n\n{line}\n\n{BODY}"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("line", TEXT)
def test_no_day_is_taken_out_of_text(document: Only, line: str, name: str) -> None:
    found = document(name, f"{TITLE}\n\n{line}\n\n{BODY}")
    assert (found.date, found.source) == (None, None)
    assert line in found.text


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "text",
    [
        "The weir was blessed in the\nHarbour Post, 11 March 2022\nNobody wrote of it.",
        "The weir was seen by the man of\nHarbour Post, 11 March 2022\nand nobody else.",
        "The weir was seen at night:\nHarbour Post, 11 March 2022\nNobody else wrote of it.",
        "Days of the weir\nTolven, 2022-03-11\nHalvern, 2022-03-12\n\nThese are all.",
        "It rained. " * 40 + "\nHarbour Post, 11 March 2022\nIt rained on.",
        "It rained.\n\n11 March 2022\n\nIt rained on.",
        f"{BODY}\n\nIt rained.\n\nHarbour Post | 11 March 2022\n\nIt rained on.",
        f"{TITLE}\nHarbour Post | 11 March 2022",
    ],
)
def test_lines_of_running_text_and_of_lists_stay(document: Only, text: str, name: str) -> None:
    found = document(name, text)
    assert (found.date, found.source) == (None, None)
    assert "".join(found.text.split()) == "".join(text.split())


def test_a_title_may_be_a_sentence_over_an_imprint(document: Only) -> None:
    for name in ("a.txt", "a.md"):
        found = document(name, f"Who opens the weir?\nCNN, 2022-03-11\n\n{BODY}")
        assert (found.title, found.date, found.source) == ("Who opens the weir?", DAY, "CNN")


def test_in_markdown_its_marks_are_none_of_the_name(document: Only) -> None:
    for head in (f"# {TITLE}", f"{TITLE}\n====", f"**{TITLE}**"):
        for line in ("*The Harbour Post | 11 March 2022*", "[The Harbour Post](https://post.example), 2022-03-11"):
            found = document("a.md", f"{head}\n{line}\n{BODY}")
            assert (found.title, found.date, found.source) == (TITLE, DAY, "The Harbour Post")
            assert found.text.removeprefix("# ") == f"{TITLE}\n\n{BODY}"


def test_what_a_file_states_counts_first(document: Only) -> None:
    stated = document("a.md", f"---\ndate: 2021-01-02\n---\n# {TITLE}\n\nCNN, 2022-03-11\n\n{BODY}")
    assert (stated.date, stated.source) == (datetime.date(2021, 1, 2), "CNN")
    assert "CNN, 2022-03-11" in stated.text
    news = document("2020-05-06-weir.txt", f"date 2021-01-02\n\n{TITLE}\nCNN, 2022-03-11\n\n{BODY}")
    assert (news.date, news.source) == (datetime.date(2021, 1, 2), "CNN")
    assert "CNN, 2022-03-11" in news.text
    named = document("2020-05-06-weir.txt", f"{TITLE}\nCNN, 2022-03-11\n\n{BODY}")
    assert named.date == DAY


PIECES = st.lists(st.sampled_from([line for line, _ in [*WHOLE, *IN_PART]] + TEXT + [TITLE, BODY, "", "- x", "## y"]))


@given(st.one_of(PIECES.map("\n".join), texts))
def test_whatever_stands_there_a_line_that_leaves_is_in_the_fields(text: str) -> None:
    fields, body = markdown.imprinted(Fields(), text)
    assert fields.date is None or datetime.date.fromisoformat(str(fields.date))
    left = "".join(text.split())
    if fields.date is None:
        assert body == text
    elif fields.source is not None:
        assert str(fields.source) in imprint.plain(text) or "](" in text
    assert len("".join(body.split())) >= len(left) - 2 * found_days.LINE_LENGTH


@given(texts)
def test_any_line_is_read(line: str) -> None:
    found = imprint.read(line)
    if found:
        assert found.source is None or found.source in line
        assert found.date.year
