"""HTML that is all article: blocks as a web page gives them, nothing left out but what is not shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from qa.documents import markup
from qa.errors import DocumentError


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<h2>A <b>mill</b></h2><p>One\n  two<br>three", "## A mill\n\nOne two\nthree"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("<ul><li>a<li><p>b<p>c<ul><li>d</ul></ul>", "- a\n- b\n  c\n  - d"),
        ("<ol start=3><li>a<li value=7>b<li>c</ol>", "3. a\n7. b\n8. c"),
        ("<table><tr><th>Year<th>Sacks<tr><td>1900<td>12</table>", "Year | Sacks\n1900 | 12"),
        ("<table><tr><td>Left<td><table><tr><td>a<td>b</table><p>c</table>", "Left\n\na | b\n\nc"),
        ("<table><tr><td><h1>News</h1><p>One<p>Two</table>", "# News\n\nOne\n\nTwo"),
        ("<table role=presentation><tr><td>One<td>Two</table>", "One\n\nTwo"),
        ("<table><tr>Year<td>1900<td>12</table>", "Year | 1900 | 12"),
        ("<pre>a  b\n c</pre>d", "a  b\n c\n\nd"),
        ("10<sup>6</sup> cells<sup><a href=#1>3</a></sup>, the 4<sup>th</sup>", "10⁶ cells³, the 4th"),
        ("<p>It costs <s>16</s> 18 <del>or</del> million", "It costs 18 million"),
        ("a<span style='display: none'>b</span><p hidden>c</p><script>d</script><style>e</style>", "a"),
        ("Caf&eacute;&nbsp;&#8217;&amp;&bogus;", "Café\xa0’&&bogus;"),
        ("<blockquote>a<p>b</blockquote>", "a\n\nb"),
        ("<!-- only -->", ""),
        ("", ""),
        ("plain", "plain"),
        ("<li>alone<td>cell", "alone\n\ncell"),
    ],
)
def test_blocks(source: str, text: str) -> None:
    assert markup.text(source) == text


TAGS = "p div b i h1 h3 ul ol li table tr td th br blockquote pre sup span section dl dt dd hr figure".split()
pieces = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(["The mill", " opens ", "at 9", "&amp;", "\n", "\N{NO-BREAK SPACE}", "5", "é"]),
    ),
    max_size=40,
).map("".join)


def letters(text: str) -> str:
    """What is seen of a text, without the marks of blocks; digits are those of the line."""
    return re.sub(r"[\s|#.\d⁰¹²³⁴-⁹⁺⁻-]+", "", text)


@given(pieces)
@settings(max_examples=300)
def test_nothing_is_lost_and_nothing_is_added(source: str) -> None:
    whole = f"<p>x</p>{source}"
    assert letters(markup.text(whole)) == letters(html.document_fromstring(whole).text_content())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<div>" * 300 + "a", "nested deeper"),
        ("<p " + " ".join(f"a{n}" for n in range(20_000)) + ">a", "a tag with more than 1,000 attributes"),
        ("<p " + " ".join(f"a{n}='<>'" for n in range(20_000)) + ">a", "a tag with more than 1,000 attributes"),
        ("<p>" * 200_001, "200,001 tags"),
        ("a" * 4_000_001, "4,000,001 characters"),
    ],
)
def test_what_would_take_minutes_is_refused(source: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        markup.text(source)
