"""Who may ask for what: names and other sites' pages, passwords, bodies, headers; on an app that only echoes."""

from __future__ import annotations

import asyncio
import base64
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send

import qa.web
from qa.errors import QAError
from qa.web.guard.bodies import BODY_BYTES
from qa.web.guard.client import client_of, network
from qa.web.guard.devices import Devices
from qa.web.guard.guard import Guard
from qa.web.guard.needed import needed
from qa.web.guard.origin import Names
from qa.web.guard.passwords import GUESSES, PERIOD, Guesses, Users, read
from qa.web.guard.replies import HEADERS
from tests.web.site import Site

HOME = "http://localhost:7860"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that answers with what it got, and with a header that the guard has to replace."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"ALLOWALL")]})
    await send({"type": "http.response.body", "body": b"echo " + body})


def ask(
    guard: Guard, method: str = "GET", path: str = "/", headers: dict[str, str] | None = None, **more: Any
) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(guard, client=(more.pop("client", "127.0.0.1"), 1))
        async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
            return await client.request(method, path, headers=headers, **more)

    return asyncio.run(asked())


LOCAL = Guard(echo, Names.of("127.0.0.1"))
OPEN = Guard(echo, Names.of("192.0.2.1"))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:7860", "127.9.9.9", "[::1]:7860", "[::1]"])
def test_a_server_on_loopback_goes_by_the_names_of_loopback(host: str) -> None:
    assert ask(LOCAL, headers={"host": host}).text == "echo "


REBOUND = ["rebound.example", "rebound.example:7860", "localhost.rebound.example", "127.0.0.1.rebound.example"]
NO_NAMES = [
    "127.0.0.1@rebound.example",
    "localhost:7860@rebound.example",
    "rebound.example#localhost",
    "127.0.0.1 rebound.example",
    "localhost:99999",
    "localhost:" + "1" * 5000,  # more digits than int() takes
    "localhost:\N{SUPERSCRIPT TWO}",
    "localhost:x",
    "[localhost]",
    "[::1",
    "[1:2]",
    "::1",
    "",
]


@pytest.mark.parametrize("host", [*REBOUND, "192.168.1.7", "8.8.8.8", "nas"])
def test_and_by_no_other(host: str) -> None:
    reply = ask(LOCAL, headers={"host": host})
    assert reply.status_code == 421
    assert "--allow-host" in reply.json()["error"]


