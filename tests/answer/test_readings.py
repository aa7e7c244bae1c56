"""Questions that lean on the conversation are read of the article that was cited last, others are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import qa
from qa.english.phrases import phrases
from qa.types import Turn

ARTICLES = [
    (
        "Winter station names Ottilie Brandvik its head",
        "The research station on Kvalsund Fell has a new head. Ottilie Brandvik, a meteorologist, took over on Monday. "
        "Brandvik, 44, spent nine winters on the fell as an observer. The post had been empty since her predecessor, "
        "Halvor Tveit, left after a quarrel over the heating. The station has 16 beds.",
    ),
    (
        "Bakery of Lindal wins a prize for its rye bread",
        "A bakery in Lindal has won the national prize for rye bread. Its baker, Jonas Eklund, is 61. The prize is "
        "worth 30,000 crowns. The loaf is baked for eleven hours.",
    ),
    ("Ferry to Odden gets a new engine", "The ferry to Odden has a new engine. It cost 2.4 million crowns to fit."),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> qa.Assistant:
    folder = tmp_path_factory.mktemp("leaning")
    rows = [json.dumps({"id": str(at), "title": title, "text": text}) for at, (title, text) in enumerate(ARTICLES)]
    (folder / "articles.jsonl").write_text("\n".join(rows), encoding="utf-8")
    qa.build_index(folder, Path(folder) / "index")
    return qa.Assistant.open(Path(folder) / "index")


def led(assistant: qa.Assistant, question: str) -> list[Turn]:
    answer = assistant.ask(question)
    assert answer.found
    return [("user", question), ("assistant", answer.text)]


HEAD = "Who is the new head of the research station on Kvalsund Fell?"


OF_ARTICLE = f"since when ({ARTICLES[0][0]})?"


def test_the_article_that_was_cited_answers_what_the_question_leaves_out(assistant: qa.Assistant) -> None:
    answer = assistant.ask("since when?", history=led(assistant, HEAD))
    assert "on Monday" in answer.citations[0].text
    assert answer.question == OF_ARTICLE  # the page shows it, with a way back to the words that were typed


def test_what_was_said_before_an_answer_that_found_nothing_still_counts(assistant: qa.Assistant) -> None:
    history = [*led(assistant, HEAD), ("user", "a sauna?"), ("assistant", "Not in these articles.")]
    assert assistant.ask("since when?", history=history).question == OF_ARTICLE


def test_what_was_filled_in_stays_where_another_reading_finds_the_same(assistant: qa.Assistant) -> None:
    answer = assistant.ask("why did the one before leave?", history=led(assistant, HEAD))
    assert "quarrel over the heating" in answer.citations[0].text
    assert answer.question == "why did the one before leave (Kvalsund Fell)?"


@pytest.mark.parametrize("question", ["What did the new engine of the Odden ferry cost?", "How old is Jonas Eklund?"])
def test_a_question_that_names_something_is_taken_as_it_stands(assistant: qa.Assistant, question: str) -> None:
    assert any(phrase.name for phrase in phrases(question))
    alone, behind = assistant.ask(question), assistant.ask(question, history=led(assistant, HEAD))
    assert (behind.text, behind.question) == (alone.text, question)


def test_a_list_that_is_empty_is_not_filled_by_the_article_before(assistant: qa.Assistant) -> None:
    question = "How many articles mention volcanoes?"
    answer = assistant.ask(question, history=led(assistant, HEAD))
    assert answer.tally is not None
    assert (answer.found, answer.short, answer.question) == (False, assistant.ask(question).short, question)


@pytest.mark.parametrize("said", ["that sounds cold", "well, well", "good luck to all of them"])
def test_what_asks_nothing_gets_no_sentence_of_the_article(assistant: qa.Assistant, said: str) -> None:
    assert not assistant.ask(said, history=led(assistant, HEAD)).found


def test_words_of_other_articles_than_these_lead_nowhere(assistant: qa.Assistant) -> None:
    history: list[Turn] = [("user", "Who?"), ("assistant", "Somebody whom no article here names. [1]")]
    assert not assistant.ask("how tall is the tower?", history=history).found
