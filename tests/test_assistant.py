from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa
from qa.answer.choice import MARGIN, MARGIN_SEVERAL, MAX_SENTENCES
from qa.answer.citations import cite, compose
from qa.assistant import MAX_QUESTION, NO_QUESTION, NOT_FOUND, Assistant
from qa.reader import Candidate, Reading
from qa.search.retriever import Retriever
from qa.types import Citation, Document, Hit, Sentence
from tests.fakes import BagOfWords
from tests.strategies import texts


class Chooser:
    """A reader that takes sentences in the order given, with fixed scores and confidence."""

    def __init__(self, scores: dict[str, float], confidence: float = 0.9) -> None:
        self.scores = scores
        self.confidence = confidence
        self.questions: list[str] = []

    def warm(self) -> None: ...

    def read(self, question: str, hits: tuple[Hit, ...]) -> Reading:
        self.questions.append(question)
        found = [
            Candidate(sentence, hit, self.scores[sentence.text])
            for hit in hits
            for sentence in hit.passage.sentences
            if sentence.text in self.scores
        ]
        return Reading(tuple(sorted(found, key=lambda c: -c.score)), self.confidence, None)


def assistant(index: Path, reader: Chooser) -> Assistant:
    return Assistant(Retriever.open(index, embedder=BagOfWords()), lambda *_: reader)


OPENED = "The mayor of Marlow opened the new bridge on Monday."
COST = "It cost 3.5 million euros."
FERRY = "The old ferry made its last crossing on Thursday."
HARVEST = "Apple growers picked fewer apples than last year."


def test_an_answer_is_made_of_cited_sentences_best_first(index: Path) -> None:
    reader = Chooser({COST: 5.0, HARVEST: 4.9, OPENED: 4.8, FERRY: -9.0})
    answer = assistant(index, reader).ask("  What did the\nbridge cost? ")
    assert answer.found
    assert answer.question == reader.questions[0] == "What did the bridge cost?"
    assert [c.text for c in answer.citations] == [COST, OPENED, HARVEST]  # its own article before others
    assert [c.number for c in answer.citations] == [1, 2, 3]
    assert answer.text == f"{COST} [1] {OPENED} [2] {HARVEST} [3]"
    assert answer.confidence == 0.9
    assert all(c.document.text[c.start : c.end] == c.text for c in answer.citations)


def test_below_the_threshold_it_abstains_and_shows_the_nearest(index: Path) -> None:
    answer = assistant(index, Chooser({COST: 5.0}, confidence=0.01)).ask("What is the capital of France?")
    assert (answer.found, answer.text, answer.citations, answer.short) == (False, NOT_FOUND, (), None)
    assert answer.hits
    assert answer.confidence == 0.01


def test_the_threshold_can_be_moved(index: Path) -> None:
    retriever = Retriever.open(index, embedder=BagOfWords())
    reader = Chooser({COST: 5.0}, confidence=0.6)
    assert Assistant(retriever, lambda *_: reader, threshold=0.6).ask("What did it cost?").found
    assert not Assistant(retriever, lambda *_: reader, threshold=0.61).ask("What did it cost?").found
    with pytest.raises(ValueError, match="probability from 0 to 1"):
        Assistant(retriever, threshold=1.1)


def test_a_sentence_that_leans_on_the_one_before_is_shown_with_it(index: Path) -> None:
    (citation,) = assistant(index, Chooser({COST: 5.0})).ask("What did the bridge cost?").citations
    assert citation.text == COST
    assert citation.context is not None
    assert citation.context.text == OPENED
    (alone,) = assistant(index, Chooser({FERRY: 5.0})).ask("What ended?").citations
    assert (alone.text, alone.context) == (FERRY, None)


def test_a_question_for_reasons_gets_more_sentences(index: Path) -> None:
    reader = Chooser({FERRY: 5.0, HARVEST: 5.0 - (MARGIN + MARGIN_SEVERAL) / 2})
    assert len(assistant(index, reader).ask("Why was it so?").citations) == 2
    assert len(assistant(index, reader).ask("Who was it?").citations) == 1


def test_readers_by_name(index: Path) -> None:
    retriever = Retriever.open(index, embedder=BagOfWords())
    assert Assistant(retriever, "none", threshold=0.0).ask("What did the bridge cost?").short is None
    assert "3.5 million" in (Assistant(retriever, threshold=0.0).ask("How much did the bridge cost?").short or "")
    with pytest.raises(qa.ModelNotFound, match="no reader 'no/such-reader'"):
        Assistant(retriever, "no/such-reader").ask("What did the bridge cost?")


