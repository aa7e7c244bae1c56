"""The library in a real browser: list, read, add by drop and by picking, follow the build, remove and bring back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

import qa
from tests.web import articles
from tests.web.articles import HONEY, MARRIAGE, TIDAL
from tests.web.browser import PHONE, Picture, Visit, answered, ask, cited, marks, shows, title
from tests.web.site import Site

pytestmark = pytest.mark.browser

WALRUS = "What does the walrus Petronella weigh?"
WALRUS_SAYS = "The walrus Petronella weighs 812 kilograms."

DROP = """async (files) => {
    const transfer = new DataTransfer();
    for (const [name, text] of files) transfer.items.add(new File([text], name));
    for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
        await new Promise((resolve) => setTimeout(resolve, 100));
        if (type === 'dragover') window.sawDrop = !document.querySelector('.library-drop').hidden;
    }
}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection of single files, with its index beside it."""
    folder = tmp_path / "collection"
    folder.mkdir()
    for name in ("harbour", "bees", "train"):
        (folder / f"{name}.txt").write_text(
            f"date 2025-10-0{len(name)}\n\nThe {name} report says that {name} number 7 is the best. A long day.\n\n"
            "Based On Daily Test Report\n",
            encoding="utf-8",
        )
    qa.build_index(folder, tmp_path / "index")
    return folder


def titles(page: Any) -> list[str]:
    return page.locator(".library-open").all_inner_texts()  # type: ignore[no-any-return]


def listed(page: Any, count: int) -> None:
    page.wait_for_function("n => document.querySelectorAll('#library tbody tr').length === n", arg=count)


def up_to_date(page: Any, said: str) -> None:
    page.wait_for_selector(f"#building .building-text:has-text('{said}')")


def test_list_search_sort_and_read(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    page.click("#show-library")
    listed(page, len(articles.DOCUMENTS))
    assert page.evaluate("document.activeElement.textContent") == "Articles"
    assert titles(page)[0] == articles.ENERGY.title  # the newest
    picture(page, "30-library")
    page.click("[data-sort=title]")
    page.wait_for_selector("th[aria-sort=ascending] [data-sort=title]")
    page.wait_for_function("document.querySelector('.library-open').textContent.startsWith('<img')")
    page.fill(".library-search", "coastal her")
    listed(page, 1)
    page.click(".library-open")
    page.wait_for_selector("#panel .panel-title:has-text('Harbour city')")
    assert title(page) == TIDAL.title
    expect(page.locator("#panel mark")).to_have_count(0)
    picture(page, "31-library-article")
    page.fill(".library-search", "%")
    page.wait_for_selector(".library-note:has-text('No article matches')")
    page.keyboard.press("Escape")  # first the article, then the list
    page.keyboard.press("Escape")
    page.wait_for_selector("#library", state="hidden")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    ask(page, MARRIAGE)
    shows(page, cited(marks(page).first))


def test_documents_dropped_are_answered_from(
    open_site: Any, folder: Path, visit: Visit, picture: Picture, faults: list[str]
) -> None:
    page = visit(open_site())
    ask(page, "Which harbour number is the best?")
    page.evaluate(
        DROP,
        [
            ["walrus.txt", f"Zoo report\n\n{WALRUS_SAYS} She is fed at noon every day."],
            ["photo.exe", "MZ"],
            ["fake.txt", "%PDF-1.4 not a text"],
        ],
    )
    assert page.evaluate("window.sawDrop")
    up_to_date(page, "1 added")
    page.click(".building-details summary")
    reasons = page.inner_text(".building-details ul")
    assert "photo.exe" in reasons
    assert "fake.txt" in reasons
    assert [fault for fault in faults if "400" not in fault] == []
    faults.clear()  # the browser reports the refusal
    picture(page, "32-added")
    assert (folder / "walrus.txt").read_text(encoding="utf-8").endswith("every day.")
    assert not (folder / "photo.exe").exists()
    # The conversation goes on, and the new article is among the articles without a reload.
    ask(page, WALRUS)
    assert "812 kilograms" in page.locator("#chat .bot-row").last.inner_text()
    expect(page.locator("#chat .user-row")).to_have_count(2)
    page.wait_for_function("document.querySelector('#status').textContent.includes('4 articles')")
    page.click(".building-close")
    assert not page.is_visible("#building")


def test_picked_files_and_folders(open_site: Any, folder: Path, visit: Visit, tmp_path: Path) -> None:
    picked = tmp_path / "picked"
    (picked / "zoo" / ".git").mkdir(parents=True)
    (picked / "zoo" / "walrus.txt").write_text(WALRUS_SAYS, encoding="utf-8")
    (picked / "zoo" / ".git" / "hidden.txt").write_text("Nobody is to see this.", encoding="utf-8")
    page = visit(open_site())
    page.click("#show-library")
    listed(page, 3)
    page.set_input_files(".pick-folder", str(picked / "zoo"))
    listed(page, 4)
    assert (folder / "zoo" / "walrus.txt").exists()
    assert not (folder / "zoo" / ".git").exists()
    page.set_input_files(".pick-files", str(folder / "harbour.txt"))
    page.wait_for_selector("#toast:has-text('in the collection already')")


def test_removed_and_brought_back(open_site: Any, folder: Path, visit: Visit, picture: Picture) -> None:
    page = visit(open_site())
    page.click("#show-library")
    listed(page, 3)
    page.click("tr:has-text('bees.txt') .library-remove")
    picture(page, "33-remove")
    page.click(".confirm-no")
    assert (folder / "bees.txt").exists()
    page.click("tr:has-text('bees.txt') .library-remove")
    page.click(".confirm-yes")
    listed(page, 2)
    assert not (folder / "bees.txt").exists()
    page.click("#toast button:has-text('Undo')")
    listed(page, 3)
    assert (folder / "bees.txt").exists()
    page.click("tr:has-text('bees.txt') .library-remove")
    page.click(".confirm-yes")
    page.click("#toast [aria-label=Close]")
    page.wait_for_selector("#toast", state="hidden")
    assert not (folder / "bees.txt").exists()


def test_a_long_build_is_followed_and_cancelled(open_site: Any, folder: Path, visit: Visit, picture: Picture) -> None:
    many = folder / "many"
    many.mkdir()
    for number in range(800):  # embedded for longer than a busy page looks away
        lines = [f"Sentence {line} of report {number} speaks of the number {number * line}." for line in range(60)]
        (many / f"{number}.txt").write_text(" ".join(lines), encoding="utf-8")
    page = visit(open_site())
    page.evaluate("articleQA.rebuild()")
    page.wait_for_function("/^Embedding .* left$/.test(document.querySelector('.building-text').textContent)")
    picture(page, "34-embedding")
    ask(page, "Which harbour number is the best?")  # questions are answered meanwhile
    page.click(".building-cancel")
    page.wait_for_function("!articleQA.state.building.running")
    shutil.rmtree(many)


def test_read_only(open_site: Any, folder: Path, visit: Visit, faults: list[str]) -> None:
    page = visit(open_site("read-only"))
    page.click("#show-library")
    listed(page, 3)
    page.wait_for_selector(".library-add", state="hidden")
    assert not page.locator(".library-remove").first.is_visible()
    page.evaluate(DROP, [["walrus.txt", WALRUS_SAYS]])
    page.wait_for_selector("#toast:has-text('reading alone')")
    said = page.evaluate("articleQA.call('documents/walrus.txt', { method: 'PUT', body: 'x' }).catch((e) => e.message)")
    assert "reading alone" in said
    faults.clear()  # the browser reports the refusal
    assert not (folder / "walrus.txt").exists()


def test_the_first_documents(open_site: Any, folder: Path, visit: Visit, picture: Picture) -> None:
    """Without an index, files dropped onto the page make one."""
    shutil.rmtree(folder)
    shutil.rmtree(folder.parent / "index")
    page = visit(open_site())
    page.wait_for_selector("#chat .placeholder:has-text('No articles yet')")
    assert "Drop files" in page.text_content("#chat .placeholder")
    page.evaluate(DROP, [["walrus.txt", WALRUS_SAYS]])
    page.wait_for_selector("#chat .placeholder:has-text('Ask your articles')")
    up_to_date(page, "1 added")
    ask(page, WALRUS)
    assert "812" in page.locator("#chat .bot-row").last.inner_text()
    assert (folder.parent / "articles" / "walrus.txt").exists()


def named(page: Any, *names: str) -> None:
    """Wait until these names, each with its count, stand beside the list."""
    page.wait_for_function(
        "names => [...document.querySelectorAll('.names-name')].map((row) => row.textContent).join() === names",
        arg=",".join(names),
    )


def test_names_filter_the_list_and_the_questions(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    page.click("#show-library")
    listed(page, len(articles.DOCUMENTS))
    page.fill(".names-find", "carv")
    named(page, "Inês Carvalho1")
    page.click(".names-name")
    listed(page, 1)
    assert titles(page) == [TIDAL.title]
    assert page.text_content(".library-count") == "1 found"
    page.fill(".names-find", "")
    page.wait_for_selector(".names-name:has-text('Tidewell Energy')")
    expect(page.locator(".names-name:has-text('Carvalho')")).to_have_count(0)  # it is said over the list
    page.click(".names-name:has-text('Tidewell Energy')")
    page.wait_for_function("document.querySelectorAll('.names-chosen .chip').length === 2")
    listed(page, 1)
    picture(page, "36-library-names")
    page.click("[aria-label='Remove the filter Tidewell Energy'] >> visible=true")
    page.wait_for_function("document.querySelectorAll('.names-chosen .chip').length === 1")
    assert parse_qs(urlsplit(page.url).query)["names"] == ["Inês Carvalho"]

    page.keyboard.press("Escape")
    page.wait_for_selector(".chips .chip:has-text('Inês Carvalho')")
    ask(page, HONEY)
    assert "Not in these articles" in page.locator("#chat .bot-row").last.inner_text()
    assert "that mention Inês Carvalho" in page.locator("#chat .bot-row").last.inner_text()
    page.click(".chips [aria-label='Remove the filter Inês Carvalho']")
    ask(page, HONEY)
    assert "Not in these articles" not in page.locator("#chat .bot-row").last.inner_text()

    other = visit(site, "/?names=ines+carvalho", beside=page)
    other.click("#show-library")
    listed(other, 1)


def test_the_list_that_is_searched_counts_its_names(site: Site, visit: Visit) -> None:
    page = visit(site)
    page.click("#show-library")
    listed(page, len(articles.DOCUMENTS))
    page.fill(".library-search", "turbines")
    listed(page, 1)
    named(page, "Inês Carvalho1", "Marlow1", "Marlow Inshore Association1", "Tidewell Energy1")
    page.fill(".names-find", "zebra")
    page.wait_for_selector(".names-note:has-text('No name.')")


def test_a_name_that_nobody_has_is_told(site: Site, visit: Visit, faults: list[str]) -> None:
    page = visit(site, "/?names=Carvalo")
    page.click("#show-library")
    page.wait_for_selector(".library-note:has-text(\"no article names 'Carvalo'\")")
    assert [fault for fault in faults if "400" not in fault] == []
    faults.clear()  # the browser reports the refusals
    page.click(".names-chosen [aria-label='Remove the filter Carvalo']")
    listed(page, len(articles.DOCUMENTS))


def test_on_a_phone(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site, **PHONE)
    page.tap("#show-library")
    listed(page, len(articles.DOCUMENTS))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "35-phone-library")
    assert not page.is_visible("#library-names")
    page.tap(".names-open")
    page.wait_for_selector(".names-name >> visible=true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "37-phone-names")
    page.tap(".names-open")
    page.wait_for_selector("#library-names", state="hidden")
    page.tap(".library-open:has-text('Harbour city')")
    page.wait_for_selector("#panel .panel-title:has-text('Harbour city')")
    page.tap("#panel .panel-close")
    page.tap("#library .to-chat")
    page.wait_for_selector("#library", state="hidden")
    page.fill("#ask textarea", HONEY)
    page.tap("#ask .submit-button")
    answered(page)
