"""Pages of several articles, and live reports."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

from qa.answer.live import entries
from qa.types import Document, Note, Skipped

Load = Callable[..., list[Document | Skipped | Note]]
Only = Callable[[str, bytes | str], Document]

MORE = "The water stood in the cellars of nine houses, and the school gave beds to those who had to leave. "
ENTRIES = [
    (
        "2025-11-05T18:42:00+01:00",
        "18:42",
        "Everybody is safe",
        "The last 214 people have been brought to the school. ",
    ),
    ("2025-11-05T16:10:00+01:00", "16:10", "Two are missing", "Two people are still missing at the upper weir. "),
    ("2025-11-05T13:25:00+01:00", "13:25", "Five are missing", "Five people are missing since the dam gave way. "),
]


def live(title: str = "Flood in the Lusse valley: live") -> str:
    parts = "".join(
        f"<article class=live-entry><time datetime='{stamp}'>{clock}</time><h3>{head}</h3><p>{text}{MORE}</p></article>"
        for stamp, clock, head, text in ENTRIES
    )
    return (
        f"<html lang=en><head><title>{title}</title></head><body><main><h1>{title}</h1>"
        f"<p>The Lusse has left its bed after three days of rain, and all bridges are closed.</p>{parts}</main>"
    )


def test_a_live_report_is_one_article_with_every_entry_under_its_time(document: Only) -> None:
    article = document("flood.html", live())
    places = [article.text.index(part) for _, *parts in ENTRIES for part in parts]
    assert places == sorted(places)
    assert "## 16:10, 5 November 2025\n\n### Two are missing" in article.text
    assert article.text.index("left its bed") < places[0]
    assert [article.text[at : at + 8] for at in entries(article)] == ["## 18:42", "## 16:10", "## 13:25"]


def test_entries_within_a_part_that_is_named_as_one(document: Only) -> None:
    html = (
        live("Flood in the Lusse valley")
        .replace("<main>", "<main><article class=liveblog>")
        .replace("live-entry", "ticker__item")
    )
    html = html.replace("<article class=ticker__item", "<div class=ticker__item").replace(
        "</p></article>", "</p></div>"
    )
    text = document("flood.html", html).text
    assert "## 16:10, 5 November 2025\n\n### Two are missing" in text


def test_entries_that_only_the_json_has(document: Only) -> None:
    data = {
        "@type": "LiveBlogPosting",
        "headline": "Flood in the Lusse valley",
        "datePublished": "2025-11-05T08:00:00Z",
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": head, "datePublished": stamp, "articleBody": f"<p>{text}</p>"}
            for stamp, _, head, text in ENTRIES
        ],
    }
    html = (
        f"<html><head><title>Flood</title><script type='application/ld+json'>{json.dumps(data)}</script></head>"
        f"<body><article><h1>Flood in the Lusse valley</h1><p>{MORE * 4}</p></article></body></html>"
    )
    article = document("flood.html", html)
    assert "## 16:10, 5 November 2025\n\n## Two are missing\n\nTwo people are still missing" in article.text
    assert article.date == datetime.date(2025, 11, 5)


def test_the_title_of_a_live_report_is_that_of_the_page(document: Only) -> None:
    """Not that of an entry, though the newest one names the window; the times count without a `<time>`, too."""
    html = live().replace("<title>Flood in the Lusse valley: live", "<title>Everybody is safe - Orrin News")
    article = document("flood.html", html)
    assert article.title == "Flood in the Lusse valley: live"
    assert "### Everybody is safe" in article.text
    for stamp, clock, _, _ in ENTRIES:
        html = html.replace(f"<time datetime='{stamp}'>{clock}</time>", f"<p>5 November 2025, {clock}</p>")
    article = document("flood.html", html)
    assert article.title == "Flood in the Lusse valley: live"
    assert [article.text[at : at + 8] for at in entries(article)] == ["## 18:42", "## 16:10", "## 13:25"]


def test_entries_that_become_articles_keep_the_headline_over_them(load: Load) -> None:
    parts = "".join(
        f"<article class=post><h2>{head}</h2><p>{day} November 2025</p><p>{text}{MORE}</p></article>"
        for day, (_, _, head, text) in zip((9, 6, 2), ENTRIES, strict=True)
    )
    html = f"<html lang=en><head><title>Weir diary</title></head><body><main><h1>The flood of 2025</h1>{parts}</main>"
    found = [item for item in load("flood.html", html) if isinstance(item, Document)]
    assert [item.title for item in found] == [head for _, _, head, _ in ENTRIES]
    assert all(item.text.startswith(f"# The flood of 2025\n\n## {item.title}\n\n") for item in found)


def clippings() -> str:
    rows = [
        (
            "Swimmers win",
            "14 March 2024",
            "Coastal Herald",
            "The baths at Eel Street stay open until June, the mayor said.",
        ),
        ("A new captain", "15 March 2024", "Orrin Times", "Captain Jette Holm takes over the ferry."),
    ]
    parts = "".join(
        f"<div class=article><span class=headline>{title}</span><div>By Ada Thorne</div>"
        f"<div>210 words</div><div>{day}</div>"
        f"<div>{paper}</div><p>{text}</p><p>{MORE}</p></div>"
        for title, day, paper, text in rows
    )
    return f"<html lang=en><head><title>Clippings</title></head><body><form>{parts}</form></body></html>"


def test_clippings_are_articles_of_their_own(load: Load) -> None:
    first, second = load("clippings.html", clippings())
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.title, first.source) == ("clippings.html#1", "Swimmers win", "Coastal Herald")
    assert (second.date, second.source) == (datetime.date(2024, 3, 15), "Orrin Times")
    assert second.text == (
        "# A new captain\n\nBy Ada Thorne\n\nCaptain Jette Holm takes over the ferry.\n\n" + MORE.strip()
    )


def test_posts_of_a_blog_are_articles_of_their_own(load: Load) -> None:
    posts = "".join(
        f"<article id=post-{n} class='post-{n} post category-{n}'><h2>Week {n} at the weir</h2>"
        f"<p class=posted-on><time datetime='2024-03-0{n}'>March {n}, 2024</time></p>"
        f"<p>In week {n} we counted {n} otters.</p><p>{MORE}</p></article>"
        for n in (1, 2, 3)
    )
    found = load(
        "blog.html", f"<html lang=en><head><title>Weir diary</title></head><body><main>{posts}</main></body></html>"
    )
    assert [(item.title, str(item.date)) for item in found if isinstance(item, Document)] == [
        (f"Week {n} at the weir", f"2024-03-0{n}") for n in (1, 2, 3)
    ]


def test_posts_without_days_are_all_read(document: Only) -> None:
    posts = "".join(
        f"<article class=post><h2>Week {n}</h2><p>In week {n} we counted {n} otters. {MORE}</p></article>"
        for n in range(1, 6)
    )
    text = document("blog.html", f"<html><body><main><h1>Weir diary</h1>{posts}</main></body></html>").text
    assert all(f"In week {n} we counted" in text for n in range(1, 6))


def test_an_article_with_teasers_of_others_is_one(document: Only) -> None:
    teasers = "".join(
        f"<article class=teaser><h3><a href=/{n}>Story {n} of the town and its weir</a></h3></article>"
        for n in range(6)
    )
    text = f"<article><h1>The flood</h1><p>{MORE * 3}</p><p>{MORE * 3}</p></article>"
    html = f"<html><body>{text}<section>{teasers}</section></body></html>"
    article = document("a.html", html)
    assert article.id == "a.html"
    assert "Story 3" not in article.text
