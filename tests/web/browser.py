"""What the tests of the page do again and again: ask, wait, look where a mark points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.web import articles

Visit = Callable[..., Any]
Picture = Callable[[Any, str], None]

CHOSEN = "#panel mark.chosen"
# Three frames in a row in which nothing of an element changed.
AT_REST = """selector => new Promise((resolve) => {
    let quiet = 0;
    const look = new MutationObserver(() => { quiet = 0; });
    look.observe(document.querySelector(selector), { subtree: true, childList: true, characterData: true });
    const frame = () => ++quiet > 3 ? resolve(look.disconnect()) : requestAnimationFrame(frame);
    frame();
})"""
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}


def ask(page: Any, question: str) -> None:
    """Type a question and wait for its whole answer."""
    before = page.locator("#chat .bot-row").count()
    page.fill("#ask textarea", question)
    for wait in range(150):  # on a busy machine the key can come before the page listens: it is pressed again
        if wait % 50 == 0:
            page.keyboard.press("Enter")
        page.wait_for_timeout(100)
        if page.input_value("#ask textarea") == "":
            break
    answered(page, before + 1)
    assert page.input_value("#ask textarea") == ""


def answered(page: Any, answers: int = 1) -> None:
    """Wait until so many answers stand in the chat and the box is idle."""
    page.wait_for_function(
        "n => document.querySelectorAll('#chat .bot-row').length === n && document.querySelector('#ask .submit-button')"
        " && !document.querySelector('#ask .stop-button')",
        arg=answers,
    )
    at_rest(page)


def at_rest(page: Any, selector: str = "#chat") -> None:
    """Wait until a part of the page has nothing more to draw: three frames in which nothing of it changed.

    One message of the server frees the box and brings the answer; the box can be drawn some frames before.
    """
    page.evaluate(AT_REST, selector)


def marks(page: Any) -> Any:
    return page.locator("#chat .bot-row").last.locator('.message p a[href*="doc="]')


def cited(link: Any) -> str:
    """What stands in the article where a link points."""
    query = parse_qs(urlsplit(link.get_attribute("href")).query)
    start, end = map(int, query["s"][0].split("-"))
    return articles.DOCUMENTS[query["doc"][0]].text[start:end]


def shows(page: Any, sentence: str) -> None:
    """Wait until the strong highlight of the panel is exactly this sentence, and inside the visible part of it."""
    page.wait_for_function(
        """(sentence) => {
            const marks = [...document.querySelectorAll('#panel mark.chosen')].map((mark) => mark.cloneNode(true));
            for (const mark of marks) mark.querySelectorAll('sup').forEach((number) => number.remove());
            return marks.map((mark) => mark.textContent).join('') === sentence;
        }""",
        arg=sentence,
    )
    page.wait_for_function(
        """() => {
            const mark = document.querySelector('#panel mark.chosen').getBoundingClientRect();
            const view = document.querySelector('#panel .panel-scroll').getBoundingClientRect();
            return mark.height > 0 && mark.top >= view.top && mark.top < view.bottom && mark.bottom <= innerHeight;
        }"""
    )


def title(page: Any) -> str:
    return page.text_content("#panel .panel-title")
