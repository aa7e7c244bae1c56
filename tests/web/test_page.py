"""The page as people use it, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from tests.web import articles
from tests.web.articles import DIRECTOR, ELECTRICITY, FESTIVAL, HONEY, MARRIAGE, TICKET, UNKNOWN
from tests.web.browser import CHOSEN, PHONE, Picture, Visit, answered, ask, cited, marks, shows, title
from tests.web.fake import BROKEN, SLOW
from tests.web.site import Site

pytestmark = pytest.mark.browser


def test_answer_opens_its_sources(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    page.wait_for_selector("#chat .example")
    assert "6 articles" in page.text_content("#status")
    picture(page, "1-empty")
    headline = page.locator("#chat .example").first.inner_text()
    page.click("#chat .example >> nth=0")
    answered(page)
    assert parse_qs(urlsplit(page.url).query)["q"] == [headline]
    shows(page, cited(marks(page).nth(0)))

    ask(page, ELECTRICITY)
    links = marks(page)
    assert links.count() >= 2
    assert f"q={quote(ELECTRICITY).replace('%20', '+')}" in page.url
    # The first source is open, the sentence marked and in view.
    shows(page, cited(links.nth(0)))

    links.nth(1).click()
    shows(page, cited(links.nth(1)))
    assert "2 of" in page.text_content("#panel .panel-place")
    assert "chosen" in links.nth(1).get_attribute("class")
    picture(page, "2-panel")

    page.click("#panel .panel-previous")
    shows(page, cited(links.nth(0)))
    page.click("#panel .panel-copy")
    quote_ = page.evaluate("navigator.clipboard.readText()")
    assert quote_.startswith(f"“{cited(links.nth(0))}” — ")

    # Below, every cited article once.
    documents = {
        address.split("&")[0] for address in links.evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    }
    expect(page.locator("#chat .bot-row").last.locator("ul li")).to_have_count(len(documents))
    assert "Coastal Herald · 18 Nov 2025" in page.locator("#chat .bot-row").last.locator("ul").text_content()


def test_card_on_a_mark(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site, f"/?q={quote(ELECTRICITY)}")
    answered(page)
    mark = marks(page).nth(1)
    mark.hover()
    page.wait_for_selector("#card:not([hidden])")
    assert page.text_content("#card blockquote") == cited(mark)
    assert mark.get_attribute("aria-describedby") == "card"
    picture(page, "3-card")
    page.mouse.move(5, 5)
    page.wait_for_selector("#card", state="hidden")


def test_keyboard_alone(site: Site, visit: Visit) -> None:
    page = visit(site)
    page.wait_for_selector("#chat .example")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert page.input_value("#ask textarea") == ""
    page.keyboard.type(ELECTRICITY)
    page.keyboard.press("Enter")
    answered(page)

    marks(page).nth(0).focus()
    page.keyboard.press("Tab")
    page.wait_for_selector("#card:not([hidden])")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.classList.contains('panel-title')")
    shows(page, cited(marks(page).nth(1)))
    page.keyboard.press("[")
    page.wait_for_function(f"document.querySelector('{CHOSEN} sup').textContent === '1'")
    page.keyboard.press("]")
    page.wait_for_function(f"document.querySelector('{CHOSEN} sup').textContent === '2'")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    assert page.evaluate("document.activeElement.textContent") == "2"
    # Closed by the user: the next answer leaves it closed.
    ask(page, HONEY)
    assert not page.is_visible("#panel")


def test_not_found_is_no_answer(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    ask(page, UNKNOWN)
    message = page.locator("#chat .bot-row").last
    assert message.locator("p").first.text_content() == "Not in these articles."
    assert message.locator("h2").text_content() == "Closest passages"
    expect(marks(page)).to_have_count(0)
    expect(page.locator(CHOSEN)).to_have_count(0)
    passages = message.locator('ol a[href*="doc="]')
    expect(passages).to_have_count(3)
    picture(page, "4-not-found")
    passages.nth(1).click()
    shows(page, cited(passages.nth(1)))
    assert page.text_content("#panel .panel-kind") == "Passage"
    picture(page, "5-passage")


def test_hostile_text_stays_text(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    for question in (TICKET, FESTIVAL):
        ask(page, question)
        shows(page, cited(marks(page).nth(0)))
        assert title(page) == articles.HOSTILE.title
        expect(page.locator("#chat .bot-row :is(img, script, b)")).to_have_count(0)
        expect(page.locator("#panel :is(.panel-head, .panel-text) :is(img, script, b, code)")).to_have_count(0)
    expect(page.locator("#chat .bot-row a:not([href*='doc='])")).to_have_count(0)
    assert "posters.[1]" in page.locator("#chat .bot-row .message p:has(a)").last.text_content()
    assert page.text_content("#panel .panel-text h4") == "Programme & <b>prices</b>"
    assert page.text_content("#panel .panel-source") == articles.HOSTILE.source
    assert "**Festival**" in page.locator("#chat .bot-row ul").last.text_content()
    picture(page, "6-hostile")

    for question in (
        "<img src=https://evil.example/q.png onerror=alert(3)> ![a](https://evil.example/a.png)",
        "# one\n    two\n- *three* [four](javascript:alert(4)) `five` ~~six~~ $x^2$ a@evil.example www.evil.example",
        "<script>alert(5)</script> &lt;b&gt; \u202eesrever {{7*7}} ${8*8} | a | b |\n|---|---|",
    ):
        ask(page, question)
        said = page.locator("#chat .user-row .message").last
        expect(said.locator(":is(img, a, script, code, em, strong, h1, li, del, table)")).to_have_count(0)
        shown = re.sub(r"\s+", " ", said.inner_text()).strip()
        assert shown == re.sub(r"\s+", " ", question.replace("\u202e", "")).strip()


def test_odd_documents(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    ask(page, DIRECTOR)  # emoji before the sentence, a title from right to left, no source, no date
    shows(page, cited(marks(page).nth(0)))
    assert title(page) == articles.LIBRARY.title
    picture(page, "7-right-to-left")
    ask(page, MARRIAGE)  # far down a long article
    shows(page, cited(marks(page).nth(0)))
    ask(page, HONEY)  # headings
    shows(page, cited(marks(page).nth(0)))
    headings = page.locator("#panel .panel-text :is(h3, h4)").all_text_contents()
    assert headings == ["Spring", "Winter stores"]  # not the title again
    expect(page.locator("#panel .panel-text .item")).to_have_count(2)
    picture(page, "8-headings")


def test_conversation_is_kept_until_new_chat(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, ELECTRICITY)
    ask(page, HONEY)
    page.reload()
    answered(page, 2)
    expect(page.locator("#chat .user-row")).to_have_text([ELECTRICITY, HONEY])
    shows(page, cited(marks(page).nth(0)))
    earlier = page.locator("#chat .bot-row").first.locator('.message p a[href*="doc="]').first
    earlier.click()
    shows(page, cited(earlier))

    page.click("#new-chat")
    page.wait_for_selector("#chat .example")
    assert page.url == site.url + "/"
    assert not page.is_visible("#panel")
    page.reload()
    page.wait_for_selector("#chat .example")
    expect(page.locator("#chat .message-row")).to_have_count(0)


def test_links(site: Site, visit: Visit, faults: list[str]) -> None:
    page = visit(site, f"/?q={quote(HONEY)}")
    answered(page)
    assert page.locator("#chat .user-row").inner_text() == HONEY
    assert f"q={quote(HONEY).replace('%20', '+')}" in page.url.replace("%20", "+")
    link = marks(page).nth(0)
    page = visit(site, f"/?q={quote(TICKET)}", beside=page)  # a link starts a conversation of its own
    answered(page)
    expect(page.locator("#chat .user-row")).to_have_text([TICKET])
    link = marks(page).nth(0)
    permanent, sentence = link.get_attribute("href"), cited(link)

    page = visit(site, f"/{permanent}", beside=page)
    shows(page, sentence)
    assert page.text_content("#panel .panel-place") == ""

    start = articles.ENERGY.text.index("Divers")
    where = {"doc": articles.ENERGY.id, "s": f"{start}-{len(articles.ENERGY.text)}"}
    page = visit(site, "/?" + urlencode(where), beside=page)
    shows(page, "Divers will inspect it every spring.")

    # An article that has changed since: found again where it went, or said to be gone.
    page = visit(site, "/?" + urlencode({**where, "s": "9000-9036", "t": "Divers will"}), beside=page)
    shows(page, "Divers will inspect it every spring.")
    page = visit(site, "/?" + urlencode({**where, "t": "Nobody ever wrote"}), beside=page)
    page.wait_for_selector("#panel .panel-note:not([hidden])")
    assert "has changed" in page.text_content("#panel .panel-note")
    assert title(page) == articles.ENERGY.title

    assert faults == []
    page = visit(site, "/?doc=gone&s=0-10", beside=page)
    page.wait_for_selector("#panel .panel-note:not([hidden])")
    assert "no longer" in page.text_content("#panel .panel-note")
    assert [fault for fault in faults if "404" not in fault] == []
    faults.clear()  # the browser reports that there is no such article


def test_phone(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site, **PHONE)
    page.wait_for_selector("#chat .example")
    picture(page, "9-phone-empty")
    page.fill("#ask textarea", ELECTRICITY)
    page.tap("#ask .submit-button")
    answered(page)
    assert not page.is_visible("#panel")
    picture(page, "10-phone-answer")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    marks(page).nth(0).tap()
    shows(page, cited(marks(page).nth(0)))
    page.wait_for_function("document.querySelector('#panel').getAnimations().length === 0")
    picture(page, "11-phone-panel")
    page.tap("#panel .panel-next")
    page.wait_for_function(f"document.querySelector('{CHOSEN} sup').textContent === '2'")
    page.tap("#panel .panel-close")
    page.wait_for_selector("#panel", state="hidden")


def test_dark(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site, f"/?q={quote(ELECTRICITY)}", color_scheme="dark")
    answered(page)
    dark = "document.body.classList.contains('dark')"
    assert page.evaluate(dark)
    page.wait_for_selector(CHOSEN)
    picture(page, "12-dark")
    page.click("#theme")
    assert not page.evaluate(dark)
    page.reload()
    answered(page)
    page.wait_for_function(f"!{dark}")


def test_states(states: tuple[Site, Path], visit: Visit, picture: Picture, faults: list[str]) -> None:
    """No index, an index that appears, a model being loaded, a question that is stopped, a bug."""
    site, directory = states
    page = visit(site)
    page.wait_for_selector("#chat .placeholder:has-text('No articles yet')")
    assert "python index_build.py FOLDER" in page.text_content("#chat .placeholder code")
    picture(page, "13-no-index")
    ask(page, HONEY)
    assert "No index at" in page.text_content("#chat .bot-row blockquote")
    picture(page, "14-error")

    (directory / "loading").touch()
    (directory / "ready").touch()
    page.wait_for_function("document.querySelector('#status').textContent.includes('loading the model')")
    page.fill("#ask textarea", HONEY)
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .bot-row:has-text('Loading the model…')")
    picture(page, "15-loading")
    (directory / "loading").unlink()
    answered(page, 2)
    shows(page, cited(marks(page).nth(0)))
    page.wait_for_function("!document.querySelector('#status').textContent.includes('loading')")

    page.fill("#ask textarea", f"Tell me {SLOW} about honey")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .bot-row:has-text('Searching the articles…')")
    # Loaded again in the middle of an answer: the conversation goes on, and the question is asked again.
    assert faults == []
    page.reload()
    page.wait_for_selector("#chat .bot-row:has-text('Searching the articles…')")
    faults.clear()  # Gradio reports the stream that was cut off as an error
    page.click("#ask .stop-button")
    answered(page, 3)
    assert page.locator("#chat .bot-row").last.inner_text() == "Stopped."
    (directory / "hurry").touch()  # what was begun is finished before others have their turn

    ask(page, f"This one is {BROKEN}")
    assert "Something went wrong" in page.locator("#chat .bot-row").last.inner_text()
    assert "Traceback" not in page.inner_text("body")
    ask(page, HONEY)
    assert marks(page).count() >= 1
