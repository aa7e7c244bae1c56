"""A sentence that states nothing is cited when there is nothing else, and only then."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.english.stems import terms
from qa.reader import ranked, statement
from qa.reader.plugged import PluggedReader
from qa.reader.signals import SignalReader
from qa.reader.statement import BEHIND, silent_last
from qa.reader.trained import TrainedReader
from tests.fakes import BagOfWords
from tests.reader.test_reader import Words, hits_of

QUESTION = "Which harbour town banned the sale of wild honey this spring?"


@pytest.mark.parametrize(
    ("sentence", "silent"),
    [
        ("MARLOW —", True),
        ("By Ada Lund and Runa Halldis", True),
        ("Contributing: Meridian Wire.", True),
        ('A. "Orrin"', True),
        ("1. Sankt Ivar", True),
        ("***", True),
        ("This spring, which harbour town banned the sale of wild honey?", True),
        ("“Which harbour town banned the sale of wild honey?”", True),
        ("Marlow Harbour Town Bans Sale Of Wild Honey", False),  # a headline that may answer
        ("Harbour Town: Marlow, Honey: Wild", False),
        ("Marlow banned it.", False),
        ("Who would buy such honey?", True),
        ("-- Ada Lund", True),
        ("Sign up for our newsletter on honey and harbour towns.", True),
        ("This article first appeared in the Marlow Herald.", True),
        ("Marlow subscribed to the ban.", False),
        ("THE HARBOUR TOWN OF MARLOW BANNED IT ON MONDAY.", False),
        ("marlow", False),
    ],
)
def test_what_states_nothing(sentence: str, silent: bool) -> None:
    hits = hits_of(f"{sentence}\n\nIt was decided on Monday.")
    count = len(hits[0].passage.sentences)
    scores = silent_last(np.zeros(count), QUESTION, hits, terms)
    assert hits[0].passage.sentences[0].text == sentence
    assert (scores[0] == -BEHIND) == silent
    assert scores[-1] == 0


@given(st.lists(st.floats(-50, 50), min_size=3, max_size=3))
def test_the_order_is_kept_but_for_those_that_come_last(found: list[float]) -> None:
    hits = hits_of("MARLOW —\n\nThe town banned honey.\n\nBakers asked for it.")
    scores = silent_last(np.array(found), QUESTION, hits, terms)
    order = [candidate.sentence.text for candidate in ranked(hits, scores)]
    assert order[-1] == "MARLOW —"
    assert (order[0] == "The town banned honey.") == (found[1] >= found[2])


@pytest.mark.parametrize("kind", ["signals", "trained", "plugged"])
def test_no_reader_cites_the_question_itself(kind: str) -> None:
    def idf(term: str) -> float:
        return 2.0

    signals, words = SignalReader(BagOfWords(), terms, idf), Words("harbour")
    readers = {
        "signals": signals,
        "trained": TrainedReader(words, BagOfWords(), terms, idf),
        "plugged": PluggedReader(words, signals),
    }
    found = readers[kind].read(QUESTION, hits_of(f"It rained. {QUESTION} The harbour town of Marlow banned it."))
    assert found.candidates[0].sentence.text == "The harbour town of Marlow banned it."
    assert found.candidates[-1].sentence.text == QUESTION
    assert found.candidates[-1].score < 0 < found.candidates[-1].score + BEHIND


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(statement).failed == 0
