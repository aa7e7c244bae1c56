"""Whose words are asked for: by name, by letters that stand for one, by what somebody is."""

from __future__ import annotations

import doctest

import pytest

from qa.answer import whose
from qa.answer.whose import is_by
from qa.english.quotations import quotations
from qa.english.sentences import split
from qa.types import Document, Said

FIRED = (
    "Dorn on Thursday dismissed treasurer Ada Lund, editor Per Holt and others.\n\nLund confirmed it. "
    "“Five years end today,” she wrote."
)
HEALTH = "The Harbour Health Office said the water was safe."
LETTERS = "HHO said the water was safe."
VOICES = "Officials who came late said the water was safe."
MAYOR = "Ada Lund, the mayor of Calder, said the water was safe."


def speakers(asked: str, text: str) -> set[str | None]:
    document = Document("d", "", text)
    told = [Said(document, quotation) for quotation in quotations(document, split(document))]
    return {each.quotation.speaker for each in told if is_by(asked, each)}


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("Ada Lund", FIRED, {"Ada Lund"}),
        ("Lund", FIRED, {"Ada Lund"}),
        ("the treasurer", FIRED, {"Ada Lund"}),
        ("Dorn", FIRED, set()),  # whose name stands beside hers
        ("Milan Dorn", FIRED, set()),
        ("dorn", FIRED, set()),
        ("the HHO", HEALTH, {"The Harbour Health Office"}),
        ("HHO", LETTERS, {"HHO"}),
        ("the Harbour Health Office", LETTERS, {"HHO"}),
        ("the WHO", VOICES, set()),
        ("the mayor of Calder", MAYOR, {"Ada Lund"}),
        ("Mayor Lund", MAYOR, {"Ada Lund"}),
        ("the mayor of Brekke", MAYOR, set()),
    ],
)
def test_whose_words_are_asked_for(asked: str, text: str, found: set[str]) -> None:
    assert speakers(asked, text) == found


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(whose).failed == 0
