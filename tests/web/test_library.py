"""The index behind the page, which comes and goes, and the conversation in front of it."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import qa
from qa.errors import IndexInvalid, IndexNotFound
from qa.index.lock import locked
from qa.keep.shaping import answer_json
from qa.keep.turns import TurnJSON
from qa.web.chat.messages import messages
from qa.web.finding import Lookup
from qa.web.library import Library
from qa.web.turns import PLAIN, answered, history, noted, restored
from tests.web.articles import DOCUMENTS, HONEY, TIDAL, UNKNOWN
from tests.web.fake import FakeAssistant


def library(directory: Path, opener: Any = FakeAssistant.open) -> Library:
    return Library(directory, opener)


def test_an_index_that_appears_is_used_without_a_restart(tmp_path: Path) -> None:
    ours = library(tmp_path)
    assert isinstance(ours.problem(), IndexNotFound)
    assert ours.status() == "no index yet"
    with pytest.raises(IndexNotFound):
        ours.ask(HONEY)
    (tmp_path / "ready").touch()
    assert ours.problem() is None
    assert ours.ask(HONEY)["found"]
    assert ours.status() == "6 articles · 1 passage · indexed 22 Nov 2024"


def test_a_build_that_runs_is_shown_with_its_progress(tmp_path: Path) -> None:
    (tmp_path / "ready").touch()
    ours = library(tmp_path)
    with locked(tmp_path) as owner:
        owner.following(lambda *_: None)("embedding", 42, 100)
        assert ours.status().endswith("· embedding 42 %")
    assert "embedding" not in ours.status()


def test_the_model_is_loaded_before_anyone_asks(tmp_path: Path) -> None:
    loaded = threading.Event()

    class Slow(FakeAssistant):
        def warm(self) -> None:
            loaded.wait(10)

    ours = library(tmp_path, Slow)
    assert not ours.loading
    ours.problem()
    assert ours.loading
    loaded.set()
    for thread in threading.enumerate():
        if thread.name == "load-model":
            thread.join(10)
    assert not ours.loading


def test_an_index_that_breaks_is_opened_again(tmp_path: Path) -> None:
    opened: list[FakeAssistant] = []

    class Breaking(FakeAssistant):
        def __init__(self, directory: Path) -> None:
            super().__init__(directory)
            opened.append(self)

        def answer(self, *arguments: Any, **options: Any) -> Any:
            if len(opened) == 1:
                raise IndexInvalid("the index was cut short")
            return super().answer(*arguments, **options)

    ours = library(tmp_path, Breaking)
    with pytest.raises(IndexInvalid):
        ours.ask(HONEY)
    assert ours.ask(HONEY)["found"]
    assert len(opened) == 2


def test_articles(tmp_path: Path) -> None:
    (tmp_path / "ready").touch()
    ours = library(tmp_path)
    assert ours.article(TIDAL.id) == {
        "title": TIDAL.title,
        "source": "Coastal Herald",
        "date": "2025-11-18",
        "text": TIDAL.text,
        "scan": None,
    }
    assert ours.article("nowhere") is None


def test_what_the_page_offers(tmp_path: Path) -> None:
    (tmp_path / "ready").touch()
    ours = library(tmp_path)
    ours.openers()
    while ours.choosing:
        time.sleep(0.01)
    assert ours.openers()[0] == "What did Inês Carvalho say?"
    assert ours.choices()["first"] == "2024-02-03"
    assert "Coastal Herald" in ours.choices()["sources"]
    nowhere = Library(tmp_path / "nowhere", FakeAssistant.open)  # type: ignore[arg-type]
    assert nowhere.openers() == []
    assert nowhere.choices() == {"sources": [], "first": None, "last": None}
    assert (ours.generation, nowhere.generation) == (1, 0)


def turn(question: str, directory: Path) -> TurnJSON:
    return answered(question, PLAIN, answer_json(FakeAssistant(directory).ask(question)))


def test_a_conversation_is_exported_in_three_forms(tmp_path: Path) -> None:
    (tmp_path / "ready").touch()
    turns = [turn(HONEY, tmp_path), turn(UNKNOWN, tmp_path)]
    kept = json.loads(library(tmp_path).exported(turns, "json"))
    assert [each["asked"] for each in kept["turns"]] == [HONEY, UNKNOWN]
    assert (kept["origin"]["generation"], kept["origin"]["version"]) == (1, qa.__version__)
    whole = library(tmp_path).exported(turns, "markdown")
    assert f"## {HONEY}" in whole
    alone = library(tmp_path).exported(turns[:1], "answer")
    assert alone in whole
    assert HONEY not in alone


def test_a_conversation_comes_back_as_it_was(tmp_path: Path) -> None:
    turns = [turn(HONEY, tmp_path), noted("Why?", PLAIN, "Stopped."), turn(UNKNOWN, tmp_path)]
    assert restored(turns) == turns
    assert [message["role"] for message in messages(turns)] == ["user", "assistant"] * 3
    said = history(turns)
    assert [role for role, _ in said] == ["user", "assistant"] * 2
    assert [text for role, text in said if role == "user"] == [HONEY, UNKNOWN]


def test_only_what_is_shown_is_kept(tmp_path: Path) -> None:
    assert turn(HONEY, tmp_path)["answer"]["hits"] == []  # type: ignore[index]
    assert len(turn(UNKNOWN, tmp_path)["answer"]["hits"]) == 3  # type: ignore[index]
    many = [noted(str(number), PLAIN, "") for number in range(99)]
    assert [kept["asked"] for kept in restored(many)] == [str(number) for number in range(69, 99)]


def test_a_conversation_of_an_earlier_form_is_an_empty_one(tmp_path: Path) -> None:
    now = turn(HONEY, tmp_path)
    assert now["answer"]
    del now["answer"]["citations"][0]["also"]  # type: ignore[misc]
    assert restored([now]) == []


@pytest.mark.parametrize(
    "stored", [None, "text", 7, [1], [{}], [{"asked": "a", "answer": {"text": "b"}, "note": ""}], {"asked": "a"}]
)
def test_anything_else_in_the_browser_is_an_empty_conversation(stored: object) -> None:
    assert restored(stored) == []


def test_documents_are_listed_a_page_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "ready").touch()
    ours = library(tmp_path)
    everything = Lookup(ours).documents("", "title", False, 0, 100)
    assert everything["total"] == len(everything["documents"]) == len(DOCUMENTS)
    assert Lookup(ours).documents("", "title", False, 2, 1)["documents"] == everything["documents"][2:3]
    assert Lookup(ours).documents("harbour CITY", "date", True, 0, 100) == {
        "total": 1,
        "documents": [
            {
                "id": TIDAL.id,
                "title": TIDAL.title,
                "source": "Coastal Herald",
                "date": "2025-11-18",
                "url": None,
                "passages": 1,
                "file": "articles.jsonl",
                "alone": False,
            }
        ],
    }
    with pytest.raises(IndexNotFound):
        Lookup(library(tmp_path / "nowhere")).documents("", "title", False, 0, 100)
