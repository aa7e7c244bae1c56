"""Saved questions, in a real browser: the star, the list, what changed after a build, the feed."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from playwright.sync_api import expect

from qa import saved
from qa.saved.store import edited
from tests.hostile import HOSTILE
from tests.saved.folder import COST, PAINTER, Town
from tests.saved.samples import change, part, place, seen
from tests.saved.samples import saved as sample
from tests.web.browser import PHONE, Picture, Visit, ask
from tests.web.conftest import REAL
from tests.web.site import Site
from tests.web.test_manners import barriers

pytestmark = pytest.mark.browser

READING = "import sys; from qa.web import serve; serve(sys.argv[1], port=0, read_only=True)"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.fixture
def page_of(town: Town) -> Iterator[Site]:
    site = Site("-c", REAL, str(town.index))
    yield site
    site.stop()


def starred(page: Any) -> None:
    page.locator("#chat .bot-row").last.locator(".action.star").click()
    page.wait_for_function(
        "[...document.querySelectorAll('#chat .action.star')].pop().getAttribute('aria-pressed') === 'true'"
    )


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE], ids=["wide", "dark", "phone"])
def test_a_question_is_saved_and_its_change_is_shown(
    options: dict[str, Any], town: Town, page_of: Site, visit: Visit, picture: Picture
) -> None:
    page = visit(page_of, **options)
    ask(page, COST)
    starred(page)
    ask(page, PAINTER)
    starred(page)
    assert [each["question"] for each in saved.listed(town.index).questions] == [COST, PAINTER]
    town.write("audit", "A report came out. The bridge at Marlow cost 4.2 million euros, auditors say.", 20)
    town.write("paint", "Ivo Brandt painted the bridge at Marlow in green.", 20)
    town.build()
    page.click("#show-saved")
    page.wait_for_function("document.querySelector('#show-saved .saved-changed').textContent === '2'")
    page.wait_for_selector("#saved .saved-told:has-text('Differs now: 4.2 million euros')")
    page.wait_for_selector("#saved .saved-told:has-text('New answer: Ivo Brandt')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"66-saved-{'-'.join(options) or 'wide'}")
    assert barriers(page) == []
    assert page.is_visible("#show-saved .saved-changed")
    page.click("#saved .saved-change .saved-place >> nth=0")
    page.wait_for_selector("#panel mark.chosen")
    assert "4.2 million euros" in page.inner_text("#panel mark.chosen")
    page.keyboard.press("Escape")  # the article
    read = feedparser.parse(urllib.request.urlopen(f"{page_of.url}/api/saved.atom").read())  # noqa: S310
    assert {entry.title.partition(":")[0] for entry in read.entries} == {"Differs now", "New answer"}
    page.click(".saved-seen >> nth=0")
    page.wait_for_function("document.querySelectorAll('#saved .saved-change').length === 1")
    page.click(".saved-all")
    page.wait_for_function("!document.querySelector('#saved .saved-change')")
    page.click(".saved-remove >> nth=0")
    page.wait_for_function("document.querySelectorAll('#saved li').length === 1")
    page.keyboard.press("Escape")  # the list
    assert page.is_visible("#ask textarea")
    stars = page.locator("#chat .action.star")
    assert [stars.nth(at).get_attribute("aria-pressed") for at in range(2)] == ["false", "true"]
    stars.nth(1).click()
    page.wait_for_function("!document.querySelector('#chat .action.star[aria-pressed=true]')")
    assert saved.listed(town.index).questions == []


def test_a_star_survives_a_reload_and_goes_with_its_filters(town: Town, page_of: Site, visit: Visit) -> None:
    page = visit(page_of, "/?since=2025-01-01")
    ask(page, COST)
    starred(page)
    assert saved.listed(town.index).questions[0]["since"] == "2025-01-01"
    page.reload()
    page.wait_for_selector("#chat .action.star[aria-pressed=true]")


def test_hostile_texts_stand_in_the_list_as_texts(town: Town, visit: Visit, picture: Picture) -> None:
    texts = [text[:900] for text in HOSTILE.values()]
    with edited(town.index) as now:
        for at, text in enumerate(texts):
            held = place(text, text, title=text, source=text)
            told = change(id=f"{at:012x}", now=text, before=text, places=[held])
            answer = seen(part(text, text, held))
            facts = {"seen": answer, "now": answer, "change": told, "history": [told], "sources": [text]}
            now.questions.append(sample(at, text, **facts))
    site = Site("-c", READING, str(town.index))
    try:
        page = visit(site)
        page.click("#show-saved")
        page.wait_for_function("n => document.querySelectorAll('#saved li').length === n", arg=len(texts))
        live = ":is(img, script, iframe, svg, form, a, style, [onerror], [onload])"
        expect(page.locator(f"#saved li {live}")).to_have_count(0)
        shown = page.locator("#saved .saved-question").all_text_contents()
        assert shown == texts
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        picture(page, "67-saved-hostile")
    finally:
        site.stop()


def test_a_page_for_reading_alone_keeps_nothing(town: Town, visit: Visit, faults: list[str]) -> None:
    town.save(COST)
    site = Site("-c", READING, str(town.index))
    try:
        page = visit(site)
        ask(page, PAINTER)
        assert not page.is_visible("#chat .action.star")
        page.click("#show-saved")
        page.wait_for_selector("#saved li")
        assert not page.is_visible(".saved-remove")
        replies = page.evaluate(
            """() => Promise.all([['saved', 'POST', {question: 'What?'}], ['saved/seen', 'POST', {ids: null}],
            ['saved/000000000000', 'DELETE', null]].map(([path, method, value]) => fetch(`api/${path}`, {method,
            headers: {'content-type': 'application/json'}, body: value && JSON.stringify(value)})
            .then((reply) => reply.status)))"""
        )
        assert replies == [403, 403, 403]
        faults.clear()  # the browser reports the refusals
        assert len(saved.listed(town.index).questions) == 1
    finally:
        site.stop()
