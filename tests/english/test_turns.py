"""Who speaks: the forms of transcripts, and what looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given

from qa.english.sentences import blocks, split
from qa.english.turns import Transcript, unnamed
from qa.types import Document
from tests.strategies import documents


def told(text: str) -> list[tuple[str | None, str]]:
    return [(sentence.speaker, sentence.text) for sentence in split(Document("d", "t", text))]


def speakers(text: str) -> list[str | None]:
    return [speaker for speaker, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ADA LUND: We go. At dawn.\n\nBO EK: No.\n\nADA LUND: Then stay.", ["ADA LUND"] * 2 + ["BO EK", "ADA LUND"]),
        ("Q: Where?\nA: At sea. It rained.\nQ: And then?\nA: I left.", ["Q", "A", "A", "Q", "A"]),
        ("Q. Where was it? A. At sea. Q. And then? A. I left.", ["Q", "A", "Q", "A"]),
        ("Lund — I was born at sea.\n\nHost — Where?\n\nLund — Off Orrin.", ["Lund", "Host", "Lund"]),
        (">> LUND: Hello there.\n>> EK: How are you?", ["LUND", "EK"]),
        ("[00:12] Speaker 1: Hello.\n[00:15] Speaker 2: Who is it?", ["Speaker 1", "Speaker 2"]),
        ("Ada Lund 00:12\nWho is it?\nBo Ek 00:15\nIt is me.", ["Ada Lund", "Ada Lund", "Bo Ek", "Bo Ek"]),
        ("**Ada Lund:** Who is it?\n\n**Bo Ek:** It is me.", ["Ada Lund", "Bo Ek"]),
        ("Dr. Rao (by phone): Who is it?\n\nBo Ek, the pilot: It is me.", ["Dr. Rao", "Bo Ek"]),
        ("Interviewer: What now?\n\nMs. O’Dea-Lund: We build.", ["Interviewer", "Ms. O’Dea-Lund"]),
    ],
)
def test_each_sentence_of_a_turn_has_its_speaker(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


def test_a_turn_goes_on_in_further_paragraphs_and_ends_where_nobody_speaks() -> None:
    text = (
        "Ada Lund: Who is it?\n\nBo Ek: It is me.\n\n(Laughter)\n\nI came by boat.\n\nAda Lund: Sit down.\n\n"
        "I have tea.\n\nThe two met in May.\n\n“We met,” it was said.\n\n## The end\n\nWe thank both."
    )
    assert told(text) == [
        ("Ada Lund", "Ada Lund: Who is it?"),
        ("Bo Ek", "Bo Ek: It is me."),
        (None, "(Laughter)"),
        ("Bo Ek", "I came by boat."),
        ("Ada Lund", "Ada Lund: Sit down."),
        ("Ada Lund", "I have tea."),
        (None, "The two met in May."),
        (None, "“We met,” it was said."),
        (None, "## The end"),
        (None, "We thank both."),
    ]


def test_lines_of_a_talk_are_not_joined_as_wrapped_prose() -> None:
    lines = [
        f"{name}: It is a long way from the harbour to the lighthouse, number {i}." for i, name in enumerate("AB" * 2)
    ]
    lines = [line.replace("A:", "Ada Lund:").replace("B:", "Bo Ek:") for line in lines]
    assert [text for _, text in told("\n".join(lines))] == lines


@pytest.mark.parametrize(
    "text",
    [
        "Date: 5 May\nPlace: Halvern\n\nThe council met. Was it late?\n\nPhoto: Ada Lund\nPhoto: Bo Ek",
        "HALVERN — The council met.\n\nMARLOW — The mayor stayed at home.",
        "Team: Halden\nPoints: 5\n\nTeam: Orrin\nPoints: 3",
        "Halden: The city has 5,000 people.\n\nOrrin: The town has 300.",
        "He was clear: We go.\n\nLund said: We stay. Who goes?",
        "Q. Lund and A. Ek wrote it.",
        "March 17: The quay was closed.\n\nMarch 18: Who may go in?\n\nMarch 17: A boat sank.",
        "Friday, 3 June 2022: It rained.\nMonday: It snowed.\nMonday: Who was cold?",
    ],
)
def test_what_is_no_talk(text: str) -> None:
    assert set(speakers(text)) == {None}


@given(documents)
def test_a_speaker_stands_in_the_text_before_the_end_of_what_is_said(document: Document) -> None:
    for block in blocks(document):
        for sentence in block.sentences:
            assert sentence.speaker is None or sentence.speaker in document.text[: sentence.end]
    starts = [turn.start for turn in Transcript(document.text).turns]
    assert starts == sorted(set(starts))


def test_a_speaker_is_named_where_the_sentence_does_not() -> None:
    assert unnamed("[00:12] ADA LUND: Hello.", "ADA LUND") == ""
    assert unnamed("Lundgren came.", "Lund") == "Lund"
    assert unnamed("Hello.", None) == ""
