"""The handlers of the page, called as Gradio calls them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from qa.keep.turns import FiltersJSON
from qa.search.within import within
from qa.web.chat.callers import Callers
from qa.web.chat.events import QUESTION_CHARACTERS, Events
from qa.web.desk import Desk
from qa.web.library import Library
from qa.web.turns import PLAIN, Wish, noted
from tests.web.articles import ELECTRICITY, HONEY, UNKNOWN
from tests.web.fake import BROKEN, LEANING, FakeAssistant

BOX, CHAT, TURNS, ASKED = range(4)
OWNER: Any = SimpleNamespace(session_hash=None, client=SimpleNamespace(host="127.0.0.1"))

ALL: Wish = PLAIN


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(tmp_path)


@pytest.fixture
def events(assistant: FakeAssistant) -> Events:
    return Events(Library(assistant.directory, lambda _: assistant), Desk(2, 2), Callers())  # type: ignore[arg-type, return-value]


def said(events: Events, question: str | None, turns: object = None, wish: object = ALL) -> list[tuple[Any, ...]]:
    """Everything that the page is told while a question is answered."""

    async def collect() -> list[tuple[Any, ...]]:
        return [update async for update in events.respond(question, turns, wish, OWNER)]

    return asyncio.run(collect())


def is_idle(update: dict[str, Any]) -> bool:
    return update["submit_btn"] is True and update["stop_btn"] is False


def test_an_answer_grows_by_sentences_and_ends_idle(events: Events) -> None:
    updates = said(events, ELECTRICITY)
    assert not is_idle(updates[0][BOX])
    assert updates[0][ASKED] == ELECTRICITY
    texts = [update[CHAT][-1]["content"] for update in updates[1:]]
    assert len(texts) == 2
    assert texts[1].startswith(texts[0])
    assert "\n- " in texts[1]
    assert is_idle(updates[-1][BOX])
    assert [turn["asked"] for turn in updates[-1][TURNS]] == [ELECTRICITY]


def test_the_conversation_goes_to_the_assistant(events: Events, assistant: FakeAssistant) -> None:
    turns = said(events, HONEY)[-1][TURNS]
    turns = said(events, "Why?", turns)[-1][TURNS]
    question, history = assistant.asked[-1]
    assert question == "Why?"
    assert [role for role, _ in history] == ["user", "assistant"]
    assert history[0][1] == HONEY
    assert history[1][1].endswith("[1]")
    assert len(turns) == 2


@pytest.mark.parametrize("question", ["", "  \n ", None])
def test_an_empty_question_changes_nothing(events: Events, question: Any) -> None:
    assert said(events, question) == [(gr.skip(),) * 4]


def test_a_bug_is_one_line_and_the_box_is_idle(events: Events, caplog: pytest.LogCaptureFixture) -> None:
    last = said(events, f"This is {BROKEN}")[-1]
    assert is_idle(last[BOX])
    assert last[CHAT][-1]["content"].startswith("> Something went wrong")
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in str(last)


def test_long_and_odd_questions_are_trimmed(events: Events, assistant: FakeAssistant) -> None:
    said(events, "why \u202e\ud800" + "x" * 9999)
    assert assistant.asked[-1][0] == "why " + "x" * (QUESTION_CHARACTERS - 4)


def test_stop_keeps_the_question(events: Events) -> None:
    box, chat, turns = events.stop(HONEY, [noted("Before?", PLAIN, "Stopped.")])
    assert is_idle(box)
    assert [message["content"] for message in chat[-2:]] == [
        "How much honey does a colony need to survive the winter\\?",
        "> Stopped\\.",
    ]
    assert len(turns) == 2


def test_opening_the_page(events: Events) -> None:
    turns = said(events, HONEY)[-1][TURNS]
    assert len(events.restore(turns)["value"]) == 2
    # With nothing to restore, nothing is written over what a quick user has asked.
    assert "value" not in events.restore([])
    assert "value" not in events.restore([{"asked": "of an older version"}])


def test_a_question_takes_the_place_of_earlier_turns(events: Events, assistant: FakeAssistant) -> None:
    turns = said(events, HONEY)[-1][TURNS]
    turns = said(events, ELECTRICITY, turns)[-1][TURNS]
    updates = said(events, UNKNOWN, turns, {**ALL, "keep": 1})
    assert [turn["asked"] for turn in updates[0][TURNS]] == [HONEY]  # already when it is stopped
    assert [turn["asked"] for turn in updates[-1][TURNS]] == [HONEY, UNKNOWN]
    assert len(updates[-1][CHAT]) == 4
    assert assistant.asked[-1][1][0][1] == HONEY
    assert len(assistant.asked[-1][1]) == 2
    _, chat, left = events.take_back(updates[-1][TURNS], {**ALL, "keep": 1})
    assert [turn["asked"] for turn in left] == [HONEY]
    assert len(chat) == 2


def test_filters_restrict_and_are_told(events: Events, assistant: FakeAssistant) -> None:
    filters: FiltersJSON = {"since": "2025-11-01", "until": None, "sources": ["Coastal Herald"]}
    last = said(events, ELECTRICITY, [], {"keep": None, "filters": filters})[-1]
    assert assistant.filters[-1] == within("2025-11-01", sources=["Coastal Herald"])
    assert last[TURNS][-1]["filters"] == filters
    assert last[CHAT][-1]["content"].endswith("Only articles from 1 Nov 2025, of Coastal Herald*")
    wrong: FiltersJSON = {**filters, "since": "yesterday"}
    last = said(events, ELECTRICITY, [], {"keep": None, "filters": wrong})[-1]
    assert "is not a date" in last[CHAT][-1]["content"]


@pytest.mark.parametrize("wish", [None, "x", {"keep": "x"}, {"keep": 1, "filters": {"since": 3}}])
def test_a_wish_that_no_page_sends_is_none(events: Events, wish: object) -> None:
    assert [turn["asked"] for turn in said(events, HONEY, [], wish)[-1][TURNS]] == [HONEY]


def test_without_an_index_the_page_says_what_to_do(tmp_path: Path) -> None:
    events = Events(Library(tmp_path, FakeAssistant.open), Desk(2, 2), Callers())  # type: ignore[arg-type]
    chat = events.look_again()
    assert "`python index_build.py FOLDER`" in chat["placeholder"]
    assert "Drop files" in chat["placeholder"]
    assert said(events, HONEY)[-1][CHAT][-1]["content"].startswith("> No index at")
    (tmp_path / "ready").touch()
    assert "Ask your articles" in events.look_again()["placeholder"]


def test_what_was_searched_is_what_the_user_said(events: Events, assistant: FakeAssistant) -> None:
    turns = said(events, HONEY)[-1][TURNS]
    turns = said(events, f"{LEANING}?", turns)[-1][TURNS]
    said(events, "Why?", turns)
    assert [text for role, text in assistant.asked[-1][1] if role == "user"] == [HONEY, f"{LEANING}? ({HONEY})"]


@pytest.mark.parametrize("question", [HONEY, f"This is {BROKEN}"])
def test_how_a_question_is_taken_stays_with_its_turn(events: Events, assistant: FakeAssistant, question: str) -> None:
    turns = said(events, HONEY)[-1][TURNS]
    turn = said(events, question, turns, {**ALL, "alone": True, "dates": False})[-1][TURNS][-1]
    assert assistant.asked[-1] == (question, [])
    assert (turn["alone"], turn["dates"]) == (True, False)
    assert "alone" not in turns[0]
