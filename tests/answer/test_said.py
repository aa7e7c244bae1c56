"""Questions about who said what, over the example articles with the real models."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.answer.quotes import quotes
from qa.assistant import Assistant
from qa.question.said import asked_saying
from qa.search.retriever import Retriever


@pytest.fixture(scope="module")
def assistant(real_index: Path) -> Assistant:
    return Assistant.open(real_index)


def test_what_somebody_says_of_a_topic_is_cited(assistant: Assistant) -> None:
    answer = assistant.ask("What did the mayor of Karsbro say about traffic jams?")
    assert answer.found
    assert answer.short is None
    assert any("wearing a school bag" in citation.text for citation in answer.citations)
    # It says "he": the name goes with the sentence.
    assert {citation.speaker for citation in answer.citations if "school bag" in citation.text} == {"Anselm Dovre"}


def test_who_says_nothing_of_a_topic_is_said_to_say_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("What did Gerda Immel say about the wage agreement?")
    assert not answer.found
    assert answer.citations == ()


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ('Who said "the old stones are fine"?', "Rasmus Thale"),
        ("Who promised that the repairs of the line would be paid for by the state?", "Ágota Wrenfield"),
        ("Who demands a second aid package in the spring?", "Jorunn Ekhaug"),
    ],
)
def test_who_said_it(assistant: Assistant, question: str, speaker: str) -> None:
    assert assistant.ask(question).short == speaker


def test_words_that_nobody_says_have_no_speaker(assistant: Assistant) -> None:
    assert not assistant.ask('Who said "the moon is a lantern for thieves"?').found


@pytest.mark.parametrize(
    "question",
    [
        "What did the report find?",
        "Who wrote the opera?",
        "Who won the marathon?",
        "What did he say about it?",
        "Who said it?",
    ],
)
def test_other_questions_are_left_to_the_reader(question: str) -> None:
    assert asked_saying(question) is None


def test_the_quotations_of_a_speaker_and_on_a_topic(real_index: Path) -> None:
    retriever = Retriever.open(real_index)
    all_hers = quotes(retriever, speaker="Nadia Tullgren")
    assert {said.speaker for said in all_hers} == {"Nadia Tullgren"}
    days = [said.document.date for said in all_hers if said.document.date]
    assert days == sorted(days, reverse=True)
    late = quotes(retriever, speaker="Tullgren", since="2025-12-01")
    assert 0 < len(late) < len(all_hers)
    assert any("batteries" in said.text for said in quotes(retriever, "Tullgren", "the sirens"))
    assert quotes(retriever, about="sirens", sources=["nobody"]) == []
    with pytest.raises(ValueError, match="speaker"):
        quotes(retriever)
