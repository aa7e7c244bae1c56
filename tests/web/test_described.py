"""The server answers as /api/openapi.json says, whatever is sent: generated calls, on a real server of each kind."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import qa
from qa.assistant import Assistant
from qa.search.retriever import Retriever
from qa.web.connection import Connection
from qa.web.guard.bodies import BODY_BYTES
from qa.web.guard.passwords import Users
from qa.web.library import Library
from qa.web.server import create_app
from tests.fakes import BagOfWords

schemathesis = pytest.importorskip(
    "schemathesis", reason="NOT TESTED: generated calls need schemathesis (pip install -e '.[dev]')"
)
MODES = schemathesis.GenerationMode
# Not whether what fits the schema is taken and all else refused: a schema cannot say that a day has to exist, and a
# number that is written as text is taken.
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
]
EXAMPLES = 5  # of each operation, on each server
AUTH = ("ada", "secret")
BUILD = "POST /api/build"  # takes nothing, and starts a process: see test_changes
KINDS: dict[str, dict[str, Any]] = {"plain": {}, "auth": {"users": Users([":".join(AUTH)])}, "read-only": {}}


def made(folder: Path) -> Path:
    """An index of its own: generated calls add and remove files."""
    articles = folder / "articles"
    articles.mkdir()
    for name, text in (
        ("bridge", "The mayor of Marlow opened the new bridge on Monday. It cost 3.5 million euros."),
        ("ferry", "Captain Ada Lund steered the old ferry. “It was her last crossing,” Lund said."),
    ):
        (articles / f"{name}.txt").write_text(f"date 2025-11-03\n\n{text}\n\nBased On Coastal Herald Report\n")
    qa.build_index(articles, folder / "index", embedder=BagOfWords())
    return folder / "index"


@pytest.fixture(scope="module", params=KINDS)
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """(kind, address) of a running server."""
    index = made(tmp_path_factory.mktemp(request.param))
    assistant = Assistant(Retriever.open(index, embedder=BagOfWords()), "none")
    library = Library(index, lambda _: assistant, read_only=request.param == "read-only")
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(library, **KINDS[request.param])
    server = uvicorn.Server(uvicorn.Config(app, http=Connection, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield request.param, f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_every_answer_is_as_described(served: tuple[str, str]) -> None:
    kind, url = served
    auth = AUTH if kind == "auth" else None
    told = httpx.get(f"{url}/api/openapi.json", auth=auth, timeout=60)
    schema = schemathesis.openapi.from_dict(told.json())
    schemathesis.checks.load_all_checks()
    tried, failures = 0, []
    with requests.Session() as session:
        session.auth = auth
        for found in schema.get_all_operations():
            operation = found.ok()
            if operation.label != BUILD:
                try:
                    conforms(operation, url, session)
                except schemathesis.errors.FailureGroup as error:
                    failures += [f"{operation.label}: {failure}" for failure in error.exceptions]
                tried += 1
    assert tried > 20
    assert failures == []


def conforms(operation: Any, url: str, session: requests.Session) -> None:
    """Whatever is generated for one operation is answered as described, fitting and unfitting."""
    modes = [operation.as_strategy(generation_mode=mode) for mode in (MODES.POSITIVE, MODES.NEGATIVE)]

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(st.one_of(*modes))
    def answers(case: Any) -> None:
        try:
            response = case.call(base_url=url, session=session)
        except requests.RequestException:
            # It was refused by its length and cut off while it was sent, so its sender may not get to read the answer.
            assert too_large(case)
            return
        case.validate_response(response, checks=schemathesis.checks.CHECKS.get_by_names(CHECKS))

    answers()


def too_large(case: Any) -> bool:
    """Whether a generated body has more bytes than a request may have."""
    return len(json.dumps(case.body, default=str)) > BODY_BYTES


def test_the_statuses_are_told_one_by_one_with_their_bodies(served: tuple[str, str]) -> None:
    kind, url = served
    schema = httpx.get(f"{url}/api/openapi.json", auth=AUTH if kind == "auth" else None, timeout=60).json()
    always = {"400", "403", "408", "413", "421", "500"} | ({"401", "429"} if kind == "auth" else set())
    for operations in schema["paths"].values():
        for operation in operations.values():
            assert always <= set(operation["responses"])
            assert "422" not in operation["responses"]
            for status, told in operation["responses"].items():
                if not status.startswith("2"):
                    assert told["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ErrorJSON"}
    assert ("security" in schema) == (kind == "auth")
    put = schema["paths"]["/api/documents/{name}"]["put"]["responses"]
    assert {"201", "409", "503", "507"} <= set(put)
