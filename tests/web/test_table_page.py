"""Many questions at once, in a real browser."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.browser import PHONE, Picture, Visit
from tests.web.fake import SLOW
from tests.web.site import Site
from tests.web.test_manners import barriers

pytestmark = pytest.mark.browser

ASKED = ["How much electricity does the tidal power station make?", "Who painted the Sistine Chapel?"]


def asked(page: Any, questions: list[str]) -> None:
    page.fill(".table-questions", "\n".join(questions))
    page.click(".table-ask")
    page.wait_for_selector(".table-save:not([hidden])")


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE], ids=["wide", "dark", "phone"])
def test_questions_become_rows(options: dict[str, Any], site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site, **options)
    page.click("#show-table")
    asked(page, ASKED)
    expect(page.locator("#table tbody tr")).to_have_count(2)
    expect(page.locator("#table tbody tr.none")).to_have_count(1)
    assert page.inner_text(".table-count") == "2 asked, 1 answered"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"64-table-{'-'.join(options) or 'wide'}")
    assert barriers(page) == []
    sentence = page.inner_text(".table-sentence")
    page.click(".table-sentence")
    page.wait_for_selector("#panel mark.chosen")
    assert sentence[:40] in page.inner_text("#panel .panel-scroll").replace("\n", " ")
    page.keyboard.press("Escape")  # the article
    page.keyboard.press("Escape")  # the table
    assert page.is_visible("#ask textarea")


def test_a_file_of_questions_comes_back_with_its_columns(
    site: Site, visit: Visit, tmp_path: Path, faults: list[str]
) -> None:
    page = visit(site)
    page.click("#show-table")
    file = tmp_path / "asked.csv"
    file.write_text(f"id,question\n7,{ASKED[0]}\n8,{ASKED[1]}\n")
    page.set_input_files(".table-file", file)
    page.wait_for_function("n => document.querySelector('.table-questions').value.split('\\n').length === n", arg=2)
    page.click(".table-ask")
    page.wait_for_selector(".table-save:not([hidden])")
    with page.expect_download() as download:
        page.click(".table-save [data-form=csv]")
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["id"], row["question"], row["found"]) for row in rows] == [
        ("7", ASKED[0], "yes"),
        ("8", ASKED[1], "no"),
    ]
    file.write_text("a,b\n1,2\n")
    page.set_input_files(".table-file", file)
    page.wait_for_selector(".table-note:has-text('no column')")
    faults.clear()  # the browser reports the refusal


def test_every_article_is_a_row(site: Site, visit: Visit, picture: Picture) -> None:
    page = visit(site)
    page.click("#show-table")
    page.check(".table-each")
    asked(page, ASKED[:1])
    total = page.evaluate("fetch('api/documents').then((reply) => reply.json()).then(({ total }) => total)")
    expect(page.locator("#table tbody tr")).to_have_count(total)
    picture(page, "65-table-each")


def test_what_was_answered_stays_after_a_stop(states: tuple[Site, Path], visit: Visit) -> None:
    site, directory = states
    (directory / "ready").touch()
    page = visit(site)
    page.click("#show-table")
    page.fill(".table-questions", "\n".join([*ASKED, *ASKED, f"{SLOW} {ASKED[0]}"]))
    page.click(".table-ask")
    page.wait_for_function("document.querySelectorAll('#table tbody tr').length === 4")
    page.click(".table-stop")
    page.wait_for_selector(".table-note:has-text('Stopped after 4')")
    assert page.is_visible(".table-save")
    (directory / "hurry").touch()
