"""The language of a refused question, told by the page and by HTTP."""

from __future__ import annotations

import httpx
import pytest

from tests.web.browser import Picture, Visit, ask
from tests.web.model import call
from tests.web.site import Site

ITALIAN = "Quanto costa il biglietto del teatro e dove si compra?"
TOLD = "The question seems to be in Italian; these articles and this model know English."


def test_http(site: Site) -> None:
    answer = httpx.post(f"{site.url}/api/ask", json={"question": ITALIAN}, timeout=60).json()
    assert (answer["found"], answer["text"]) == (False, f"Not in these articles. {TOLD}")


def test_a_tool(site: Site) -> None:
    pytest.importorskip("mcp", reason="NOT TESTED: the tools need the package mcp (pip install '.[mcp]')")
    assert call(site, "ask", question=ITALIAN).structured_content["text"] == f"Not in these articles. {TOLD}"


@pytest.mark.browser
def test_the_page(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    ask(page, ITALIAN)
    assert TOLD in page.locator("#chat .bot-row").last.inner_text()
    picture(page, "61-foreign")
