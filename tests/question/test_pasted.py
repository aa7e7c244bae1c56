"""A pasted text is told from a question and from a statement to search by."""

from __future__ import annotations

import pytest
from hypothesis import given

from qa.question.pasted import pasted
from tests.strategies import texts

SAID = "The dike at Orrin broke on Monday, and nobody had been told of it."


@pytest.mark.parametrize(
    "typed",
    [
        f"Where is this quotation from? “{SAID}”",
        f'Where is this from? "{SAID}"',
        f"where does “{SAID}” come from?",
        f"Where is this from: {SAID}",
        f"Which article says: {SAID}",
        f"In which report does the sentence “{SAID}” stand?",
        f"Did any article write '{SAID}'?",
        f"Is “{SAID}” in any of these articles?",
        f"“{SAID}” – which article is this from?",
        f"Please find the source of this quote: “{SAID}”",
        f"Who wrote “{SAID}”?",
        f"Where is this from? «{SAID}»",
        f"Where is this from? ``{SAID}''",
    ],
)
def test_the_text_of_which_it_is_asked_where_it_is_from(typed: str) -> None:
    found = pasted(typed)
    assert found
    assert typed[found.start : found.end] == SAID
    assert found.sure or "Who wrote" in typed


@pytest.mark.parametrize(
    ("typed", "sure"),
    [
        (SAID, True),
        ("“We had been told of nothing at all,” the warden of Orrin said.", True),
        ("had been told of it before the dike at Orrin broke", False),
        ("has revealed its plans for the dike at Orrin and the low town", False),
        ("the pay deal of the dockers in the port of Tarnmouth in November", False),
        ("I have heard that the dike at Orrin broke on Monday in the rain.", False),
        ("This former minister was arrested at the airport of Halvern in March.", False),
        ("The dockers of Tarnmouth are on strike for which of these demands this week.", False),
        ("Tell me about the dike at Orrin that broke on Monday.", False),
        ("Please summarise what the articles say about the dike at Orrin.", False),
        ("The dike at Orrin broke on Monday morning.", False),  # as short as somebody's own
    ],
)
def test_a_text_that_stands_alone(typed: str, sure: bool) -> None:
    found = pasted(typed)
    assert found
    assert found[:3] == (0, len(typed), sure)
    assert not (found.sure and found.literal)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "the dockers' pay deal of November",
        f"{SAID} The warden was asleep. Who is to blame?",
        "After the dike at Orrin broke on Monday, the warden was replaced by:",
        "When did the dike at Orrin break and who was told of it?",
        "when did the dike at Orrin break and who was told of it",
        "Did the dike at Orrin break on Monday or on Tuesday of that week",
        "Who said “The dike at Orrin broke on Monday, and nobody had been told of it”?",
        "What does “We had been told of nothing at all” mean in the report on the dike?",
        "Where is the man from who said “We had been told of nothing at all”?",
        "Who wrote “The Dike at Orrin and the Keeper of the Light”?",
        "Which article is “Orrin” from?",
    ],
)
def test_questions_and_topics_are_none(typed: str) -> None:
    assert pasted(typed) is None


@given(texts)
def test_any_text(typed: str) -> None:
    found = pasted(typed)
    assert found is None or 0 <= found.start < found.end <= len(typed)


@pytest.mark.parametrize(
    ("typed", "sure"),
    [
        ("Break down all articles on the old mill by month.", False),
        ("Group the reports about the old mill by newspaper.", False),
        ("Group A was won on Monday by the Herons of Larkholm.", True),
    ],
)
def test_a_request_for_parts_is_no_sentence_of_an_article(typed: str, sure: bool) -> None:
    found = pasted(typed)
    assert found is not None
    assert found.sure is sure
