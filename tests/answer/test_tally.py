"""Questions about the folder: the number, every article that counts, and why it does."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

import qa
from qa.keep.shaping import answer_json
from qa.keep.verdicts import check
from qa.search.mentioned.elements import Element, Spelling
from qa.search.mentioned.matching import stands as stands_in
from tests.fakes import BagOfWords

REPORTS = {
    "first.txt": (
        "2025-10-02",
        "Gull Post",
        "The weir at Oldmere gave way on Thursday. Nobody was hurt, said Ada Fenn. It was old, Fenn added.",
    ),
    "second.txt": ("2025-10-03", "Tern Times", "Engineers looked at the broken weir of Oldmere. Fenn spoke of luck."),
    "third.txt": ("2025-11-07", "Tern Times", "The ferry to Skarholm is late again. Its captain blames the ebb."),
    "fourth.txt": ("2025-11-09", "Gull Post", "The Board of River Works (BRW) will rebuild the weir by spring."),
    "fifth.txt": (None, None, "Money for the weir comes from the BRW. The council agreed."),
}


@pytest.fixture
def assistant(tmp_path: Path) -> qa.Assistant:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, (day, source, text) in REPORTS.items():
        head = f"date {day}\n\n" if day else ""
        foot = f"\n\nBased On {source} Report" if source else ""
        (folder / name).write_text(f"{head}{text}{foot}\n", encoding="utf-8")
    embedder = BagOfWords()
    qa.build_index(folder, tmp_path / "index", embedder=embedder)
    return qa.Assistant(qa.Retriever.open(tmp_path / "index", embedder=embedder), "none")


def listed(answer: qa.Answer) -> list[str]:
    assert answer.tally is not None
    return [each.document.id for each in answer.citations if each.number not in answer.tally.near]


@pytest.mark.parametrize(
    ("question", "short", "ids"),
    [
        ("How many articles are there?", "5 articles", ["first", "second", "third", "fourth", "fifth"]),
        ("How many articles mention the weir?", "4 articles", ["first", "second", "fourth", "fifth"]),
        ("Which articles mention Ada Fenn?", "2 articles", ["first", "second"]),
        ("How many articles mention the BRW?", "2 articles", ["fourth", "fifth"]),
        ("How many articles mention the Board of River Works?", "2 articles", ["fourth", "fifth"]),
        ("How many articles mention the B.R.W.?", "2 articles", ["fourth", "fifth"]),
        ("Which articles mention the weir keeper Ada Fenn?", "2 articles", ["first", "second"]),
        ("Which articles mention Oldmere's weir?", "2 articles", ["first", "second"]),
        ("List everything the Gull Post published about the weir.", "2 articles", ["first", "fourth"]),
        ("What did the Tern Times publish?", "2 articles", ["second", "third"]),
        ("Who was the first to report that its captain blames the ebb?", "Tern Times (2025-11-07)", ["third"]),
        ("How many articles of the Gull Post mention the weir?", "2 articles", ["first", "fourth"]),
        (
            "How many articles mention the weir or the ferry?",
            "5 articles",
            ["first", "second", "third", "fourth", "fifth"],
        ),
        ("List all articles about the weir without Oldmere.", "2 articles", ["fourth", "fifth"]),
        ("Who reported first on the weir?", "Gull Post (2025-10-02)", ["first", "second", "fourth", "fifth"]),
        ("What is the latest article about the weir?", None, ["fourth", "second", "first", "fifth"]),
        ("How many articles were published in November 2025?", "2 articles", ["third", "fourth"]),
        ("On how many days was the weir mentioned?", "3 days (4 articles)", ["first", "second", "fourth", "fifth"]),
    ],
)
def test_every_article_that_counts_is_listed(
    assistant: qa.Assistant, question: str, short: str | None, ids: list[str]
) -> None:
    answer = assistant.ask(question)
    assert [each.removesuffix(".txt") for each in listed(answer)] == ids
    assert short is None or answer.short == short
    assert answer.found
    assert answer.tally is not None
    assert answer.tally.articles == len(ids)


def test_the_sentence_is_the_one_that_made_it_count(assistant: qa.Assistant) -> None:
    answer = assistant.ask("How many articles mention Ada Fenn?")
    told = [each.text for each in answer.citations]
    assert told[:2] == ["Nobody was hurt, said Ada Fenn.", "Fenn spoke of luck."]


def test_none_is_said_with_the_rule(assistant: qa.Assistant) -> None:
    answer = assistant.ask("How many articles mention zeppelins?")
    assert not answer.found
    assert not answer.citations
    assert answer.short == "0 articles"
    assert "“zeppelins”" in answer.text


def test_groups_add_up(assistant: qa.Assistant) -> None:
    tally = assistant.ask("How many articles are there per source?").tally
    assert tally is not None
    assert {each.label: len(each.numbers) for each in tally.groups} == {"Gull Post": 2, "Tern Times": 2, "": 1}
    assert sorted(number for each in tally.groups for number in each.numbers) == [1, 2, 3, 4, 5]


def test_copies_count_once_as_reports(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    text = (
        "The last herring smoker of Brae closed its oven on Friday. Three families had worked there since the war, and "
        "the building will become a library. The owner kept one iron rack as a souvenir of the smoke and the nights."
    )
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "three.txt").write_text(
        "A herring was seen in the harbour of Ulsay for the first time.", encoding="utf-8"
    )
    embedder = BagOfWords()
    qa.build_index(folder, tmp_path / "index", embedder=embedder)
    assistant = qa.Assistant(qa.Retriever.open(tmp_path / "index", embedder=embedder), "none")
    answer = assistant.ask("How many articles mention herring?")
    assert answer.short == "3 articles, 2 reports"
    assert answer.tally is not None
    assert len(answer.tally.same) == 1
    assert len(answer.tally.same[0]) == 2


@pytest.mark.parametrize(
    "question",
    [
        *("How many engineers looked at the weir?", "Who blames the ebb?", "When was it late?"),
        *("Who covered the ebb?", "How many names are on the weir?", "Tell me everything about the weir."),
        *("What did the council publish?", "How many covered the way?"),
    ],
)
def test_other_questions_stay_others(assistant: qa.Assistant, question: str) -> None:
    assert assistant.ask(question).tally is None


def test_what_an_article_is_about_is_covered(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Who covered the ferry?")
    assert answer.short == "Tern Times"
    assert listed(answer) == ["third.txt"]


@pytest.mark.parametrize(
    "question",
    [
        *("Break down the articles about the weir by month.", "Group all reports on the weir by month."),
        *("Give me a breakdown of the articles about the weir per month.",),
        *("How are the articles about the weir spread over the months?",),
    ],
)
def test_parts_are_asked_for_in_other_words(assistant: qa.Assistant, question: str) -> None:
    told = assistant.ask(question).tally
    assert told is not None
    assert {group.label: len(group.numbers) for group in told.groups} == {"2025-10": 2, "2025-11": 1, "": 1}


def test_filters_hold(assistant: qa.Assistant) -> None:
    answer = assistant.ask(
        "How many articles mention the weir?", since=datetime.date(2025, 10, 3), sources=["Tern Times"]
    )
    assert listed(answer) == ["second.txt"]


def test_a_tally_among_several_questions_keeps_its_numbers(assistant: qa.Assistant) -> None:
    answer = assistant.ask("How many articles mention the weir and how many articles mention the ferry?")
    first, second = (part.tally for part in answer.parts)
    assert first is not None
    assert second is not None
    assert (first.articles, second.articles) == (4, 1)
    assert {number for part in answer.parts for number in part.numbers} == {each.number for each in answer.citations}


def test_what_is_kept_still_stands(assistant: qa.Assistant, tmp_path: Path) -> None:
    place = tmp_path / "answer.json"
    place.write_text(json.dumps(answer_json(assistant.ask("List all articles about the weir."))), encoding="utf-8")
    assert all(each.stands for each in check(place, assistant.index))


@pytest.mark.parametrize(
    ("question", "short", "people"),
    [
        ("How many people are quoted?", "1 person (2 articles)", ["Ada Fenn"]),
        ("Who is quoted in the articles about the weir?", "Ada Fenn", ["Ada Fenn"]),
        ("How many people are quoted in articles about the ferry?", "0 people", []),
    ],
)
def test_people_are_counted_by_the_sentences_that_quote_them(
    assistant: qa.Assistant, question: str, short: str, people: list[str]
) -> None:
    answer = assistant.ask(question)
    assert answer.tally is not None
    assert answer.short == short
    assert [group.label for group in answer.tally.groups] == people
    assert {number for group in answer.tally.groups for number in group.numbers} == {c.number for c in answer.citations}


@pytest.mark.parametrize(
    "question",
    ["Do any articles mention the weir?", "Is there anything about the weir, and in how many articles?"],
)
def test_whether_there_are_any_is_a_list(assistant: qa.Assistant, question: str) -> None:
    assert [each.removesuffix(".txt") for each in listed(assistant.ask(question))] == [
        "first",
        "second",
        "fourth",
        "fifth",
    ]


def test_a_count_of_none_shows_the_closest_passages(assistant: qa.Assistant) -> None:
    answer = assistant.ask("How many articles mention the broken zeppelin?")
    assert answer.text.startswith("0 articles. Counted: ")
    assert not answer.citations
    assert answer.hits


def test_these_very_words_narrow_a_list(assistant: qa.Assistant) -> None:
    assert listed(assistant.ask("Which articles mention the weir of Oldmere, in these very words?")) == ["second.txt"]


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The Tern\nBoards met.", False),
        ("The Tern Board’s budget fell.", True),
        ("The Tern-Board met.", True),
        ("Asked about the tern, boards were silent.", False),
        ("The “Tern Boards” of old are gone.", False),
        ("The (Tern) Board met.", False),
    ],
)
def test_a_name_is_spelt_and_stands_together(text: str, stands: bool) -> None:
    name = Element((Spelling(("tern", "board"), "Tern Board"),), name=True)
    assert stands_in(name, 0, text) is stands


@pytest.mark.parametrize("question", ["How many articles mention the weir?", "How many people are quoted?"])
def test_the_number_equals_the_list_and_its_times(assistant: qa.Assistant, question: str) -> None:
    answer = assistant.ask(question)
    tally = answer.tally
    assert tally is not None
    assert tally.articles == len(set(listed(answer)))
    dated = [each.number for each in answer.citations if each.document.date and each.number not in tally.near]
    if tally.times:
        assert sorted(number for step in tally.times for number in step.numbers) == sorted(dated)
