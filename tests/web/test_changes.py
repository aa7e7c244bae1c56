"""The routes by which documents come and go, as a client sees them, a hostile one too."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

import qa
from qa.collection import Collection
from qa.index.lock import builder, locked
from qa.web.builds.building import Building
from qa.web.doors import fields
from qa.web.doors.changes import router
from qa.web.doors.uploads import UPLOADS, Upload
from tests.web.site import ROOT

TEXT = b"The tram returned to Marlow after fifty years."


@pytest.fixture
def building(articles: Path, tmp_path: Path) -> Iterator[Building]:
    qa.build_index(articles, tmp_path / "index")
    building = Building(Collection(tmp_path / "index"))
    yield building
    building.close()


def app(building: Building, read_only: bool = False) -> FastAPI:
    app = FastAPI(openapi_url=None)
    app.include_router(router(Collection(building._index), building, read_only))
    app.include_router(fields.router(Collection(building._index), read_only))
    return app


@pytest.fixture
def client(building: Building) -> TestClient:
    return TestClient(app(building))


def built(get: Callable[[str], Any]) -> dict[str, Any]:
    """The state once nothing runs any more."""
    for _ in range(600):
        state: dict[str, Any] = get("/api/build").json()
        if not state["running"]:
            return state
        time.sleep(0.1)
    raise AssertionError(state)


def test_a_document_comes_leaves_and_comes_back(client: TestClient, tmp_path: Path, articles: Path) -> None:
    told = client.put("/api/documents/2025/tram.txt", content=TEXT)
    assert told.status_code == 201
    assert told.json() == {"name": "2025/tram.txt", "id": "2025/tram.txt", "outcome": "new"}
    assert client.put("/api/documents/2025/tram.txt", content=TEXT).json()["outcome"] == "same"
    assert client.delete("/api/documents/ferry.txt").json() == {"id": "ferry.txt"}
    assert client.delete("/api/documents/ferry.txt").status_code == 404
    begun = client.post("/api/build")
    assert (begun.status_code, begun.json()["running"]) == (202, True)
    state = built(client.get)
    assert (state["outcome"], state["report"]["added"], state["report"]["removed"]) == ("built", 1, 1)
    assert client.post("/api/documents/ferry.txt/restore").json() == {"id": "ferry.txt"}
    client.post("/api/build")
    assert built(client.get)["report"]["added"] == 1
    assert qa.Index.open(tmp_path / "index").document("2025/tram.txt").text == TEXT.decode()


@pytest.mark.parametrize(
    ("path", "data", "status", "said"),
    [
        ("photo.gif", TEXT, 400, "not among the kinds"),
        ("%2e%2e/%2e%2e/outside.txt", TEXT, 400, "leads out"),
        ("..%2foutside.txt", TEXT, 400, "leads out"),
        ("/etc/outside.txt", TEXT, 400, "slashes"),
        ("a%00b.txt", TEXT, 400, "cannot be seen"),
        ("%ff.txt", TEXT, 400, "cannot be seen"),
        (".removed/000001/a.txt", TEXT, 400, "hidden"),
        ("tram.txt", b"", 400, "empty"),
        ("tram.txt", b"%PDF-1.7", 400, "rename it to .pdf"),
        ("tram.md", bytes(2_000_001), 413, "limit of 2 MB"),
        ("FERRY.txt", TEXT, 400, "that spelling"),
    ],
)
def test_what_is_refused_is_one_line(
    path: str, data: bytes, status: int, said: str, client: TestClient, articles: Path
) -> None:
    before = sorted(file for file in articles.parent.rglob("*") if file.name not in ("lock", ".incoming"))
    told = client.put(f"/api/documents/{path}", content=data)
    assert told.status_code == status
    assert set(told.json()) == {"error"}
    assert said in told.json()["error"]
    assert "\n" not in told.json()["error"]
    assert str(articles.parent) not in told.json()["error"]
    assert before == sorted(file for file in articles.parent.rglob("*") if file.name not in ("lock", ".incoming"))


@pytest.mark.parametrize(
    "file_id", ["%2e%2e/outside.txt", "..%2fouter.txt", "%2fetc%2fhosts.txt", "none.txt", "x", "a%00.txt"]
)
def test_nothing_else_leaves(file_id: str, client: TestClient, articles: Path) -> None:
    (articles.parent / "outside.txt").write_bytes(TEXT)
    for told in (
        client.delete(f"/api/documents/{file_id}"),
        client.post(f"/api/documents/{file_id}/restore"),
        client.post(f"/api/documents/{file_id}/fields", json={"date": "2022-03-11"}),
    ):
        assert told.status_code == 404
        assert set(told.json()) == {"error"}
    assert (articles.parent / "outside.txt").exists()


def test_the_day_of_a_document_is_set(client: TestClient, tmp_path: Path, articles: Path) -> None:
    told = {"date": "2022-03-11", "source": "CNN"}
    assert client.post("/api/documents/note.md/fields", json=told).json() == {"id": "note.md"}
    client.post("/api/build")
    assert built(client.get)["report"]["changed"] == 1
    assert str(qa.Index.open(tmp_path / "index").document("note.md").date) == "2022-03-11"
    client.post("/api/documents/note.md/fields", json={"date": "", "source": ""})
    assert not (articles / "note.md.meta.yaml").exists()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "give a title, a date or a source"),
        ({"day": "2022-03-11"}, "day"),
        ({"date": 20220311}, "date: input should be a valid string"),
        ({"date": "yesterday"}, "is no day"),
        ({"source": "x" * 3000}, "at most 2000 characters"),
        ([], "valid dictionary"),
    ],
)
def test_what_cannot_be_set_is_one_line(told: object, said: str, client: TestClient, articles: Path) -> None:
    refused = client.post("/api/documents/note.md/fields", json=told)
    assert (refused.status_code, set(refused.json())) == (400, {"error"})
    assert said in refused.json()["error"]
    assert "\n" not in refused.json()["error"]
    assert not list(articles.glob("*.meta.yaml"))


def test_a_page_for_reading_alone_takes_no_changes(building: Building, articles: Path) -> None:
    client = TestClient(app(building, read_only=True))
    for told in (
        client.put("/api/documents/tram.txt", content=TEXT),
        client.delete("/api/documents/ferry.txt"),
        client.post("/api/documents/ferry.txt/restore"),
        client.post("/api/documents/ferry.txt/fields", json={"date": "2022-03-11"}),
        client.post("/api/build"),
        client.delete("/api/build"),
    ):
        assert told.status_code == 403
        assert "reading alone" in told.json()["error"]
    assert client.get("/api/build").json()["running"] is False
    assert {file.name for file in articles.iterdir()} == {"bridge.txt", "ferry.txt", "harvest.txt", "note.md"}


def test_a_build_of_somebody_else_is_not_stopped(client: TestClient, tmp_path: Path) -> None:
    with locked(tmp_path / "index"):
        assert client.get("/api/build").json()["mine"] is False
        told = client.delete("/api/build")
        assert told.status_code == 409
        assert "stop it there" in told.json()["error"]
    assert client.delete("/api/build").json()["running"] is False


def test_an_index_that_does_not_know_its_source_is_told(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "index" / "SOURCE").unlink()
    for told in (client.put("/api/documents/tram.txt", content=TEXT), client.post("/api/build")):
        assert told.status_code == 409
        assert "index_build.py" in told.json()["error"]


@pytest.fixture
def port(building: Building) -> Iterator[int]:
    """The routes behind a real server."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app(building), log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield int(listening.getsockname()[1])
    server.should_exit = True
    thread.join()


