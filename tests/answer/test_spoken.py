"""Whose words they are, and questions that an article asks itself: with a reader that counts shared words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from qa.answer.citations import cite
from qa.answer.interview import answered_there
from qa.answer.spoken import read
from qa.english.stems import terms
from qa.index.passages import pack
from qa.reader import Reading, ranked
from qa.types import Document, Hit, Sentence

TALK = """Host: Our guest is Perrin Oakes. How full is the lake?

Perrin Oakes: It stands at 61 per cent. I have sold two boats.

Ines Tarrow: May I come in? I farm below the dam, and have sold 40 cows.

Host: And the mayor?

Perrin Oakes: My brother Bo Oakes is the mayor of Dunmere. Ines Tarrow has sold 40 cows."""


class Counting:
    """Ranks by shared words, and gives the whole best sentence as the short answer."""

    def __init__(self) -> None:
        self.given: list[Hit] = []

    def warm(self) -> None:
        pass

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        self.given = list(hits)
        asked = set(terms(question))
        scores = [len(asked & set(terms(s.text))) for hit in hits for s in hit.passage.sentences]
        candidates = ranked(hits, np.array(scores, np.float64))
        return Reading(candidates, 0.5, candidates[0].sentence.text if candidates else None)


def hits(text: str, title: str = "A talk") -> list[Hit]:
    document = Document("d", title, text)
    return [Hit(document, passage, -float(at)) for at, passage in enumerate(pack(document))]


def test_who_speaks_of_himself_does_not_answer_for_another() -> None:
    reading = read(Counting(), "How many cows has Perrin Oakes sold?", hits(TALK))
    texts = [candidate.sentence.text for candidate in reading.candidates]
    assert not any("I farm below the dam" in text for text in texts)
    assert "Ines Tarrow has sold 40 cows." in texts
    own = read(Counting(), "How many cows has Ines Tarrow sold?", hits(TALK))
    assert any("I farm below the dam" in candidate.sentence.text for candidate in own.candidates)
    anyone = read(Counting(), "How many cows were sold?", hits(TALK))
    assert len(anyone.candidates) == sum(len(hit.passage.sentences) for hit in hits(TALK))


def test_the_hits_of_a_reading_are_those_that_were_found() -> None:
    found = hits(TALK)
    for candidate in read(Counting(), "How many cows has Perrin Oakes sold?", found).candidates:
        assert any(candidate.hit is hit for hit in found)
        assert candidate.sentence in candidate.hit.passage.sentences


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who farms below the dam?", "Ines Tarrow"),
        ("Who sold two boats?", "Perrin Oakes"),
        ("Who is the mayor of Dunmere?", "Perrin Oakes: My brother Bo Oakes is the mayor of Dunmere."),  # names one
        ("What was farmed below the dam?", "I farm below the dam, and have sold 40 cows."),
    ],
)
def test_who_did_what_is_told_in_the_first_person_is_who_speaks(question: str, short: str) -> None:
    class Named(Counting):
        def read(self, question: str, hits: Sequence[Hit]) -> Reading:
            reading = super().read(question, hits)
            return Reading(reading.candidates, reading.confidence, (reading.short or "").replace("My brother ", ""))

    reader = Named() if "mayor" in question else Counting()
    told = read(reader, question, hits(TALK)).short
    assert told == short.replace("My brother ", "")


def test_a_reader_is_given_what_a_passage_is_read_with() -> None:
    rows = "\n".join(f"Halden {i} | {i} | {i * i}" for i in range(9))
    reader = Counting()
    found = hits(f"Team | Played | Won\n{rows}", title="The league")
    read(reader, "How many did Halden win?", found)
    assert [hit.document.title for hit in reader.given] == ["The league", "The league Team | Played | Won"]
    assert [hit.document.text for hit in reader.given] == [found[0].document.text] * 2


def test_a_citation_says_who_speaks_and_nobody_who_does_not_stand_there() -> None:
    document = hits(TALK)[0].document
    start = document.text.index("I farm")
    end = start + len("I farm below the dam, and have sold 40 cows.")
    (citation,) = cite([(document, Sentence("d", start, end, document.text[start:end], "Ines Tarrow"))])
    assert citation.speaker == "Ines Tarrow"
    with pytest.raises(ValueError, match="Bo Ek"):
        cite([(document, Sentence("d", start, end, document.text[start:end], "Bo Ek"))])


INTERVIEW = """Who pays for the new roof?

The city pays half. The rest comes from an insurance company.

Will the reading room get a roof garden?

No. There is no money for one.

Which book is read most?

The one about the eels."""


def first(question: str, text: str) -> list[str]:
    reader = Counting()
    found = answered_there(question, reader.read(question, hits(text)), lambda some: reader.read(question, some))
    return [candidate.sentence.text for candidate in found.candidates]


def test_what_stands_behind_the_very_question_answers_it() -> None:
    assert set(first("Will the library's reading room get a roof garden?", INTERVIEW)[:2]) == {
        "No.",
        "There is no money for one.",
    }
    assert first("Which book is read most in Halden?", INTERVIEW)[0] == "The one about the eels."


def test_the_candidates_stay_the_same_sentences() -> None:
    question = "Will the reading room get a roof garden?"
    told = first(question, INTERVIEW)
    assert sorted(told) == sorted(sentence.text for hit in hits(INTERVIEW) for sentence in hit.passage.sentences)


@pytest.mark.parametrize(
    "text",
    [
        "Will the reading room get a roof garden? Nobody knows. It may.",  # asks itself, in prose
        "Will the reading room get a roof garden?\n\nNobody knows. It may.",  # a headline over an article
        "Will the reading room get a roof garden?\n\nA roof garden\n\nA café\n\nWho pays?\n\nThe city.",  # a quiz
    ],
)
def test_other_questions_in_a_text_are_left_as_they_are(text: str) -> None:
    question = "Will the reading room get a roof garden?"
    assert first(question, text) == [c.sentence.text for c in Counting().read(question, hits(text)).candidates]
