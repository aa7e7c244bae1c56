"""Two servers of one index at an engine behind nginx, with the lines that docs/engine.md shows."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

import qa
from tests.engine.conftest import Server, server
from tests.web import articles
from tests.web.articles import ELECTRICITY, MARRIAGE
from tests.web.browser import Picture, Visit, ask, cited, marks, shows
from tests.web.conftest import REAL
from tests.web.model import call
from tests.web.site import ROOT, Site

__all__ = ["server"]  # a fixture

pytestmark = pytest.mark.browser

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
COOKIE = "article_qa"
PATIENCE = 600.0  # seconds: a busy machine is slow
LEANING = "And at full output?"
# What a server needs that runs as nobody in particular, with everything it writes in one folder.
AROUND = """\
daemon off; master_process off; pid nginx.pid; error_log error.log;
events { worker_connections 256; }
http {
    log_format served '$upstream_addr $request_method $uri';
    access_log served.log served;
    client_body_temp_path body; proxy_temp_path proxy;
    fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
%s
}
"""


@dataclass
class Balanced:
    """nginx in front of two servers."""

    url: str
    sites: tuple[Site, Site]
    log: Path

    def served(self, beginning: str) -> list[str]:
        """The server that each request was passed on to whose method and path begin so, in turn."""
        lines = (line.rpartition(", ")[2].split(" ", 1) for line in self.log.read_text(encoding="utf-8").splitlines())
        return [f"http://{where}" for where, asked in lines if asked.startswith(beginning)]

    def cookies(self) -> list[str]:
        """One for each of the two servers."""
        chosen: dict[str, str] = {}
        for word in map(str, range(1000)):
            httpx.get(f"{self.url}/api/choices", cookies={COOKIE: word})
            chosen.setdefault(self.served("GET /api/choices")[-1], word)
            if len(chosen) == 2:
                break
        return [chosen[site.url] for site in self.sites]


def shown(ports: list[int], port: int) -> str:
    """The lines of the documentation, with our ports."""
    (block,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs/engine.md").read_text(encoding="utf-8"), re.DOTALL)
    for number, each in zip(("11", "12"), ports, strict=True):
        block = block.replace(f"server 10.0.0.{number}:7860;", f"server 127.0.0.1:{each};")
    return block.replace("listen 80;", f"listen 127.0.0.1:{port};")


@pytest.fixture(scope="module")
def index(server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    with articles.to_the_letter():
        qa.build_index(articles.write(tmp_path_factory.mktemp("several")), server.index("several"))
    return server.index("several")


@pytest.fixture
def balanced(index: str, tmp_path: Path) -> Iterator[Balanced]:
    if not Path(NGINX).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("nginx is missing: apt-get install nginx-light")
        pytest.skip("NOT TESTED: several servers need nginx (apt-get install nginx-light)")
    sites = Site("-c", REAL, index), Site("-c", REAL, index)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    ports = [int(site.url.rpartition(":")[2]) for site in sites]
    (tmp_path / "nginx.conf").write_text(AROUND % shown(ports, port), encoding="utf-8")
    command = [NGINX, "-p", str(tmp_path), "-c", "nginx.conf", "-e", "error.log"]
    nginx = subprocess.Popen(command)
    found = Balanced(f"http://127.0.0.1:{port}", sites, tmp_path / "served.log")
    try:
        while True:
            assert nginx.poll() is None, (tmp_path / "error.log").read_text(encoding="utf-8")
            try:
                httpx.get(f"{found.url}/api/choices")
                break
            except httpx.TransportError:
                continue
        yield found
    finally:
        nginx.terminate()
        nginx.wait()
        for site in sites:
            site.stop()


def test_turns_of_programs_go_to_any_server(balanced: Balanced) -> None:
    one, other = balanced.cookies()
    history: list[dict[str, str]] = []
    answers = []
    for question, cookie in ((ELECTRICITY, one), (LEANING, other), (MARRIAGE, one)):
        wanted = {"question": question, "history": history}
        answer = httpx.post(f"{balanced.url}/api/ask", json=wanted, cookies={COOKIE: cookie}, timeout=PATIENCE).json()
        alone = httpx.post(f"{balanced.sites[0].url}/api/ask", json=wanted, timeout=PATIENCE).json()
        assert answer == alone
        history += [{"role": "user", "text": question}, {"role": "assistant", "text": answer["text"]}]
        answers.append(answer)
    first, second = (site.url for site in balanced.sites)
    assert balanced.served("POST /api/ask") == [first, second, first]
    assert "tidal" in answers[1]["question"]  # filled in from what the other server answered
    pytest.importorskip("mcp", reason="NOT TESTED: the tools need the package mcp (pip install '.[mcp]')")
    for _ in range(4):  # without a cookie, wherever that goes
        assert call(balanced, "ask", question=ELECTRICITY).structured_content == answers[0]  # type: ignore[arg-type]


def test_the_page_keeps_to_the_server_of_its_cookie(balanced: Balanced, visit: Visit) -> None:
    page = visit(balanced)
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"]) == (COOKIE, True)
    ask(page, ELECTRICITY)
    ask(page, MARRIAGE)
    served = balanced.served("POST /gradio_api/queue/join") + balanced.served("GET /gradio_api/queue/data")
    assert len(served) >= 4
    assert len(set(served)) == 1


def test_a_conversation_of_the_page_goes_on_at_another_server(
    balanced: Balanced, visit: Visit, picture: Picture
) -> None:
    one, other = balanced.cookies()
    page = visit(balanced)
    for turn, cookie in enumerate((one, other, one, other)):
        page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": balanced.url}])
        ask(page, (ELECTRICITY, LEANING, MARRIAGE, ELECTRICITY)[turn])
        shows(page, cited(marks(page).nth(0)))
        asked = balanced.sites[turn % 2].url
        assert balanced.served("POST /gradio_api/queue/join")[-1] == asked
        assert balanced.served("GET /gradio_api/queue/data")[-1] == asked
    assert "tidal" in page.locator("#chat .bot-row").nth(1).inner_text()
    page.reload()  # what the browser keeps is all there is of it
    page.wait_for_function("document.querySelectorAll('#chat .bot-row').length === 4")
    picture(page, "several-servers")


def test_a_server_that_is_gone_is_no_end_of_the_conversation(balanced: Balanced, visit: Visit) -> None:
    one, _ = balanced.cookies()
    page = visit(balanced)
    page.context.add_cookies([{"name": COOKIE, "value": one, "url": balanced.url}])
    ask(page, ELECTRICITY)
    balanced.sites[0].stop()
    ask(page, LEANING)
    shows(page, cited(marks(page).nth(0)))
    assert balanced.served("GET /gradio_api/queue/data")[-1] == balanced.sites[1].url
    assert page.locator("#chat .bot-row").count() == 2


def test_the_stream_of_an_answer_is_at_one_server_alone(balanced: Balanced) -> None:
    """Why a cookie is needed: another server knows nothing of what was asked."""
    one, other = balanced.cookies()
    bound = {"data": [], "fn_index": 0, "session_hash": "somebody"}
    asked = httpx.post(f"{balanced.url}/gradio_api/queue/join", json=bound, cookies={COOKIE: one})
    assert asked.status_code == 200
    with httpx.stream(
        "GET", f"{balanced.url}/gradio_api/queue/data?session_hash=somebody", cookies={COOKIE: other}
    ) as stream:
        assert "session" in next(stream.iter_text()).lower()
