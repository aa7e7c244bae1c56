"""Saved web pages (.html): the main text without menus and footers, with the article's own fields.

Nothing is fetched. A date counts only where the page marks it as the article's own; a copyright year or a day that the
text speaks of does not. What becomes of a page is decided in `pages/`.
"""

from __future__ import annotations

import codecs
import datetime
import logging
import re
from dataclasses import dataclass, replace
from typing import Any

from qa.documents.encoding import C1, decode, wide
from qa.documents.fields import Fields, make_document
from qa.documents.markup import unstruck
from qa.documents.pages import data, dates, entries, live, marks, several, titles
from qa.documents.pages.blocks import PageBlock
from qa.documents.pages.clutter import drop_hidden
from qa.documents.pages.text import main_text
from qa.documents.xml import parse_html
from qa.errors import DocumentError
from qa.types import Document

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{3,40})", re.IGNORECASE)
HEAD = 4096  # bytes; browsers look for the declaration in the first 1,024
# Text encodings of the web. The rest of Python's codecs are no text, or cheap to attack (punycode).
WEB_CODECS = re.compile(r"(iso8859|cp12|cp8|cp932|cp949|koi8|mac|big5|gb|euc|shift|iso2022|tis|hz).*")
DATA = re.compile(r"data:[\w/+.-]{1,80};base64,[\w+/=%-]+")  # pictures that a browser saved within the page
HOST = re.compile(r"https?://(?:[^/@]{1,80}@)?(?:www\.)?([\w.-]{1,250})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page, and what it says of itself as a whole."""

    nodes: list[data.Node]
    meta: dict[str, str]
    url: str
    language: str
    title: str
    source: str


def load(content: bytes, id: str) -> list[Document]:
    """Read an .html file. Most pages are one document; of several articles each is one, `<id>#<number>`. Raises
    `DocumentError`."""
    # Its warnings would name a fault that the report names, in words for nobody.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = parse_html(unstruck(marks.INVISIBLE.sub("", DATA.sub("", _decode(content)))))
    if tree is None:
        raise DocumentError("no text in it")
    marks.plain(tree)
    page = _page(tree)
    found = entries.entries(tree)
    if found and not entries.hold_the_page(tree, found):
        found = []
    headline = live.headline(tree, found) if found else ""
    is_live = bool(found) and live.is_live(found, (page.title, headline), page.nodes)
    if articles := [] if is_live else several.articles(tree, found, page.language):
        over = headline if data.squash(headline) != data.squash(page.source) else ""
        return [_one_of_several(f"{id}#{number}", each, page, over) for number, each in enumerate(articles, start=1)]
    if is_live and headline and titles.is_of_part(page.title, found):
        page = replace(page, title=headline)
    day = dates.published(tree, page.title, page.nodes, page.meta, page.url)
    drop_hidden(tree)  # only now: some pages hide the stamp that tells their day
    read = main_text(tree)
    if found:
        in_order = live.entries_in_order(tree, found, page.language)
        # Parts that are named as entries and hold little of what the page says are none.
        if _length(in_order) * (2 if is_live else 1) > _length(read):
            read = in_order
    return [_whole(id, page, read, day)]


def _length(blocks: list[PageBlock]) -> int:
    return sum(len(block.text) for block in blocks)


def _whole(id: str, page: WebPage, blocks: list[PageBlock], day: datetime.date | None) -> Document:
    """The page as one article."""
    text = "\n\n".join(block.text for block in blocks)
    text = "\n\n".join(filter(None, [text, *live.updates(page.nodes, text, page.language)]))
    return make_document(id, text, Fields(page.title, day and day.isoformat(), page.source, page.url))


def _one_of_several(id: str, article: several.Post, page: WebPage, over: str) -> Document:
    """One article of a page, which is found by the headline `over` all of them, too."""
    text = "\n\n".join(block.text for block in article.blocks)
    text = f"# {over}\n\n#{text}" if over else text
    head = article.head
    return make_document(id, text, Fields(head.title, head.day.isoformat(), head.source or page.source, page.url))


def _page(tree: Any) -> WebPage:
    nodes, meta = data.nodes(tree), data.metas(tree)
    url = data.address(tree, meta)
    title, site = titles.title_and_site(tree, nodes, meta, url)
    host = HOST.match(url)
    source = site or (host[1] if host else "")
    return WebPage(nodes, meta, url, dates.language(tree, meta), title, source)


def _decode(data: bytes) -> str:
    """As `decode`, but what is not UTF-8 is read in the charset that the page declares."""
    declared = CHARSET.search(data[:HEAD])
    if declared is None or wide(data) is not None:
        return decode(data)
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
        name = {"iso8859-1": "cp1252"}.get(name, name)  # the HTML standard: pages that say Latin-1 mean cp1252
        # ISO-2022 is written in ASCII bytes, so it must be tried before UTF-8.
        if WEB_CODECS.fullmatch(name) and (name.startswith("iso2022") or not _is_utf8(data)):
            return data.decode(name, C1 if name == "cp1252" else "strict")
    except (LookupError, UnicodeDecodeError):
        pass
    return decode(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
