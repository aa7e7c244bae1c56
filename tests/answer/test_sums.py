"""Prices, deeds and senders: sentences that answer by their form, and those that a like word brought up."""

from __future__ import annotations

import pytest

from qa.answer.deeds import done
from qa.answer.senders import signed
from qa.answer.sums import of_a_mishap, on_money
from qa.index.passages import pack
from qa.reader import Candidate, Reading
from qa.types import Document, Hit, Sentence


def reading_of(text: str, best: int = 0, confidence: float = 0.5, title: str = "News", source: str = "") -> Reading:
    """A reading of all sentences of a text, one of them first."""
    document = Document("d", title, text, source=source or None)
    found = [
        Candidate(sentence, hit, 0.0)
        for hit in (Hit(document, passage, 1.0) for passage in pack(document))
        for sentence in hit.passage.sentences
    ]
    first = found.pop(best)
    return Reading((Candidate(first.sentence, first.hit, 1.0), *found), confidence, "few words")


def again(hits: list[Hit]) -> Reading:
    """Points at the whole of the sentence that it is given."""
    return Reading((), 1.0, hits[0].passage.sentences[0].text)


@pytest.mark.parametrize(
    ("question", "text", "unfit"),
    [
        ("How much does a seat at the opera cost?", "The strike cost the opera 90,000 francs.", True),
        ("What is the price of a season pass?", "The outage will cost them 2 million dollars.", True),
        ("How much did the strike cost?", "The strike cost the opera 90,000 francs.", False),
        ("How much did the damage cost the town?", "The storm cost the town 3 million pounds.", False),
        ("How much does a seat at the opera cost?", "A seat costs 45 francs since the strike.", False),
        ("Who paid for the opera?", "The strike cost the opera 90,000 francs.", False),
    ],
)
def test_what_a_mishap_cost_is_no_price(question: str, text: str, unfit: bool) -> None:
    (passage,) = pack(document := Document("d", "t", text))
    sentence: Sentence = passage.sentences[0]
    assert of_a_mishap(question)(Hit(document, passage, 1.0), sentence) is unfit


TOLLS = (
    "This order is for lorries of over 12 tonnes on the Sund bridge. The toll for a lorry is 31 kroner. Buses pay 9."
)


@pytest.mark.parametrize(
    ("question", "first", "short"),
    [
        ("How high is the toll for a lorry on the Sund bridge?", "The toll", "The toll for a lorry is 31 kroner."),
        ("How high is the toll for a lorry on the Orra bridge?", "This order", "few words"),
        ("How heavy is a lorry on the Sund bridge?", "This order", "few words"),
    ],
)
def test_a_sentence_on_money_goes_first(question: str, first: str, short: str) -> None:
    reading = on_money(question, reading_of(TOLLS), again)
    assert (reading.candidates[0].sentence.text.startswith(first), reading.short) == (True, short)
    assert (len(reading.candidates), reading.confidence) == (3, 0.5)


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("The fair sold 4,100 passes in a day.", 0.0),
        ("A pass is 12 zloty at the gate.", 0.5),
        ("Passes are free for children.", 0.5),
        ("It costs as much as a loaf of bread.", 0.5),
        ("Pass | one day | 12", 0.5),
    ],
)
def test_no_price_without_a_word_on_money(text: str, confidence: float) -> None:
    assert on_money("How much does a pass for the fair cost?", reading_of(text), again).confidence == confidence


BOARD = "The pool is to be sold to the rowers, the board agreed after midnight. The board met in the old brewery."


@pytest.mark.parametrize(
    ("question", "text", "sure"),
    [
        ("What did the board agree?", BOARD, True),
        ("What did the board agree about the pool?", BOARD, True),
        ("What did the board buy?", "A second boat house, the board has at last bought for its rowers.", True),
        ("What did the rowers agree?", BOARD, False),
        ("What did the board agree about the brewery in Lund?", BOARD, False),
        ("What did the board buy?", "The board never bought the boat house by the river.", False),
        ("What did the board agree?", "The board agreed.", False),
        ("What did they agree?", BOARD, False),
    ],
)
def test_who_does_just_that(question: str, text: str, sure: bool) -> None:
    assert (done(question, reading_of(text, confidence=0.05), 0.18).confidence > 0.18) is sure
    assert done(question, reading_of(text, confidence=0.4), 0.18).confidence == 0.4


HEADED = "From: Ebba Storm <ebba@pilots.example>\nTo: Crew\n\nThe buoy at Kron drifts.\n\n> Has the lamp been seen?"
LETTER = "Dear editor,\n\nthe buoy at Kron drifts since May.\n\nYours faithfully,\nOtto Rask\nPilot"


@pytest.mark.parametrize(
    ("question", "text", "source", "short", "first"),
    [
        ("Who sent the message about the buoy?", HEADED, "", "Ebba Storm", "From: Ebba Storm"),
        ("Who wrote the letter on the buoy at Kron?", LETTER, "", "Otto Rask", "Otto Rask"),
        ("Whose is the letter about the buoy?", LETTER.replace("Otto Rask", "Otto"), "Otto Rask", "Otto Rask", "Otto"),
        ("Who sent the message about the lamp?", HEADED, "", "few words", "The buoy"),
        ("Who wrote the book about the buoy?", LETTER, "", "few words", "the buoy"),
        ("Who sent the message about the buoy?", "The buoy drifts.\n\nBest of all: it floats.", "", "few words", "The"),
    ],
)
def test_who_sent_a_message(question: str, text: str, source: str, short: str, first: str) -> None:
    document = Document("d", "", text)
    sentences = [sentence.text for passage in pack(document) for sentence in passage.sentences]
    best = next(at for at, sentence in enumerate(sentences) if "buoy" in sentence)
    reading = signed(question, reading_of(text, best, 0.05, "", source))
    assert reading.short == short
    assert reading.candidates[0].sentence.text.startswith(first)
    assert len(reading.candidates) == len(sentences)
