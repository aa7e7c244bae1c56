"""Quotations over HTTP: compared with the index to the letter, written as files, bounded."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.keep.references import FORMS
from qa.web.library import Library
from qa.web.server import create_app
from tests.web.articles import HOSTILE, TIDAL
from tests.web.fake import FakeAssistant
from tests.web.test_rest import HOME, refused


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    directory = tmp_path_factory.mktemp("references")
    (directory / "ready").touch()
    # Nothing is written, so that a page for reading alone gives them too.
    app = create_app(Library(directory, FakeAssistant.open, read_only=True))  # type: ignore[arg-type]
    with TestClient(app, base_url=HOME) as client:
        yield client


def quoted(document: Any = TIDAL, start: int = 4, end: int = 30, **other: Any) -> dict[str, Any]:
    return {"id": document.id, "start": start, "end": end, "text": document.text[start:end], **other}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written(client: TestClient, form: str) -> None:
    wanted = {"form": form, "quotations": [quoted(note="Ours"), quoted(HOSTILE, 0, 60)]}
    reply = client.post("/api/references", json=wanted)
    assert reply.status_code == 200, reply.text
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert not reply.headers["content-type"].startswith("text/html")
    assert len(reply.content) > 100
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"), newline="")))
        assert [row["quotation"] for row in rows] == [TIDAL.text[4:30], HOSTILE.text[:60]]
        assert [row["note"] for row in rows] == ["Ours", ""]


def test_what_does_not_stand_there_is_refused(client: TestClient) -> None:
    moved = quoted() | {"start": 5, "end": 31}
    gone = quoted() | {"id": "no such\n"}
    looked = {"quotations": [quoted(), moved, gone]}
    assert client.post("/api/references/standing", json=looked).json() == {"standing": [True, False, False]}
    error = refused(client.post("/api/references", json={"form": "ris", "quotations": [quoted(), moved]}), 409)
    assert error.startswith("quotation 2 does not stand in 'tidal.txt' at 5 to 31")
    refused(client.post("/api/references", json={"form": "ris", "quotations": [gone]}), 409)


@pytest.mark.parametrize(
    "wrong",
    [
        {"form": "exe", "quotations": [quoted()]},
        {"form": "ris", "quotations": []},
        {"form": "ris", "quotations": [quoted()] * 1001},
        {"form": "ris", "quotations": [quoted(start=-1)]},
        {"form": "ris", "quotations": [quoted() | {"end": 10**20}]},
        {"form": "ris", "quotations": [quoted() | {"start": True}]},
        {"form": "ris", "quotations": [quoted(note="x" * 5001)]},
        {"form": "ris", "quotations": [quoted() | {"text": "\ud800"}]},
        {"form": "ris", "quotations": [quoted(path="/etc/passwd")]},
        {"quotations": [quoted()]},
    ],
    ids=lambda wrong: repr(wrong)[:40],
)
def test_wrong_calls_are_one_line(client: TestClient, wrong: dict[str, Any]) -> None:
    body = json.dumps(wrong)
    refused(client.post("/api/references", content=body, headers={"content-type": "application/json"}), 400)


def test_without_an_index_it_says_so(tmp_path: Path) -> None:
    app = create_app(Library(tmp_path, FakeAssistant.open))  # type: ignore[arg-type]
    with TestClient(app, base_url=HOME) as client:
        refused(client.post("/api/references/standing", json={"quotations": [quoted()]}), 503)