def test_near_repeats_are_cited_once(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    first, second = "The dike broke at 4:10 a.m. on Monday.", "The dike broke at 4:10 a.m. on Monday, police said."
    (folder / "a.txt").write_text(first)
    (folder / "b.txt").write_text(second)
    qa.build_index(folder, tmp_path / "index", embedder=BagOfWords())
    answer = assistant(tmp_path / "index", Chooser({first: 5.0, second: 4.9})).ask("When did the dike break?")
    assert [c.text for c in answer.citations] == [first]


@pytest.mark.parametrize(
    "question", ["", "   \n", "Hello!", "hi there", "Thank you very much.", "who are you?", "\u200b"]
)
def test_small_talk_gets_a_hint_and_no_search(index: Path, question: str) -> None:
    reader = Chooser({})
    answer = assistant(index, reader).ask(question)
    assert (answer.found, answer.text, answer.citations, answer.hits) == (False, NO_QUESTION, (), ())
    assert reader.questions == []


@pytest.mark.parametrize(
    "question", ["word " * 2000, "x" * 10_000, "ما هي عاصمة فرنسا؟", "¿Qué?", "😀😀", "a\x00b\x1b[31m", "[1] [2]"]
)
def test_odd_questions_are_answered_without_an_error(index: Path, question: str) -> None:
    reader = Chooser({}, confidence=0.0)
    answer = assistant(index, reader).ask(question)
    assert not answer.found
    assert len(answer.question) <= MAX_QUESTION
    assert answer.question.isprintable()


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Of one short article, with the reader that comes along."""
    place = tmp_path_factory.mktemp("short")
    (place / "a.txt").write_text("The mayor opened the bridge. It cost 3 million.")
    qa.build_index(place / "a.txt", place / "index", embedder=BagOfWords())
    return Assistant(Retriever.open(place / "index", embedder=BagOfWords()))


@given(question=texts)
def test_no_question_raises(question: str, short: Assistant) -> None:
    answer = short.ask(question)
    assert len(answer.citations) <= MAX_SENTENCES
    assert answer.found == bool(answer.citations)


def test_filters_restrict_the_articles(index: Path) -> None:
    reader = Chooser({OPENED: 5.0, FERRY: 4.0})
    answer = assistant(index, reader).ask("What opened?", since="2025-11-10", sources=["Northern Courier"])
    assert {hit.document.id for hit in answer.hits} == {"ferry.txt"}
    assert [c.text for c in answer.citations] == [FERRY]
    assert not assistant(index, reader).ask("What opened?", sources=["Nobody"]).found
    with pytest.raises(qa.BadFilter):
        assistant(index, reader).ask("What opened?", since="soon")


@given(text=texts, start=st.integers(-3, 60), length=st.integers(-3, 60), claimed=texts)
def test_a_citation_that_does_not_stand_in_its_document_cannot_be_made(
    text: str, start: int, length: int, claimed: str
) -> None:
    document = Document("d", "t", text)
    end = start + length
    true = 0 <= start < end <= len(text)
    if true:
        assert Citation(1, document, start, end, text[start:end]).text == text[start:end]
    if not (true and claimed == text[start:end]):
        with pytest.raises(ValueError, match="not in 'd'"):
            Citation(1, document, start, end, claimed)


def test_cite_numbers_and_composes() -> None:
    document = Document("d", "t", "One. Two.")
    citations = cite([(document, Sentence("d", 5, 9, "Two.")), (document, Sentence("d", 0, 4, "One."))])
    assert compose(citations) == "Two. [1] One. [2]"
    with pytest.raises(ValueError, match="not in"):
        cite([(document, Sentence("d", 0, 4, "Two."))])


@pytest.fixture(scope="module")
def real(real_index: Path) -> Assistant:
    return Assistant.open(real_index)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When did the Marlow Sound tidal power station open?", "Tuesday"),
        ("Who leads the study of porpoises and eels in Marlow Sound?", "Carvalho"),
        ("Who found the meteorite near Karsbro?", "Runa Halldis"),
        ("How much did the Marlow Sound tidal station cost?", "million euros"),
    ],
)
def test_questions_that_the_examples_answer(real: Assistant, question: str, told: str) -> None:
    answer = real.ask(question)
    assert answer.found
    assert any(told in citation.text for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Who painted the ceiling of the Sistine Chapel?",
        "What is the melting point of tungsten?",
        "What is the capital of France?",
    ],
)
def test_questions_that_they_do_not(real: Assistant, question: str) -> None:
    answer = real.ask(question)
    assert not answer.found
    assert answer.hits


def test_threads_do_not_mix_answers(real: Assistant) -> None:
    questions = ["Who found the meteorite near Karsbro?", "What pay rise did the Tarnmouth dockers agree on?"] * 4
    alone = {question: real.ask(question) for question in set(questions)}
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda q: real.ask(q).citations, questions)) == [alone[q].citations for q in questions]
