"""Several chats in a real browser: kept, opened again, renamed, deleted with a way back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hostile import HOSTILE
from tests.web.articles import ELECTRICITY, HONEY
from tests.web.browser import PHONE, Picture, Visit, ask, at_rest
from tests.web.site import Site
from tests.web.test_conversation_page import questions, turns
from tests.web.test_manners import barriers

pytestmark = pytest.mark.browser

ITEMS = "#chats li"
# The page hears of the number of its question no sooner than `release` is called.
HELD = """() => {
    const fetched = window.fetch;
    const held = new Promise((resolve) => { window.release = resolve; });
    window.fetch = (...given) => {
        const reply = fetched(...given);
        if (!String(given[0]).includes('/queue/join')) return reply;
        return held.then(() => reply);
    };
}"""


def titles(page: Any, expected: list[str]) -> None:
    """Wait until the list has these titles, first to last."""
    page.wait_for_function(
        "expected => JSON.stringify([...document.querySelectorAll('#chats .chats-title')].map((t) => t.textContent))"
        " === JSON.stringify(expected)",
        arg=expected,
    )


def new_chat(page: Any) -> None:
    page.click("#new-chat")
    turns(page, 0)


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE], ids=["wide", "dark", "phone"])
def test_a_new_chat_loses_nothing(site: Site, visit: Visit, picture: Picture, options: dict[str, Any]) -> None:
    page = visit(site, **options)
    page.click("#show-chats")
    page.wait_for_selector("#chats .chats-note:has-text('kept in this browser')")
    page.click("#show-chats")
    ask(page, HONEY)
    new_chat(page)
    ask(page, ELECTRICITY)
    ask(page, HONEY)
    page.click("#show-chats")
    titles(page, [ELECTRICITY, HONEY])
    assert "2 questions" in page.inner_text(f"{ITEMS} >> nth=0")
    assert page.get_attribute(f"{ITEMS} .chats-open >> nth=0", "aria-current") == "true"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"68-chats-{'-'.join(options) or 'wide'}")
    assert barriers(page) == []
    page.click(f"{ITEMS} .chats-open >> nth=1")
    turns(page, 1)
    page.wait_for_function("document.querySelectorAll('#chat .user-row').length === 1")
    assert questions(page) == [HONEY]
    ask(page, ELECTRICITY)  # it goes on
    page.reload()
    page.wait_for_function("document.querySelectorAll('#chat .user-row').length === 2")
    page.click("#show-chats")
    titles(page, [HONEY, ELECTRICITY])


def test_a_chat_is_renamed_and_deleted_and_comes_back(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    ask(page, HONEY)
    new_chat(page)
    ask(page, ELECTRICITY)
    page.click("#show-chats")
    titles(page, [ELECTRICITY, HONEY])
    hostile = next(iter(HOSTILE.values()))[:100]
    for name, key, then in [("nothing of this", "Escape", HONEY), (hostile, "Enter", hostile.strip())]:
        page.click(".chats-rename >> nth=1")
        page.fill("#chats li input", name)
        page.keyboard.press(key)
        titles(page, [ELECTRICITY, then])
    page.click(f"{ITEMS} .chats-open >> nth=1")
    turns(page, 1)
    ask(page, ELECTRICITY)
    page.click("#show-chats")
    titles(page, [hostile.strip(), ELECTRICITY])  # a name given by hand stays
    page.click(".chats-delete >> nth=0")
    titles(page, [ELECTRICITY])
    picture(page, "69-chat-deleted")
    page.click("#toast button:has-text('Undo')")
    titles(page, [hostile.strip(), ELECTRICITY])
    page.click(".chats-clear")
    titles(page, [])
    page.click("#toast button:has-text('Undo')")
    titles(page, [hostile.strip(), ELECTRICITY])


def test_a_question_is_ended_once_it_has_its_number(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, HONEY)
    page.evaluate(HELD)
    page.fill("#ask textarea", ELECTRICITY)
    with page.expect_request("**/queue/join*"):
        page.keyboard.press("Enter")
    with page.expect_response("**/run/predict*"):  # "New chat" itself
        page.click("#new-chat")
        at_rest(page)
        page.evaluate("release()")
    page.wait_for_selector("#ask .submit-button")
    at_rest(page)  # a question ended without its number is refused with 422: a fault that `visit` tells


def test_two_pages_of_one_chat_keep_both(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, HONEY)
    page.click("#show-chats")
    titles(page, [HONEY])
    page.click("#show-chats")
    other = visit(site, beside=page)
    other.wait_for_function("document.querySelectorAll('#chat .user-row').length === 1")
    ask(other, ELECTRICITY)
    ask(page, HONEY)
    page.click("#show-chats")
    titles(page, [HONEY, HONEY])
    kept = page.locator(ITEMS).all_inner_texts()
    assert all("2 questions" in item for item in kept)


def test_asking_the_first_question_again_makes_no_second_chat(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, HONEY)
    before = page.evaluate("articleQA.turns[0].at")
    page.click(".action.retry")
    page.wait_for_function("before => articleQA.turns[0] && articleQA.turns[0].at !== before", arg=before)
    page.click("#show-chats")
    titles(page, [HONEY])
