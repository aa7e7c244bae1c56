"""Sentences that take the place of one that names the speaker only, or a former age."""

from __future__ import annotations

import pytest

from qa.answer.ages import age_now
from qa.answer.choice import choose
from qa.answer.quoted import gone_on
from qa.index.passages import pack
from qa.reader import Candidate, Reading
from qa.types import Document, Hit

VOTE = "“We must dig a third well,” Ada Lund said. “Whoever waits will drink the sea.” The meeting went on until ten."
LIVES = (
    "Ada Lund was eight years old when she came to Marlow.\n\nEvery day Lund, 64, sees the pier. Per Holt, 70, waits."
)


def reading_of(text: str, best: int) -> Reading:
    """A reading with one of the sentences first."""
    document = Document("d", "News", text)
    found = [
        Candidate(sentence, hit, 0.0)
        for hit in (Hit(document, passage, 1.0) for passage in pack(document))
        for sentence in hit.passage.sentences
    ]
    first = found.pop(best)
    return Reading((Candidate(first.sentence, first.hit, 1.0), *found), 0.5, "Ada Lund")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who said that whoever waits will drink the sea?", "“Whoever waits will drink the sea.”"),
        ("Who wants to dig a third well?", "“We must dig a third well,” Ada Lund said."),
        ("What will whoever waits drink?", "“We must dig a third well,” Ada Lund said."),
    ],
)
def test_a_quotation_goes_on_behind_its_speaker(question: str, first: str) -> None:
    reading = gone_on(question, reading_of(VOTE, 0))
    assert (reading.candidates[0].sentence.text, reading.short) == (first, "Ada Lund")
    assert "Ada Lund said" in " ".join(each.sentence.text for each in choose(question, reading.candidates))


@pytest.mark.parametrize(
    ("question", "short", "first"),
    [
        ("How old is Ada Lund?", "64", "Every day"),
        ("How old is Per Holt?", "70", "Per Holt"),
        ("How old was Ada Lund when she came to Marlow?", "Ada Lund", "Ada Lund was"),
        ("How old is Runa Berg?", "Ada Lund", "Ada Lund was"),
    ],
)
def test_how_old_somebody_is_and_not_was(question: str, short: str, first: str) -> None:
    reading = age_now(question, reading_of(LIVES, 0))
    assert reading.short == short
    assert reading.candidates[0].sentence.text.startswith(first)
    assert len(reading.candidates) == 3
