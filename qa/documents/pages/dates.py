"""The day on which the article of a page was published.

First what the page says of it for machines, the article's own JSON-LD before meta tags, then what it shows near the
title, then its address; the day of an update only where the page shows it and no other. What else has a day on a page
(a video, a cited study, a comment, a change of the page, the day on which it was saved) does not count, nor does one
that the text speaks of.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from qa.documents.days import parse_date
from qa.documents.month_names import of_language
from qa.documents.pages.data import ARTICLES, PAGES, Node, alike, same_address
from qa.documents.pages.marked import marked_day
from qa.documents.pages.named_days import LINE, day_of, days, ends_stretch
from qa.documents.pages.shown import shown_days

PUBLISHED_METAS = tuple(
    "article:published_time article:published og:article:published_time og:published_time og:pubdate datepublished"
    " parsely-pub-date sailthru.date dc.date.issued dcterms.issued citation_publication_date citation_online_date"
    " citation_date pubdate publishdate publish-date publish_date published publication_date publication-date"
    " originalpublicationdate article_date_original article:post_date cxenseparse:recs:publishtime"
    " cxenseparse:publishtime bt:pubdate date_published article:date vr:published_time rnews:datepublished pub_date"
    " release_date ptime article.published article:publicationdate article:published_date og:datepublished"
    " og:publish_date og:question:published_time publish_time published_time published-date published_date"
    " publisheddate dateposted post_date analyticsattributes.articledate dcsext.articlefirstpublished"
    " dc.date.publication rbpubdate mediator_published_time shareaholic:article_published_time twt-published-at"
    " og:regdate firstpublished".split()
)
# Of some day of the page, on many sites that of its last change.
DATED_METAS = tuple(
    "displaydate dcterms.created dc.date.created dc.created article.created datecreated created dc.date dcterms.date"
    " date last_published_date dc:created dc:date date_created content_create_date doc_date".split()
)
CLOCK = re.compile(r"(\d{2}):\d{2}")
GREENWICH = re.compile(r"(Z|[+-]00:?00)$")
# A day that opens or ends a name, or a part of it: "Otter found | 14 March 2024 11:12 | Harbour Gazette".
BEGINS = re.compile(r"(\A|[|–—(»•]\s{0,3}(\w{2,12},?\s)?)\Z")
ENDS = re.compile(r"(,?\s\d{1,2}[:.]\d{2})?\s{0,3}([)|–—«•]|\Z)")
IN_ADDRESS = re.compile(
    r"[/_-]((?:19|20)\d\d)(?:[/_-]?(\d\d)[/_-]?(\d\d)|/(\d\d?)/(\d\d?)|/([a-z]{3})/(\d\d?))(?=\D|$)", re.IGNORECASE
)


Stamp = tuple[str, datetime.date]
"""What the page says, and the day that it means."""


def language(tree: Any, meta: dict[str, str]) -> str:
    """What the page says it is written in, as "de" or "en-GB"; "" where it does not say."""
    said = tree.get("lang") or tree.get("xml:lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return str(said or meta.get("og:locale") or meta.get("content-language") or meta.get("language") or "")[:20]


def published(tree: Any, title: str, found: list[Node], meta: dict[str, str], url: str) -> datetime.date | None:
    """The day, or None where the page does not mark one. `title` is the article's."""
    tongue = language(tree, meta)
    names = [title, meta.get("og:title", ""), *(element.text_content() for element in tree.iterfind(".//head/title"))]
    node = own_node(found, names, url)
    own = [node.text("datePublished"), node.text("dateCreated")] if node else []
    stamps = [*_stamps(own, tongue)[:1], *_stamps([meta[name] for name in PUBLISHED_METAS if name in meta], tongue)]
    if len({day for _, day in stamps}) == 1 and not _is_near_midnight(stamps[0][0]):
        return stamps[0][1]
    shown, updated = shown_days(tree, title, tongue)
    shown = [*((0, day) for day in marked_day(tree, title, tongue, named=True)), *shown]
    shown = shown or [(0, day) for day in marked_day(tree, title, tongue, named=False)]
    if not stamps and not (shown and shown[0][0] == 0):
        stamps = _stamps([meta[name] for name in DATED_METAS if name in meta], tongue)[:1]
        if stamps and updated and updated[0][1] < stamps[0][1]:
            return updated[0][1]  # nothing changes before it is published
    if stamps:
        return _agreed(stamps, [day for _, day in shown], _in_address(url))
    said = [day for _, day in shown[:1]] or [*_in_names(url, names, tongue), *(day for _, day in updated[:1])]
    return said[0] if said else None


def _agreed(stamps: list[Stamp], shown: list[datetime.date], in_address: datetime.date | None) -> datetime.date:
    """The day of the first stamp, unless the page shows only that of another, or its clocks had another day."""
    stamp, first = stamps[0]
    others = [day for _, day in stamps[1:] if abs((day - first).days) > 1 and day in shown[:1]]
    if others and first not in shown:
        return others[0]
    if not _is_near_midnight(stamp):
        return first
    # Midnight of Greenwich is the day before in Lima.
    local = [day for other, day in stamps[1:] if not _is_of_greenwich(other) and CLOCK.search(other)]
    said = [in_address] if in_address else local or ([] if first in shown else shown[:1])
    return next((day for day in said if abs((day - first).days) == 1), first)


def _in_names(url: str, names: list[str], language: str) -> Iterator[datetime.date]:
    """The day in the page's address, or at an end of one of its names."""
    if day := _in_address(url):
        yield day
    for name in names:
        spans = list(days(name[:LINE], language))
        if spans and not ends_stretch(name[: spans[0][0]], language):
            start, stop, day = spans[0]
            if BEGINS.search(name, 0, start) and ENDS.match(name, stop):
                yield day


def _in_address(url: str) -> datetime.date | None:
    parts = IN_ADDRESS.search(url)
    if parts is None:
        return None
    year, month, day = (part for part in parts.groups() if part)
    number = month if month.isdigit() else str(of_language("en").get(month.lower(), 0))
    return parse_date(f"{year}-{number:0>2}-{day:0>2}")


def _stamps(texts: list[str], language: str) -> list[Stamp]:
    return [(text, day) for text in texts if (day := day_of(text, language))]


def own_node(found: list[Node], titles: list[str], url: str) -> Node | None:
    """The JSON-LD of the page's article: the one whose headline or address is the page's."""
    best: tuple[float, Node] | None = None
    for node in found:
        kind = 1.0 if node.is_kind(ARTICLES) else 0.5 if node.is_kind(PAGES) else 0.0
        if node.is_update or not kind or not node.text("datePublished", "dateCreated"):
            continue
        headline, place = node.text("headline", "name", "title"), node.text("url", "mainEntityOfPage", "@id")
        likeness = max(alike(headline, title) for title in titles) if headline else 0.0
        if same_address(place, url):
            likeness = max(likeness, 0.95)
        if (headline or place.startswith("http")) and likeness < 0.3 and kind == 1.0 and (headline or url):
            continue
        score = likeness + kind
        if best is None or score > best[0]:
            best = score, node
    return best[1] if best else None


def _is_near_midnight(stamp: str) -> bool:
    """Whether a stamp of Greenwich may name another day than the clocks of the place did."""
    clock = CLOCK.search(stamp)
    return clock is not None and _is_of_greenwich(stamp) and not 11 <= int(clock[1]) < 14


def _is_of_greenwich(stamp: str) -> bool:
    return GREENWICH.search(stamp.strip()) is not None
