"""Names are whole; a word that opens a question, a sentence or tells a month is none."""

from __future__ import annotations

import pytest

from qa.english.phrases import names, phrases

WHOLE = [
    ("What did Will Smith say?", ["Will Smith"]),
    ("When will Will Smith speak?", ["Will Smith"]),
    ("Who did Will Smith's son marry?", ["Will Smith"]),
    ("Will Smith?", ["Will Smith"]),
    ("Will Smith's age?", ["Will Smith"]),
    ("Will Smith, how old is he?", ["Will Smith"]),
    ("Will Smith won the Orrin Prize.", ["Will Smith", "Orrin Prize"]),
    ("Will Smith wins Orrin Prize", ["Will Smith", "Orrin Prize"]),
    ("He spoke first. Will T. Smith spoke last.", ["Will T. Smith"]),
    ("When did May Britt Moser get the prize?", ["May Britt Moser"]),
    ("May Britt Moser was born in Norway.", ["May Britt Moser", "Norway"]),
    ("Will May Britt Moser come?", ["May Britt Moser"]),
    ("What was found by May Britt Moser?", ["May Britt Moser"]),
    ("What did Theresa May say?", ["Theresa May"]),
    ("Who is Louisa May Alcott?", ["Louisa May Alcott"]),
    ("Did Mark Zuberg meet April Jones?", ["Mark Zuberg", "April Jones"]),
    ("August Strindberg wrote to Bill Gates.", ["August Strindberg", "Bill Gates"]),
    ("What did First Minister Anna Berg open in New York?", ["First Minister Anna Berg", "New York"]),
]


@pytest.mark.parametrize(("text", "whole"), WHOLE)
def test_names_are_whole(text: str, whole: list[str]) -> None:
    assert [name.text for name in names(text)] == whole


NO_NAME = [
    ("Will Smith win?", ["Smith"]),
    ("Will Smith's film open?", ["Smith"]),
    ("Will Anna Berg and Tomasz Lund resign?", ["Anna Berg", "Tomasz Lund"]),
    ("May Anna Berg vote?", ["Anna Berg"]),
    ("In May Norway voted.", ["Norway"]),
    ("What happened in May?", []),
    ("On 3 May Berg resigned.", ["Berg"]),
    ("Who met Anna Berg May 9?", ["Anna Berg"]),
    ("When did the New York dockers strike, and since last May Lund has led them?", ["New York", "Lund"]),
    ("WILL THE STATION OPEN", ["STATION OPEN"]),
    ("New rules for Norway", ["Norway"]),
]


@pytest.mark.parametrize(("text", "whole"), NO_NAME)
def test_a_question_and_a_month_open_no_name(text: str, whole: list[str]) -> None:
    assert [name.text for name in names(text)] == whole


def test_phrases_hold_no_article_and_no_genitive() -> None:
    asked = "Why did Norway's energy minister visit the Marlow Sound station?"
    assert [(p.text, p.name) for p in phrases(asked)] == [
        ("Norway", True),
        ("energy minister visit", False),
        ("Marlow Sound station", True),
    ]
    told = "Dr. Inês Carvalho of the Halvern Institute visited Łodzin. The report was good."
    assert [p.text for p in names(told)] == ["Dr. Inês Carvalho of the Halvern Institute", "Łodzin"]
