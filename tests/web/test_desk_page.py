"""Small things of the page: what asks nothing, filters that cannot be, Back, words on a phone, one scroll bar."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.web.articles import ELECTRICITY, HONEY
from tests.web.browser import PHONE, Picture, Visit, answered, ask, marks
from tests.web.site import Site

pytestmark = pytest.mark.browser


def test_a_question_mark_asks_nothing(site: Site, visit: Visit) -> None:
    page = visit(site)
    page.fill("#ask textarea", " ?! ")
    page.keyboard.press("Enter")
    ask(page, HONEY)
    expect(page.locator("#chat .user-row")).to_have_count(1)
    assert parse_qs(urlsplit(page.url).query)["q"] == [HONEY]


def test_a_period_that_ends_before_it_begins_is_told_at_once(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    page.click(".filters-open")
    page.fill(".filters-since", "2025-12-01")
    assert page.is_hidden(".filters-wrong")
    page.fill(".filters-until", "2025-11-01")
    page.wait_for_selector(".filters-wrong", state="visible")
    assert page.get_attribute(".filters-since", "aria-invalid") == "true"
    picture(page, "filters-wrong")
    page.fill(".filters-until", "2025-12-31")
    page.wait_for_selector(".filters-wrong", state="hidden")


def test_a_refusal_under_a_filter_tells_that_others_answer(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site, "/?sources=Coastal+Herald")
    ask(page, HONEY)
    answer = page.locator("#chat .bot-row").last
    assert "Not in the articles of Coastal Herald; others answer." in answer.text_content()
    picture(page, "others-answer")
    answer.locator("text=Ask all sources").click()
    page.wait_for_function("document.querySelector('#chat .bot-row')?.textContent.includes('eighteen kilograms')")
    answered(page)
    expect(page.locator("#filters .chip")).to_have_count(0)


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_back_closes_what_was_opened(site: Site, visit: Visit, options: dict[str, object]) -> None:
    page = visit(site, **options)
    ask(page, ELECTRICITY)
    page.click("#show-timeline")
    page.fill(".timeline-topic", "tidal power station")
    page.keyboard.press("Enter")
    page.click(".timeline-told >> nth=0")
    page.wait_for_selector("body.panel-open #panel mark.chosen")
    page.go_back()
    page.wait_for_selector("body:not(.panel-open) .timeline-told >> nth=0", state="visible")
    page.go_back()
    page.wait_for_selector("#chat .bot-row", state="visible")
    assert parse_qs(urlsplit(page.url).query) == {"q": [ELECTRICITY]}
    marks(page).first.click()
    page.wait_for_selector("body.panel-open")
    page.click(".panel-close")
    page.wait_for_function("!history.state?.over")
    assert parse_qs(urlsplit(page.url).query) == {"q": [ELECTRICITY]}
    page.click("#show-table")
    page.keyboard.press("Escape")
    page.click("#show-library")
    page.click("#show-saved")
    page.go_back()
    page.wait_for_selector("#chat .bot-row", state="visible")


def test_a_timeline_of_an_answer_has_its_topic(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, "What is the latest on the tidal power station?")
    page.locator("#chat .action.timeline").last.click()
    assert page.input_value(".timeline-topic") == "the tidal power station"


def test_tools_have_words_on_a_phone(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site, **PHONE)
    for tool in page.locator("#top .tool").all():
        word = tool.locator("span").first.bounding_box()
        assert word["width"] > 12
        assert word["x"] >= 0
        assert word["x"] + word["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "phone-tools")


def test_one_scroll_bar_at_twice_the_size(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site, viewport={"width": 640, "height": 360}, device_scale_factor=2)
    ask(page, ELECTRICITY)
    page.wait_for_function("document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "twice-the-size")
