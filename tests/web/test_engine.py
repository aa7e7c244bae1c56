"""The server of the page over an index at an engine: it answers, follows builds, tells what it does not offer, and
outlives an engine that is away for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import qa
from qa.assistant import Assistant
from qa.errors import EngineFailed
from qa.search.retriever import Retriever
from qa.web.library import Library
from qa.web.server import create_app
from tests.engine.conftest import Server, address, server
from tests.fakes import BagOfWords, touch
from tests.web.test_rest import HOME, refused

__all__ = ["address", "server"]  # fixtures

FERRY = "When did the old ferry make its last crossing?"
ONLY_IN_A_FOLDER = [
    ("PUT", "/api/documents/a.txt"),
    ("DELETE", "/api/documents/ferry.txt"),
    ("POST", "/api/documents/ferry.txt/restore"),
    ("POST", "/api/documents/ferry.txt/fields"),
    *(("GET", "/api/build"), ("POST", "/api/build"), ("DELETE", "/api/build")),
    *(("POST", "/api/saved"), ("POST", "/api/saved/seen"), ("DELETE", "/api/saved/1"), ("GET", "/api/saved.atom")),
    ("POST", "/api/feedback"),
    *(("GET", "/api/page-image?id=ferry.txt&page=1"), ("GET", "/api/page-marks?id=ferry.txt&start=0&end=1")),
]


def opened(place: Path | str) -> Assistant:
    return Assistant(Retriever.open(place, embedder=BagOfWords()), reader="none")


def served(address: str) -> Iterator[TestClient]:
    with TestClient(create_app(Library(address, opened)), base_url=HOME) as client:
        yield client


@pytest.fixture
def client(articles: Path, address: str) -> Iterator[TestClient]:
    qa.build_index(articles, address, embedder=BagOfWords())
    yield from served(address)


def until(client: TestClient, holds: Callable[[Any], bool]) -> Any:
    """The status of the server, once this holds of it."""
    while not holds(status := client.get("/api/status").json()):
        pass
    return status


def test_it_answers(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": FERRY}).json()
    assert answer["citations"][0]["document"]["id"] == "ferry.txt"
    assert client.post("/api/search", json={"query": "bridge", "k": 1}).json()[0]["document"]["id"] == "bridge.txt"
    assert client.get("/api/documents").json()["total"] == 4
    assert client.get("/api/article", params={"id": "ferry.txt"}).json()["scan"] is None
    assert client.get("/api/choices").json()["sources"] == ["Coastal Herald", "Northern Courier"]
    assert "4 articles" in client.get("/api/status").json()["status"]


def test_it_follows_a_build(client: TestClient, articles: Path, address: str) -> None:
    assert client.get("/api/status").json()["generation"] == 1
    touch(articles)
    qa.build_index(articles, address, embedder=BagOfWords())
    assert until(client, lambda status: status["generation"] == 2)["problem"] is None
    assert "sailed once more" in client.get("/api/article", params={"id": "ferry.txt"}).json()["text"]


@pytest.mark.parametrize(("method", "path"), ONLY_IN_A_FOLDER)
def test_what_only_a_folder_offers_is_told_in_a_line(client: TestClient, method: str, path: str) -> None:
    said = refused(client.request(method, path, json=None if method == "GET" else {}), 409)
    assert said.startswith("an engine keeps this index")
    assert "`qa build FOLDER --index milvus://…` builds it" in said


def test_the_page_is_told_too(client: TestClient) -> None:
    status = client.get("/api/status").json()
    assert status["read_only"]
    assert status["read_only_because"].startswith("an engine keeps this index")
    assert not status["building"]["running"]
    saved = client.get("/api/saved").json()
    assert saved == {"questions": [], "checking": False, "problem": status["read_only_because"]}


def test_what_is_not_offered_is_not_described(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/documents", "/api/saved"} <= described.keys()
    assert list(described["/api/saved"]) == ["get"]
    assert not [path for path in described if path.startswith(("/api/documents/", "/api/build", "/api/feedback"))]


def test_a_model_is_offered_nothing_that_fails(client: TestClient) -> None:
    pytest.importorskip("mcp", reason="NOT TESTED: the tools need the package mcp (pip install '.[mcp]')")
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accept = {"accept": "application/json, text/event-stream"}
    listed = client.post("/gradio_api/mcp/", json=call, headers=accept).json()["result"]["tools"]
    names = {tool["name"] for tool in listed}
    assert {"ask", "names", "ask_each"} <= names
    assert not names & {"saved_questions", "what_changed", "save_question", "unsave_question", "mark_seen"}
    call |= {"method": "tools/call", "params": {"name": "ask", "arguments": {"question": FERRY}}}
    answer = client.post("/gradio_api/mcp/", json=call, headers=accept).json()["result"]["structuredContent"]
    assert answer["citations"][0]["document"]["id"] == "ferry.txt"


def test_an_engine_may_come_later_go_and_come_back(articles: Path, tmp_path: Path, server: Server) -> None:
    other = Server(tmp_path / "milvus")
    qa.build_index(articles, other.index("kept"), embedder=BagOfWords())
    other.stop()
    try:
        for client in served(other.index("kept")):
            _away(client)
            for _ in range(2):  # the second time it was answering when the engine went
                other.start()
                assert until(client, lambda status: status["problem"] is None)["generation"] == 1
                assert client.post("/api/ask", json={"question": FERRY}).json()["found"]
                other.stop()
                _away(client)
    finally:
        other.stop()


def _away(client: TestClient) -> None:
    status = until(client, lambda status: status["problem"] is not None)
    assert "cannot be reached" in status["problem"]
    assert status["status"] == "the index cannot be opened"
    for call in ({"url": "/api/ask", "json": {"question": FERRY}}, {"url": "/api/search", "json": {"query": "bridge"}}):
        assert "cannot be reached" in refused(client.post(**call), 503)
    assert "cannot be reached" in refused(client.get("/api/documents"), 503)


def test_there_need_be_no_index_yet(articles: Path, address: str) -> None:
    for client in served(address):
        assert "no index" in refused(client.post("/api/ask", json={"question": FERRY}), 503)
        assert client.get("/api/status").json()["status"] == "no index yet"
        qa.build_index(articles, address, embedder=BagOfWords())
        assert client.post("/api/ask", json={"question": FERRY}).json()["found"]


def test_a_wrong_address_is_told_before_anything_is_served() -> None:
    with pytest.raises(EngineFailed, match="milvus://HOST:PORT/NAME"):
        qa.web.serve("milvus://engine/a-b", port=0)
    with pytest.raises(EngineFailed, match="milvus://HOST:PORT/NAME"):
        qa.web.create_app("milvus://engine")
