"""A day without a year is of the year that a talk is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import qa
from qa.answer.intalk import in_year_of_talk, last_article
from qa.types import Turn

ROWS = [
    ("a", "2019-02-04", "The cable car of Ostrow was stopped by ice on 2 February."),
    ("b", "2019-06-21", "Since June the cable car of Ostrow has carried 31,000 people."),
    ("c", "2026-01-12", "The cheese fair in Bram opens its doors at nine."),
]
ASKED_ON = "2026-05-20"
TALK: list[Turn] = [
    ("user", "What stopped the cable car of Ostrow?"),
    ("assistant", f"{ROWS[0][2]} [1]"),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> qa.Assistant:
    folder: Path = tmp_path_factory.mktemp("talk")
    rows = (json.dumps(dict(zip(("id", "date", "text"), row, strict=True))) for row in ROWS)
    (folder / "articles.jsonl").write_text("\n".join(rows), "utf-8")
    qa.build_index(folder / "articles.jsonl", folder / "index")
    return qa.Assistant.open(folder / "index")


@pytest.mark.parametrize(
    ("typed", "asked", "since", "until"),
    [
        ("since June?", "What stopped the cable car of Ostrow since June 2019?", "2019-06-01", None),
        ("and on 2 February?", "What stopped the cable car of Ostrow on 2 February 2019?", "2019-02-02", "2019-02-02"),
        ("and in May 2021?", "What stopped the cable car of Ostrow in May 2021?", "2021-05-01", "2021-05-31"),
        ("Did it stop in March?", "Did the cable car stop in March 2019?", "2019-03-01", "2019-03-31"),
    ],
)
def test_a_day_without_a_year_is_of_the_year_of_the_talk(
    assistant: qa.Assistant, typed: str, asked: str, since: str, until: str | None
) -> None:
    answer = assistant.ask(typed, history=TALK, asked_on=ASKED_ON)
    assert answer.question == asked
    assert answer.window is not None
    assert (str(answer.window.since), answer.window.until and str(answer.window.until)) == (since, until)


def test_a_year_that_was_named_comes_before_that_of_the_article(assistant: qa.Assistant) -> None:
    talk: list[Turn] = [("user", "What stopped the cable car of Ostrow in 2017?"), TALK[1]]
    asked = in_year_of_talk(assistant.index, "Who came to Ostrow in May?", "in May?", talk)
    assert asked == "Who came to Ostrow in May 2017?"


def test_a_new_topic_and_a_talk_without_a_year_keep_this_year(assistant: qa.Assistant) -> None:
    question = "When does the cheese fair in Bram open in January?"
    assert assistant.ask(question, history=TALK, asked_on=ASKED_ON).question == question
    nowhere: list[Turn] = [("user", "Who?"), ("assistant", "Somebody whom no article here names. [1]")]
    asked = "Who came to Ostrow in May?"
    assert in_year_of_talk(assistant.index, asked, "in May?", nowhere) == asked
    assert last_article(assistant.index, nowhere) is None


def test_a_time_of_which_no_article_is_loses_nothing(assistant: qa.Assistant) -> None:
    asked = "How many people has the cable car of Ostrow carried"
    talk: list[Turn] = [("user", f"{asked}?"), ("assistant", f"{ROWS[1][2]} [1]")]
    answer = assistant.ask("And since August?", history=talk, asked_on="2019-12-30")
    assert answer.question == f"{asked} since August 2019?"
    assert answer.window is not None
    assert not answer.window.held
    assert [citation.document.id for citation in answer.citations] == ["b"]
