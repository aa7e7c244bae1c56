"""Whatever the headers hold, the server answers, not with 500, and with its own headers: on a real server, over TCP."""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.web.guard.passwords import GUESSES
from qa.web.guard.replies import HEADERS
from tests.web.site import Site

CODE = """
import sys, runpy
import qa.web.connection, qa.web.doors.uploads, qa.web.guard.bodies
qa.web.connection.HEAD_SECONDS = qa.web.doors.uploads.SILENCE = qa.web.guard.bodies.BODY_SECONDS = 0.3
sys.argv = ["fake", sys.argv[1]]
runpy.run_module("tests.web.fake", run_name="__main__")
"""
LONG = "9" * 5000
# What is sent, whoever reads it: the guard, uvicorn, Starlette, FastAPI, Gradio, or the server of MCP.
READ = [
    "Host",
    "Origin",
    "Sec-Fetch-Site",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Dest",
    "Authorization",
    "Cookie",
    "Content-Length",
    "Content-Type",
    "Content-Encoding",
    "Transfer-Encoding",
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Access-Control-Request-Method",
    "Access-Control-Request-Headers",
    "Connection",
    "Expect",
    "Upgrade",
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "X-Forwarded-Host",
    "X-Forwarded-Prefix",
    "X-Gradio-Server",
    "X-Gradio-User",
    "If-None-Match",
    "If-Modified-Since",
    "Range",
    "Referer",
    "User-Agent",
    "Mcp-Session-Id",
    "Mcp-Protocol-Version",
    "Last-Event-Id",
]
ODD = [
    "",
    "[",
    "http://[",
    "http://[::1",
    f"localhost:{LONG}",
    f"http://localhost:{LONG}",
    f"[::1]:{LONG}",
    LONG,
    f"-{LONG}",
    "\N{SUPERSCRIPT TWO}",
    "1, 1",
    "fe80::1%eth0",
    "::ffff:1.2.3.4:5",
    "%00%0a",
    "http://a..b/",
    "http://xn--/",
    "https",
    "bytes=0-,,-1",
    "chunked",
    "gzip",
    "application/json; charset=\xff",
    "text/html; charset=none-such",
    "multipart/form-data; boundary=",
    "Basic =",
    "W/\x80",
    "a=b; qa-device=" + "0" * 96,
]
VALUES = st.sampled_from(ODD) | st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)
REQUESTS = [
    ("GET", "/", ""),
    ("GET", "/config", ""),
    ("GET", "/theme.css", ""),
    ("GET", "/api/status", ""),
    ("GET", "/api/saved.atom", ""),
    ("GET", "/gradio_api/info", ""),
    ("GET", "/gradio_api/queue/data?session_hash=nobody", ""),
    ("POST", "/gradio_api/call/search", '{"data": ["honey", 1, null, null, null, null]}'),
    ("POST", "/gradio_api/mcp", '{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'),
    ("POST", "/api/search", '{"query": "honey"}'),
    ("PUT", "/api/documents/a.txt", ""),
    ("DELETE", "/api/documents/a.txt", ""),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The fake page, which waits half a second for a head or a body."""
    directory = tmp_path_factory.mktemp("headers")
    (directory / "ready").touch()
    site = Site("-c", CODE, str(directory))
    yield site
    said = site.stop()
    assert "Traceback" not in said, said


def connected(site: Site) -> socket.socket:
    host, _, port = site.url.removeprefix("http://").rpartition(":")
    connection = socket.create_connection((host, int(port)))
    connection.settimeout(60)
    return connection


def answer(connection: socket.socket) -> bytes:
    """Everything that the server says until it closes."""
    with connection:
        said = b""
        while block := connection.recv(65_536):
            said += block
    return said


def check(reply: bytes) -> int:
    """The status of a reply, which has the headers of every other and is none of 500."""
    head = reply.partition(b"\r\n\r\n")[0].decode("latin-1")
    status, *lines = head.split("\r\n")
    assert status.startswith("HTTP/1.1 "), reply[:200]
    told = [line.partition(": ")[::2] for line in lines]
    for name, value in HEADERS.items():
        assert [held for key, held in told if key.lower() == name] == [value], head
    code = int(status.split()[1])
    assert code < 500, reply
    return code


def sent(site: Site, method: str, path: str, body: str, headers: list[tuple[str, str]]) -> bytes:
    plain = {"Host": "localhost", "Content-Length": str(len(body)), "Content-Type": "application/json"}
    kept = [pair for pair in plain.items() if pair[0] not in dict(headers)]
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in [*kept, *headers])]
    lines.append("Connection: close")
    connection = connected(site)
    connection.sendall(("\r\n".join([*lines, "", ""]) + body).encode("latin-1"))
    return answer(connection)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.sampled_from(REQUESTS), st.lists(st.tuples(st.sampled_from(READ), VALUES), min_size=1, max_size=4))
@example(REQUESTS[3], [("Origin", "http://[")])
@example(REQUESTS[3], [("Host", f"localhost:{LONG}")])
@example(REQUESTS[3], [("Content-Length", LONG)])
@example(REQUESTS[1], [("X-Forwarded-Host", "[")])
@example(REQUESTS[3], [("X-Forwarded-For", "fe80::1%eth0")])
def test_no_header_brings_the_server_down(
    server: Site, asked: tuple[str, str, str], headers: list[tuple[str, str]]
) -> None:
    check(sent(server, *asked, headers))


@pytest.mark.parametrize("name", READ)
def test_each_header_with_each_odd_value(server: Site, name: str) -> None:
    for value in ODD:
        check(sent(server, *REQUESTS[1], [(name, value)]))
        check(sent(server, *REQUESTS[9], [(name, value)]))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([("Origin", "http://[")], 400),
        ([("Host", f"localhost:{LONG}")], 400),
        ([("Content-Length", LONG)], 400),
        ([("Content-Length", "2000000")], 413),
        ([("Host", "rebound.example")], 421),
        ([("Origin", "http://rebound.example")], 403),
    ],
)
def test_what_is_refused_says_why(server: Site, headers: list[tuple[str, str]], status: int) -> None:
    reply = sent(server, *REQUESTS[3], headers)
    assert check(reply) == status
    assert list(json.loads(reply.partition(b"\r\n\r\n")[2])) == ["error"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(min_size=1, max_size=200).filter(lambda data: data.strip(b"\r\n")))
@example(b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n")
@example(b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
def test_what_is_no_http_is_refused(server: Site, data: bytes) -> None:
    connection = connected(server)
    connection.sendall(data + b"\r\n\r\n")
    check(answer(connection))


def test_heads_and_bodies_that_trickle_are_given_up(server: Site) -> None:
    """Six of each, byte by byte; all the while the server answers others."""
    head = b"POST /api/search HTTP/1.1\r\nHost: localhost\r\n"
    begun = [connected(server) for _ in range(12)]
    for number, connection in enumerate(begun):
        connection.sendall(head if number % 2 else head + b"Content-Length: 5000\r\n\r\n")
    given_up = threading.Event()

    def trickle() -> None:
        while not given_up.wait(0.05):
            for connection in begun:
                with suppress(OSError):  # which it has closed
                    connection.sendall(b"x")

    trickling = threading.Thread(target=trickle)
    trickling.start()
    try:
        assert check(sent(server, *REQUESTS[9], [])) == 200
        for connection in begun:
            try:
                reply = connection.recv(65_536)
            except ConnectionResetError:  # it came while we were still sending
                continue
            assert check(reply) == 408
    finally:
        given_up.set()
        trickling.join()
        for connection in begun:
            connection.close()
    assert check(sent(server, *REQUESTS[9], [])) == 200


def test_whoever_connects_and_says_nothing_is_let_go(server: Site) -> None:
    assert answer(connected(server)) == b""


def test_who_guesses_through_a_proxy_locks_out_nobody_else(tmp_path: Path) -> None:
    """A proxy on this machine says in X-Forwarded-For who asks; from anybody else the server does not take it."""
    code = "import sys; from qa.web import serve; serve(sys.argv[1], port=0, auth='ada:secret')"
    site = Site("-c", code, str(tmp_path / "none"))

    def asked(password: str, forwarded: str) -> int:
        basic = base64.b64encode(f"ada:{password}".encode()).decode()
        told = [("Authorization", f"Basic {basic}"), ("X-Forwarded-For", forwarded)]
        return check(sent(site, "GET", "/api/choices", "", told))

    try:
        assert {asked(str(guess), "192.0.2.1") for guess in range(GUESSES)} == {401}
        assert asked("secret", "192.0.2.1") == 429
        assert asked("secret", "192.0.2.2") == 200
    finally:
        said = site.stop()
    assert "Traceback" not in said


def test_a_session_that_nobody_knows_is_no_traceback(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("sessions")
    (directory / "ready").touch()
    site = Site("-c", CODE, str(directory))
    for target in ("/gradio_api/queue/data?session_hash=nobody", "/gradio_api/call/ask/nobody"):
        reply = sent(site, "GET", target, "", [])
        assert check(reply) == 200
        assert b"404" in reply or b"session_not_found" in reply or b"error" in reply
    assert "Traceback" not in site.stop()
