"""HTML in cells becomes text; a "<" in prose stays."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents import xml
from qa.documents.cell import plain
from qa.errors import DocumentError


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (
            "<p>The quay costs 18&nbsp;million.</p><p>It&#8217;s\n kept.</p>",
            "The quay costs 18\xa0million.\n\nIt’s kept.",
        ),
        ("One.<br>Two.<br/><br />Three.", "One.\nTwo.\n\nThree."),
        ("<p>If x < 5 &amp; y &lt; 3.</p>", "If x < 5 & y < 3."),
        (
            "<h2>Who</h2><ul><li>Ada<li>Bo</ul><ol><li>one</li><li>two</li></ol>",
            "## Who\n\n- Ada\n- Bo\n\n1. one\n2. two",
        ),
        ("<table><tr><th>a</th><td>b</td></tr></table>", "a | b"),
        ("First.\n\nSecond <b>bold</b> here.", "First.\n\nSecond bold here."),
        ("First.\n\nSecond<br />\nthird.", "First.\n\nSecond\nthird."),
        ("&lt;p&gt;From a &lt;b&gt;feed&lt;/b&gt;.&lt;/p&gt;", "From a feed."),
        ("<p>Kept.</p><script>x('</p>')</script><style>p {}</style>", "Kept."),
        ("AT&amp;T said it&rsquo;s fine &#x263A;", "AT&T said it’s fine ☺"),
    ],
)
def test_html_becomes_text(cell: str, text: str) -> None:
    assert plain(cell) == text


@pytest.mark.parametrize(
    "prose",
    [
        "If x < 5 and y > 3.",
        "a <b and c> d",
        "R&D at AT&T &co",
        "The <p> tag opens a paragraph.",
        "I <3 it",
        " <name@vale.example> wrote:\r\n\r\n  indented ",
        "x <- 3; y << 2 &;",
    ],
)
def test_prose_stays_to_the_letter(prose: str) -> None:
    assert plain(prose) == prose


def test_a_tag_that_is_spoken_of_stays() -> None:
    assert plain("The &lt;p&gt; tag opens.") == "The <p> tag opens."


@given(st.text(st.characters(codec="utf-8", exclude_characters="<&")))
def test_without_its_marks_any_text_stays(text: str) -> None:
    assert plain(text) == text


WORDS = st.text("abcdefgé<>&\"' ", min_size=1, max_size=20)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_paragraphs_that_were_escaped_come_back(paragraphs: list[str]) -> None:
    cell = "".join(f"<p>{html.escape(words)}</p>" for words in paragraphs)
    shown = [re.sub(" +", " ", words).strip(" ") for words in paragraphs]
    assert plain(cell) == "\n\n".join(filter(None, shown))


def test_what_would_take_minutes_is_refused() -> None:
    with pytest.raises(DocumentError, match="200,001 tags"):
        plain("<p>" * (xml.HTML_TAGS + 1))
    with pytest.raises(DocumentError, match="nested deeper than 256"):
        plain("<p></p>" + "<div>" * 1_000 + "x")
