"""Scans on the page, in a real browser: a citation shows the picture of its page with its lines marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

import qa
from tests.scanned import FONT, LEFT, MILL, OWNERS, SIZE, STEP, bound, printed, scan
from tests.web.browser import PHONE, Picture, Visit, ask, marks
from tests.web.conftest import REAL
from tests.web.site import Site
from tests.web.test_manners import barriers

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("tesseract")]

SACKS = "How many sacks of oats did the two families who own the mill sell last winter?"
SOLD = OWNERS[OWNERS.index("They sold") :]
OTHER = "The harbour of Vale was dredged in March. It has room for 60 boats now."
SHEET = "#panel .page-sheet.loaded"


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    place = tmp_path_factory.mktemp("scanned")
    folder = place / "articles"
    folder.mkdir()
    (folder / "mill <b>.pdf").write_bytes(bound("The first page is text.", scan(MILL), scan(MILL[::-1], OWNERS)))
    (folder / "harbour.txt").write_text(OTHER)
    qa.build_index(folder, place / "index")
    site = Site("-c", REAL, str(place / "index"))
    yield site
    site.stop()


def boxes(page: Any) -> list[dict[str, float]]:
    """The chosen marks in dots of the scan as it was made."""
    found: list[dict[str, float]] = page.evaluate(
        """() => [...document.querySelectorAll('#panel .page-sheet mark.chosen')].map((mark) => {
            const sides = [mark, mark.closest('.page-sheet').querySelector('img')];
            const [own, all] = sides.map((node) => node.getBoundingClientRect());
            const share = (from, to, whole) => (to - from) / whole;
            return {left: share(all.left, own.left, all.width), right: share(all.left, own.right, all.width),
                    top: share(all.top, own.top, all.height), foot: share(all.top, own.bottom, all.height)};
        })"""
    )
    width, height = SIZE
    sides = {"left": width, "right": width, "top": height, "foot": height}
    return [{name: share * sides[name] for name, share in box.items()} for box in found]


def in_view(page: Any) -> None:
    page.wait_for_function(
        """() => {
            const mark = document.querySelector('#panel .page-sheet.loaded mark.chosen')?.getBoundingClientRect();
            const view = document.querySelector('#panel .panel-scroll').getBoundingClientRect();
            return mark && mark.height > 0 && mark.top >= view.top && mark.bottom <= view.bottom
                && mark.left >= view.left - 8 && mark.left < view.right;
        }"""
    )


def test_the_lines_of_the_citation_are_marked_on_its_page(scanned: Site, visit: Visit, picture: Picture) -> None:
    page = visit(scanned)
    ask(page, SACKS)
    in_view(page)
    assert page.get_attribute(f"{SHEET} img", "alt") == "Page 3 of mill <b>.pdf"
    assert page.text_content("#panel .view-place") == "Page 3 of mill <b>.pdf"
    assert page.locator("#panel .panel-text").is_hidden()
    lines = [(line, y) for line, y in printed(MILL[::-1], OWNERS) if line in OWNERS]
    found = boxes(page)
    assert len(found) == len(lines) == 3
    for box, (line, y) in zip(found, lines, strict=True):
        begins = line.find("They sold") if "They sold" in line else 0
        assert abs(box["left"] - LEFT - FONT.getlength(line[:begins])) < 15
        assert abs(box["right"] - LEFT - FONT.getlength(line)) < 15
        assert y - 10 < box["top"] < y + STEP / 2 < box["foot"] < y + STEP + 10
    expect(page.locator(f"{SHEET} mark sup")).to_have_text(["1"])
    assert barriers(page) == []
    picture(page, "scan-page")

    # The words stay as readable as they were: what is marked is multiplied with the picture.
    assert page.evaluate("getComputedStyle(document.querySelector('#panel .page-marks')).mixBlendMode") == "multiply"


def test_text_and_page_change_by_mouse_and_by_key(scanned: Site, visit: Visit, picture: Picture) -> None:
    page = visit(scanned)
    ask(page, SACKS)
    in_view(page)
    page.click("#panel .view-text")
    assert page.locator("#panel .panel-pages").is_hidden()
    assert page.text_content("#panel .panel-text mark.chosen").startswith(SOLD)
    assert page.get_attribute("#panel .view-text", "aria-pressed") == "true"
    marks(page).first.click()  # stays as the reader chose it
    assert page.locator("#panel .panel-pages").is_hidden()
    page.focus("#panel .view-page")
    page.keyboard.press("Enter")
    in_view(page)
    assert page.locator("#panel .panel-text").is_hidden()
    page.keyboard.press("Tab")  # to the page before, since there is none after this one
    assert page.evaluate("document.activeElement.className") == "view-back"
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{SHEET}[data-page='2']")
    assert page.text_content("#panel .view-place") == "Page 2 of mill <b>.pdf"
    expect(page.locator(f"{SHEET} mark")).to_have_count(0)
    page.click("#panel .view-on")
    in_view(page)
    page.click("#panel .view-size")
    assert page.get_attribute("#panel .view-size", "aria-pressed") == "true"
    in_view(page)
    sheet, scroll = (page.locator(where).bounding_box()["width"] for where in (SHEET, "#panel .panel-scroll"))
    assert sheet > 1.5 * scroll
    picture(page, "scan-enlarged")


def test_an_article_of_text_has_no_switch(scanned: Site, visit: Visit) -> None:
    page = visit(scanned)
    ask(page, SACKS)
    in_view(page)
    ask(page, "How many boats does the harbour of Vale have room for?")
    page.wait_for_function("document.querySelector('#panel .panel-text mark.chosen')?.textContent.includes('60 boats')")
    assert page.locator("#panel .panel-views").is_hidden()
    assert page.locator("#panel .panel-text").is_visible()
    page.locator("#chat .bot-row").first.locator('a[href*="doc="]').first.click()
    in_view(page)


def test_on_a_phone_in_the_dark(scanned: Site, visit: Visit, picture: Picture) -> None:
    page = visit(scanned, **PHONE, color_scheme="dark")
    ask(page, SACKS)
    marks(page).first.click()
    in_view(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for button in page.locator("#panel .panel-views button:visible").all():
        box = button.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["height"] >= 40
    assert barriers(page) == []
    picture(page, "scan-phone")


def test_a_file_that_has_changed_shows_its_text_and_says_why(
    scanned: Site, visit: Visit, faults: list[str], picture: Picture
) -> None:
    file = Path(scanned.index).parent / "articles" / "mill <b>.pdf"
    before = file.read_bytes()
    page = visit(scanned)
    try:
        file.write_bytes(bound("Another one."))
        ask(page, SACKS)
        page.wait_for_selector("#panel .panel-note:visible")
        assert re.search(r"mill <b>\.pdf' has changed since it was indexed", page.text_content("#panel .panel-note"))
        assert page.text_content("#panel .panel-text mark.chosen").startswith(SOLD)
        assert page.locator("#panel .panel-text").is_visible()
        picture(page, "scan-changed")
    finally:
        file.write_bytes(before)
    page.click("#panel .view-page")
    in_view(page)
    assert page.locator("#panel .panel-note").is_hidden()
    assert all("409" in fault for fault in faults)  # the browser's own word for a picture that did not come
    faults.clear()
