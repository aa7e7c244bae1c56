"""Counts on the page, in a real browser: the chart, long lists, another rule."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

import qa
from qa.web.turns import LISTED
from tests.web.browser import PHONE, Picture, Visit, answered, ask, shows, title
from tests.web.conftest import REAL
from tests.web.site import Site
from tests.web.test_manners import barriers

pytestmark = pytest.mark.browser

GEESE = 212
FIRST = datetime.date(2024, 1, 3)
WORDS = [head + tail for head in "bar kel mon tas vir dol pen sug".split() for tail in "ek on ist or ale um".split()]
ALL = "How many articles mention geese?"
SLUICE = "How many articles mention the broken sluice?"
LIST = "#chat .bot-row:last-child .listed > li"
ZOOMED = {"viewport": {"width": 700, "height": 450}, "device_scale_factor": 2}


def rows(geese: int) -> list[dict[str, Any]]:
    told = []
    for number in range(geese):
        words = " ".join(random.Random(number).sample(WORDS, 16))  # else one would be a copy of the other
        day = FIRST + datetime.timedelta(number * 3)
        dated = day.isoformat() if number % 70 != 69 else None
        text = f"{words.capitalize()}. {number + 3} geese crossed the bar of Skarn before noon."
        told.append({"id": f"goose-{number}", "title": f"Geese {number}", "date": dated, "source": "Bar", "text": text})
    sluice = [
        ("2024-02-09", "The broken sluice"),
        ("2024-05-11", "A sluice that had broken"),
        (None, "A broken sluice"),
    ]
    for number, (dated, words) in enumerate(sluice):
        text = f"{words} let the tide in at mill {number}. {' '.join(WORDS[number::3]).capitalize()}."
        told.append({"id": f"mill-{number}", "title": f"Mill {number}", "date": dated, "source": "Mill", "text": text})
    told.append(
        {"id": "otter", "title": "Otter", "date": "2024-02-09", "text": "An otter slept under the jetty of Skarn."}
    )
    told.append(
        {"id": "stoat", "title": "Stoat", "date": None, "text": "A stoat ran along the wall of the old tannery."}
    )
    return told


def build(place: Path, geese: int) -> None:
    (place / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows(geese)), encoding="utf-8")
    qa.build_index(place / "rows.jsonl", place / "index", model="static")


@pytest.fixture(scope="module")
def marsh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    place = tmp_path_factory.mktemp("marsh")
    build(place, GEESE)
    site = Site("-c", REAL, str(place / "index"))
    yield site
    site.stop()


def listed(page: Any, count: int) -> list[int]:
    """Wait until so many articles are listed under the last answer, and give their numbers."""
    page.wait_for_function("([list, n]) => document.querySelectorAll(list).length === n", arg=[LIST, count])
    return page.evaluate(  # type: ignore[no-any-return]
        "list => [...document.querySelectorAll(list)].map((li) => Number(li.querySelector('a').textContent))", LIST
    )


def bars(page: Any) -> list[str]:
    return page.locator(".bar").evaluate_all("all => all.map((bar) => bar.getAttribute('aria-label'))")  # type: ignore[no-any-return]


def test_the_chart_tells_what_is_counted(marsh: Site, visit: Visit, picture: Picture) -> None:
    page = visit(marsh)
    ask(page, SLUICE)
    listed(page, 3)
    assert bars(page) == ["Feb 2024: 1 article", "May 2024: 1 article"]
    table = page.locator(".bars-figure tr").evaluate_all("all => all.map((row) => row.innerText.split(/\\s*\\t/))")
    assert table == [["Feb 2024", "1"], ["Mar 2024", "0"], ["Apr 2024", "0"], ["May 2024", "1"]]
    assert page.text_content(".counted-undated") == "1 without a day"
    picture(page, "count")

    page.click(".bar >> nth=1")
    assert listed(page, 1) == [2]
    assert page.text_content(".counted-chosen").startswith("May 2024: 1 article")
    shows(page, "A sluice that had broken let the tide in at mill 1.")
    page.click(".counted-undated")
    assert listed(page, 1) == [3]
    assert page.get_attribute(".bar >> nth=1", "aria-pressed") == "false"
    page.click(".counted-all")
    assert listed(page, 3) == [1, 2, 3]
    assert page.text_content(".counted-chosen") == ""


def test_bars_by_keyboard(marsh: Site, visit: Visit) -> None:
    page = visit(marsh)
    ask(page, ALL)
    listed(page, 10)
    shown = title(page)
    expect(page.locator(".bar[tabindex='0']")).to_have_count(1)
    page.focus(".bar >> nth=0")
    for key, label in (
        ("ArrowRight", "Feb 2024"),
        ("ArrowLeft", "Jan 2024"),
        ("End", "Sept 2025"),
        ("Home", "Jan 2024"),
    ):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(label)
    assert title(page) == shown  # the arrows did not go through the panel
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector(".counted-chosen bdi")
    assert listed(page, 10) == list(range(11, 21))
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    page.keyboard.press(" ")
    page.wait_for_selector(".counted-chosen bdi", state="detached")
    assert listed(page, 10) == list(range(1, 11))


def test_every_article_of_a_long_list_can_be_opened(marsh: Site, visit: Visit, picture: Picture) -> None:
    page = visit(marsh)
    ask(page, ALL)
    assert listed(page, 10) == list(range(1, 11))
    assert page.text_content("#chat .bot p strong").startswith(f"{GEESE} articles")
    assert page.evaluate("articleQA.turns[0].answer.citations.length") == LISTED
    page.click("text=3 without a day")  # the last ones, which the browser does not keep
    assert listed(page, 3) == [GEESE - 2, GEESE - 1, GEESE]
    page.click("text=List all")
    page.click(f"text=Show all {GEESE} articles")
    assert listed(page, GEESE) == list(range(1, GEESE + 1))
    assert page.evaluate("document.activeElement.textContent") == "11"
    page.click(f'[aria-label="Source {GEESE}: Geese 209"]')
    shows(page, "212 geese crossed the bar of Skarn before noon.")
    assert title(page) == "Geese 209"
    picture(page, "count-all")
    page.click("text=Show the first 10")
    assert listed(page, 10) == list(range(1, 11))

    page.reload()
    page.wait_for_selector(LIST)
    assert listed(page, 10) == list(range(1, 11))


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Site]:
    """A site whose articles a test changes; it ends after the page that looks at it."""
    build(tmp_path, GEESE)
    site = Site("-c", REAL, str(tmp_path / "index"))
    yield site
    site.stop()


def test_what_changed_since_is_told(changing: Site, tmp_path: Path, visit: Visit) -> None:
    page = visit(changing)
    ask(page, ALL)
    listed(page, 10)
    build(tmp_path, GEESE - 5)
    page.wait_for_function("articleQA.state?.generation === 2")
    page.click(f"text=Show all {GEESE} articles")
    page.wait_for_function(
        "[...document.querySelectorAll('.folded-note')].some((note) => note.textContent.includes('changed since'))"
    )
    assert listed(page, 10) == list(range(1, 11))
    page.click(".counted-again")
    page.wait_for_selector(f"text=Show all {GEESE - 5} articles")


def test_the_rule_is_narrowed_and_widened(marsh: Site, visit: Visit) -> None:
    page = visit(marsh)
    ask(page, SLUICE)
    listed(page, 3)
    page.click("text=Narrow: these very words")
    page.wait_for_selector("text=Widen: any form of the words")
    answered(page)
    listed(page, 2)
    assert page.text_content("#chat .user-row").strip() == f"{SLUICE[:-1]}, in these very words?"
    assert "“broken sluice” stands" in page.text_content("#chat .bot-row")
    page.click("text=Widen: any form of the words")
    page.wait_for_selector("text=Narrow: these very words")
    answered(page)
    listed(page, 3)
    assert page.text_content("#chat .user-row").strip() == SLUICE


def test_no_chart_of_one_bar_or_of_none(marsh: Site, visit: Visit) -> None:
    page = visit(marsh)
    ask(page, "How many articles mention the otter?")
    listed(page, 1)
    expect(page.locator(".bars, .counted-undated, .counted-note")).to_have_count(0)
    ask(page, "How many articles mention the stoat?")
    listed(page, 1)
    expect(page.locator(".bars, .counted-undated")).to_have_count(0)
    assert page.text_content(".counted-note") == "It has no day."


def test_groups_list_their_articles(marsh: Site, visit: Visit, picture: Picture) -> None:
    page = visit(marsh)
    ask(page, "How many articles mention geese or the sluice per source?")
    listed(page, 10)
    expect(page.locator(".counted-groups th[scope=row]")).to_have_text(["Bar", "Mill"])
    expect(page.locator(".counted-groups thead th")).to_have_text(["Source", "Articles"])
    page.click(".counted-group >> nth=1")
    listed(page, 3)
    assert {text.split()[-1] for text in page.locator(f"{LIST} .listed-title").all_text_contents()} == {"0", "1", "2"}
    picture(page, "count-groups")


def test_several_questions_have_a_list_each(marsh: Site, visit: Visit) -> None:
    page = visit(marsh)
    ask(page, f"{ALL[:-1]} and how many articles mention the sluice?")
    listed(page, 13)
    expect(page.locator(".counted")).to_have_count(2)
    assert page.evaluate("articleQA.turns[0].answer.citations.length") <= LISTED
    page.click(f"text=Show all {GEESE} articles")
    listed(page, GEESE + 3)


def test_turns_of_an_earlier_version_are_shown(marsh: Site, visit: Visit) -> None:
    page = visit(marsh)
    ask(page, SLUICE)
    listed(page, 3)
    page.evaluate(
        """() => {
            const turns = structuredClone(articleQA.turns);
            for (const name of ['times', 'undated', 'breadth', 'per']) delete turns[0].answer.tally[name];
            turns[0].at = '2025-01-01T00:00:00+00:00';
            articleQA.goOnWith(turns);
        }"""
    )
    page.wait_for_function("!('times' in articleQA.turns[0].answer.tally)")
    page.wait_for_selector(".bars", state="detached")
    assert listed(page, 3) == [1, 2, 3]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [{}, PHONE, ZOOMED], ids=["wide", "phone", "zoomed"])
def test_no_barriers(marsh: Site, visit: Visit, picture: Picture, options: dict[str, Any], scheme: str) -> None:
    page = visit(marsh, color_scheme=scheme, **options)
    ask(page, SLUICE)
    listed(page, 3)
    page.click(".bar >> nth=1")
    listed(page, 1)
    assert barriers(page) == []
    ask(page, f"{ALL[:-1]} per month?")
    answered(page, 2)
    page.wait_for_function("document.querySelectorAll('.bars').length === 2")
    assert barriers(page) == []
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)
    page.locator(".bars").last.scroll_into_view_if_needed()
    picture(page, f"count-{scheme}-{page.viewport_size['width']}")


def test_a_long_answer_is_read_from_its_question_on(marsh: Site, visit: Visit) -> None:
    page = visit(marsh, **PHONE)
    at_the_top = """() => {
      const chat = document.querySelector('#chat .bubble-wrap').getBoundingClientRect();
      const question = [...document.querySelectorAll('#chat .user-row')].at(-1).getBoundingClientRect();
      const number = [...document.querySelectorAll('#chat .bot-row')].at(-1).querySelector('p').getBoundingClientRect();
      return Math.abs(question.top - chat.top - 10) < 4 && number.bottom < chat.bottom;
    }"""
    for asked in (ALL, SLUICE, ALL):
        ask(page, asked)
        page.wait_for_selector("#chat .bot-row:last-child .listed > li")
        if asked == ALL:  # the other one is short
            page.wait_for_function(at_the_top)
    page.reload()
    answered(page, 3)
    page.wait_for_function(at_the_top)
