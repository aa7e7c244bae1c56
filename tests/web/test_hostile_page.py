"""Texts that try to be more than text, in every field of a document and in questions, shown by the real page as text.

The fixture `visit` fails a test on any request that leaves, any dialog (all of these scripts would call `alert`), and
any error in the console.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

import qa
from qa.keep.literal import visible
from tests.hostile import HOSTILE
from tests.web.articles import to_the_letter
from tests.web.browser import Picture, Visit, answered
from tests.web.site import Site

pytestmark = pytest.mark.browser

SERVE = "import sys; from qa.web import serve; serve(sys.argv[1], port=0)"
SHORT = {name: text for name, text in HOSTILE.items() if len(text) < 1000}
FEW = 10
NUMBERS = {name: 7000 + at for at, name in enumerate(HOSTILE)}

# What markup would have become. Answers have links, bold and lists of our own; an article has headings.
FORBIDDEN = (
    "img, script, iframe, svg:not(button svg, .bars), style:not(svg style), base, meta, link, object, embed, video, "
    "audio, math, form:not(.comment, #filters-form, .timeline-form, .table-form, .library-fields form), "
    "table:not(#library table, #table table, .counted table), code, pre, hr, gradio-app, "
    ".katex, .mermaid, input:not(#library input, #filters input, #table input, .timeline-topic, .comment input), "
    "details:not(.building-details), [autofocus], "
    "[onerror], [onload], [onclick], [onmouseover]"
)


def planted(name: str, text: str) -> dict[str, str]:
    """A document that holds the text in every field."""
    number = NUMBERS[name]
    return {
        "id": f"{number} {text}"[:500],
        "title": f"{text} ({number})",
        "source": text,
        "url": text,
        "date": "2025-11-18",
        "text": f"Parcel {number} is green. The label of parcel number {number} reads {text} to the letter.\n\n{text}",
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page over an index of documents with every hostile text in every field."""
    place = tmp_path_factory.mktemp("hostile")
    rows = [json.dumps(planted(name, text)) + "\n" for name, text in HOSTILE.items()]
    (place / "parcels.jsonl").write_text("".join(rows), encoding="utf-8")
    with to_the_letter():
        report = qa.build_index(place / "parcels.jsonl", place / "index", model="static")
    assert report.documents == len(HOSTILE)
    site = Site("-c", SERVE, str(place / "index"))
    yield site
    site.stop()


def plain(text: str) -> str:
    return re.sub(r"\s+|\u2060", "", visible(text))


def elements(page: Any, where: str) -> list[str]:
    """What stands in a part of the page that no text may make."""
    script = "([where, bad]) => [...document.querySelector(where).querySelectorAll(bad)].map((e) => e.outerHTML)"
    return page.evaluate(script, [where, FORBIDDEN])  # type: ignore[no-any-return]


