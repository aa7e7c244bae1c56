"""Search beside Ask, in a real browser: words and phrases in all articles, and in the one that is open."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.web.articles import ELECTRICITY, TIDAL
from tests.web.browser import PHONE, Picture, Visit, ask, shows, title
from tests.web.site import Site

pytestmark = pytest.mark.browser

FOUND = ".search-found > li"


def search(page: Any, typed: str) -> None:
    """Type into the search and wait for what it finds, or that it finds nothing."""
    page.fill(".search-words", typed)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "typed => new URLSearchParams(location.search).get('find') === typed"
        " && document.querySelector('.search-count').textContent",
        arg=typed,
    )


def found(page: Any, articles: int) -> None:
    page.wait_for_function(f"document.querySelectorAll('{FOUND}').length === {articles}")


def test_words_and_phrases(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    page.fill("#ask textarea", 'tidal "power station"')
    page.click("#show-search")
    found(page, 2)  # what stood in the box is searched
    assert page.text_content(".search-count") == "2 articles"
    marks = page.locator(f"{FOUND} mark").all_text_contents()
    assert {mark.lower() for mark in marks} == {"tidal", "power station"}
    assert page.get_attribute(".search .bar >> nth=0", "aria-label") == "Nov 2025: 1 article"
    expect(page.locator(".search-source")).to_have_text(["Coastal Herald1", "Energy Ledger1"])
    picture(page, "search")

    page.click(f"{FOUND} >> nth=1 >> .search-told >> nth=0")
    shows(page, "tidal")
    assert title(page) == TIDAL.title
    assert page.text_content(".panel-kind") == "Found"
    assert page.text_content(".panel-place").startswith("1 of ")
    page.click("#panel .panel-next")
    shows(page, "power station")
    picture(page, "search-article")
    assert page.input_value(".find-words") == 'tidal "power station"'


def test_the_counts_narrow_it(site: Site, visit: Visit) -> None:
    page = visit(site, "/?find=tidal", until=FOUND)
    found(page, 2)
    page.click(".search-source >> nth=0")
    found(page, 1)
    assert page.locator(".search-source[aria-pressed=true]").text_content() == "Coastal Herald1"
    assert page.locator("#filters .chip").text_content() == "Coastal Herald"
    assert parse_qs(urlsplit(page.url).query) == {"find": ["tidal"], "sources": ["Coastal Herald"]}
    page.click(".search-source[aria-pressed=true]")
    found(page, 2)
    page.click(".search .bar >> nth=1")
    found(page, 1)
    assert "Energy Ledger" in page.text_content(FOUND)
    expect(page.locator(".search .bar[aria-pressed=true]")).to_have_count(1)


def test_nothing_found_has_its_own_words(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site, "/?sources=Coastal+Herald")
    page.click("#show-search")
    search(page, "tidal zeppelin")
    note = "No article within the filters holds “zeppelin”."
    page.wait_for_function("note => document.querySelector('.search-note').textContent === note", arg=note)
    assert page.text_content(".search-count") == "0 articles"
    picture(page, "search-none")
    search(page, "gigawatt")
    page.click("text=Search all articles")
    found(page, 1)
    search(page, "honey turbines")
    page.wait_for_function(
        "document.querySelector('.search-note').textContent.startsWith('No article holds all of it:')"
    )
    assert page.text_content(".search-note").endswith("“honey” stands in 1, “turbines” stands in 1.")
    assert "Not in these articles" not in page.text_content("#left")
    search(page, "?!")
    page.wait_for_function("document.querySelector('.search-note').textContent === 'There is no word to search for.'")


def test_in_the_open_article(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    ask(page, ELECTRICITY)
    page.wait_for_selector("#panel mark.chosen")
    cited = page.text_content("#panel mark.chosen")
    page.click(".panel-search")
    page.keyboard.type("anchors")
    shows(page, "anchored")
    assert page.text_content(".find-count") == "2 places"
    page.keyboard.press("Enter")
    shows(page, "anchors")
    picture(page, "find")
    page.fill(".find-words", "zeppelin")
    page.wait_for_function("document.querySelector('.find-count').textContent === 'Not in this article'")
    page.keyboard.press("Escape")
    page.wait_for_function("text => document.querySelector('#panel mark.chosen')?.textContent === text", arg=cited)
    assert page.is_hidden(".panel-find")
    assert page.evaluate("document.activeElement.className") == "panel-search"


def test_keyboard(site: Site, visit: Visit) -> None:
    page = visit(site, "/?find=tidal", until=FOUND)
    found(page, 2)
    page.focus(".search-title >> nth=0")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.className") == "search-words"
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.wait_for_selector("#chat", state="visible")
    assert parse_qs(urlsplit(page.url).query) == {}
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_the_list_of_articles_searches_texts(site: Site, visit: Visit) -> None:
    page = visit(site)
    page.click("#show-library")
    page.wait_for_function("document.querySelectorAll('.library tbody tr').length === 6")
    page.fill(".library-search", "turbines anchored")
    page.wait_for_function("document.querySelectorAll('.library tbody tr').length === 1")
    page.click(".library-open")
    shows(page, "turbines")
    assert title(page) == TIDAL.title


def test_a_question_instead(site: Site, visit: Visit) -> None:
    page = visit(site, "/?find=zeppelin", until=".search-ways button")
    page.click("text=Ask it as a question")
    page.wait_for_selector("#chat .bot-row")
    page.wait_for_selector("#chat", state="visible")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(site: Site, visit: Visit, picture: Picture, scheme: str) -> None:
    page = visit(site, "/?find=tidal+power", until=FOUND, **PHONE, color_scheme=scheme)
    found(page, 2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, f"search-phone-{scheme}")
    page.locator(".search-told").first.tap()
    page.wait_for_selector("#panel mark.chosen")
    picture(page, f"search-phone-article-{scheme}")
