"""Calls whose callers have gone leave the queue, on a real server."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.fake import SLOW
from tests.web.site import FAKE, Site
from tests.web.test_headers import answer, check, connected, sent


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[tuple[Site, Path]]:
    """The fake page, and the directory in which `hurry` ends its slow answers."""
    (tmp_path / "ready").touch()
    site = Site("-m", FAKE, str(tmp_path))
    yield site, tmp_path
    assert "Traceback" not in site.stop()


def asked(site: Site, question: str) -> socket.socket:
    body = json.dumps({"question": question})
    connection = connected(site)
    head = f"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
    connection.sendall(f"{head}Content-Type: application/json\r\n\r\n{body}".encode())
    return connection


def caught_up(site: Site) -> None:
    """By then the server has read what came before."""
    for _ in range(3):
        check(sent(site, "GET", "/api/choices", "", []))


def test_questions_that_were_abandoned_leave_the_queue(slow: tuple[Site, Path]) -> None:
    """More than may wait at all: were those of before still there, one more would be refused."""
    site, directory = slow
    for _ in range(6):
        asking = [asked(site, f"What goes {SLOW}?") for _ in range(100)]
        caught_up(site)
        for connection in asking:
            connection.close()
        caught_up(site)
    waiting = asked(site, "How much honey?")
    caught_up(site)
    (directory / "hurry").touch()
    assert check(answer(waiting)) == 200