def foreign_links(page: Any) -> list[str]:
    links = page.locator("#chat a, #panel a, #library a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    own = ("?doc=", "?q=", "?tally=")
    return [link for link in links if not link.startswith(own) and link not in ("?as=typed", "?as=anytime")]


def asked(page: Any, questions: list[str], sources: list[str | None] | None = None) -> None:
    """Ask one after the other, each of one source, and wait for the last answer."""
    for at, question in enumerate(questions):
        page.evaluate(
            "sources => { articleQA.filters = { since: null, until: null, sources, names: [] }; }",
            [source for source in sources[at : at + 1] if source] if sources else [],
        )
        page.evaluate("question => articleQA.ask({ question })", question)
        page.wait_for_function("n => articleQA.turns.length === n", arg=at + 1)
    answered(page, len(questions))


@pytest.mark.parametrize("part", range(4))
def test_documents_stay_text(hostile: Site, visit: Visit, picture: Picture, part: int) -> None:
    page = visit(hostile)
    names = list(HOSTILE)[part::4]
    questions = [f"What does the label of parcel number {NUMBERS[name]} read?" for name in names]
    listed = page.evaluate("fetch('api/documents?limit=1000').then((reply) => reply.json())")["documents"]
    sources = {article["id"].split()[0]: article["source"] for article in listed}
    asked(page, questions, [sources[str(NUMBERS[name])] for name in names])
    assert elements(page, "#chat") == []
    assert foreign_links(page) == []
    for row, name in zip(page.locator("#chat .bot-row").all(), names, strict=True):
        if name in SHORT:
            sentence = plain(HOSTILE[name]).split(".")[0]  # a sentence may end inside it
            assert sentence in re.sub(r"\s+|\u2060", "", row.text_content()), name
    for name in names:  # each in the panel: title, source, text
        page.evaluate("id => articleQA.openArticle(id)", planted(name, HOSTILE[name])["id"])
        page.wait_for_function(
            "number => document.querySelector('.panel-title').textContent.includes(number)"
            " || document.querySelector('.panel-text').textContent.includes(number)",
            arg=str(NUMBERS[name]),
        )
        assert [
            found for found in elements(page, "#panel") if "panel-find" not in found and "find-words" not in found
        ] == []
        if name in SHORT:
            assert plain(HOSTILE[name]) in plain(page.text_content("#panel .panel-text")), name
    picture(page, f"40-hostile-{part}")


def test_lists_of_hostile_names(hostile: Site, visit: Visit, picture: Picture) -> None:
    page = visit(hostile)
    page.click("#show-library")
    page.wait_for_function("n => document.querySelectorAll('#library tbody tr').length === n", arg=len(HOSTILE))
    assert elements(page, "#library") == []
    shown = plain(page.text_content("#library tbody"))
    assert [name for name, text in SHORT.items() if plain(text) not in shown] == []
    picture(page, "41-hostile-library")
    page.click("#library .to-chat")
    page.click(".filters-open")
    page.wait_for_function("document.querySelectorAll('.filters-sources label').length > 50")
    for label in page.locator(".filters-sources input").all()[:20]:
        label.check()
    assert elements(page, "#filters") == []
    expect(page.locator(".chip")).to_have_count(20)
    assert elements(page, "#top") == []


def test_a_timeline_of_hostile_articles(hostile: Site, visit: Visit, picture: Picture) -> None:
    page = visit(hostile)
    shown = ""
    for name in list(SHORT)[::3]:
        page.evaluate("topic => articleQA.showTimelineOf(topic)", f"label of parcel number {NUMBERS[name]} green")
        page.wait_for_selector(".timeline li")
        assert elements(page, "#timeline") == []
        shown += plain(page.text_content("#timeline ol"))
    assert len([name for name in list(SHORT)[::3] if plain(SHORT[name]) in shown]) > 10
    page.evaluate("topic => articleQA.showTimelineOf(topic)", HOSTILE["script"])
    assert page.input_value(".timeline-topic") == HOSTILE["script"]
    assert elements(page, "#timeline") == []
    picture(page, "43-hostile-timeline")


def test_a_count_of_hostile_articles(hostile: Site, visit: Visit, picture: Picture) -> None:
    page = visit(hostile)
    asked(page, ["How many articles mention a parcel per source?"])
    for more in page.locator(".folded-more").all():
        more.click()
    page.wait_for_function("n => document.querySelectorAll('.listed > li').length === n", arg=len(HOSTILE))
    assert elements(page, "#chat") == []
    assert foreign_links(page) == []
    shown = plain(page.text_content(".counted .listed"))
    assert [name for name, text in SHORT.items() if plain(text) not in shown] == []
    picture(page, "45-hostile-count")


def test_a_table_of_hostile_articles(hostile: Site, visit: Visit, picture: Picture) -> None:
    page = visit(hostile)
    page.click("#show-table")
    names = list(SHORT)[::4]
    asked = [f"Which label has parcel number {NUMBERS[name]}?" for name in names]
    page.fill(".table-questions", "\n".join([*asked, HOSTILE["script"].replace("\n", " ")]))
    page.click(".table-ask")
    page.wait_for_selector(".table-save:not([hidden])")
    expect(page.locator("#table tbody tr")).to_have_count(len(asked) + 1)
    assert elements(page, "#table") == []
    shown = plain(page.text_content("#table tbody"))
    assert len([name for name in names if plain(SHORT[name]) in shown]) > len(names) / 2
    picture(page, "44-hostile-table")


def test_questions_stay_text(hostile: Site, visit: Visit, picture: Picture) -> None:
    page = visit(hostile)
    # What holds no word asks nothing: there would be no answer to wait for.
    questions = {name: text for name, text in SHORT.items() if any(character.isalnum() for character in visible(text))}
    for first in range(0, len(questions), FEW):  # the more turns a chat has, the slower the next one is drawn
        names = list(questions)[first : first + FEW]
        asked(page, [questions[name] for name in names])
        assert elements(page, "#chat .message-wrap") == []
        assert foreign_links(page) == []
        for row, name in zip(page.locator("#chat .user-row").all(), names, strict=True):
            assert plain(row.text_content()) == plain(questions[name][:5000]), name
        page.click("#new-chat")
        page.wait_for_function("articleQA.turns.length === 0")
    picture(page, "42-hostile-questions")


def test_hostile_links(hostile: Site, visit: Visit, faults: list[str]) -> None:
    """The address is a place for hostile text too."""
    page = visit(hostile)
    page.add_init_script("localStorage.clear(); sessionStorage.clear();")  # each address is opened as the first one
    for name, text in list(SHORT.items())[:12]:
        page.goto(
            f"{hostile.url}/?"
            + urlencode({"q": f"{name} {text}", "since": text, "sources": text, "doc": text, "s": text})
        )
        page.wait_for_function("window.articleQA?.turns.length === 1")
        assert elements(page, "#chat .message-wrap") == []
        assert elements(page, "#filters") == []
    assert [fault for fault in faults if "404" not in fault] == []
    faults.clear()  # there is no such article, which the browser reports


def test_hostile_file_names(hostile: Site, visit: Visit, tmp_path: Path, faults: list[str]) -> None:
    """Names of files that are refused are shown with the reason."""
    page = visit(hostile)
    script = """async (names) => {
        const files = names.map((name) => ({ path: `${name}.exe`, file: new File(['x'], `${name}.exe`) }));
        const transfer = new DataTransfer();
        for (const { file } of files) transfer.items.add(file);
        for (const type of ['dragenter', 'drop']) {
            const options = { dataTransfer: transfer, bubbles: true, cancelable: true };
            document.body.dispatchEvent(new DragEvent(type, options));
        }
    }"""
    page.evaluate(script, list(SHORT.values()))
    page.wait_for_selector("#toast:has-text('Nothing was added')")
    assert elements(page, "#toast") == []
