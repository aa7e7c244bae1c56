"""Cells of tables and places in rankings."""

from __future__ import annotations

import pytest

from qa.answer.rows import by_row
from qa.index.passages import pack
from qa.reader import Candidate, Reading
from qa.types import Document, Hit

COSTS = """Town | Repairs | Lights

Skarn | 4,211 | 380

Ollby | | 145

Halden | 9,870 | 610"""
RELAY = """The race was held in heavy snow.

Place | Team | Time

1 | Norrland | 1:12:40.2

2 | Karvia | 1:12:58.9

3 | Ostmark | 1:14:02.0"""
LIST = """The regions with the most punctual trains were:

1. Vestmark

2. Halden

3. Orrin"""


def read(title: str, text: str, question: str) -> Reading:
    """What becomes of a reading that took another sentence."""
    document = Document("d", title, text.replace("\n\n", "\n") if "|" in text else text)
    hits = [Hit(document, passage, 1.0) for passage in pack(document)]
    candidates = tuple(Candidate(sentence, hit, -1.0) for hit in hits for sentence in hit.passage.sentences)
    return by_row(question, Reading(candidates, 0.2, None))


@pytest.mark.parametrize(
    ("title", "text", "question", "short"),
    [
        ("Costs of the streets", COSTS, "How much do the lights in Ollby cost?", "145"),
        ("Costs of the streets", COSTS, "halden repairs cost", "9,870"),
        ("Ski relay at Innervik", RELAY, "Who won the ski relay at Innervik?", "Norrland"),
        ("Ski relay at Innervik", RELAY, "Which team came third in the relay at Innervik?", "Ostmark"),
        ("Ski relay at Innervik", RELAY, "What was the time of Karvia in the relay?", "1:12:58.9"),
        ("Trains", LIST, "Which region is second for punctual trains?", "Halden"),
    ],
)
def test_the_cell_that_is_asked_for(title: str, text: str, question: str, short: str) -> None:
    reading = read(title, text, question)
    assert reading.short == short
    assert short in reading.candidates[0].sentence.text
    assert reading.confidence > 0.5


@pytest.mark.parametrize(
    ("title", "text", "question"),
    [
        ("Costs of the streets", COSTS, "How much do the repairs in Ollby cost?"),  # an empty cell
        ("Costs of the streets", COSTS, "How much do the lights in Vestmark cost?"),
        ("Costs of the streets", COSTS, "How much does the quay in Skarn cost?"),
        ("Ski relay at Innervik", RELAY, "Who won the swimming race at Orrin?"),
        ("Ski relay at Innervik", RELAY, "Which team came fifth in the relay at Innervik?"),
        ("Ski relay at Innervik", RELAY, "When was the ski relay at Innervik?"),
        ("Trains", LIST, "Which region is second for late buses?"),
    ],
)
def test_what_half_fits_changes_nothing(title: str, text: str, question: str) -> None:
    reading = read(title, text, question)
    assert (reading.short, reading.confidence) == (None, 0.2)
