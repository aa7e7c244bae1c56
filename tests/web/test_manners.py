"""Good manners of the page: no barriers, small, nothing from elsewhere, its keys, its sizes."""

from __future__ import annotations

import importlib.resources
from typing import Any
from urllib.parse import quote

import pytest

from tests.web.articles import ELECTRICITY, UNKNOWN
from tests.web.browser import PHONE, Visit, answered, marks
from tests.web.site import Site

pytestmark = pytest.mark.browser

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
DARK = {"color_scheme": "dark"}


def barriers(page: Any) -> list[str]:
    """What axe-core finds, of any weight."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{item['id']}: {[node['html'][:200] for node in item['nodes']]}" for item in found]


@pytest.mark.parametrize("options", [{}, DARK, PHONE, {**PHONE, **DARK}], ids=["wide", "dark", "phone", "phone-dark"])
def test_no_barriers(site: Site, visit: Visit, options: dict[str, Any]) -> None:
    page = visit(site, **options)
    page.wait_for_selector("#chat .example")
    assert barriers(page) == []
    page = visit(site, f"/?q={quote(ELECTRICITY)}&sources=Coastal+Herald", beside=page)
    answered(page)
    page.wait_for_selector(".action.copy")
    assert barriers(page) == []
    marks(page).first.click()
    page.wait_for_selector("#panel mark.chosen")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.click(".filters-open")
    page.wait_for_selector(".filters-sources input")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.click("#show-library")
    page.wait_for_selector("#library tbody tr")
    assert barriers(page) == []
    page = visit(site, f"/?q={quote(UNKNOWN)}", beside=page)
    answered(page)
    assert barriers(page) == []


def test_arrows_go_through_the_citations(site: Site, visit: Visit) -> None:
    page = visit(site, f"/?q={quote(ELECTRICITY)}")
    answered(page)
    marks(page).first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "2"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.textContent") == "1"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.classList.contains('panel-title')")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#panel mark.chosen sup')?.textContent === '2'")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")


def test_screen_readers_are_told(site: Site, visit: Visit) -> None:
    page = visit(site, f"/?q={quote(ELECTRICITY)}")
    answered(page)
    assert page.get_attribute("#chat [role=log]", "aria-live") == "polite"
    names = marks(page).evaluate_all("all => all.map((mark) => mark.getAttribute('aria-label'))")
    assert all(name.startswith(f"Source {number}: ") for number, name in enumerate(names, 1))
    unnamed = "button:not([aria-label]):not(:has(span:not(:empty)))"
    empty = page.locator(unnamed).evaluate_all(
        "all => all.filter((b) => !b.textContent.trim()).map((b) => b.outerHTML)"
    )
    assert empty == []
    page.keyboard.press("Escape")
    headings = page.locator("h1, h2").all_text_contents()
    assert headings[0] == "Article QA"


def test_our_part_of_the_page_is_small(site: Site, visit: Visit) -> None:
    """What we add to Gradio: what stands in the document, uncompressed."""
    page = visit(site)
    own = page.evaluate("async () => (await (await fetch('/')).text()).length")
    assert own < 400_000
    entries = "performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/api/'))"
    assert sum(page.evaluate(f"{entries}.map((entry) => entry.decodedBodySize)")) < 100_000