@pytest.mark.parametrize("host", ["192.168.1.7:7860", "[2001:db8::1]:80", "nas", "nas:7860", "nas.local", "localhost"])
def test_an_open_server_goes_by_names_that_no_stranger_can_own(host: str) -> None:
    assert ask(OPEN, headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", REBOUND)
def test_an_open_server_and_strangers_names(host: str) -> None:
    assert ask(OPEN, headers={"host": host}).status_code == 421


@pytest.mark.parametrize("guard", [LOCAL, OPEN])
@pytest.mark.parametrize("value", NO_NAMES)
def test_what_is_no_name_of_a_host(guard: Guard, value: str) -> None:
    reply = ask(guard, headers={"host": value.encode("latin-1")})  # type: ignore[dict-item]
    assert reply.status_code == 400
    assert "Host" in reply.json()["error"]


@pytest.mark.parametrize("guard", [LOCAL, OPEN])
@pytest.mark.parametrize("value", ["http://[", "http://", "localhost:7860", *(f"http://{host}" for host in NO_NAMES)])
def test_what_is_no_site(guard: Guard, value: str) -> None:
    reply = ask(guard, headers={"origin": value.encode("latin-1")})  # type: ignore[dict-item]
    assert reply.status_code == 400
    assert "Origin" in reply.json()["error"]


def test_a_name_that_was_allowed() -> None:
    for address in ("127.0.0.1", "192.0.2.1"):
        guard = Guard(echo, Names.of(address, ["QA.Example.org:443"]))
        assert ask(guard, headers={"host": "qa.example.org"}).status_code == 200
        assert ask(guard, headers={"host": "x.qa.example.org"}).status_code == 421
    with pytest.raises(QAError, match="is not the name of a host"):
        Names.of("127.0.0.1", ["https://qa.example.org/"])


def test_a_request_without_a_name_or_with_two() -> None:
    for hosts in ([], [(b"host", b"localhost"), (b"host", b"rebound.example")]):
        assert status({"type": "http", "method": "GET", "path": "/", "headers": hosts}) == 400


def status(scope: Scope, guard: Guard = LOCAL) -> int:
    """The status of a reply to a request that httpx would not send."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    return int(sent[0]["status"])


OWN = {"origin": HOME, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}
FOLLOWED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "allowed"),
    [
        ("GET", "/", {"sec-fetch-site": "none"}, True),  # typed into the address bar
        ("GET", "/", FOLLOWED, True),  # a link that somebody shared
        ("POST", "/gradio_api/queue/join", OWN, True),
        ("POST", "/gradio_api/queue/join", {}, True),  # a program
        ("DELETE", "/api/documents/a.txt", OWN, True),
        ("POST", "/gradio_api/queue/join", {"origin": "https://evil.example"}, False),
        (
            "POST",
            "/gradio_api/queue/join",
            {"origin": "http://localhost:3000"},
            False,
        ),  # another server of this machine
        ("POST", "/gradio_api/queue/join", {"origin": "http://localhost"}, False),
        ("POST", "/gradio_api/queue/join", {"origin": "http://localhost.evil.example:7860"}, False),
        ("POST", "/api/ask", {"origin": "null"}, False),
        ("POST", "/api/ask", {"origin": ""}, False),
        ("DELETE", "/api/documents/a.txt", {"origin": "https://evil.example"}, False),
        ("PUT", "/api/documents/a.txt", {"origin": "null"}, False),
        ("GET", "/api/documents", {"origin": "https://evil.example"}, False),
        ("OPTIONS", "/api/documents/a.txt", {"origin": "https://evil.example"}, False),  # a browser asks beforehand
        ("GET", "/api/documents", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, False),
        ("GET", "/", {**FOLLOWED, "sec-fetch-dest": "iframe"}, False),
        ("POST", "/gradio_api/queue/join", FOLLOWED, False),  # a form
        ("GET", "/config", {**OWN, "sec-fetch-site": "same-site"}, False),
    ],
)
def test_other_sites_pages(method: str, path: str, headers: dict[str, str], allowed: bool) -> None:
    for guard in (LOCAL, OPEN):
        reply = ask(guard, method, path, headers)
        assert (reply.status_code == 200) is allowed
        assert allowed or reply.status_code == 403


def test_bodies_are_bounded() -> None:
    async def pieces(size: int) -> AsyncIterator[bytes]:
        for _ in range(0, size, 50_000):
            yield b"x" * 50_000

    join = "/gradio_api/queue/join"
    assert len(ask(LOCAL, "POST", join, content=b"x" * BODY_BYTES).content) == BODY_BYTES + 5
    assert len(ask(LOCAL, "POST", join, content=pieces(BODY_BYTES)).content) == BODY_BYTES + 5
    for path, content in [(join, b"x" * (BODY_BYTES + 1)), (join, pieces(2 * BODY_BYTES)), ("/api/ask", pieces(10**7))]:
        reply = ask(LOCAL, "POST", path, content=content)
        assert reply.status_code == 413
        assert "1,000,000 bytes" in reply.json()["error"]
    # Documents are bounded by the route that takes them.
    assert len(ask(LOCAL, "PUT", "/api/documents/a.csv", content=pieces(3 * BODY_BYTES)).content) > 3 * BODY_BYTES


def test_half_a_body_is_never_passed_on() -> None:
    messages = iter([{"type": "http.request", "body": b"half", "more_body": True}, {"type": "http.disconnect"}])
    sent: list[Any] = []

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/ask", "headers": [(b"host", b"localhost")]}
    asyncio.run(LOCAL(scope, receive, send))
    assert sent == []


def test_every_reply_has_the_headers_once() -> None:
    replies = [
        ask(LOCAL),
        ask(LOCAL, path="/gradio_api/file=/etc/passwd"),
        ask(LOCAL, headers={"host": "rebound.example"}),
        ask(LOCAL, headers={"origin": "null"}),
        ask(LOCAL, "POST", "/api/ask", content=b"x" * (BODY_BYTES + 1)),
        ask(Guard(echo, Names(), Users(["ada:x"]))),
    ]
    assert [reply.status_code for reply in replies] == [200, 404, 421, 403, 413, 401]
    for reply in replies:
        for name, value in HEADERS.items():
            assert reply.headers.get_list(name) == [value]
    assert "default-src 'self'" in HEADERS["content-security-policy"]
    assert "frame-ancestors 'none'" in HEADERS["content-security-policy"]
    assert "http" not in HEADERS["content-security-policy"]
    assert "immutable" in ask(LOCAL, path="/assets/index-0a.js").headers["cache-control"]
    assert "cache-control" not in ask(LOCAL).headers


def test_no_websockets() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    asyncio.run(LOCAL({"type": "websocket", "path": "/", "headers": []}, receive, send))
    assert [message["type"] for message in sent] == ["websocket.close"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../x",
        "/static/./x",
        "/assets/..",
        "/assets/..\\x",
        "/api/documents/../../x",
        "/api/documents/a\\..\\b",
        "/api//x",
        "/api/documents/a\x00b",
        "/api/x\n",
        "/config\n",
        "/gradio_api/heartbeat/" + "x" * 65,
        "/gradio_api/heartbeat/a/b",
        "//evil.example",
        "",
        "*",
    ],
)
def test_odd_paths(path: str) -> None:
    assert not needed("GET", path)


def test_documents_may_have_dots_in_their_names() -> None:
    assert needed("PUT", "/api/documents/2025/a..b.v1.0 (draft) – Überblick.txt")
    assert needed("DELETE", "/api/documents/.hidden/…")


# Passwords

ADA = base64.b64encode("ada:pass:wörd".encode()).decode()


@pytest.fixture
def guard() -> Guard:
    return Guard(echo, Names.of("127.0.0.1"), Users(["ada:pass:wörd", "bob:x"]))


def test_a_password_opens_everything(guard: Guard) -> None:
    for path in ("/", "/gradio_api/info", "/gradio_api/mcp/", "/api/documents"):
        assert ask(guard, path=path, headers={"authorization": f"Basic {ADA}"}).status_code == 200
        assert ask(guard, path=path, headers={"authorization": f"basic  {ADA} "}).status_code == 200
        assert ask(guard, path=path, auth=("bob", "x")).status_code == 200


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Basic",
        "Basic ",
        "Basic \N{LATIN SMALL LETTER E WITH ACUTE}",
        "Basic !!!",
        f"Bearer {ADA}",
        ADA,
        f"Basic {ADA}{ADA}",
        "Basic " + base64.b64encode(b"ada").decode(),
        "Basic " + base64.b64encode(b"ada:").decode(),
        "Basic " + base64.b64encode(b"ada:pass").decode(),
        "Basic " + base64.b64encode(b"ADA:pass:w\xc3\xb6rd").decode(),
        "Basic " + base64.b64encode(b"bob:x\x00").decode(),
        "Basic " + base64.b64encode(b"bob:x\n").decode(),
        "Basic " + "A" * 10_000,
    ],
)
def test_anything_else_opens_nothing(guard: Guard, value: str) -> None:
    for path in ("/", "/gradio_api/info", "/gradio_api/mcp/", "/api/documents", "/robots.txt", "/nowhere"):
        reply = ask(guard, path=path, headers={"authorization": value.encode("latin-1")})  # type: ignore[dict-item]
        assert reply.status_code in (401, 429)
        assert "echo" not in reply.text
    assert ask(guard).headers["www-authenticate"].startswith("Basic realm=")


def test_whoever_was_let_in_before_is_not_locked_out_by_the_guesses_of_others(guard: Guard) -> None:
    """Everybody has one address: so it is behind a proxy that does not say who asks."""
    cookie = ask(guard, auth=("bob", "x")).headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Path=/"))
    browser = {"cookie": "theme=dark; " + cookie.partition(";")[0]}
    for guess in range(GUESSES):
        assert ask(guard, auth=("bob", str(guess))).status_code == 401
    assert ask(guard, auth=("bob", "x")).status_code == 429
    reply = ask(guard, auth=("bob", "x"), headers=browser)
    assert reply.status_code == 200
    assert "set-cookie" not in reply.headers
    # It opens nothing by itself, is good for nobody else, and has guesses of its own.
    assert ask(guard, headers=browser).status_code == 401
    for guess in range(GUESSES):
        assert ask(guard, auth=("ada", str(guess))).status_code == 401
    assert ask(guard, auth=("ada", "pass:wörd"), headers=browser).status_code == 429
    assert ask(Guard(echo, Names(), Users(["bob:x"])), auth=("bob", "y"), headers=browser).status_code == 401
    for guess in range(GUESSES):
        assert ask(guard, auth=("bob", str(guess)), headers=browser).status_code == 401
    assert ask(guard, auth=("bob", "x"), headers=browser).status_code == 429


@given(st.text(st.characters(max_codepoint=255)), st.binary(max_size=20))
def test_no_cookie_but_its_own_is_a_browser_that_was_let_in(cookies: str, name: bytes) -> None:
    devices = Devices()
    given_to = devices.cookie(name, secure=True).partition(";")[0]
    assert devices.known(cookies, name) is None
    assert devices.known(f"a=b; {given_to} ;c=d", name)
    assert devices.known(given_to, name + b"x") is None
    assert devices.known(given_to[:-1] + ("0" if given_to[-1] != "0" else "1"), name) is None
    assert Devices().known(given_to, name) is None


def test_guessing_is_slow(guard: Guard) -> None:
    for guess in range(GUESSES):
        assert ask(guard, auth=("ada", str(guess)), client="192.0.2.1").status_code == 401
    reply = ask(guard, auth=("ada", "pass:wörd"), client="192.0.2.1")
    assert reply.status_code == 429  # even the right one: else a guess would still tell
    assert 0 < int(reply.headers["retry-after"]) <= PERIOD + 1
    assert ask(guard, auth=("ada", "pass:wörd"), client="192.0.2.2").status_code == 200


def test_guesses_at_one_name_lock_no_other_out(guard: Guard) -> None:
    """All that come through a proxy that does not say who asks have its address."""
    for guess in range(GUESSES + 1):
        for name in ("ada", "admin", f"nobody {guess}"):
            ask(guard, auth=(name, str(guess)), client="192.0.2.1")
    assert ask(guard, auth=("ada", "pass:wörd"), client="192.0.2.1").status_code == 429
    assert ask(guard, auth=("bob", "x"), client="192.0.2.1").status_code == 200


def test_a_page_with_an_old_password_is_no_guessing(guard: Guard) -> None:
    for _ in range(3 * GUESSES):
        assert ask(guard, auth=("ada", "old"), client="192.0.2.1").status_code == 401
        assert ask(guard, client="192.0.2.1").status_code == 401
    assert ask(guard, auth=("bob", "x"), client="192.0.2.1").status_code == 200


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(0, 30)), max_size=60))
def test_guesses_are_counted_as_by_hand(tries: list[tuple[float, int]]) -> None:
    now, wrong = 0.0, {}
    guesses = Guesses(lambda: now)
    for pause, guess in tries:
        now += pause
        recent = [at for at in wrong.values() if at > now - PERIOD]
        assert (guesses.wait("a") > 0) is (len(recent) >= GUESSES)
        assert guesses.wait("b") == 0
        if len(recent) < GUESSES:
            guesses.wrong("a", str(guess).encode())
            wrong[guess] = now


def test_a_client_is_an_address_or_its_network() -> None:
    assert network("192.0.2.7") == "192.0.2.7"
    assert network("::ffff:192.0.2.7") == "192.0.2.7"
    assert network("2001:db8::1") == network("2001:db8::ffff:1:2:3") != network("2001:db8:0:1::1")
    assert network("127.3.2.1") == network("::1") == network("::ffff:127.0.0.1") == client_of(None) == ""
    assert len(network("x" * 10_000)) == 100


@pytest.fixture
def passwords(tmp_path: Path) -> Path:
    file = tmp_path / "passwords"
    file.write_text("# who may ask\n\nada:pass:wörd\r\n  bob:x  \n", encoding="utf-8-sig")
    return file


def test_passwords_from_a_file(passwords: Path) -> None:
    users = read(f"@{passwords}")
    assert users is not None
    assert users.know("ada:pass:wörd".encode())
    assert users.know(b"bob:x")
    assert not users.know(b"# who may ask")
    assert not users.know(b"")


@pytest.mark.parametrize("value", ["", "secret", ":secret", "ada:", "ada:sec\x00ret", "ada:sec\nret", "@", "@missing"])
def test_a_value_that_names_nobody(value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QAError, match="--auth") as error:
        read(value)
    assert "sec" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"# nobody\n", b"ada:x\nsecret\n", b"\xff\xfe\x00", b"ada:x\n:secret"])
def test_a_file_that_names_nobody(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "passwords").write_bytes(content)
    with pytest.raises(QAError, match="passwords") as error:
        read(f"@{tmp_path / 'passwords'}")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("arguments", "variable"), [(["--auth", "secret"], None), (["--auth", "@missing"], None), ([], "secret"), ([], "")]
)
def test_the_command_refuses_in_one_line(arguments: list[str], variable: str | None, tmp_path: Path) -> None:
    environment = {**os.environ} if variable is None else {**os.environ, "QA_AUTH": variable}
    command = [sys.executable, "-m", "qa", "serve", "--port", "1", *arguments, "--index", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "--auth (or QA_AUTH)" in done.stderr
    assert "secret" not in done.stderr


# The whole server


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The fake page behind a password."""
    directory = tmp_path_factory.mktemp("guarded")
    (directory / "ready").touch()
    code = (
        "import sys; from pathlib import Path; from qa.web.library import Library;"
        "from qa.web.guard.passwords import Users;"
        "from qa.web.server import run; from tests.web.fake import FakeAssistant;"
        "run(Library(Path(sys.argv[1]), FakeAssistant.open), '127.0.0.1', 0, users=Users(['ada:lovelace']))"
    )
    site = Site("-c", code, str(directory))
    yield site
    site.stop()


QUESTION = "Whom did the lighthouse keeper Osgood Pell marry?"


def test_gradio_client_with_a_password(guarded: Site) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AuthenticationError

    headers = {"Authorization": "Basic " + base64.b64encode(b"ada:lovelace").decode()}
    client = Client(guarded.url, headers=headers, ssl_verify=False, verbose=False)
    assert "Drax" in client.predict(question=QUESTION, api_name="/ask")["text"]
    with pytest.raises(AuthenticationError):
        Client(guarded.url, ssl_verify=False, verbose=False)


def test_curl_with_a_password(guarded: Site) -> None:
    def curl(*arguments: str) -> str:
        return subprocess.check_output(["curl", "-s", "-N", *arguments], text=True, timeout=30)

    call = guarded.url + "/gradio_api/call/v2/ask"
    body = ("-H", "Content-Type: application/json", "-d", f'{{"question": "{QUESTION}"}}')
    assert "password" in curl(call, *body)
    event = curl("-u", "ada:lovelace", call, *body).split('"')[3]
    assert "Drax" in curl("-u", "ada:lovelace", f"{guarded.url}/gradio_api/call/ask/{event}")


def test_what_opening_the_server_means_is_said(tmp_path: Path) -> None:
    def said(options: str) -> str:
        code = f"import sys; from qa.web import serve; serve(sys.argv[1], host='0.0.0.0', port=0, {options})"
        site = Site("-c", code, str(tmp_path / "none"))
        site.stop()
        return site.before

    assert "can read the articles, and without --read-only add" in said("")
    assert "can read the articles. --auth" in said("read_only=True")
    assert "has a password" in said("auth='ada:x'")
    assert "plain http" in said("auth='ada:x'")


def test_a_slow_body_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.web.guard.bodies.BODY_SECONDS", 0.05)

    async def slowly() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.Event().wait()  # for ever

    assert ask(LOCAL, "POST", "/api/ask", content=slowly()).status_code == 408


def test_an_app_for_other_servers_is_guarded_too(tmp_path: Path) -> None:
    app = qa.web.create_app(tmp_path, auth="ada:x")
    assert ask(app).status_code == 401  # type: ignore[arg-type]
    assert ask(app, auth=("ada", "x"), headers={"host": "rebound.example"}).status_code == 421  # type: ignore[arg-type]
