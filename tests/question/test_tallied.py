"""Which questions are about the folder itself, and what they ask of it."""

from __future__ import annotations

import pytest

from qa.question.tallied import tallied


@pytest.mark.parametrize(
    "question",
    [
        "Does the article mention a price?",
        "Has the report named the pilot?",
        "Is the story about a well?",
        "Is there anything about the toll in the article?",
        "Who is quoted in this report?",
        "How many people are quoted in the story?",
        "Whom does the article quote most?",
    ],
)
def test_what_stands_in_one_text_is_no_matter_of_the_folder(question: str) -> None:
    assert tallied(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "How many articles does the treaty have?",
        "How many stories does the mill have?",
        "How many outlets does the lake have?",
        "How many reports did the auditors publish?",
        "How many reports of theft are there?",
        "Who covered the costs of the funeral?",
        "How many names were on the banner?",
        "How many covers were sold?",
        "How many covered the stretch in under an hour?",
        "Split the bill by month.",
        "Show me all that the keeper owns.",
    ],
)
def test_things_with_the_names_of_units_are_no_matter_of_the_folder(question: str) -> None:
    assert tallied(question) is None


@pytest.mark.parametrize("asking", ["Any", "Is there any", "Do you have any", "Give me", "Give me any"])
def test_any_news_asks_what_is_new_and_any_reports_for_a_list(asking: str) -> None:
    assert tallied(f"{asking} news on the dyke?") is None
    assert tallied(f"{asking} reports on the dyke?") is not None


@pytest.mark.parametrize(
    "listing", ["All news on the dyke", "Find any news on the dyke", "Any news articles about the dyke?"]
)
def test_what_asks_for_articles_stays_a_list(listing: str) -> None:
    asked = tallied(listing)
    assert asked is not None
    assert (asked.kind, asked.unit, asked.topic) == ("list", "articles", "the dyke")


@pytest.mark.parametrize(
    ("question", "kind", "unit", "topic"),
    [
        ("Do the articles mention a price?", "list", "articles", "a price"),
        ("Does any article mention a price?", "list", "articles", "a price"),
        ("Is there anything about the toll?", "list", "articles", "the toll"),
        ("How many articles does the folder have?", "count", "articles", ""),
        ("How many mention the toll?", "count", "articles", "the toll"),
        ("Who is quoted in the report on the well?", "list", "people", "the well"),
        ("Who is quoted most?", "most", "people", ""),
        ("Who covered the flood?", "list", "sources", "the flood"),
    ],
)
def test_what_is_asked_of_the_folder(question: str, kind: str, unit: str, topic: str) -> None:
    asked = tallied(question)
    assert asked is not None
    assert (asked.kind, asked.unit, asked.topic) == (kind, unit, topic)


@pytest.mark.parametrize(
    ("question", "spoken"),
    [
        ("Who is quoted most about the toll?", True),
        ("Which people are quoted on the toll?", True),
        ("Who is quoted most about the toll in these articles?", True),
        ("Who is quoted most in articles about the toll?", False),
        ("Who is quoted in the coverage of the toll?", False),
        ("Who is quoted most?", False),
    ],
)
def test_whether_what_is_said_or_its_article_is_on_a_topic(question: str, spoken: bool) -> None:
    asked = tallied(question)
    assert asked is not None
    assert asked.spoken is spoken
