"""The tools for language models, as the official client sees them over HTTP: old protocol and new."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from qa.keep.shaping import answer_json
from qa.types import Answer
from qa.web.arguments import Ask
from qa.web.doors import mcp
from qa.web.doors.mcp import PATHS, asking
from tests.web.articles import DOCUMENTS, ELECTRICITY, HANDBOOK, HONEY, UNKNOWN
from tests.web.fake import BROKEN
from tests.web.model import call, refusal, use
from tests.web.site import FAKE, Site

pytest.importorskip("mcp", reason="NOT TESTED: the tools need the package mcp (pip install '.[mcp]')")

MODES = ["auto", "legacy"]
NAMES = (
    "ask search find find_in timeline quotations names ask_many ask_each "
    "saved_questions what_changed save_question unsave_question mark_seen"
).split()
CHANGING = ("save_question", "unsave_question", "mark_seen")
HOME = f"http://localhost{PATHS[0]}"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", PATHS)
def test_the_tools_explain_themselves(site: Site, path: str, mode: str) -> None:
    listed = use(site, lambda client: client.list_tools(), path, mode).tools
    assert [tool.name for tool in listed] == NAMES
    for tool in listed:
        if tool.name not in ("unsave_question", "mark_seen"):
            assert re.search(r"\b(word for word|verbatim)\b", tool.description)
            assert re.search(r"\bthe articles do not hold (it|the answer)\b", tool.description)
        assert tool.annotations.read_only_hint == (tool.name not in CHANGING)
        assert all(argument["description"] for argument in tool.input_schema["properties"].values())
        assert tool.output_schema["type"] == "object"
    ask, search = listed[:2]
    assert ask.input_schema["required"] == ["question"]
    assert search.input_schema["properties"]["k"]["maximum"] == 100
    assert set(ask.output_schema["required"]) >= {"found", "text", "short", "confidence", "citations"}


@pytest.mark.parametrize("mode", MODES)
def test_an_answer_is_json_of_sentences_in_the_articles(site: Site, mode: str) -> None:
    result = call(site, "ask", mode, question=ELECTRICITY)
    assert not result.is_error
    answer = result.structured_content
    assert json.loads(result.content[0].text) == answer
    assert answer["found"]
    assert "hits" not in answer
    for citation in answer["citations"]:
        text = DOCUMENTS[citation["document"]["id"]].text
        assert text[citation["start"] : citation["end"]] == citation["text"]
        assert f"[{citation['number']}]" in answer["text"]


def test_what_the_articles_do_not_hold_is_no_error(site: Site) -> None:
    result = call(site, "ask", question=UNKNOWN)
    assert not result.is_error
    assert result.structured_content["found"] is False
    assert result.structured_content["citations"] == []
    assert result.structured_content["text"] == "Not in these articles."


def test_passages(site: Site) -> None:
    hits = call(site, "search", query=HONEY, k=2).structured_content["hits"]
    assert len(hits) == 2
    assert hits[0]["document"]["title"] == HANDBOOK.title
    assert HANDBOOK.text[hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]
    elsewhere = call(site, "search", query=HONEY, sources=["Coastal Herald"], until="2025-11-30")
    assert {hit["document"]["id"] for hit in elsewhere.structured_content["hits"]} == {"tidal.txt"}


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("ask", {}, "question: field required"),
        ("ask", {"question": "  "}, "question: string should have at least 1 character"),
        ("ask", {"question": "x" * 5001}, "question: string should have at most 5000 characters"),
        ("ask", {"question": "Why?", "since": "yesterday"}, "'yesterday' is not a date: write it as 2025-12-05"),
        ("ask", {"question": "Why?", "kind": "a", "self": 1}, "kind: extra inputs are not permitted; self: extra"),
        ("search", {"query": "Why?", "k": 0}, "k: input should be greater than or equal to 1"),
        ("search", {"query": "Why?", "sources": "Herald"}, "sources: input should be a valid list"),
        ("forget", {}, "There is no tool 'forget'; there are: ask, search, find, find_in, timeline, "),
    ],
)
def test_a_mistake_is_told_to_the_model(site: Site, name: str, arguments: dict[str, Any], message: str) -> None:
    assert refusal(call(site, name, **arguments)).startswith(message)


def test_no_index_and_bugs_are_told_too(states: tuple[Site, Path]) -> None:
    site, directory = states
    ready = directory / "ready"
    ready.unlink(missing_ok=True)
    ready.touch()
    assert "terminal" in refusal(call(site, "ask", question=f"{BROKEN}?"))


def test_an_index_that_is_not_there(tmp_path: Path) -> None:
    site = Site("-m", FAKE, str(tmp_path))
    try:
        assert "python index_build.py" in refusal(call(site, "ask", question="Why?"))
        assert "python index_build.py" in refusal(call(site, "search", query="Why?"))
        assert "Traceback" not in site.stop()
    finally:
        site.stop()


PING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
KIND = {"accept": "application/json, text/event-stream"}


def test_it_stands_behind_the_guard(site: Site) -> None:
    url = site.url + PATHS[1]
    assert httpx.post(url, json=PING, headers=KIND).json()["result"]["tools"][0]["name"] == "ask"
    foreign = httpx.post(url, json=PING, headers=KIND | {"origin": "https://evil.example"})
    assert foreign.status_code == 403
    rebound = httpx.post(url, json=PING, headers=KIND | {"host": "rebound.example"})
    assert rebound.status_code == 421
    assert httpx.post(url, content=b"x" * 1_000_001, headers=KIND).status_code == 413


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_no_stream_is_held_open(site: Site, method: str) -> None:
    assert httpx.request(method, site.url + PATHS[0], headers=KIND).status_code == 405


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"1", b'{"jsonrpc": "2.0"}', b'{"method": "tools/call"}'])
def test_what_is_no_message_is_refused(site: Site, body: bytes) -> None:
    response = httpx.post(site.url + PATHS[0], content=body, headers=KIND | {"content-type": "application/json"})
    assert 400 <= response.status_code < 500


def test_without_the_package_the_page_is_as_ever(tmp_path: Path) -> None:
    code = (
        "import sys; "
        "of = ['mcp', 'mcp_types', *(name for name in sys.modules if name.startswith(('mcp.', 'mcp_types.')))]; "
        "sys.modules.update(dict.fromkeys(of)); "
        "from qa.web import serve; serve(sys.argv[1], port=0)"
    )
    site = Site("-c", code, str(tmp_path / "none"))
    try:
        assert httpx.get(site.url, timeout=60).status_code == 200
        assert httpx.post(site.url + PATHS[0], json=PING, headers=KIND).status_code in (404, 405)
    finally:
        assert "Traceback" not in site.stop()


def test_a_question_waits_in_the_queue_of_its_asker() -> None:
    asked: list[tuple[str, str]] = []

    class Recording:
        async def ask(self, wanted: Ask, client: str) -> Any:
            asked.append((wanted.question, client))
            return answer_json(Answer("Why?", "Not in these articles.", None, False, 0.0, (), ()))

    async def sent() -> httpx.Response:
        app = FastAPI()
        mcp.mount(app, asking.tools(Recording()))  # type: ignore[arg-type]
        transport = httpx.ASGITransport(app, client=("192.0.2.7", 1))
        params = {"name": "ask", "arguments": {"question": "Why?"}}
        async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport) as client:
            return await client.post(HOME, json=PING | {"method": "tools/call", "params": params}, headers=KIND)

    result = asyncio.run(sent()).json()["result"]
    assert result["structuredContent"]["found"] is False
    assert asked == [("Why?", "192.0.2.7")]