def arriving(articles: Path) -> list[Path]:
    return [file for file in (articles / ".incoming").glob("*") if file.name != "lock"]


def eventually(met: Callable[[], object]) -> None:
    for _ in range(600):
        if met():
            return
        time.sleep(0.05)
    raise AssertionError


def listens(port: int) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


def sent(port: int, headers: str, body: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(f"PUT /api/documents/tram.txt HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n".encode() + body)
    return connection


def test_a_file_that_does_not_come_whole_is_none(port: int, articles: Path) -> None:
    for headers, body in (("Content-Length: 1000", TEXT), ("Transfer-Encoding: chunked", b"5\r\nThe t\r\n")):
        with sent(port, headers, body):
            eventually(lambda: arriving(articles))
        eventually(lambda: not arriving(articles))
    assert not (articles / "tram.txt").exists()


def test_what_is_said_to_be_too_large_is_refused_before_it_comes(port: int, articles: Path) -> None:
    with sent(port, "Content-Length: 20000001") as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 413")
    with sent(port, f"Content-Length: {'9' * 30}") as connection:
        assert connection.recv(100).split()[1] in (b"400", b"413")
    assert not arriving(articles)


def crowd(port: int, articles: Path) -> list[socket.socket]:
    """As many files as may arrive, of each of which only the beginning comes."""
    begun = [sent(port, "Content-Length: 100000", TEXT) for _ in range(UPLOADS)]
    eventually(lambda: len(arriving(articles)) == UPLOADS)
    return begun


def status(connection: socket.socket) -> int:
    with connection:
        try:
            return int(connection.recv(100).split()[1])
        except ConnectionResetError:  # the reply was lost: it came while we were still sending
            return 408


def test_silence_and_crowds_are_refused(port: int, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.web.doors.uploads.HARMLESS", 3600.0)
    monkeypatch.setattr("qa.web.doors.uploads.PATIENCE", 0.0)
    begun = crowd(port, articles)
    assert status(sent(port, "Content-Length: 1000", TEXT)) == 503
    monkeypatch.setattr("qa.web.doors.uploads.SILENCE", 1.0)
    for connection in begun:
        connection.sendall(b"x")  # the wait for what follows is a short one
    assert [status(connection) for connection in begun] == [408] * UPLOADS
    assert not arriving(articles)


@contextlib.contextmanager
def trickling(connections: list[socket.socket]) -> Iterator[None]:
    """A byte now and then on each, while that is possible."""
    ended = threading.Event()

    def trickle() -> None:
        while not ended.wait(0.05):
            for connection in connections:
                with contextlib.suppress(OSError):
                    connection.sendall(b"x")

    thread = threading.Thread(target=trickle)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def test_a_file_that_trickles_is_given_up(port: int, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = crowd(port, articles)
    monkeypatch.setattr("qa.web.doors.uploads.SILENCE", 1.0)
    with trickling(begun):
        eventually(lambda: not arriving(articles))
    assert [status(connection) for connection in begun] == [408] * UPLOADS


def test_files_that_trickle_make_room_for_others(port: int, articles: Path) -> None:
    """They are let in one after the other, although nobody has left; who is ousted is told."""
    begun = crowd(port, articles)
    with trickling(begun):
        for _ in range(3):
            assert status(sent(port, f"Content-Length: {len(TEXT)}", TEXT)) == 201
    assert len(arriving(articles)) >= UPLOADS - 3
    for connection in begun:
        connection.close()
    eventually(lambda: not arriving(articles))
    assert (articles / "tram.txt").read_bytes() == TEXT


def test_how_late_a_file_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what was waited more than its bytes may take; what came fast is no store for later."""
    clock = 0.0
    monkeypatch.setattr("qa.web.doors.uploads._now", lambda: clock)

    async def stream() -> AsyncIterator[bytes]:
        nonlocal clock
        for seconds, size in ((1, 50_000), (3, 1000), (3, 1000), (2, 5000)):
            clock += seconds
            yield bytes(size)

    async def late() -> list[float]:
        upload = Upload()
        return [upload.late async for _ in upload.blocks(stream())]

    assert asyncio.run(late()) == [0.0, 2.0, 4.0, 1.0]


def test_a_large_file_is_streamed(port: int, articles: Path) -> None:
    row = b'{"text": "The tram returned to Marlow after fifty years."}\n'
    data = row * (30_000_000 // len(row))
    connection = http.client.HTTPConnection("127.0.0.1", port)
    blocks = (data[at : at + 1_000_000] for at in range(0, len(data), 1_000_000))
    connection.request("PUT", "/api/documents/rows.jsonl", body=blocks)
    assert connection.getresponse().status == 201
    assert (articles / "rows.jsonl").read_bytes() == data


SERVE = """
import sys, uvicorn
from pathlib import Path
from fastapi import FastAPI
from qa.collection import Collection
from qa.web.builds.building import Building
from qa.web.doors.changes import router
from starlette.middleware.gzip import GZipMiddleware
import gradio
collection = Collection(Path(sys.argv[1]))
building = Building(collection)
app = FastAPI()
app.include_router(router(collection, building, False))
with gradio.Blocks() as page:
    gradio.Textbox()
gradio.mount_gradio_app(app, page, path="/")
building.start()
uvicorn.run(GZipMiddleware(app), port=int(sys.argv[2]), log_level="warning")
"""


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_a_build_ends_with_the_server_however_that_is_ended(
    ended_by: signal.Signals, articles: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    qa.build_index(articles, index)
    rows = (f'{{"text": "Tram number {row} returned to Marlow after {row**2} years."}}\n' for row in range(20_000))
    (articles / "rows.jsonl").write_text("".join(rows))
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(index), str(port)]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            eventually(lambda: (found := builder(index)) and found.stage == "reading")
            found = builder(index)
            assert found
            eventually(lambda: listens(port))
        finally:
            os.killpg(server.pid, ended_by)  # as the terminal does
            _, said = server.communicate(timeout=60)
    assert "Traceback" not in said
    assert builder(index) is None
    with pytest.raises(ProcessLookupError):
        os.kill(found.process, 0)


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_curl(port: int, tmp_path: Path, articles: Path) -> None:
    (tmp_path / "été 2025.txt").write_bytes(TEXT * 50_000)
    url = f"http://127.0.0.1:{port}/api"
    told = subprocess.check_output(
        ["curl", "-s", "-T", tmp_path / "été 2025.txt", f"{url}/documents/%C3%A9t%C3%A9%202025.txt"]
    )
    assert b'"outcome":"new"' in told
    assert (articles / "été 2025.txt").stat().st_size == len(TEXT) * 50_000
    assert b'"running":true' in subprocess.check_output(["curl", "-s", "-X", "POST", f"{url}/build"])
