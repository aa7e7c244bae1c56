from __future__ import annotations

import numpy as np
import pytest

from qa.lexical import terms
from qa.passages import pack
from qa.reader.question import Asked
from qa.reader.signals import BIAS, CONFIDENCE, WEIGHTS, SignalReader
from qa.types import Document, Hit
from tests.fakes import BagOfWords


def asked(question: str) -> Asked:
    return Asked(question, terms, lambda term: 2.0)


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("When did the bridge open?", "It opened on Monday.", "It opened in the rain."),
        ("In which year did it close?", "It closed in 1987.", "It closed for good."),
        ("How many died in 1912?", "Some 1,490 died in 1912.", "People died in 1912."),
        ("How much did the bridge cost?", "It cost 3.5 million euros.", "It has 16 turbines."),
        ("What was the price of a ticket?", "A ticket was $12.", "A ticket had 12 holes."),
        ("Why was it late?", "It was late because of frost.", "It was very late."),
    ],
)
def test_the_kind_of_thing_asked_for(question: str, holds: str, lacks: str) -> None:
    assert asked(question).kind(holds) == (1.0, 0.0)
    assert asked(question).kind(lacks) == (0.0, 1.0)


def test_a_name_must_be_new() -> None:
    ask = asked("Who married Osgood Pell?")
    assert ask.name_missing("Then Osgood Pell married in secret.") == 1.0
    assert ask.name_missing("In secret he married Wilhelmina Drax.") == 0.0
    assert asked("What happened?").name_missing("Nothing.") == 0.0


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor Ada Lund spoke.",
        "Ada Lund, the long-serving mayor, spoke.",
        "The mayor of Upper Marlow, Ada Lund, spoke.",
    ],
)
def test_a_role_stands_beside_a_name(sentence: str) -> None:
    assert asked("Who is the mayor?").role(sentence) == 1.0
    assert asked("Who was the mayor of Marlow in 2025?").role(sentence) == 1.0
    assert asked("Who is the bishop?").role(sentence) == 0.0
    assert asked("Where is the mayor?").role(sentence) == 0.0


def test_a_number_stands_before_what_is_counted() -> None:
    ask = asked("How many striking dockers marched?")
    assert ask.counted("Some 4,500 dock workers and dockers marched.") == 1.0
    assert ask.counted("The dockers left 14 ships at anchor.") == 0.0
    assert asked("How many people live there?").counted("Three thousand people live there.") == 1.0


def test_shares_weigh_rare_words_more_and_ignore_function_words() -> None:
    ask = Asked("Who is the keeper of the lighthouse?", terms, {"keeper": 1.0, "lighthous": 4.0}.__getitem__)
    assert ask.share({"lighthous"}) == pytest.approx(5 / 7)
    assert ask.share({"keeper", "the", "who"}) == pytest.approx(2 / 7)
    assert asked("Who is it?").share({"who"}) > 0  # nothing but function words: they count


@pytest.fixture
def hits() -> list[Hit]:
    text = "Ada Lund opened the bridge. It cost 3 million euros.\n\nThe ferry sank on Monday near the old quay."
    document = Document("d", "News", text)
    other = Document("e", "Harvest", "Apple growers picked fewer apples.")
    return [Hit(document, pack(document)[0], 1.0), Hit(other, pack(other)[0], 0.2)]


def test_all_sentences_are_ranked_by_the_weighted_signals(hits: list[Hit]) -> None:
    reader = SignalReader(BagOfWords(), terms, lambda term: 2.0)
    question = "How many euros did it cost?"
    signals = reader.signals(question, hits)
    assert signals.shape == (4, len(WEIGHTS))
    reading = reader.read(question, hits)
    assert reading.candidates[0].sentence.text == "It cost 3 million euros."
    scores = sorted(signals @ np.array(list(WEIGHTS.values())), reverse=True)
    assert [candidate.score for candidate in reading.candidates] == pytest.approx(scores)
    best = dict(zip(WEIGHTS, signals[1], strict=True))
    logit = BIAS + sum(weight * best[name] for name, weight in CONFIDENCE.items())
    assert reading.confidence == pytest.approx(1 / (1 + np.exp(-logit)))


def test_confidence_falls_when_the_question_is_about_something_else(hits: list[Hit]) -> None:
    reader = SignalReader(BagOfWords(), terms, lambda term: 2.0)
    assert (
        reader.read("Who opened the bridge?", hits).confidence > reader.read("Who painted Guernica?", hits).confidence
    )


def test_no_hits_no_answer() -> None:
    reading = SignalReader(BagOfWords(), terms, lambda term: 2.0).read("Who?", [])
    assert (reading.candidates, reading.confidence, reading.short) == ((), 0.0, None)
