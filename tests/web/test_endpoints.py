"""Every route that the server really has is judged here, and none of them gives away a file.

A new version of Gradio, or a route of our own, that nobody has judged fails the first test. The others walk over all
routes, those that are refused too, and try to read what lies beside the index.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from starlette.routing import Mount

import qa
from qa.web.guard.needed import needed
from qa.web.library import Library
from qa.web.server import create_app
from tests.web import articles
from tests.web.conftest import REAL
from tests.web.fake import FakeAssistant
from tests.web.site import Site

# Route -> the reason why it is on the list of `qa/web/needed.py`, or not.
NEEDED = {
    "/": "the page",
    "/assets/{path:path}": "Gradio's scripts; it joins paths safely, and the attacks below try it",
    "/static/{path:path}": "Gradio's fonts and pictures; likewise",
    "/theme.css": "colours and fonts of the page",
    "/gradio_api/theme.css": "the same",
    "/favicon.ico": "a browser asks for it; a file of Gradio's",
    "/robots.txt": "a fixed text",
    "/manifest.json": "the page names it; a fixed text",
    "/config": "gradio_client begins with it: components and events, no values of users",
    "/config/": "the same",
    "/gradio_api/app_id": "a page that lost the server asks whether it is still the same; a random number",
    "/gradio_api/app_id/": "the same",
    "/gradio_api/info": "the page of `?view=api`, gradio_client: the published functions",
    "/gradio_api/info/": "the same",
    "/gradio_api/openapi.json": "programs: the same as OpenAPI",
    "/gradio_api/startup-events": "the page asks for it once; starts the queue",
    "/gradio_api/heartbeat/{session_hash}": "tells when a page is closed",
    "/gradio_api/queue/join": "every question of the page",
    "/gradio_api/queue/data": "the stream of its answer; only of the session whose random name one knows",
    "/gradio_api/run/{api_name}": "the page's events that do not queue, such as the stop button",
    "/gradio_api/run/{api_name}/": "the same",
    "/gradio_api/cancel": "stops an answer; only of the session whose random name one knows",
    "/gradio_api/reset": "does nothing; the page may call it",
    "/gradio_api/reset/": "the same",
    "/gradio_api/call/v2/{api_name}": "programs: a function by name",
    "/gradio_api/call/v2/{api_name}/": "the same",
    "/gradio_api/call/{api_name}": "the same, arguments by position",
    "/gradio_api/call/{api_name}/": "the same",
    "/gradio_api/call/v2/{api_name}/{event_id}": "the answer to it; only for who knows its random name",
    "/gradio_api/call/{api_name}/{event_id}": "the same",
}
REFUSED = {
    "/gradio_api/component_server": "calls functions of components; ours have none",
    "/gradio_api/component_server/": "the same",
    "/openapi.json": "of Gradio's own routes, for developers of Gradio",
    "/login": "Gradio's login, which our own routes know nothing of; passwords are HTTP Basic",
    "/login/": "the same",
    "/logout": "the same",
    "/svelte/{path:path}": "for servers that render the page",
    "/pwa_icon": "the page is no app to install",
    "/pwa_icon/{size}": "the same; scales pictures to any size asked for",
    "/monitoring": "who asked what, and how long it took",
    "/monitoring/summary": "the same",
    "/monitoring/{key}": "the same",
    "/gradio_api/deep_link": "writes a page's state to disk",
    "/gradio_api/user": "Gradio's login",
    "/gradio_api/user/": "the same",
    "/gradio_api/login_check": "the same",
    "/gradio_api/login_check/": "the same",
    "/gradio_api/token": "the same",
    "/gradio_api/token/": "the same",
    "/gradio_api/dev/reload": "for whoever writes the page: looks twenty times a second for ever",
    "/gradio_api/runs": "a history of questions on the server's side",
    "/gradio_api/runs/": "the same",
    "/gradio_api/run-history/connect": "the same, at Hugging Face",
    "/gradio_api/run-history/buckets": "the same",
    "/gradio_api/run-history/records": "the same",
    "/gradio_api/run-history/records/{endpoint}/{record_id}/assets/{asset_id}": "the same",
    "/gradio_api/custom_component/{id}/{environment}/{type}/{file_name}": "files beside a component's module",
    "/gradio_api/proxy={url_path:path}": "passes requests on",
    "/gradio_api/file={path_or_url:path}": "files by path, and any address that the server can reach",
    "/gradio_api/file/{path:path}": "the same",
    "/gradio_api/stream/{event_id}": "sound and video",
    "/gradio_api/stream/{event_id}/close": "the same",
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8": "the same",
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}": "the same",
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file": "the same",
    "/gradio_api/api/{api_name}": "an old name of /gradio_api/run",
    "/gradio_api/api/{api_name}/": "the same",
    "/gradio_api/queue/status": "how many wait; the page hears it in its own stream",
    "/gradio_api/upload": "takes files of any size into a temporary folder",
    "/gradio_api/upload_progress": "how far such an upload is",
    "/gradio_api/process_recording": "takes recordings, starts ffmpeg",
    "/gradio_api/vibe-edit": "rewrites the program that runs",
    "/gradio_api/vibe-edit/": "the same",
    "/gradio_api/undo-vibe-edit": "the same",
    "/gradio_api/undo-vibe-edit/": "the same",
    "/gradio_api/vibe-code": "gives the program that runs away, or rewrites it",
    "/gradio_api/vibe-code/": "the same",
    "/gradio_api/vibe-starter-queries": "the same",
    "/gradio_api/vibe-starter-queries/": "the same",
}
OURS = re.compile(
    r"/api/(ask|search|find|find-in|timeline|quotations|names|batch|each|questions|table|saved|saved\.atom|documents|build"
    r"|feedback|status|article|choices|export|references|references/standing"
    r"|page-marks|page-image|openapi\.json|\{path:path\})"
)
"""Our own routes bound and check what they are given; each has tests of its own, and is attacked here."""

Route = tuple[str, str]  # method, path with its parameters in braces


def routes_of(routes: Any, prefix: str = "") -> Iterator[Route]:
    for route in routes:
        if isinstance(route, Mount):
            yield from routes_of(route.routes, prefix + route.path)
        elif router := getattr(route, "original_router", None):  # FastAPI since 0.12x keeps included routers whole
            yield from routes_of(router.routes, prefix + route.include_context.prefix)
        else:
            for method in route.methods or ["GET", "POST"]:
                yield method, prefix + route.path


APP: Any = create_app(Library(Path("nowhere"), FakeAssistant.open))
ROUTES = sorted(set(routes_of(APP.app.app.app.app.routes)))


def filled(path: str, value: str = "x") -> str:
    return re.sub(r"\{\w+(:path)?\}", lambda _: value, path)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_every_route_is_judged(method: str, path: str) -> None:
    ours = OURS.match(path) is not None or path.startswith("/gradio_api/mcp")
    judged = [path in NEEDED, path in REFUSED, ours]
    assert judged.count(True) == 1, f"is {method} {path} needed? say why in this file, and see qa/web/needed.py"
    assert needed(method, filled(path)) is (path not in REFUSED)


def test_the_walk_finds_the_routes() -> None:
    paths = {path for _, path in ROUTES}
    assert {path for path in NEEDED if path not in paths} == set()
    assert "/gradio_api/file={path_or_url:path}" in paths
    assert len(paths) > 70


# Attacks on a running server


@dataclass
class Planted:
    """A server with a real index, and files that nobody may read."""

    site: Site
    index: Path
    marks: list[bytes]  # whatever holds one of them holds a file
    files: list[Path]

    def check(self, reply: bytes, what: object) -> None:
        for mark in self.marks:
            assert mark not in reply, what


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    place = tmp_path_factory.mktemp("planted")
    secret = place / "secret.txt"
    mark = secrets.token_hex(16)
    secret.write_text(f"nobody may read {mark}")
    index = place / "index"
    qa.build_index(articles.write(place / "articles"), index, model="static")
    (index / "beside.json").write_text(json.dumps(mark))
    site = Site("-c", REAL, str(index))
    database = next(index.glob("generations/*/articles.sqlite"))
    marks = [mark.encode(), b"SQLite format 3", b"root:x:0:0"]
    said: list[str] = []  # read all along: a server whose output nobody takes comes to a halt
    listener = Thread(target=lambda: said.extend(site.output), daemon=True)
    listener.start()
    yield Planted(site, index, marks, [secret, index / "beside.json", database, Path("/etc/passwd")])
    site.process.terminate()
    listener.join(20)
    assert "MemoryError" not in "".join(said)


def spellings(file: Path) -> Iterator[str]:
    """Ways to name a file in an address."""
    absolute = str(file)
    up = "../" * 12 + absolute[1:]
    yield from (absolute, absolute[1:], up, os.path.relpath(file), f"file://{absolute}", f"file:{absolute}")
    yield from (quote(absolute, safe=""), quote(up, safe=""), quote(quote(up, safe=""), safe=""))
    yield from (up.replace("../", "..%2f"), up.replace("../", "%2e%2e/"), up.replace("../", "%252e%252e%252f"))
    yield from (up.replace("../", "..%5c"), up.replace("/", "\\"), up.replace("../", "..;/"))
    yield from (up.replace("../", "....//"), up.replace("../", "%c0%ae%c0%ae/"), up.replace("../", "..%00/"))
    yield from (f"/{absolute}", f"./{up}", f"index.js/{up}", f"{absolute}%00.js", f"fonts/{up}", f"%2f{absolute[1:]}")


def send(site: Site, method: str, target: str, body: object = None, kind: str = "application/json") -> bytes:
    """The reply to a request whose target goes out letter by letter; of a stream without end, its beginning."""
    address = urlsplit(site.url)
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    head = f"{method} {target} HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: close\r\nContent-Type: {kind}\r\n"
    reply = b""
    with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
        connection.sendall(head.encode() + f"Content-Length: {len(content)}\r\n\r\n".encode() + content)
        while piece := _received(connection):
            reply += piece
            # Of what goes on for ever, the first moment is enough.
            connection.settimeout(0.1 if b"text/event-stream" in reply else 5)
    return reply


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65536)
    except TimeoutError:
        return b""


@pytest.mark.parametrize("path", sorted({path for _, path in ROUTES}))
def test_no_route_gives_a_file(planted: Planted, path: str) -> None:
    methods = sorted({method for method, other in ROUTES if other == path} - {"HEAD"})
    for file in planted.files:
        targets = [f"{filled(path)}?path={file}&file={file}&deep_link={file}&page={file}&view={file}"]
        if "{" in path:
            targets += [filled(path, spelling.replace(" ", "%20")) for spelling in spellings(file)]
        for target in targets:
            for method in methods:
                planted.check(send(planted.site, method, target), (method, target))


@pytest.mark.parametrize("prefix", ["", "/", "/gradio_api/", "/api/", "/static/", "/assets/", "/gradio_api/file="])
def test_no_path_gives_a_file(planted: Planted, prefix: str) -> None:
    for file in planted.files:
        for spelling in spellings(file):
            target = f"{prefix}{spelling}".replace(" ", "%20")
            planted.check(send(planted.site, "GET", target), target)


def test_no_event_gives_a_file(planted: Planted) -> None:
    """Every event, with files in the place of each of its inputs."""
    config = json.loads(send(planted.site, "GET", "/config").split(b"\r\n\r\n", 1)[1])
    assert len(config["dependencies"]) > 5
    for event in config["dependencies"]:
        for file in planted.files[::2]:
            named = {"path": str(file), "url": f"file://{file}", "meta": {"_type": "gradio.FileData"}, "orig_name": "x"}
            for value in (
                str(file),
                named,
                [named],
                {"text": "x", "files": [named]},
                [{"role": "user", "content": named}],
            ):
                session = secrets.token_hex(5)
                body = {
                    "data": [value] * len(event["inputs"]),
                    "fn_index": event["id"],
                    "session_hash": session,
                    "event_data": named,
                }
                reply = send(planted.site, "POST", f"/gradio_api/run/{event['api_name'] or 'predict'}", body)
                reply += send(planted.site, "POST", f"/gradio_api/call/{event['api_name']}", {"data": body["data"]})
                reply += send(planted.site, "POST", "/gradio_api/queue/join", body)
                reply += send(planted.site, "GET", f"/gradio_api/queue/data?session_hash={session}")
                planted.check(reply, (event["id"], value))


FUNCTIONS = [
    "__init__",
    "__class__",
    "get_config",
    "postprocess",
    "preprocess",
    "load",
    "move_resource_to_block_cache",
]


@pytest.mark.parametrize("function", [*FUNCTIONS, "", "constructor"])
def test_components_call_nothing_else(planted: Planted, function: str) -> None:
    config = json.loads(send(planted.site, "GET", "/config").split(b"\r\n\r\n", 1)[1])
    components = [component["id"] for component in config["components"]]
    for component in [*components, -1, 10**9, "1", None]:
        for file in planted.files:
            body = {"component_id": component, "fn_name": function, "session_hash": "x", "data": str(file)}
            reply = send(planted.site, "POST", "/gradio_api/component_server", body)
            planted.check(reply, body)
            assert not reply.startswith(b"HTTP/1.1 200")


def test_the_attacks_can_tell(planted: Planted) -> None:
    """A server that does give files is found out by the same means."""
    directory = Site("-c", _FILES, str(planted.index))
    try:
        reply = send(directory, "GET", "/beside.json")
        with pytest.raises(AssertionError):
            planted.check(reply, "beside.json")
    finally:
        directory.stop()


_FILES = """
import sys, uvicorn
from starlette.staticfiles import StaticFiles
from qa.web.server import _listen, _Server
_Server(uvicorn.Config(StaticFiles(directory=sys.argv[1]), log_level="warning")).run(sockets=[_listen("127.0.0.1", 0)])
"""
