"""Pins in a real browser: a sentence of an answer, of an article, a selected passage; noted, removed, exported."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import HOSTILE
from tests.web import articles
from tests.web.articles import ELECTRICITY, FESTIVAL, HONEY, TIDAL
from tests.web.browser import CHOSEN, PHONE, Picture, Visit, ask, cited, marks, shows
from tests.web.site import Site
from tests.web.test_manners import barriers

pytestmark = pytest.mark.browser

SELECT = """([first, last]) => {
    const find = (words) => {
        const walker = document.createTreeWalker(document.querySelector('#panel .panel-text'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) return [node, at];
        }
    };
    const range = document.createRange();
    const [end, at] = find(last);
    range.setStart(...find(first));
    range.setEnd(end, at + last.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def pinned(page: Any, expected: list[str]) -> None:
    """Wait until the list has these quotations, first to last."""
    page.wait_for_function(
        "expected => JSON.stringify([...document.querySelectorAll('.pins-text')].map((text) => text.textContent))"
        " === JSON.stringify(expected)",
        arg=expected,
    )


def saved(page: Any, button: str) -> bytes:
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE], ids=["wide", "dark", "phone"])
def test_a_sentence_of_an_answer_is_pinned_and_noted(
    site: Site, visit: Visit, picture: Picture, options: dict[str, Any]
) -> None:
    page = visit(site, **options)
    page.click("#show-pins")
    page.wait_for_selector(".pins-note:has-text('kept in this browser')")
    page.click("#show-pins")
    ask(page, HONEY)
    sentence = cited(marks(page).first)
    page.click(".pin-sentence >> nth=0")
    page.wait_for_selector(".pin-sentence[aria-pressed=true]")
    picture(page, f"90-pin-answer-{'-'.join(options) or 'wide'}")
    assert barriers(page) == []
    page.click("#toast button:has-text('Add a note')")
    pinned(page, [sentence])
    page.wait_for_function("document.activeElement.className === 'pins-own'")
    hostile = HOSTILE["image with handler"]
    page.keyboard.type(f"{hostile} is what I think of it.")
    page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"91-pins-{'-'.join(options) or 'wide'}")
    assert barriers(page) == []
    page.reload()
    page.wait_for_selector("#ask textarea")
    page.wait_for_selector(".pin-sentence[aria-pressed=true]")
    page.click("#show-pins")
    pinned(page, [sentence])
    assert page.input_value(".pins-own") == f"{hostile} is what I think of it."
    page.click(".pins-open")
    shows(page, sentence)


def test_every_pin_of_a_list_of_answers_is_its_own_sentence(site: Site, visit: Visit) -> None:
    page = visit(site)
    for question in (ELECTRICITY, FESTIVAL):
        ask(page, question)
    page.wait_for_selector("#chat .bot-row >> nth=1 >> .pin-sentence")
    buttons = page.locator(".pin-sentence")
    expected = []
    for at in range(buttons.count()):
        mark = buttons.nth(at).locator("xpath=preceding-sibling::a[1]")
        expected.insert(0, cited(mark))
        buttons.nth(at).click()
        page.wait_for_function(
            "n => document.querySelectorAll('.pin-sentence[aria-pressed=true]').length === n", arg=at + 1
        )
    page.click("#show-pins")
    pinned(page, expected)


