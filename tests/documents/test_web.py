"""Saved web pages: the main text, the page's own fields, and pages that are wrong or hostile."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from qa.types import Document

Only = Callable[[str, bytes | str], Document]
Reason = Callable[[str, bytes | str], str]

BODY = """
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<div id="cookie-banner" class="cookie-consent"><p>We use cookies to make this site better for you.</p></div>
<article>
<h1>The tide mill</h1>
<p>The <b>mill</b> of <a href="https://vale.example">Vale</a> has two wheels,
   3 * 4 teeth, a_b_c and R&amp;D rooms &lt;upstairs&gt;.<br>It grinds oats.</p>
<h2>Owners</h2>
<p>The town owns it&nbsp;now, and a family of millers runs it from the house beside the weir.</p>
<ul><li>Flour costs <i>two</i> crowns.</li><li>Children grind for free.</li></ul>
<table><tr><th>Year</th><th>Sacks</th></tr><tr><td>1900</td><td>12</td></tr></table>
<blockquote><p>It never stood still.</p></blockquote>
<pre><code>grind(oats)
    stop()</code></pre>
</article>
<script>track("reader")</script>
<footer><p>© 2019 Vale Gazette. All rights reserved.</p></footer>"""

HEAD = """<title>The tide mill | Vale Gazette</title>
<meta property="og:title" content="The tide mill"><meta property="og:site_name" content="Vale Gazette">
<meta property="article:published_time" content="2025-12-05T10:30:00+01:00">
<link rel="canonical" href="https://vale.example/mill">"""

PLAIN = """# The tide mill

The mill of Vale has two wheels, 3 * 4 teeth, a_b_c and R&D rooms <upstairs>.
It grinds oats.

## Owners

The town owns it now, and a family of millers runs it from the house beside the weir.

- Flour costs two crowns.
- Children grind for free.

Year | Sacks
1900 | 12

It never stood still.

grind(oats)
    stop()"""


def page(head: str = "", body: str = BODY) -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def test_an_article(document: Only) -> None:
    assert document("a.html", page(HEAD)) == Document(
        "a.html", "The tide mill", PLAIN, "Vale Gazette", datetime.date(2025, 12, 5), "https://vale.example/mill"
    )


def test_a_short_page_keeps_its_form(document: Only) -> None:
    body = "<nav><a href=/>Home</a></nav><main><h1>Mill</h1><p>It opened.</p><h2>Now</h2><p>It grinds.</p></main>"
    assert document("a.htm", page(body=body)).text == "# Mill\n\nIt opened.\n\n## Now\n\nIt grinds."


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="date" content="1962-03-05">', "", "1962-03-05"),
        ('<meta property="article:published_time" content="2099-03-05T10:00:00Z">', "", "2099-03-05"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-02-03"}</script>',
            "",
            "2022-02-03",
        ),
        ("", '<time datetime="2020-02-03">3 Feb</time>', "2020-02-03"),
        ("", '<span class="date">February 3, 2020</span>', "2020-02-03"),
        ("", "", None),
        ("", "<p>It happened on 2019-04-05, or on 6 April 2019.</p>", None),
        ("", "<footer>Copyright 2019</footer>", None),
        ('<meta itemprop="copyrightYear" content="2019">', "", None),
        ('<meta name="date" content="03/04/2019">', "", None),
    ],
)
def test_a_date_is_one_that_the_page_marks(document: Only, head: str, body: str, day: str | None) -> None:
    expected = datetime.date.fromisoformat(day) if day else None
    assert document("a.html", page(head, BODY + body)).date == expected


@pytest.mark.parametrize("charset", ["iso-8859-2", "windows-1250"])
def test_the_declared_charset_is_used(document: Only, charset: str) -> None:
    html = page(body="<p>Zażółć gęślą jaźń nad Wisłą.</p>").replace("utf-8", charset)
    assert document("a.html", html.encode(charset)).text == "Zażółć gęślą jaźń nad Wisłą."


def test_japanese_pages_in_seven_bits(document: Only) -> None:
    html = page(body="<p>水車は金曜日に開いた。</p>").replace("utf-8", "iso-2022-jp")
    assert document("a.html", html.encode("iso-2022-jp")).text == "水車は金曜日に開いた。"


@pytest.mark.parametrize("charset", ["no-such-charset", "punycode", "unicode_escape", "rot13", "utf-16"])
def test_a_declared_charset_that_cannot_be_is_passed_over(document: Only, charset: str) -> None:
    html = page(body="<p>Café – open.</p>").replace("utf-8", charset)
    assert document("a.html", html).text == "Café – open."
    assert document("b.html", html.encode("cp1252")).text == "Café – open."


def test_a_fragment_is_read(document: Only) -> None:
    assert document("a.html", "<p>The mill stands.</p>").text == "The mill stands."
    assert (
        document("b.html", "<html><body>Bare <b>words</b> stand here.</body></html>").text == "Bare words stand here."
    )


@pytest.mark.parametrize(
    "body", ["", "<script>run()</script>", "<img src=a.png>", "<!-- words -->", "<div>&nbsp;</div>"]
)
def test_a_page_without_words_is_reported(reason: Reason, body: str) -> None:
    assert reason("a.html", page(body=body)) == "no text in it"


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote"])
def test_deep_nesting_is_reported_not_cut(reason: Reason, tag: str) -> None:
    html = page(body=f"<p>The mill stands.</p>{f'<{tag}>' * 50_000}<p>Deep words.</p>")
    assert "nested deeper than 256" in reason("a.html", html)


def test_a_page_that_is_nested_but_not_too_deeply_is_read(document: Only) -> None:
    html = page(body="<div>" * 200 + "<p>The mill stands in the deep.</p>" + "</div>" * 200)
    assert document("a.html", html).text == "The mill stands in the deep."


def test_an_xml_declaration_does_no_harm(document: Only) -> None:
    html = "<?xml version='1.0' encoding='iso-8859-1'?>" + page(body="<p>Café – open.</p>")
    assert document("a.html", html).text == "Café – open."


def test_control_characters_do_no_harm(document: Only) -> None:
    html = page('<meta property="og:title" content="The \x0bmill">', "<p class='date \x01x'>The mill\x02 stands.</p>")
    assert document("a.html", html).text == "The mill stands."


def test_reading_a_page_says_nothing(capfd: pytest.CaptureFixture[str], document: Only) -> None:
    document("a.html", "<p>The mill stands.</p>")
    assert capfd.readouterr() == ("", "")
