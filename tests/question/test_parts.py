"""Several questions at once are told apart; one question stays whole, to the letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.parts import MOST, parts

WRITTEN = [json.loads(line) for line in (Path(__file__).parent / "parts.jsonl").read_text("utf-8").splitlines()]
LEAST_RIGHT = 0.95


@pytest.mark.parametrize("several", [True, False])
def test_the_written_set(several: bool) -> None:
    """At least 95 of 100 are as they were written, those that stay whole and those that do not each."""
    chosen = [row for row in WRITTEN if (len(row["parts"]) > 1) == several]
    wrong = [
        (row["question"], found)
        for row in chosen
        if (found := [piece.question for piece in parts(row["question"])]) != row["parts"]
    ]
    assert len(chosen) >= 40
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(chosen), wrong


def test_what_names_its_own_thing_stands_alone() -> None:
    assert [piece.alone for piece in parts("Compare the ferry and the train")] == [True, True]
    assert [piece.alone for piece in parts("Who won the race and how old is she?")] == [True, False]


@pytest.mark.parametrize(
    "question", ["Which clinics and WHO recommend masks?", "Who is the head of the council and WHO?"]
)
def test_who_in_capitals_is_a_name_and_opens_no_question(question: str) -> None:
    assert [piece.question for piece in parts(question)] == [question]
    assert len(parts("Who leads WHO and who pays for it?")) == 2


WORDS = 'who|what|and|when|how|is|the|compare|of|first|then|between|vs|Halvern|race|?|,|;|"|2024|difference'


@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS.split("|")), max_size=14).map(" ".join))
def test_any_text_gives_a_few_questions(text: str) -> None:
    found = parts(text)
    assert 1 <= len(found) <= MOST
    assert found[0].alone
    if len(found) == 1:
        assert found[0].question == text
    else:
        assert all(piece.question.strip(" ?") for piece in found)
