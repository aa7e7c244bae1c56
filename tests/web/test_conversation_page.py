"""A conversation in a real browser: filters, asking again, editing, taking back, sharing, exporting, judging."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect

from tests.web.articles import ELECTRICITY, HONEY, TIDAL, UNKNOWN
from tests.web.browser import PHONE, Picture, Visit, answered, ask, cited, marks
from tests.web.fake import SLOW
from tests.web.site import Site

pytestmark = pytest.mark.browser

HERALD = "Coastal Herald"


def questions(page: object) -> list[str]:
    return page.locator("#chat .user-row").all_inner_texts()  # type: ignore[attr-defined, no-any-return]


def turns(page: object, count: int) -> None:
    """Wait until the browser keeps so many turns."""
    page.wait_for_function("n => articleQA.turns.length === n", arg=count)  # type: ignore[attr-defined]


def test_filters_are_chips_and_part_of_the_link(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    page.click(".filters-open")
    page.check(f".filters-sources label:has-text('{HERALD}') input")
    page.fill(".filters-since", "2025-11-01")
    page.wait_for_selector(".chip:has-text('From 1 Nov 2025')")
    picture(page, "20-filters")
    page.click(".filters-done")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    ask(page, ELECTRICITY)
    assert {parse_qs(urlsplit(link.get_attribute("href")).query)["doc"][0] for link in marks(page).all()} == {TIDAL.id}
    assert f"Only articles from 1 Nov 2025, of {HERALD}" in page.locator("#chat .bot-row").last.inner_text()

    page.click("#share")
    link = page.evaluate("navigator.clipboard.readText()")
    query = parse_qs(urlsplit(link).query)
    assert (query["q"], query["since"], query["sources"]) == ([ELECTRICITY], ["2025-11-01"], [HERALD])
    # Somebody else opens the link: asked at once, of the same articles, with the same chips.
    other = visit(site, "/?" + urlsplit(link).query)
    answered(other)
    assert cited(marks(other).first) in TIDAL.text
    assert [chip.strip() for chip in other.locator(".chip").all_inner_texts()] == ["From 1 Nov 2025", HERALD]

    page.click(".chip:has-text('Coastal Herald') button")
    page.click(".chip button")
    expect(page.locator(".chip")).to_have_count(0)
    assert "sources" not in page.url
    page.click(".action.retry")  # with the filters as they are now
    page.wait_for_function("articleQA.turns[0]?.filters.sources.length === 0")
    answered(page)
    assert "Only articles" not in page.locator("#chat .bot-row").last.inner_text()


def test_filters_that_nothing_passes(site: Site, visit: Visit) -> None:
    page = visit(site, f"/?q={quote(HONEY)}&since=2090-01-01")
    answered(page)
    assert "Not in these articles" in page.locator("#chat .bot-row").inner_text()
    assert "Only articles from 1 Jan 2090" in page.locator("#chat .bot-row").inner_text()
    page = visit(site, f"/?q={quote(HONEY)}&since=tomorrow")
    answered(page)
    assert "is not a date" in page.locator("#chat .bot-row").inner_text()


def test_retry_edit_undo(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    for question in (ELECTRICITY, UNKNOWN, HONEY):
        ask(page, question)
    turns(page, 3)
    before = page.evaluate("articleQA.turns[2].at")
    page.click(".action.retry")
    page.wait_for_function("before => articleQA.turns[2] && articleQA.turns[2].at !== before", arg=before)
    answered(page, 3)
    assert questions(page) == [ELECTRICITY, UNKNOWN, HONEY]

    page.locator("#chat .user-row").nth(1).hover()
    page.locator(".action.edit").nth(1).click()
    assert page.input_value("#ask textarea") == UNKNOWN
    page.wait_for_selector(".editing:not([hidden])")
    picture(page, "21-editing")
    page.click(".editing-cancel")
    assert page.input_value("#ask textarea") == ""
    page.locator("#chat .user-row").nth(1).hover()
    page.locator(".action.edit").nth(1).click()
    page.fill("#ask textarea", HONEY)
    page.keyboard.press("Enter")
    turns(page, 2)
    answered(page, 2)
    assert questions(page) == [ELECTRICITY, HONEY]
    assert not page.is_visible(".editing")

    page.click(".action.undo")
    turns(page, 1)
    assert page.input_value("#ask textarea") == HONEY
    assert questions(page) == [ELECTRICITY]
    assert parse_qs(urlsplit(page.url).query)["q"] == [ELECTRICITY]
    page.reload()
    answered(page)
    assert questions(page) == [ELECTRICITY]


def test_stopped_in_the_middle_it_can_be_asked_again(states: tuple[Site, Path], visit: Visit) -> None:
    site, directory = states
    (directory / "ready").touch()
    page = visit(site)
    page.fill("#ask textarea", f"{SLOW} {HONEY}")
    page.keyboard.press("Enter")
    page.click("#ask .stop-button")
    turns(page, 1)  # while the answer is still being looked for: it must not come before the stop does
    tracker = page.locator("#chat > [data-testid=status-tracker]").first
    assert tracker.evaluate("each => getComputedStyle(each).display") == "none"  # it would lie over the chat
    (directory / "hurry").touch()
    expect(page.locator(".action.copy")).to_have_count(0)
    page.click(".action.undo")
    turns(page, 0)
    page.fill("#ask textarea", HONEY)
    page.keyboard.press("Enter")
    answered(page)
    assert questions(page) == [HONEY]


def test_copy_and_export(site: Site, visit: Visit, tmp_path: Path) -> None:
    page = visit(site)
    page.click("#export")
    page.click("[data-form=json]")
    page.wait_for_selector("#toast:has-text('nothing to export')")
    ask(page, ELECTRICITY)
    ask(page, UNKNOWN)
    sentence = cited(page.locator("#chat .bot-row").first.locator(".message p a[href*='doc=']").first)
    page.locator(".action.copy").first.click()
    for _ in range(100):  # until then it holds what the test before has copied
        copied = page.evaluate("navigator.clipboard.readText()")
        if "Coastal Herald" in copied:
            break
        page.wait_for_timeout(50)
    assert "[1]" in copied
    assert sentence.split(",")[0] in copied.replace("\\", "")
    assert UNKNOWN[:-1] not in copied.replace("\\", "")

    page.focus("#export")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "conversation.json"
    exported = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [turn["asked"] for turn in exported["turns"]] == [ELECTRICITY, UNKNOWN]
    page.click("#export")
    with page.expect_download() as download:
        page.click("[data-form=markdown]")
    assert download.value.suggested_filename == "conversation.md"
    assert sentence.split(",")[0] in Path(download.value.path()).read_text(encoding="utf-8").replace("\\", "")


def test_feedback_becomes_a_labelled_question(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    ask(page, HONEY)
    page.click(".action.good")
    page.wait_for_selector(".comment")
    assert page.get_attribute(".action.good", "aria-pressed") == "true"
    page.fill(".comment input", "Just what I wanted")
    picture(page, "22-feedback")
    page.keyboard.press("Enter")
    page.wait_for_selector("#toast:has-text('feedback')")
    lines = (Path(site.index) / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1])
    assert (last["question"], last["good"], last["comment"]) == (HONEY, True, "Just what I wanted")
    page.click(".action.bad")
    page.wait_for_function("document.querySelector('.action.bad').getAttribute('aria-pressed') === 'true'")
    assert page.get_attribute(".action.good", "aria-pressed") == "false"


def test_everything_on_a_phone(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site, f"/?q={quote(ELECTRICITY)}&since=2025-11-01&sources={quote(HERALD)}", **PHONE)
    answered(page)
    page.tap(".filters-open")
    page.wait_for_selector("#filters-form:not([hidden])")
    picture(page, "24-phone-filters")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.locator("#filters-form").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.tap(".filters-done")
    page.tap(".action.edit")
    assert page.input_value("#ask textarea") == ELECTRICITY
