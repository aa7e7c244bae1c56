"""The day of a page's article, and of nothing else on the page."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents.pages.named_days import days, ends_stretch
from qa.types import Document

Only = Callable[[str, bytes | str], Document]

TITLE = "Halibut prices fall by a third"
TEXT = "".join(
    f"<p>Fishermen of {town} landed more halibut than in any spring since the harbour was deepened.</p>"
    for town in ("Orrin", "Vale", "Halvern", "Ollby")
)


def page(head: str = "", under: str = "", after: str = "", lang: str = "en") -> str:
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>"
        f"<main><article><h1>{TITLE}</h1>{under}{TEXT}</article></main>{after}</body></html>"
    )


def ld(*nodes: dict[str, object]) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


OWN = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-03-14T09:00:00+01:00"}
OTHER = {"@type": "NewsArticle", "headline": "A lion on the ferry to Vale", "datePublished": "2021-01-02T12:00:00Z"}
VIDEO = {"@type": "VideoObject", "name": TITLE, "uploadDate": "2020-02-02", "datePublished": "2020-02-02"}
META = '<meta property="article:published_time" content="2024-03-14T12:00:00Z">'
CHANGED = '<meta property="article:modified_time" content="2025-01-01T12:00:00Z">'
COMMENTS = (
    "<section class=comments><article><time datetime='2024-03-20'>20 March 2024</time> Well said.</article></section>"
)
ADDRESS = '<link rel=canonical href="https://gazette.example/2019/07/08/halibut">'


@pytest.mark.parametrize(
    "html",
    [
        page(ld(VIDEO, OTHER, OWN)),
        page(ld({"@graph": [OTHER, {**OWN, "dateModified": "2025-06-01", "citation": OTHER, "video": VIDEO}]})),
        page(ld(OTHER) + META),
        page(META + CHANGED + ADDRESS, "<p class=date>Updated 1 January 2025</p>"),
        page(ADDRESS + CHANGED, "<p class=date>14 March 2024</p>"),
        page(CHANGED, "<p>Published 14 March 2024, updated 16 March 2024</p>"),
        page(CHANGED, "<p>Updated 16 March 2024 | Published 14 March 2024</p>"),
        page("", "<p>ANI | Updated: Mar 14, 2024 10:30 IST</p>"),
        page("", "<p>Posted on Thursday, March 14th, 2024 by Ada Thorne</p>"),
        page("", "<div class=byline>By Ada Thorne <span>14/03/2024</span></div>", lang="en-GB"),
        page("", "<p class=meta><time datetime='2024-03-14T10:00'>two hours ago</time></p>"),
        page("", "<div class=datum>14. März 2024</div>", lang="de"),
        page("", "<p class=fecha>14 de marzo de 2024</p>", lang="es"),
        page("", "<p class=date>14 mars 2024</p>", lang="fr"),
        page("", "<p>ORRIN, March 14, 2024 — The market opened late on the day of the auction, and nobody was "
             "surprised to see that so few buyers had come to look at the fish that lay there.</p>"),
        page(ADDRESS.replace("2019/07/08", "2024/03/14")),
        page("", "<p class=date>14 March 2024</p>", "<div class=current-date>29 November 2025</div>"),
        page("", "<p class=date>14 March 2024</p>", COMMENTS),
        page("", "<p class=date>14 March 2024</p>"
             "<div itemscope itemtype='https://schema.org/VideoObject'>"
             "<meta itemprop=datePublished content='2020-02-02'></div>"),
        page("", "<div itemscope itemtype='https://schema.org/Comment'>"
             "<time itemprop=datePublished datetime='2024-04-01'></time></div><p class=date>14 March 2024</p>"),
        # Late in the evening of Lima, the day of the address
        page(ld({**OWN, "datePublished": "2024-03-15T03:20:00Z"}) + ADDRESS.replace("2019/07/08", "2024/03/14")),
        page(ld({**OWN, "datePublished": "2024-03-15T03:20:00Z"})
             + '<meta name=pubdate content="2024-03-14T22:20:00-05:00">'),
        page(ld({**OWN, "datePublished": "2024-03-02T12:00:00Z"}) + META, "<p class=date>14 March 2024</p>"),
        page('<meta name=date content="2024-03-19T12:00:00">', "<p>Last updated: 14 March 2024</p>"),
        page().replace("<main>", "<header><p class=date>Saturday, 29 November 2025</p></header><main>")
        .replace("</h1>", "</h1><p>14 March 2024</p>"),
        page("", "<p><time class=published datetime=2024-03-14>14 March</time>"
             "<time class=updated datetime=2024-03-02>2 March 2024</time></p>"),
        page("", "<meta itemprop=dateModified content='2024-03-02 10:00'><p class=date>14 March 2024</p>"),
        page("", "", "<div class=widget><span class=posted-on>14 March 2024</span></div>"),
        page("", "", "<p>This entry was posted on Thursday, 14 March 2024 at 9:12 and stands under Fish, Harbour and "
             "Trade; whoever wants to follow what others say of it can do so by the feed of the page.</p>"),
        page("", "<div><a href=/ada>by Ada Thorne<br>14 March 2024</a></div>"),
        page("", "<p class=date>14 | 03 | 2024</p>", lang="de"),
        page("", "<p class=date>14 martie 2024</p>"),  # a template in English around a text that is not
        page("", "<p class=date>14 марта 2024</p>", lang=""),
        page("", "<p class=date>2024. március 14.</p>", lang="hu"),
        page("", "<p class=date>14/03/2024</p>", lang="x").replace(" lang='x'", " xml:lang='en-GB'"),
        page("", "<p class=entry-date>14 March 2024</p>").replace(TITLE, "Minutes of the meeting of 2 March 2024"),
    ],
)  # fmt: skip
def test_the_day_of_the_article(document: Only, html: str) -> None:
    assert document("a.html", html).date == datetime.date(2024, 3, 14)


@pytest.mark.parametrize(
    "html",
    [
        page(ld(OTHER)),
        page(ld(VIDEO)),
        page(CHANGED),
        page(ld({"@type": "NewsArticle", "headline": TITLE, "dateModified": "2025-06-01"})),
        page(after="<footer>© 14 March 2024 Harbour Gazette</footer>"),
        page(after="<ul class=related><li><a href=/b>Otters</a> <time datetime='2024-03-14'>14 March</time></li></ul>"),
        page(after="<div class=comment-list><time datetime='2024-03-14'>14 March 2024</time> Well said.</div>"),
        page(after="<ol class=references><li>Thorne, A. Halibut of the north. Published 14 March 2024.</li></ol>"),
        page("", "<p>The last such spring was that of 14 March 2024, when the fleet of Ollby sank in the ice.</p>"),
        page("", "<p class=date>03/04/2024</p>", lang=""),
        page().replace(TITLE, "Landings of halibut, 8 - 14 March 2024"),
        page("", "<p>Week of 8 March to 14 March 2024</p>"),
        page("", "", "<div class=user-comments><p class=posted-on>14 March 2024</p></div>"),
    ],
)
def test_no_day_of_anything_else(document: Only, html: str) -> None:
    assert document("a.html", html).date is None


@pytest.mark.parametrize("text", ["14 listopad 2024", "14 people 2024", "8 - 14 March 2024"])
def test_what_is_no_day_or_ends_a_stretch(text: str) -> None:
    assert all(ends_stretch(text[:start], "en") for start, _, _ in days(text, "en"))


@given(st.dates(datetime.date(1700, 1, 1), datetime.date(2199, 12, 31)), st.text(max_size=30), st.text(max_size=30))
def test_days_stand_where_they_are_found(day: datetime.date, before: str, after: str) -> None:
    text = f"{before} {day.day} {day:%B} {day.year} {after}"
    for start, stop, _ in days(text, "en"):
        assert text[start:stop] == text[start:stop].strip()
    assert (len(before) + 1, day) in [(start, found) for start, _, found in days(text, "en")]


@given(st.text(alphabet="0123456789-/. MarchäT:", max_size=60), st.sampled_from(["", "en", "de", "xx", "en-US"]))
def test_any_text_is_searched_for_days(text: str, language: str) -> None:
    assert all(0 <= start < stop <= len(text) for start, stop, _ in days(text, language))


LONG = "".join(f"<p>{'The boats came home late, and the quay was full of crates. ' * 8}</p>" for _ in range(5))


@pytest.mark.parametrize(
    ("html", "day"),
    [
        (page("", "", f"{LONG}<div><div>Last change:</div><div>3 May 2024</div></div>"), datetime.date(2024, 5, 3)),
        (
            page("<link rel=canonical href='https://gazette.example/sea/2024/mar/14/halibut'>"),
            datetime.date(2024, 3, 14),
        ),
        (page("<link rel=canonical href='https://gazette.example/2024/3/4/halibut'>"), datetime.date(2024, 3, 4)),
        (page("<meta name=publish_time content='2024-03-14'>"), datetime.date(2024, 3, 14)),
        (page("", "<p class=date>28.03.24</p>"), datetime.date(2024, 3, 28)),
        (page("", "<p class=date>02.03.24</p>"), None),
        (page("", "<p>3 May 1961</p>", "<p>Ada Thorne was born on 3 May 1961 in Vale.</p>"), None),
        (page("", "<p class=meta><span title='10:46 - 20 Mar 2007'>Joined March 2007</span></p>"), None),
    ],
)
def test_labels_addresses_and_days_of_people(html: str, day: datetime.date | None, document: Only) -> None:
    assert document("page.html", html).date == day
