"""Questions to go on with: good English or none, and none that the index does not answer where it came from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

import qa
from qa import suggestions
from qa.assistant import Assistant
from qa.candidates import candidates
from qa.reader import Candidate as Ranked
from qa.reader import Reading
from qa.retriever import Retriever
from qa.suggestions import ASKED, SURE, openers, suggest
from qa.types import Hit
from tests.fakes import BagOfWords
from tests.strategies import texts


@pytest.mark.parametrize(
    ("sentence", "questions"),
    [
        (
            "Dag Ferreira-Holm, general secretary of the Federation of Port Workers, spoke of a good result.",
            ["Who is the general secretary of the Federation of Port Workers?", "Who is Dag Ferreira-Holm?"],
        ),
        ("The mayor of Łodzin, Kazimiera Wróblin, met them.", ["Who is the mayor of Łodzin?"]),
        (
            "“Three is better than we feared,” said Bram Tolliver, 61, who chairs the fishing cooperative at Marlow.",
            ["Who chairs the fishing cooperative at Marlow?", "Who is Bram Tolliver?"],
        ),
        ("The director of the Library of Qasr is Layla Haddad.", ["Who is the director of the Library of Qasr?"]),
        (
            "“We built this for a hundred years,” said Tidewell's chief engineer, Inês Carvalho.",
            ["Who is Tidewell's chief engineer?", "Who is Inês Carvalho?"],
        ),
        ("The report was read by the mediator, Prof. Ilse Brandvold.", ["Who is Ilse Brandvold?"]),
        ("Finance Minister Ada Lund, a lawyer from Ulm, agreed.", ["Who is Ada Lund?"]),
        ("Juan de la Cruz, a painter from Ulm, agreed.", ["Who is Juan de la Cruz?"]),
        ("Lindiwe Strandberg won the Halvern Marathon on Sunday.", ["Who won the Halvern Marathon?"]),
        ("The Amber Museum was founded by Ada Lund.", ["Who founded the Amber Museum?"]),
        ("The Train Crew Association, a trade union, had warned of it.", ["What is the Train Crew Association?"]),
        ("Nocturne Rail is a private company from Halvern.", ["What is Nocturne Rail?"]),
        (
            "The station at Marlow Sound cost about 212 million euros.",
            ["How much did the station at Marlow Sound cost?"],
        ),
        ("The new Orrin Bridge will cost $3.5 million.", ["How much will the new Orrin Bridge cost?"]),
        ("The bridge over the Orrin opened on November 3.", ["When did the bridge over the Orrin open?"]),
        ("The Abbey of Ulm was founded in 1926.", ["When was the Abbey of Ulm founded?"]),
        ("Benedita Lourosa died in 1899.", ["When did Benedita Lourosa die?"]),
        ("The next Halvern Marathon takes place on November 8.", ["When does the next Halvern Marathon take place?"]),
    ],
)
def test_sentences_raise_questions(sentence: str, questions: list[str]) -> None:
    assert [candidate.question for candidate in candidates(sentence)] == questions
    assert all(candidate.sentence == sentence for candidate in candidates(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Sundvik Tidal, the owner, said such a rule would cost about 1.5 per cent of its annual output.",  # no person
        "Wilhelmina Strake was relieved above all for the customers.",  # nobody says who she is
        "The programme costs 1.2 million euros.",  # which one?
        "It opened on November 3.",
        "Dr. Hallam, a musicologist, agreed.",  # half a name
        "Ada Lund, president of the Ulm Restaurant, Lodging and Travel Association, agreed.",  # where does it end?
        "Ada Lund, president of its Ulm branch, agreed.",
        "Ada Lund, vice president of the Ulm Bank, agreed.",  # not the only one
        "Ada Lund, an airline analyst for Raymond Brothers, agreed.",
        "The University of Ulm, director of nothing, agreed.",
        "The agency's Ada Lund won the prize that nobody wanted, and was glad.",
        "The Ulm Post reports the bridge was built in 1835.",
        "",
    ],
)
def test_odd_ones_raise_none(sentence: str) -> None:
    asked = [candidate.question for candidate in candidates(sentence)]
    assert [question for question in asked if question not in ("Who is Ada Lund?",)] == []


@given(texts)
def test_any_text_gives_whole_questions_or_none(text: str) -> None:
    for candidate in candidates(text + " Ada Lund, director of the Ulm Zoo, agreed."):
        assert candidate.question.endswith("?")
        assert candidate.about in candidate.question
        assert "\n" not in candidate.question


ZOO = "Ada Lund, director of the Ulm Zoo, agreed."
BRIDGE = "The Orrin Bridge opened on November 3."
RACE = "Bo Strand won the Ulm Marathon on Sunday."
CHOIR = "Eva Roth, chairwoman of the Ulm Choir, sang."


class Finder:
    """A reader that is as sure of a sentence as it is told, by a word of the question; it remembers the questions."""

    def __init__(self, sure: dict[str, tuple[str, float]], short: dict[str, str] | None = None) -> None:
        self.sure = sure
        self.short = short or {}
        self.asked: list[str] = []

    def warm(self) -> None: ...

    def read(self, question: str, hits: tuple[Hit, ...]) -> Reading:
        self.asked.append(question)
        word, (text, confidence) = next((each for each in self.sure.items() if each[0] in question), ("", ("", 0.0)))
        found = [Ranked(s, hit, 1.0) for hit in hits for s in hit.passage.sentences if s.text == text]
        return Reading(tuple(found), confidence if found else 0.0, self.short.get(word))


RIGHT = {"Zoo": (ZOO, 0.9), "Bridge": (BRIDGE, 0.9), "Marathon": (RACE, 0.9), "Choir": (CHOIR, 0.9)}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    rows = [
        {"id": "zoo", "date": "2025-01-01", "source": "Post", "text": f"It rained. {ZOO} {BRIDGE}"},
        {"id": "race", "date": "2025-01-02", "source": "Herald", "text": f"{RACE} It rained."},
        {"id": "choir", "date": "2025-01-03", "source": "Herald", "text": f"It rained. {CHOIR}"},
    ]
    source = tmp_path / "articles.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    qa.build_index(source, tmp_path / "index", embedder=BagOfWords())
    return tmp_path / "index"


def assistant(place: Path, reader: Finder) -> Assistant:
    return Assistant(Retriever.open(place, embedder=BagOfWords()), lambda *_: reader)


def test_the_articles_of_the_answer_come_first_and_nothing_comes_twice(place: Path) -> None:
    reader = Finder(RIGHT)
    found = suggest(assistant(place, reader), "Did it rain?", [("race", "It rained.")])
    assert set(found[1:]) == {"Who is the director of the Ulm Zoo?", "Who is the chairwoman of the Ulm Choir?"}
    assert found[0] == "Who won the Ulm Marathon?"
    assert len(reader.asked) == len(set(reader.asked)) <= ASKED
    # What was asked, and what was cited, is known.
    again = suggest(assistant(place, Finder(RIGHT)), "Who won the Ulm Marathon?", [("zoo", BRIDGE)])
    assert set(again) == {"Who is the director of the Ulm Zoo?", "Who is the chairwoman of the Ulm Choir?"}


def test_one_sentence_gives_one_question(place: Path) -> None:
    both = Finder({"Zoo": (ZOO, 0.9), "Ada Lund": (ZOO, 0.9)})
    assert suggest(assistant(place, both), "Did it rain?", []) == ["Who is the director of the Ulm Zoo?"]


def test_two_questions_with_one_answer_are_one(place: Path) -> None:
    alike = {"Zoo": "Ada Lund", "Choir": "Ada Lund"}
    assert len(suggest(assistant(place, Finder(RIGHT, alike)), "Did it rain?", [])) == 3  # Bridge in the place of one
    assert len(openers(assistant(place, Finder(RIGHT, alike)))) == 3
    only = Finder({word: RIGHT[word] for word in alike}, alike)
    assert len(suggest(assistant(place, only), "Did it rain?", [])) == 1


@pytest.mark.parametrize("told", [(ZOO, SURE - 0.01), (BRIDGE, 0.9), ("It rained.", 0.9)])
def test_unsure_and_wrong_answers_are_not_suggested(place: Path, told: tuple[str, float]) -> None:
    assert suggest(assistant(place, Finder({"Zoo": told})), "Did it rain?", []) == []
    assert openers(assistant(place, Finder({"Zoo": told}))) == []


def test_the_filters_of_the_question_hold(place: Path) -> None:
    found = suggest(assistant(place, Finder(RIGHT)), "Did it rain?", [], sources=["Herald"])
    assert set(found) == {"Who won the Ulm Marathon?", "Who is the chairwoman of the Ulm Choir?"}
    assert suggest(assistant(place, Finder(RIGHT)), "Did it rain?", [], since="2025-01-03") == [
        "Who is the chairwoman of the Ulm Choir?"
    ]
    with pytest.raises(qa.BadFilter):
        suggest(assistant(place, Finder(RIGHT)), "Did it rain?", [], since="soon")


def test_no_more_is_asked_than_somebody_waits_for(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "ASKED", 2)
    reader = Finder({})
    assert suggest(assistant(place, reader), "Did it rain?", []) == []
    assert len(reader.asked) == 2
    monkeypatch.setattr(suggestions, "SECONDS", 0)
    reader = Finder(RIGHT)
    assert len(suggest(assistant(place, reader), "Did it rain?", [])) == len(reader.asked) == 1


def test_an_article_that_is_gone_is_passed_over(place: Path) -> None:
    assert len(suggest(assistant(place, Finder(RIGHT)), "Did it rain?", [("gone", "It rained.")])) == 3


def test_openers_come_from_the_newest_articles_one_each(place: Path) -> None:
    assert openers(assistant(place, Finder(RIGHT))) == [
        "Who is the chairwoman of the Ulm Choir?",
        "Who won the Ulm Marathon?",
        "Who is the director of the Ulm Zoo?",
    ]
    assert len(openers(assistant(place, Finder(RIGHT)), limit=1)) == 1


def test_what_is_suggested_is_answered(real_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "SECONDS", 60)
    real = Assistant.open(real_index)
    question = "When did the Marlow Sound tidal power station open?"
    cited = [(citation.document.id, citation.text) for citation in real.ask(question).citations]
    found = suggest(real, question, cited)
    assert 1 <= len(found) <= 3
    for suggested in found:
        answer = real.ask(suggested)
        assert answer.found
        assert answer.confidence >= SURE
        assert suggested in {candidate.question for candidate in candidates(answer.citations[0].text)}
        assert answer.citations[0].text not in {text for _, text in cited}
