"""The server as programs and networks see it: the API, the headers, the beginning and the end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import qa.web
from qa.errors import QAError
from qa.keep.schema import AnswerJSON
from tests.web.articles import DOCUMENTS, ELECTRICITY, ENERGY, UNKNOWN
from tests.web.site import Site


@pytest.fixture(scope="module")
def client(site: Site) -> Any:
    from gradio_client import Client

    return Client(site.url, ssl_verify=False, verbose=False)


def test_ask(client: Any) -> None:
    answer = client.predict(ELECTRICITY, api_name="/ask")
    assert answer["found"]
    assert set(answer) == set(get_type_hints(AnswerJSON))
    for citation in answer["citations"]:
        text = DOCUMENTS[citation["document"]["id"]].text
        assert text[citation["start"] : citation["end"]] == citation["text"]
        assert f"[{citation['number']}]" in answer["text"]
    assert not client.predict(UNKNOWN, api_name="/ask")["found"]


def test_search(client: Any) -> None:
    hits = client.predict(ELECTRICITY, 2, api_name="/search")
    assert len(hits) == 2
    assert hits[0]["score"] >= hits[1]["score"]
    assert DOCUMENTS[hits[0]["document"]["id"]].text[hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]


def test_documents(client: Any) -> None:
    found = client.predict(query="tidal", sort="date", descending=True, limit=1, api_name="/documents")
    assert (found["total"], len(found["documents"])) == (2, 1)
    newest = found["documents"][0]
    assert newest["title"] == ENERGY.title
    assert (newest["file"], newest["alone"]) == ("articles.jsonl", False)
    assert client.predict(api_name="/documents")["total"] == len(DOCUMENTS)


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("/ask", {"question": "  "}, "question: .* at least 1 character"),
        ("/ask", {"question": "x" * 5001}, "question: .* at most 5000 characters"),
        ("/ask", {"question": "Why?", "since": "yesterday"}, "is not a date"),
        ("/ask", {"question": 5}, "question: .* a valid string"),
        ("/ask", {"question": "Why?", "sources": "Herald"}, "sources: .* a valid list"),
        ("/search", {"query": "Why?", "k": 0}, "k: .* greater than or equal to 1"),
        ("/documents", {"sort": "size"}, "sort: .*'title', 'source'"),
        ("/search", {"query": "Why?", "since": "yesterday"}, "is not a date"),
    ],
)
def test_a_mistake_is_named(client: Any, name: str, arguments: dict[str, Any], message: str) -> None:
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError, match=message):
        client.predict(**arguments, api_name=name)


def test_only_the_three_functions_are_published_with_their_types(client: Any) -> None:
    api = client.view_api(return_format="dict")
    assert set(api["named_endpoints"]) == {"/ask", "/search", "/documents"}
    returned = api["named_endpoints"]["/ask"]["returns"][0]["python_type"]["type"]
    assert "citations: list[dict(number: int" in returned


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_no_reply_waits_to_be_acknowledged(host: str) -> None:
    from qa.web.server import _listen

    with _listen(host, 0) as listening, socket.create_connection(listening.getsockname()[:2]):
        connection, _ = listening.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(QAError, match=rf"port {port} of 127.0.0.1 is in use.*--port"):
            qa.web.serve(tmp_path, port=port)
    with pytest.raises(QAError, match="--port"):
        qa.web.serve(tmp_path, port=99999)
    with pytest.raises(QAError, match="--host"):
        qa.web.serve(tmp_path, host="203.0.113.1", port=0)


def test_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    code = "import sys; from qa.web import serve; serve(sys.argv[1], host='0.0.0.0', port=0)"
    site = Site("-c", code, str(tmp_path / "none"))
    assert "everyone who can reach port" in site.before
    # A page that is open has a stream that never ends by itself.
    stream = socket.create_connection(("127.0.0.1", int(site.url.rsplit(":", 1)[1])))
    stream.sendall(b"GET /gradio_api/heartbeat/x HTTP/1.1\r\nHost: x\r\n\r\n")
    assert stream.recv(100)
    assert "Traceback" not in site.stop(signal.SIGINT)
    assert site.process.exitcode == 0


def test_importing_the_page_is_cheap() -> None:
    code = (
        "import sys, qa.web; print([name for name in ('gradio', 'fastapi', 'uvicorn', 'torch') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
