"""Questions as people ask them, over the example articles with the real models."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import qa
from qa.answer.timeline import timeline
from qa.answer.together import together
from qa.answer.unanswered import NOT_FOUND
from qa.assistant import Assistant
from qa.index.vectors import Vectors
from qa.search.retriever import Retriever
from qa.types import Answer, Turn

TODAY = "2025-12-20"


@pytest.fixture(scope="module")
def assistant(real_index: Path) -> Assistant:
    return Assistant.open(real_index)


def stands(answer: Answer) -> None:
    for citation in answer.citations:
        assert citation.document.text[citation.start : citation.end] == citation.text


def test_a_conversation_is_carried_on(assistant: Assistant) -> None:
    history: list[Turn] = []
    told = []
    for question in ("Who won the Halvern Marathon?", "How old is she?", "Which planet has the most moons?"):
        answer = assistant.ask(question, history)
        history += [("user", question), ("assistant", answer.text)]
        told.append(answer)
    assert [answer.question for answer in told][1:] == [
        "How old is Lindiwe Strandberg?",
        "Which planet has the most moons?",
    ]
    assert "29" in (told[1].short or "")
    assert not told[2].found
    assert assistant.ask("How old is she?").question == "How old is she?"


def test_the_window_of_a_question(assistant: Assistant) -> None:
    answer = assistant.ask("How long did the dock strike last in October?", asked_on=TODAY)
    assert answer.window == qa.Window("in October", date(2025, 10, 1), date(2025, 10, 31), kind="calendar")
    assert all(hit.document.date and hit.document.date.month in (10, 11) for hit in answer.hits)
    assert assistant.ask("How long did the dock strike last in October?", asked_on=TODAY, dates=False).window is None
    chosen = assistant.ask("How long did the dock strike last in October?", since="2025-11-01", asked_on=TODAY)
    assert chosen.window is None
    assert all(hit.document.date and hit.document.date >= date(2025, 11, 1) for hit in chosen.hits)


def test_a_window_without_an_article_says_so_and_offers_the_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("Who resigned in March 2024?", asked_on=TODAY)
    assert not answer.found
    assert "No article is of this time: 1 March 2024 to 31 March 2024." in answer.text
    assert "The nearest is of 3 October 2025." in answer.text
    assert answer.hits


def test_a_year_long_ago_is_answered_from_articles_of_today(assistant: Assistant) -> None:
    answer = assistant.ask("Where did the composer Benedita Lourosa spend most of her life in 1887?", asked_on=TODAY)
    assert answer.found
    assert answer.window is not None
    assert not answer.window.held


def test_old_articles_are_asked_as_of_their_day(assistant: Assistant) -> None:
    answer = assistant.ask("Who won the Halvern Marathon this week?", asked_on="2031-05-05")
    assert answer.short == "Lindiwe Strandberg"
    assert answer.window is not None
    assert not answer.window.held


def test_what_happened(assistant: Assistant) -> None:
    week = assistant.ask("What happened last week?", asked_on=TODAY)
    assert week.found
    assert {c.document.date for c in week.citations} <= {date(2025, 12, day) for day in range(8, 15)}
    latest = assistant.ask("What is the latest on the dock strike?", asked_on=TODAY)
    days = [citation.document.date for citation in latest.citations]
    assert latest.found
    assert latest.window is not None
    assert latest.window.latest
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)
    assert days[0] == date(2025, 12, 4)
    for answer in (week, latest):
        stands(answer)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("How much did the Marlow Sound tidal station cost?", ["219 million euros", "212 million euros"]),
        ("How many passengers were on the first Amber Line night train?", ["311 passengers", "286 passengers"]),
        ("At what time did the dike at Sankt Ivar break?", ["3:52 a.m.", "3:50 a.m.", "4:10 a.m."]),
    ],
)
def test_reports_that_differ_are_all_shown_the_newest_first(
    assistant: Assistant, question: str, values: list[str]
) -> None:
    answer = assistant.ask(question)
    assert [account.value for account in answer.accounts] == values
    cited = {citation.number: citation for citation in answer.citations}
    for account in answer.accounts:
        assert account.value in cited[account.numbers[0]].text
    numbers = [number for account in answer.accounts for number in account.numbers]
    assert numbers == list(cited)
    stands(answer)


@pytest.mark.parametrize("question", ["Who found the meteorite near Karsbro?", "Who won the Halvern Marathon?"])
def test_reports_that_agree_raise_no_alarm(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).accounts == ()


def test_several_questions_are_answered_one_by_one(assistant: Assistant) -> None:
    answer = assistant.ask("Who won the Halvern Marathon and how old is she, and who painted the Sistine Chapel?")
    assert [part.question for part in answer.parts] == [
        "Who won the Halvern Marathon?",
        "How old is Lindiwe Strandberg?",
        "Who painted the Sistine Chapel?",
    ]
    assert [part.found for part in answer.parts] == [True, True, False]
    assert f"{NOT_FOUND} (Who painted the Sistine Chapel?)" in answer.text
    numbers = [number for part in answer.parts for number in part.numbers]
    assert sorted(set(numbers)) == [citation.number for citation in answer.citations]
    stands(answer)


def test_a_sentence_that_answers_two_parts_is_cited_once(assistant: Assistant) -> None:
    answer = assistant.ask("Who won the Halvern Marathon?")
    both = together("twice", [answer, answer])
    assert len(both.citations) == len(answer.citations)
    assert both.parts[0].numbers == both.parts[1].numbers
    assert len(both.hits) == len(answer.hits)


def test_a_timeline_is_in_order_and_each_event_stands(assistant: Assistant) -> None:
    events = timeline(assistant.retriever, "dock strike")
    days = [event.day for event in events]
    assert len(events) >= 5
    assert days == sorted(days)
    assert days[0] < date(2025, 10, 5) < date(2025, 12, 3) < days[-1]
    assert [event.citation.number for event in events] == list(range(1, len(events) + 1))
    for event in events:
        for cited in (event.citation, *event.also):
            assert cited.document.text[cited.start : cited.end] == cited.text
    (settled,) = (event for event in events if event.day == date(2025, 11, 20))
    outlets = {cited.document.source for cited in (settled.citation, *settled.also)}
    assert outlets == {"Coastal Herald", "Northern Courier"}
    assert timeline(assistant.retriever, "dock strike", limit=2) != events
    only = timeline(assistant.retriever, "dock strike", since="2025-11-01", sources=["Coastal Herald"])
    assert only
    assert {event.citation.document.source for event in only} == {"Coastal Herald"}
    assert timeline(assistant.retriever, "quantum computing") == []
    with pytest.raises(ValueError, match="limit"):
        timeline(assistant.retriever, "dock strike", limit=0)


QUARRY = [
    ("Quarry workers at Ennis Vale walk out", "2025-03-04", "The quarry strike at Ennis Vale began on Monday.\n\n"
     "It was called off for an hour yesterday. Slate has been cut there since the days of sail."),
    ("Quarry owners give way at Ennis Vale", "2025-03-20", "The strike at the Ennis Vale quarry is over.\n\n"
     "Men in yellow coats shook hands at the gate."),
    ("Choir wins cup in Ennis Vale", "2025-03-11", "The choir of Ennis Vale won the cup on Saturday."),
    ("Bakers strike in Dunholm", "2025-03-12", "Bakers in Dunholm went on strike on Tuesday over the price of flour."),
]  # fmt: skip


@pytest.fixture
def quarry(tmp_path: Path) -> Retriever:
    rows = [{"id": t, "title": t, "date": day, "text": text} for t, day, text in QUARRY]
    (tmp_path / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    qa.build_index(tmp_path / "docs.jsonl", tmp_path / "index")
    return Retriever.open(tmp_path / "index")


def test_a_timeline_tells_by_its_articles_what_sentences_alone_do_not(quarry: Retriever) -> None:
    told = timeline(quarry, "the quarry strike at Ennis Vale")
    # What names nothing is told by where it stands, and the end of the strike by the day of its article.
    assert [(str(event.day), event.stated, event.citation.text) for event in told] == [
        ("2025-03-03", True, "The quarry strike at Ennis Vale began on Monday."),
        ("2025-03-03", True, "It was called off for an hour yesterday."),
        ("2025-03-20", False, "The strike at the Ennis Vale quarry is over."),
    ]


def test_a_timeline_is_the_same_before_passages_have_their_vectors(
    quarry: Retriever, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = "the quarry strike at Ennis Vale"
    told = timeline(quarry, topic)
    index, _ = quarry.live()
    rows = np.arange(len(index.vectors))
    (tmp_path / "none").mkdir()
    Vectors.build(np.full((len(rows), index.vectors.dimension), np.nan, np.float32), tmp_path / "none", rows)
    monkeypatch.setattr(index, "vectors", Vectors.open(tmp_path / "none"))
    assert timeline(quarry, topic) == told
