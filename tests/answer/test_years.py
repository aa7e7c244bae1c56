"""Sentences of another year than the question asks about."""

from __future__ import annotations

import datetime

import pytest

from qa.answer.years import of_another_year
from qa.index.passages import pack
from qa.types import Document, Hit


@pytest.mark.parametrize(
    ("question", "text", "unfit"),
    [
        ("Who won the prize in 2020?", "Olga Hein won the prize in 2019.", True),
        ("Who won the prize in 2020?", "Tim Reed won the prize in 2020.", False),
        ("Who won the prize in 2020?", "Tim Reed won the prize.", False),
        ("Who won the prize in 2020?", "Tim Reed won in 2020 what he had lost in 2019.", False),
        ("Who led the club in 2020?", "Ida Moss led the club from 2018 on.", False),
        ("Who led the club in 2020?", "Ida Moss led the club in 2018, 2019 and 2021.", False),
        ("When did Olga Hein, born in 1990, win the prize?", "Olga Hein won the prize in 2019.", False),
        ("Who won the prize?", "Olga Hein won the prize in 2019.", False),
    ],
)
def test_another_year_is_unfit(question: str, text: str, unfit: bool) -> None:
    (passage,) = pack(document := Document("d", "t", text))
    assert of_another_year(question)(Hit(document, passage, 1.0), passage.sentences[0]) is unfit


def test_an_article_of_that_year_may_name_others() -> None:
    document = Document("d", "t", "The bridge, built in 1998, was closed.", date=datetime.date(2024, 3, 1))
    (passage,) = pack(document)
    assert not of_another_year("Which bridge was closed in 2024?")(Hit(document, passage, 1.0), passage.sentences[0])
