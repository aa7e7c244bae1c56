"""Questions to begin and to go on with, as the page gets them."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.assistant import Assistant
from qa.errors import IndexInvalid
from qa.web.library import Library
from qa.web.openers import Openers
from qa.web.server import create_app
from tests.web.fake import FakeAssistant

HOME = "http://localhost:7860"


def settle() -> None:
    for thread in threading.enumerate():
        if thread.name in ("find-openers", "load-model"):
            thread.join(10)


def at(generation: int) -> Any:
    return SimpleNamespace(index=SimpleNamespace(manifest=SimpleNamespace(generation=generation)))


def test_openers_are_found_once_a_generation_behind_the_page() -> None:
    found: list[int] = []
    free = threading.Event()

    def find(assistant: Assistant) -> list[str]:
        free.wait(10)
        found.append(assistant.index.manifest.generation)
        return [f"Who is number {found[-1]}?"]

    openers = Openers(find)
    assert [openers.of(at(1)), openers.of(at(1))] == [[], []]
    free.set()
    settle()
    assert openers.of(at(1)) == openers.of(at(1)) == ["Who is number 1?"]
    assert openers.of(at(2)) == []
    settle()
    assert openers.of(at(2)) == ["Who is number 2?"]
    assert found == [1, 2]


def test_an_index_that_breaks_gives_none(caplog: pytest.LogCaptureFixture) -> None:
    def find(assistant: Assistant) -> list[str]:
        raise IndexInvalid("the index was cut short")

    openers = Openers(find)
    assert openers.of(at(1)) == []
    settle()
    assert openers.of(at(1)) == []
    assert "cut short" in caplog.text


def test_the_page_begins_with_headlines_until_there_are_questions(tmp_path: Path) -> None:
    (tmp_path / "ready").touch()
    library = Library(tmp_path, FakeAssistant.open, openers=Openers(lambda _: ["Who is \u202eAda?"]))  # type: ignore[arg-type]
    titles = Library(tmp_path, FakeAssistant.open).openers()  # type: ignore[arg-type]
    library.problem()
    settle()
    assert library.openers() == titles
    settle()
    assert library.begun
    assert library.openers() == ["Who is Ada?", *titles[:3]]
    assert not Library(tmp_path / "nowhere", FakeAssistant.open).begun  # type: ignore[arg-type]


def test_the_route(real_index: Path) -> None:
    library = Library(real_index, Assistant.open)
    filters = {"since": None, "until": None, "sources": []}
    question = "When did the Marlow Sound tidal power station open?"
    answer = library.ask(question)
    turn = {"asked": question, "at": "", "filters": filters, "answer": answer, "note": ""}
    with TestClient(create_app(library), base_url=HOME) as client:
        found = client.post("/api/suggestions", json=turn).json()
        assert 1 <= len(found) <= 3
        assert all(library.ask(suggested)["found"] for suggested in found)
        assert client.post("/api/suggestions", json={**turn, "answer": None}).json() == []
        wrong = client.post("/api/suggestions", json={**turn, "filters": {**filters, "since": "soon"}})
        assert (wrong.status_code, "not a date" in wrong.json()["error"]) == (400, True)
        odd = (
            '{"asked": "Why\\ud800?", "at": "", "filters": {"since": null, "until": null, "sources": []}, "note": "", '
        )
        odd += '"answer": {"question": "Why\\ud800?", "text": "", "short": null, "found": false, "confidence": 0, '
        odd += '"citations": [], "hits": []}}'
        assert client.post("/api/suggestions", content=odd, headers={"content-type": "application/json"}).is_success
        assert client.post("/api/suggestions", json={"asked": "Why?"}).status_code == 400
