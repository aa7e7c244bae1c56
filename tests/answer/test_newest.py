"""What holds now is told by the newest article that speaks of it, and what is new by several, the newest first."""

from __future__ import annotations

import datetime
import json

import pytest

import qa
from qa.answer.accounts.deeds import doer
from qa.answer.accounts.states import state
from qa.answer.overview import EVENTS, asks_news
from qa.english.dates import window
from qa.english.stems import terms

TODAY = datetime.date(2025, 6, 1)
ARTICLES = [
    ("jailed", "2021-03-02", "Smuggler Runa Aldis jailed", "Runa Aldis is in prison in Torvik for smuggling amber. "
     "She was led away without a word."),
    ("freed", "2024-09-14", "Runa Aldis walks free", "Runa Aldis was released on Saturday after three years. "
     "Her sister met her at the gate in Torvik."),
    ("other", "2025-01-20", "A second arrest in Torvik",
     "Like Runa Aldis, Holm Brekke was detained over a sack of amber. "
     "The harbour police found it under nets."),
    ("mayor", "2020-11-03", "Sten Valle elected in Ravnes", "Sten Valle is the mayor of Ravnes, a town of herring and "
     "slate. The mayor of Ravnes sits in the old customs house."),
    ("next", "2024-10-04", "Ravnes has voted", "Mayor Edda Moen of Ravnes took the chain of office on Friday. "
     "Sten Valle has gone back to his boat."),
    ("ferry1", "2024-05-06", "Ferry to Lund Isle laid up",
     "The Lund Isle ferry was laid up on Monday with a cracked shaft."),
    ("ferry2", "2024-06-12", "Lund Isle ferry gets a shaft",
     "A new shaft for the Lund Isle ferry arrived by lorry on Tuesday."),
    ("ferry3", "2024-07-20", "Lund Isle ferry sails again",
     "The Lund Isle ferry sailed again on Saturday with 180 aboard."),
    ("choir", "2024-08-01", "Choir sings", "The choir of Torvik sang in the rain on Wednesday."),
]  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> qa.Assistant:
    folder = tmp_path_factory.mktemp("newest")
    rows = [dict(zip(("id", "date", "title", "text"), row, strict=True)) for row in ARTICLES]
    (folder / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    qa.build_index(folder / "docs.jsonl", folder / "index")
    return qa.Assistant.open(folder / "index")


def test_whether_it_is_still_so_the_newest_that_says_so_of_the_same_one_tells(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Is Runa Aldis still in prison?", asked_on=TODAY)
    assert answer.citations[0].document.id == "freed"
    assert "released" in answer.citations[0].text


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("Runa Aldis is in prison in Torvik.", True),
        ("Runa Aldis was released on Saturday.", False),
        ("Runa Aldis was sentenced to three years in prison.", None),
        ("Runa Aldis, once in jail, left the court a free woman.", None),
    ],
)
def test_a_sentence_of_years_is_no_place_where_somebody_is(text: str, so: bool | None) -> None:
    found = state("Is Runa Aldis still in prison?", text)
    assert (found and found.yes) == so


def test_who_holds_an_office_now(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Who is the mayor of Ravnes now?", asked_on=TODAY)
    assert answer.citations[0].document.id == "next"
    assert answer.short is not None
    assert "Edda Moen" in answer.short


@pytest.mark.parametrize("question", ["What is new with the Lund Isle ferry?", "The latest on the Lund Isle ferry"])
def test_what_is_new_is_told_by_several_articles_the_newest_first(assistant: qa.Assistant, question: str) -> None:
    answer = assistant.ask(question, asked_on=TODAY)
    assert [citation.document.id for citation in answer.citations] == ["ferry3", "ferry2", "ferry1"]
    assert [citation.number for citation in answer.citations] == [1, 2, 3]
    assert len(answer.citations) <= EVENTS
    for citation in answer.citations:
        assert citation.document.text[citation.start : citation.end] == citation.text
        assert f"{citation.text} [{citation.number}]" in answer.text
    assert answer.hits


def test_what_is_new_with_what_no_article_tells_of(assistant: qa.Assistant) -> None:
    assert not assistant.ask("What is the latest on the lottery in Brazil?", asked_on=TODAY).found


@pytest.mark.parametrize(
    ("question", "news"),
    [
        ("What's new with the ferry?", True),
        ("Please tell me the latest on the ferry", True),
        ("What are the latest developments in Torvik?", True),
        ("What is going on with the ferry?", True),
        ("What is the latest price of amber?", False),
        ("What are the newest figures on herring?", False),
        ("What is the new ferry called?", False),
        ("Who is new in the choir?", False),
    ],
)
def test_what_asks_for_news(question: str, news: bool) -> None:
    assert asks_news(question) is news


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("Is the ferry still laid up?", True),
        ("Who still works at the quarry?", True),
        ("How many boats does Sten Valle still own?", True),
        ("Why was the ferry still laid up?", False),
        ("Who still worked at the quarry?", False),
        ("Is the water in the well still?", False),
        ("Who painted the still life?", False),
    ],
)
def test_still_asks_for_what_holds_now(question: str, newest: bool) -> None:
    found = window(question, TODAY)
    assert (found is not None) == newest
    assert found is None or (found[0].latest, found[0].text, found[1]) == (True, "still", question)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Torvik's Prime Minister Edda Moen spoke in the hall.", "Edda Moen"),
        ("The prime minister, Sten Valle, spoke.", "Sten Valle"),
        ("Edda Moen will be named prime minister on Sept. 5.", None),
    ],
)
def test_a_role_of_two_words_and_days_that_are_nobody(text: str, name: str | None) -> None:
    found = doer("Who is the prime minister of Torvik?", text, terms)
    assert (found and found.text) == name
    assert found is None or text[found.start : found.end] == found.text
