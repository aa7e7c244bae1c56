"""Calls whose callers have gone leave the queue, on a real server."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.web.fake import GAVE_UP, SLOW
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


RESPOND = 3  # the event of the page's box, in the order that `chat.page` wires them
NOTHING = {"keep": None, "filters": {"since": None, "until": None, "sources": None}}


def join(site: Site, session: str, question: str) -> HTTPResponse:
    """Ask as the page does, and open the stream in which it is answered."""
    data = {"data": [question, [], NOTHING], "fn_index": RESPOND, "session_hash": session}
    server = HTTPConnection(site.url.removeprefix("http://"), timeout=60)
    server.request("POST", "/gradio_api/queue/join", json.dumps(data), {"Content-Type": "application/json"})
    assert json.load(server.getresponse())["event_id"]
    server.close()
    server.request("GET", f"/gradio_api/queue/data?session_hash={session}", headers={"Connection": "close"})
    return server.getresponse()


def until(stream: HTTPResponse, said: str) -> None:
    """Read on until this is said."""
    for line in stream:
        if said in line.decode():
            return
    raise AssertionError(f"the stream ended without {said!r}")


def test_questions_of_pages_that_were_closed_leave_the_queue(slow: tuple[Site, Path]) -> None:
    """Two are being answered until `hurry` is there: only those that wait can go."""
    site, directory = slow
    working = [join(site, f"w{n}", f"What goes {SLOW}?") for n in range(2)]
    for stream in working:
        until(stream, "Searching")
    waiting = [join(site, f"q{n}", f"What goes {SLOW} and {n}?") for n in range(6)]
    for n, stream in enumerate(waiting):
        until(stream, f"{n} question" if n else "Searching")
    last = join(site, "last", "How much honey?")
    until(last, "6 questions")
    for stream in waiting:
        stream.close()
    until(last, "Searching")  # nobody is before it
    assert not (directory / GAVE_UP).exists()
    (directory / "hurry").touch()
    for stream in (*working, last):
        stream.close()


def call(site: Site, question: str) -> HTTPResponse:
    """Ask by Gradio's API, and open the stream of the answer."""
    server = HTTPConnection(site.url.removeprefix("http://"), timeout=60)
    body = json.dumps({"data": [question, None, None, None, None, None, True]})
    server.request("POST", "/gradio_api/call/ask", body, {"Content-Type": "application/json"})
    event = json.load(server.getresponse())["event_id"]
    server.close()
    server.request("GET", f"/gradio_api/call/ask/{event}", headers={"Connection": "close"})
    return server.getresponse()


def call_by_session(site: Site, session: str, question: str) -> HTTPResponse:
    """Ask as Gradio's client for Python does."""
    server = HTTPConnection(site.url.removeprefix("http://"), timeout=60)
    server.request("GET", "/config")
    events = {event["api_name"]: event["id"] for event in json.load(server.getresponse())["dependencies"]}
    data = {"data": [question, None, None, None, None, None, True], "fn_index": events["ask"], "session_hash": session}
    server.request("POST", "/gradio_api/queue/join", json.dumps(data), {"Content-Type": "application/json"})
    assert json.load(server.getresponse())["event_id"]
    server.close()
    server.request("GET", f"/gradio_api/queue/data?session_hash={session}", headers={"Connection": "close"})
    return server.getresponse()


def test_calls_of_the_api_that_were_abandoned_leave_the_queue(slow: tuple[Site, Path]) -> None:
    """As many wait as one client may have: one that is asked after they have gone has nobody before it."""
    site, directory = slow
    working = [join(site, f"w{n}", f"What goes {SLOW}?") for n in range(2)]
    for stream in working:
        until(stream, "Searching")
    waiting = [call(site, f"What goes {SLOW} and {n}?") for n in range(3)]
    waiting += [call_by_session(site, f"s{n}", f"What goes {SLOW} and {n}?") for n in range(3)]
    last = join(site, "last", "How much honey?")
    until(last, "before this one")
    for stream in waiting:
        stream.close()
    until(last, "Searching")  # nobody is before it
    assert not (directory / GAVE_UP).exists()  # and both answers are still being worked on
    (directory / "hurry").touch()
    for stream in (*working, last):
        until(stream, "process_completed")
        stream.close()
    answered = call(site, "How much honey?")
    until(answered, "event: complete")
    answered.close()
