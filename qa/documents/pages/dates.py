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
from qa.documents.pages.data import ARTICLES, PAGES, Node, alike, same_address
from qa.documents.pages.named_days import LINE, day_of, days
from qa.documents.pages.shown import shown_days

PUBLISHED_METAS = tuple(
    "article:published_time article:published og:article:published_time og:published_time og:pubdate datepublished"
    " parsely-pub-date sailthru.date dc.date.issued dcterms.issued citation_publication_date citation_online_date"
    " citation_date pubdate publishdate publish-date publish_date published publication_date publication-date"
    " originalpublicationdate article_date_original article:post_date cxenseparse:recs:publishtime"
    " cxenseparse:publishtime bt:pubdate date_published article:date vr:published_time rnews:datepublished pub_date"
    " release_date ptime".split()
)
# Of some day of the page, on many sites that of its last change.
DATED_METAS = tuple(
    "displaydate dcterms.created dc.date.created dc.created article.created datecreated created dc.date dcterms.date"
    " date last_published_date".split()
)
IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(\d\d)[/_-]?(\d\d)(?=\D|$)")


def language(tree: Any, meta: dict[str, str]) -> str:
    """What the page says it is written in, as "de" or "en-GB"; "" where it does not say."""
    said = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return str(said or meta.get("og:locale") or meta.get("content-language") or meta.get("language") or "")[:20]


def published(tree: Any, title: str, found: list[Node], meta: dict[str, str], url: str) -> datetime.date | None:
    """The day, or None where the page does not mark one. `title` is the article's."""
    tongue = language(tree, meta)
    names = [title, meta.get("og:title", ""), *(element.text_content() for element in tree.iterfind(".//head/title"))]
    node = own_node(found, names, url)
    own = [node.text("datePublished"), node.text("dateCreated")] if node else []
    stamp = _first([*own, *(meta[name] for name in PUBLISHED_METAS if name in meta)], tongue)
    if stamp is not None and not _is_near_midnight(stamp[0]):
        return stamp[1]
    shown, updated = shown_days(tree, title, tongue)
    if stamp is None and not (shown and shown[0][0] == 0):
        stamp = _first([meta[name] for name in DATED_METAS if name in meta], tongue)
    if stamp is not None:
        near = [day for _, day in shown[:1] if _is_near_midnight(stamp[0]) and abs((day - stamp[1]).days) == 1]
        # Midnight of Greenwich is the day before in Lima.
        return near[0] if near and all(day != stamp[1] for _, day in shown) else stamp[1]
    said = [day for _, day in shown[:1]] or [*_in_names(url, names, tongue), *(day for _, day in updated[:1])]
    return said[0] if said else None


def _in_names(url: str, names: list[str], language: str) -> Iterator[datetime.date]:
    """The day in the page's address, or at an end of one of its names."""
    in_address = IN_ADDRESS.search(url)
    if in_address and (day := parse_date("-".join(in_address.groups()))):
        yield day
    for name in names:
        spans = list(days(name[:LINE], language))
        if spans and (spans[0][0] == 0 or spans[0][1] == len(name)):
            yield spans[0][2]


def _first(stamps: list[str], language: str) -> tuple[str, datetime.date] | None:
    return next(((stamp, day) for stamp in stamps if (day := day_of(stamp, language))), None)


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
    clock = re.search(r"(\d{2}):\d{2}.*(Z|[+-]00:?00)$", stamp.strip())
    return clock is not None and not 11 <= int(clock[1]) < 14
