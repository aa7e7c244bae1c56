"""The main text of a page is whole, and its words say what they say on the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.documents import web
from qa.types import Document

Only = Callable[[str, bytes | str], Document]

SENTENCES = [
    "The ferry to Ollby runs every forty minutes from the first of May to the end of September.",
    "Its captain has sailed the sound for nineteen years and knows each of its eleven sandbanks by name.",
    "In winter the crew repairs the engine in a shed that once belonged to the lighthouse of Orrin.",
    "Passengers with bicycles wait on the left side of the pier until those on foot have boarded.",
    "The council pays a third of the fare for pupils, who must show a card with their photograph.",
    "Last year the ferry carried 41,200 people, among them a circus with two camels and a lion.",
    "A new boat with an electric motor is being built in Halvern and should arrive before Easter.",
    "Until then the old one stays in service, although its wheelhouse leaks whenever it rains.",
]


def article(*parts: str, title: str = "The ferry to Ollby") -> str:
    """A page with an article of many paragraphs, and these parts in the middle of it."""
    text = [f"<p>{sentence}</p>" for sentence in SENTENCES]
    inner = "".join([*text[:4], *parts, *text[4:]])
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title></head><body>"
        "<header><nav><a href=/>Home</a> <a href=/news>News</a></nav></header>"
        f"<main><article><h1>{title}</h1>{inner}</article></main>"
        "<aside class=related><h3>More stories</h3><p><a href=/b>Otters return to the weir of Vale</a></p></aside>"
        "<footer><p>© 2019 Harbour Gazette. All rights reserved.</p></footer></body></html>"
    )


def test_everything_of_the_article_and_nothing_around_it(document: Only) -> None:
    text = document("a.html", article()).text
    assert text == "\n\n".join(["# The ferry to Ollby", *SENTENCES])


def test_an_article_in_several_parts_of_the_page_is_read(document: Only) -> None:
    """One that a site wraps piece by piece, a box with words of its own among them."""
    parts = [
        f"<div class='row-{n}'><div class=cell><p>{sentence}</p></div></div>" for n, sentence in enumerate(SENTENCES)
    ]
    parts.insert(5, "<div class=fact-box><p>The pier was widened in 1931 by two yards, and again in 1964.</p></div>")
    text = document("a.html", f"<body><h1>The ferry to Ollby</h1>{''.join(parts)}</body>").text
    assert all(sentence in text for sentence in SENTENCES)
    assert "The pier was widened in 1931" in text


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (
            "<figure><img src=a.jpg><figcaption>The ferry carries its first camel in May.</figcaption></figure>",
            "The ferry carries its first camel",
        ),
        (
            "<div class=correction><p>Correction: an earlier version said that it had carried three camels.</p></div>",
            "an earlier version said",
        ),
        ("<ul><li>Adults pay four crowns</li><li>Camels pay nine crowns</li></ul>", "Camels pay nine crowns"),
        ("<table><tr><th>Month</th><th>Trips</th></tr><tr><td>May</td><td>620</td></tr></table>", "May | 620"),
        ("<ol><li>Buy a card</li><li>Board the boat</li></ol>", "2. Board the boat"),
        ("<ol start=4><li>Orrin</li><li>Vale</li></ol>", "4. Orrin"),
        ("<ol reversed><li>Orrin won bronze</li><li>Vale won silver</li></ol>", "2. Orrin won bronze"),
        (
            "<h2>Who steers it</h2><p>Jette Holm has steered it since the spring of 2006, as a rule.</p>",
            "## Who steers it",
        ),
    ],
)
def test_what_stands_within_the_article_stays(document: Only, part: str, words: str) -> None:
    assert words in document("a.html", article(part)).text


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("It cost <del>16</del> <ins>18</ins> million crowns.", "It cost 18 million crowns."),
        ("It cost <s>16</s> 18 million crowns.", "It cost 18 million crowns."),
        ("It cost <span style='text-decoration: line-through'>16</span> 18 million.", "It cost 18 million."),
        ("It was built in 1953<sup>2</sup> at Vale.", "It was built in 1953² at Vale."),
        ("It was built in 1953<sup><a href=#n>2</a></sup>.", "It was built in 1953²."),
        ("It was built in 1953<sup>[2]</sup>.", "It was built in 1953[2]."),
        ("It was built in 1953<sup>1,2</sup>.", "It was built in 1953¹,²."),
        ("It was built in Vale<sup><a href=#n>b</a></sup>.", "It was built in Vale[b]."),
        ("A litre holds 10<sup>6</sup> cells.", "A litre holds 10⁶ cells."),
        ("The field is 3 km<sup>2</sup> wide.", "The field is 3 km² wide."),
        ("The 21<sup>st</sup> boat holds CO<sub>2</sub>.", "The 21st boat holds CO2."),
        ("It reads 1011<sub>2</sub>, or 2<sup>1</sup>/<sub>2</sub>.", "It reads 1011₂, or 2¹/₂."),
        ("She said <q>it never <q>sank</q> at all</q> twice.", "She said “it never ‘sank’ at all” twice."),
        (
            "A light&shy;house and a wheel\u00adhouse and a boat\u200bhouse.",
            "A lighthouse and a wheelhouse and a boathouse.",
        ),
        ("A life&#8203;boat, a row&#x00ad;boat, a long<wbr>boat.", "A lifeboat, a rowboat, a longboat."),
    ],
)
def test_marks_become_plain_words(document: Only, marked: str, words: str) -> None:
    padding = " The pier is long and made of oak, and three lamps stand on it."
    assert words + padding in document("a.html", article(f"<p>{marked}{padding}</p>")).text


def test_a_deletion_that_is_never_closed_takes_nothing_along(document: Only) -> None:
    text = document("a.html", article("<p>It cost <del>16 million crowns, said the mayor of Ollby at noon.</p>")).text
    assert "It cost 16 million crowns" in text
    assert SENTENCES[-1] in text


def test_a_page_in_which_most_is_struck_out(document: Only) -> None:
    text = document("a.html", f"<p>It costs 9 crowns.</p><p><del>{' '.join(SENTENCES)}</del></p>").text
    assert text == "It costs 9 crowns."


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["div", "section", "p", "span", "b"]), max_size=6), st.integers(0, 7))
def test_no_paragraph_is_lost_by_what_is_around_it(tags: list[str], at: int) -> None:
    opening, closing = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))
    paragraphs = [
        f"<div>{sentence}</div>" if tags and at == n else f"<p>{sentence}</p>" for n, sentence in enumerate(SENTENCES)
    ]
    paragraphs[at] = opening + paragraphs[at] + closing
    html = f"<html><body><article><h1>The ferry to Ollby</h1>{''.join(paragraphs)}</article></body></html>"
    (document,) = web.load(html.encode(), "a.html")
    places = [document.text.find(sentence) for sentence in SENTENCES]
    assert -1 not in places
    assert places == sorted(places)
    assert sum(document.text.count(sentence) for sentence in SENTENCES) == len(SENTENCES)


BOX = "<aside><h3>The ferry in figures</h3><ul><li>Built: 1968</li><li>Seats: 140</li></ul></aside>"


def test_a_box_of_the_article_is_text(document: Only) -> None:
    quote = "<aside class=pullquote><p>“Each sandbank has a name”</p></aside>"
    text = document("a.html", article(BOX, quote)).text
    assert "### The ferry in figures\n\n- Built: 1968\n- Seats: 140" in text
    assert SENTENCES[3] + "\n\n### The ferry" in text
    assert "“Each sandbank has a name”" in text


@pytest.mark.parametrize(
    "part",
    [
        "<aside><h3>Read next</h3><p><a href=/b>Otters return to the weir of Vale</a></p></aside>",
        "<aside class=newsletter><p>Our letter of the harbour comes each Friday, and costs nothing at all.</p></aside>",
        "<aside class=video-box><h3>Film</h3><p>See how the ferry of Ollby enters the harbour in a storm.</p></aside>",
        "<p>Lust auf mehr? Der Fahrplan der Fähre nach Ollby steht im Heft, das jeden Freitag kommt.</p>",
        "<p hidden>The mate was asleep when the ferry touched the ground, says a draft that nobody approved.</p>",
        "<div hidden=''><p>The mate was asleep when the ferry touched the ground, says a draft of it.</p></div>",
        "<div style='color: red; display : none'><p>The mate was asleep when the ferry touched the ground.</p></div>",
        "<p style='visibility:hidden'>The mate was asleep when the ferry touched the ground, says a draft of it.</p>",
    ],
)
def test_what_leads_elsewhere_or_is_hidden_is_no_text(document: Only, part: str) -> None:
    assert document("a.html", article(part)).text == document("a.html", article()).text


def test_what_is_hidden_until_a_script_shows_it_is_text(document: Only) -> None:
    html = article().replace("<main>", "<main style='display:none'>")
    assert all(sentence in document("a.html", html).text for sentence in SENTENCES)


def test_a_part_that_holds_the_article_is_no_clutter_whatever_its_name(document: Only) -> None:
    """However long the scripts of the page are, by which its parts might be measured."""
    html = article().replace("<main>", f"<script>{'void 0;' * 9000}</script><div class=nav-menu><main>")
    text = document("a.html", html).text
    assert all(sentence in text for sentence in SENTENCES)


def test_a_paragraph_that_is_set_as_a_heading_stays(document: Only) -> None:
    said = " ".join(SENTENCES[:2]).replace("forty", "fifty").replace("nineteen", "twenty")
    assert said in document("a.html", article(f"<h3>{said}</h3>")).text
