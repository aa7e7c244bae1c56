"""Questions as people ask them, in a real browser: follow-ups, dates, differing reports, several at once, timelines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.articles import ELECTRICITY, HONEY, TIDAL
from tests.web.browser import CHOSEN, PHONE, Picture, Visit, answered, ask, cited, marks, shows
from tests.web.fake import DATED, DIFFERING, LEANING, NEWER, SEVERAL
from tests.web.site import Site
from tests.web.test_manners import barriers

pytestmark = pytest.mark.browser


def last(page: Any) -> Any:
    return page.locator("#chat .bot-row").last


def kept(page: Any) -> dict[str, Any]:
    return dict(page.evaluate("articleQA.turns[articleQA.turns.length - 1]"))


def asked_again(page: Any, before: str) -> None:
    page.wait_for_function("before => articleQA.turns.at(-1) && articleQA.turns.at(-1).at !== before", arg=before)


def test_what_was_searched_is_shown_and_taken_back(states: tuple[Site, Path], visit: Visit, picture: Picture) -> None:
    site, directory = states
    (directory / "ready").touch()
    page = visit(site)
    ask(page, ELECTRICITY)
    ask(page, f"{LEANING} and {DATED}: {HONEY}")
    assert "Searched for" in last(page).inner_text()
    assert ELECTRICITY in last(page).inner_text()
    assert "from 1 Dec 2025 to 7 Dec 2025 (“last week”)" in last(page).inner_text()
    picture(page, "60-searched-for")
    assert barriers(page) == []

    before = kept(page)["at"]
    page.click("text=Search my words instead")
    asked_again(page, before)
    answered(page, 2)
    assert "Searched for" not in last(page).inner_text()
    assert kept(page)["alone"] is True

    before = kept(page)["at"]
    page.focus("text=Search any time")
    page.keyboard.press("Enter")
    asked_again(page, before)
    answered(page, 2)
    assert "last week" not in last(page).inner_text()
    assert (kept(page)["alone"], kept(page)["dates"]) == (True, False)
    page.reload()
    answered(page, 2)
    before = kept(page)["at"]
    page.click(".action.retry")
    asked_again(page, before)
    answered(page, 2)
    assert (kept(page)["alone"], kept(page)["dates"]) == (True, False)


def test_asking_an_older_question_otherwise_keeps_what_came_after(states: tuple[Site, Path], visit: Visit) -> None:
    site, directory = states
    (directory / "ready").touch()
    page = visit(site)
    ask(page, f"{DATED}: {ELECTRICITY}")
    ask(page, HONEY)
    page.click("text=Search any time")
    page.wait_for_function("articleQA.turns.length === 3")
    answered(page, 3)
    turns = page.evaluate("articleQA.turns")
    assert [turn["asked"] for turn in turns] == [f"{DATED}: {ELECTRICITY}", HONEY, f"{DATED}: {ELECTRICITY}"]
    assert [turn["answer"]["window"] is None for turn in turns] == [False, True, True]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE], ids=["wide", "dark", "phone"])
def test_reports_that_differ_and_several_questions(
    states: tuple[Site, Path], visit: Visit, picture: Picture, options: dict[str, Any]
) -> None:
    site, directory = states
    (directory / "ready").touch()
    page = visit(site, **options)
    ask(page, f"{DIFFERING}: {ELECTRICITY}")
    rows = last(page).locator("table tr")
    assert rows.first.inner_text().split()[:2] == ["Reports", "differ"]
    assert "286 | people" in rows.nth(1).inner_text()
    assert rows.nth(1).locator("a[href*='doc=']").count() >= 1
    ask(page, f"{SEVERAL} {DIFFERING} {DATED}: {ELECTRICITY}")
    expect(last(page).locator("h3")).to_have_text(["What of the first?", "What of the second?"])
    assert "Not in these articles." in last(page).inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"61-several-{'-'.join(options) or 'wide'}")
    assert barriers(page) == []


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE], ids=["wide", "dark", "phone"])
def test_a_newer_value_stands_under_the_answer_and_opens_its_article(
    states: tuple[Site, Path], visit: Visit, picture: Picture, options: dict[str, Any]
) -> None:
    site, directory = states
    (directory / "ready").touch()
    page = visit(site, **options)
    ask(page, f"{NEWER}: {ELECTRICITY}")
    lines = last(page).locator("ul").first.locator("> li")
    expect(lines).to_have_count(2)
    told = [text.split("people")[0] for text in lines.all_inner_texts()]
    assert told == ["7 Dec 2025: 311 | ", "1 Dec 2025: 286 "]
    mark = lines.first.locator("a[href*='doc=']")
    sentence = cited(mark)
    mark.click()
    page.wait_for_selector(CHOSEN)
    assert sentence.split()[0] in page.inner_text(CHOSEN)
    picture(page, f"63-newer-{'-'.join(options) or 'wide'}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page) == []


def test_a_timeline_opens_its_articles(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    page.goto(f"{site.url}/?timeline=tidal%20power%20station")
    page.wait_for_selector(".timeline li")
    days = page.eval_on_selector_all(".timeline time", "all => all.map((time) => time.dateTime)")
    assert days == sorted(days)
    picture(page, "62-timeline")
    assert barriers(page) == []
    told = page.locator(".timeline-told").first
    sentence = told.inner_text()
    told.click()
    page.wait_for_selector("#panel mark.chosen")
    assert sentence[:40] in page.inner_text("#panel .panel-scroll").replace("\n", " ")
    page.keyboard.press("Escape")
    page.fill(".timeline-topic", "xylophone quarks")
    page.keyboard.press("Enter")
    page.wait_for_selector(".timeline-note[role=status]:has-text('tell nothing')")
    assert page.url.endswith("?timeline=xylophone+quarks")
    page.click("#share")
    page.wait_for_selector("#share:has-text('Link copied')")
    for _ in range(100):  # until then it holds what the test before has copied
        if (copied := page.evaluate("navigator.clipboard.readText()")) == page.url:
            break
        page.wait_for_timeout(50)
    assert copied == page.url
    page.keyboard.press("Escape")
    assert page.is_visible("#ask textarea")
    assert "timeline" not in page.url
    ask(page, HONEY)
    page.locator(".action.timeline").last.click()
    page.wait_for_selector(".timeline li, .timeline-note:not([hidden])")
    assert "honey" in page.input_value(".timeline-topic")
    page.click("#show-library")
    assert not page.is_visible(".timeline-topic")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_a_pasted_text_shows_what_differs(site: Site, visit: Visit, picture: Picture, options: dict[str, Any]) -> None:
    page = visit(site, **options)
    start = TIDAL.text.index("The plant uses")
    excerpt = TIDAL.text[start : TIDAL.text.index(", according to the operator")]
    ask(page, excerpt)
    assert last(page).locator("strong").first.inner_text() == "To the letter in one article"
    assert excerpt in " ".join(cited(marks(page).first).split())
    if not options:
        shows(page, cited(marks(page).first))

    ask(page, f"Where is this from? “{excerpt.replace('twelve submerged', 'ten <b>green</b> submerged')}”")
    said = last(page).inner_text()
    assert "Nearly in one article" in said
    assert "Nearly: 4 words differ. “ten <b>green</b” for “twelve”" in said
    twice = last(page).locator("strong").filter(has_text="twelve")  # in its sentence, and where it is told
    expect(twice).to_have_count(2)
    expect(last(page).locator("b")).to_have_count(0)
    assert len(kept(page)["answer"]["origins"]) == 1
    picture(page, "64-pasted")
    assert barriers(page) == []
    page.reload()
    answered(page, 2)
    assert last(page).inner_text() == said

    ask(page, "Which article says: The turbines of Halvern were sold to a museum of clocks in the spring of that year.")
    assert last(page).locator("p").first.text_content() == "These words are not in these articles."
    assert last(page).locator("h2").text_content() == "Closest passages"
