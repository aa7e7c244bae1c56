"""The title of a page's article, and the name of its site."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.types import Document

Only = Callable[[str, bytes | str], Document]

TITLE = "Children who eat fish sleep longer"
TEXT = "<p>The doctors of Orrin asked nine hundred families what they had for supper, and when they slept.</p>" * 3


def page(whole: str, head: str = "", top: str = "", heading: str = f"<h1>{TITLE}</h1>") -> str:
    return (
        f"<html><head><title>{whole}</title>{head}</head>"
        f"<body>{top}<main><article>{heading}{TEXT}</article></main></body></html>"
    )


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


SITE = '<meta property="og:site_name" content="Orrin News">'


@pytest.mark.parametrize(
    "html",
    [
        page(TITLE),
        page(f"{TITLE} | Orrin News"),
        page(f"{TITLE} - Health - Orrin News", SITE),
        page(f"Orrin News: {TITLE}", SITE + og(TITLE)),
        page("Orrin News", SITE + og("Orrin News")),
        page("Orrin News - Latest News & Headlines", SITE + og("Orrin News - Latest News & Headlines")),
        page(f"{TITLE} | Orrin News", "", "<header><h1 class=logo>Orrin News</h1></header>"),
        page(f"{TITLE} | Health", "", "<header><h1>Health Centre</h1></header>", f"<h2>{TITLE}</h2>"),
        page("Health", SITE, "<div class=section-name><h2>Health</h2></div>"),
        page(f"{TITLE} | Orrin News", SITE + og(TITLE), "", "<h2>What the doctors asked</h2>"),
        page(TITLE.replace(" ", "&shy; "), SITE + og(TITLE)),
    ],
)
def test_the_title_is_the_one_of_the_article(document: Only, html: str) -> None:
    assert document("a.html", html).title == TITLE


@pytest.mark.parametrize(
    ("html", "source"),
    [
        (page(f"{TITLE} | Orrin News"), "Orrin News"),
        (page(f"{TITLE} - Health", SITE), "Orrin News"),
        (page(TITLE, '<link rel=canonical href="https://www.orrin.example/fish">'), "orrin.example"),
        (page(TITLE, '<link rel=canonical href="https://[">'), None),
        (page(TITLE), None),
    ],
)
def test_the_source_is_the_site(document: Only, html: str, source: str | None) -> None:
    assert document("a.html", html).source == source
