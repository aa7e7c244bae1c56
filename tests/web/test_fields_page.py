"""Articles without a day in a real browser: the badge, the form, the file beside, the build that follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

import qa
from tests.web.browser import PHONE, Picture, Visit
from tests.web.test_library_page import DROP, listed, up_to_date
from tests.web.test_manners import DARK, barriers

pytestmark = pytest.mark.browser

ROW = "tr:has-text('ferry.txt')"
BADGE = "button.undated"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection of a dated article, one without a day, and a table of two without."""
    folder = tmp_path / "collection"
    folder.mkdir()
    (folder / "bridge.txt").write_text("date 2021-05-06\n\nThe bridge is open.\n\nBased On Sund Post Report\n")
    (folder / "ferry.txt").write_text("The ferry sails at noon again, after a winter on the slip at Tolven.")
    (folder / "week.csv").write_text("text\nThe weir is shut.\nThe kiln is lit.\n")
    qa.build_index(folder, tmp_path / "index")
    return folder


def shown(page: Any) -> Any:
    page.click("#show-library")
    listed(page, 4)
    return page


def test_a_day_is_set_and_changed(open_site: Any, folder: Path, visit: Visit, picture: Picture) -> None:
    page = shown(visit(open_site()))
    expect(page.locator(BADGE)).to_have_text(["undated: set"])
    expect(page.locator("span.undated")).to_have_text(["undated: edit its file"] * 2)
    picture(page, "60-undated")
    page.click(BADGE)
    page.wait_for_selector("#fields-sources option", state="attached")
    assert page.input_value(".fields-date") == ""
    assert "ferry.txt.meta.yaml" in page.inner_text(".fields-note")
    assert barriers(page) == []
    page.click(".fields-yes")  # without a day nothing is sent
    assert page.is_visible(".library-fields")
    page.fill(".fields-date", "2022-03-11")
    page.fill(".fields-source", "The Harbour Post")
    picture(page, "61-undated-form")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{ROW} >> text=11 Mar 2022")
    assert "The Harbour Post" in page.inner_text(ROW)
    assert (folder / "ferry.txt.meta.yaml").read_text() == "date: 2022-03-11\nsource: The Harbour Post\n"
    expect(page.locator(BADGE)).to_have_count(0)
    picture(page, "62-dated")
    page.click("#toast button:has-text('Change')")
    assert page.input_value(".fields-date") == "2022-03-11"
    page.fill(".fields-date", "2022-03-12")
    page.click(".fields-yes")
    page.wait_for_selector(f"{ROW} >> text=12 Mar 2022")


def test_it_goes_with_its_article_and_comes_back(open_site: Any, folder: Path, visit: Visit) -> None:
    page = shown(visit(open_site()))
    page.click(BADGE)
    page.fill(".fields-date", "2022-03-11")
    page.click(".fields-yes")
    page.wait_for_selector(f"{ROW} >> text=11 Mar 2022")
    page.click(f"{ROW} .library-remove")
    page.click(".confirm-yes")
    listed(page, 3)
    assert not (folder / "ferry.txt.meta.yaml").exists()
    page.click("#toast button:has-text('Undo')")
    page.wait_for_selector(f"{ROW} >> text=11 Mar 2022")


def test_what_is_refused_is_told_in_the_form(open_site: Any, folder: Path, visit: Visit, faults: list[str]) -> None:
    page = shown(visit(open_site()))
    (folder / "ferry.txt").rename(folder / "gone.txt")
    page.click(BADGE)
    page.fill(".fields-date", "2022-03-11")
    page.click(".fields-yes")
    page.wait_for_selector(".fields-problem:has-text('no file')")
    assert barriers(page) == []
    page.click(".fields-no")
    page.wait_for_selector(".library-fields", state="hidden")
    faults.clear()  # the browser reports the refusal


def test_dropped_beside_its_article(open_site: Any, folder: Path, visit: Visit) -> None:
    page = shown(visit(open_site()))
    dropped = [
        ["kiln.txt", "The kiln is lit again at Tolven."],
        ["kiln.txt.meta.yaml", "date: 2022-03-11\ncolour: red"],
    ]
    page.evaluate(DROP, dropped)
    up_to_date(page, "1 added, 1 described")
    page.wait_for_selector("tr:has-text('kiln.txt') >> text=11 Mar 2022")
    page.click(".building-details summary")
    assert 'unknown name "colour"' in page.inner_text(".building-details ul")


def test_for_reading_alone_nothing_is_set(open_site: Any, folder: Path, visit: Visit, faults: list[str]) -> None:
    page = shown(visit(open_site("read-only")))
    expect(page.locator(".undated")).to_have_text(["undated"] * 3)
    expect(page.locator(BADGE)).to_have_count(0)
    told = "articleQA.send('documents/ferry.txt/fields', { date: '2022-03-11' }).catch((error) => error.message)"
    assert "reading alone" in page.evaluate(told)
    faults.clear()  # the browser reports the refusal
    assert not (folder / "ferry.txt.meta.yaml").exists()


@pytest.mark.parametrize("options", [DARK, PHONE, {**PHONE, **DARK}], ids=["dark", "phone", "phone-dark"])
def test_in_the_dark_and_on_a_phone(
    open_site: Any, visit: Visit, picture: Picture, options: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    page = shown(visit(open_site(), **options))
    name = request.node.callspec.id
    assert barriers(page) == []
    picture(page, f"63-undated-{name}")
    page.click(BADGE)
    page.fill(".fields-date", "2022-03-11")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page) == []
    picture(page, f"64-undated-form-{name}")


def test_hostile_names_are_text(open_site: Any, folder: Path, visit: Visit) -> None:
    hostile = '<img src=x onerror="alert(1)">'
    (folder / "ferry.txt.meta.yaml").write_text(f"title: '{hostile}'\n")
    (folder / "bridge.txt.meta.yaml").write_text(f"source: '{hostile}'\n")
    qa.build_index(folder, folder.parent / "index")
    page = shown(visit(open_site()))
    page.click(BADGE)
    page.wait_for_selector("#fields-sources option", state="attached")
    assert page.inner_text(".fields-title") == hostile
    expect(page.locator("#library img, .library-fields img")).to_have_count(0)