def test_passages_of_an_article_are_pinned_to_the_letter(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    ask(page, ELECTRICITY)
    page.wait_for_selector(CHOSEN)
    sentence = cited(marks(page).first)
    page.click(".panel-pin")
    page.wait_for_selector(".panel-pin:has-text('Pinned')")
    first, last = "compensation they were promised", "some 19 percent"
    page.evaluate(SELECT, [first, last])
    page.wait_for_selector(".panel-pin:has-text('Pin selection')")
    picture(page, "92-pin-selection")
    page.click(".panel-pin")
    page.wait_for_selector(".panel-pin:has-text('Pinned')")
    passage = TIDAL.text[TIDAL.text.index(first) : TIDAL.text.index(last) + len(last)]
    page.click("#show-pins")
    pinned(page, [passage, sentence])
    page.click(".pins-open >> nth=0")
    page.wait_for_selector(CHOSEN)
    # Emoji and other long characters before a selection do not move it, nor do the numbers of marks in the article.
    page.click("#show-pins")
    ask(page, FESTIVAL)
    shows(page, cited(marks(page).last) if marks(page).count() == 1 else cited(marks(page).first))
    page.evaluate(SELECT, ["Zorblatt festival costs", "is sold at"])
    page.wait_for_selector(".panel-pin:has-text('Pin selection')")
    page.click(".panel-pin")
    page.click("#show-pins")
    text = articles.HOSTILE.text
    start = text.index("Zorblatt festival costs")
    pinned(page, [text[start : text.index("is sold at") + len("is sold at")], passage, sentence])
    for row in csv.DictReader(io.StringIO(saved(page, ".pins [data-form=csv]").decode("utf-8-sig"), newline="")):
        document = articles.DOCUMENTS[row["document"]]
        assert document.text[int(row["start"]) : int(row["end"])] == row["quotation"]


def test_pins_are_removed_and_come_back(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, ELECTRICITY)
    page.wait_for_selector(".pin-sentence >> nth=1")
    sentences = []
    for at in range(2):
        mark = page.locator(".pin-sentence").nth(at).locator("xpath=preceding-sibling::a[1]")
        sentences.insert(0, cited(mark))
        mark.focus()
        page.keyboard.press("p")
        page.wait_for_function(
            "n => document.querySelectorAll('.pin-sentence[aria-pressed=true]').length === n", arg=at + 1
        )
    page.click("#show-pins")
    pinned(page, sentences)
    page.click(".pins-delete >> nth=1")
    pinned(page, sentences[:1])
    page.click("#toast button:has-text('Undo')")
    pinned(page, sentences)
    page.fill(".pins-own >> nth=0", "mine")
    page.click(".pins-clear")
    pinned(page, [])
    page.click("#toast button:has-text('Undo')")
    pinned(page, sentences)
    assert page.input_value(".pins-own >> nth=0") == "mine"
    other = visit(site, beside=page)  # another page of this browser follows
    other.click("#show-pins")
    pinned(other, sentences)
    page.click(".pins-delete >> nth=0")
    pinned(other, sentences[1:])


def test_every_form_is_saved_and_what_is_gone_is_left_out(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    ask(page, HONEY)
    sentence = cited(marks(page).first)
    page.click(".pin-sentence >> nth=0")
    page.wait_for_selector(".pin-sentence[aria-pressed=true]")
    # As of an article that has changed since.
    gone = {"document": {"id": TIDAL.id, "title": "An older text"}, "start": 3, "end": 9, "text": "no more"}
    page.evaluate("gone => articleQA.togglePin(gone)", gone)
    page.click("#show-pins")
    pinned(page, ["no more", sentence])
    page.wait_for_selector("li.is-gone >> nth=0")
    picture(page, "93-pins-gone")
    for form, holds in {
        "markdown": b"> A colony of bees",
        "docx": b"PK\x03\x04",
        "csv": b"quotation,note",
        "ris": b"TY  - GEN",
        "bibtex": b"@misc{",
        "csl": b'"annote"',
    }.items():
        content = saved(page, f".pins [data-form={form}]")
        assert holds in content
        assert b"no more" not in content
    page.wait_for_selector("#toast:has-text('One does not stand')")


def test_what_a_chat_cites_is_saved(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    page.click("#export")
    page.click("[data-cited=csl]")
    page.wait_for_selector("#toast:has-text('nothing to export')")
    ask(page, HONEY)
    ask(page, ELECTRICITY)
    page.click("#export")
    picture(page, "94-export-menu")
    items = json.loads(saved(page, "[data-cited=csl]"))
    assert {item["title"] for item in items} >= {articles.HANDBOOK.title, TIDAL.title}
