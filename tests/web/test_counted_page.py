"""Counts on the page, in a real browser: the chart, long lists."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import qa
from qa.web.turns import LISTED
from tests.web.browser import Picture, Visit, ask, shows, title
from tests.web.conftest import REAL
from tests.web.site import Site

pytestmark = pytest.mark.browser

GEESE = 212
FIRST = datetime.date(2024, 1, 3)
WORDS = [head + tail for head in "bar kel mon tas vir dol pen sug".split() for tail in "ek on ist or ale um".split()]
ALL = "How many articles mention geese?"
SLUICE = "How many articles mention the broken sluice?"
LIST = "#chat .bot-row:last-child .listed > li"


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
