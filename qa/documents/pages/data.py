"""What a page says of itself for machines: JSON-LD and meta tags."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LENGTH = 2_000_000  # characters of one script; the largest real ones are a tenth of that
NODES = 5_000
TITLE = 400  # characters by which titles are compared
ARTICLES = re.compile(
    r"\w*(article|posting|report|review|recipe|creativework\w*|howto|question|podcastepisode|pressrelease)",
    re.IGNORECASE,
)
PAGES = re.compile(r"\w*page", re.IGNORECASE)
# Where the article of a page stands. What it cites, shows or links to stands under other names.
WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate")
FIELDS = ("headline", "datePublished", "dateModified")
# Kinds of microdata whose days are not those of the article around them, and names of parts that are no part of it.
OTHERS = re.compile(
    r".*/(\w*(Video|Audio|Image|Media)\w*|Clip|\w*Comments?|\w*Event|Book|Movie|Person|Organization|Dataset)",
    re.IGNORECASE,
)
OTHERS_NAMES = {"citation", "comment", "video", "audio", "image", "mentions", "isBasedOn", "relatedLink", "author"}
MARKS = re.compile(r"[\W_]+")
ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())
TRAILING_COMMA = re.compile(r",(?=\s{0,100}[}\]])")


@dataclass(frozen=True, slots=True)
class Node:
    """One object of JSON-LD: its types, and whether it is an update of a live blog."""

    values: dict[str, Any]
    is_update: bool

    def is_kind(self, kind: re.Pattern[str]) -> bool:
        """Whether one of its types is of this kind."""
        types = self.values.get("@type")
        return any(
            isinstance(type, str) and kind.fullmatch(type) for type in (types if isinstance(types, list) else [types])
        )

    def text(self, *names: str) -> str:
        """The first of these that is a text, else ""."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, list) and value:
                value = value[0]
            if isinstance(value, dict):
                value = value.get("@id") or value.get("url") or value.get("name") or value.get("@value")
            if isinstance(value, str) and value.strip():
                return html.unescape(value).strip()
        return ""


def nodes(tree: Any) -> list[Node]:
    """The objects of JSON-LD that may be the page, its article or an entry of it, in the order of the page."""
    found: list[Node] = []
    for script in tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"):
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
        if 0 < len(text) <= LENGTH:
            found += _walk(_parse(text))
    return found[:NODES]


def _parse(text: str) -> Any:
    for attempt in (text, TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)  # real pages have line breaks in strings
        except (ValueError, RecursionError):
            continue
    # What is no JSON still says what is meant, where it says it once.
    said = {name: set(re.findall(rf'"{name}"\s{{0,9}}:\s{{0,9}}"([^"]{{1,300}})"', text)) for name in FIELDS}
    return {"@type": "Article", **{name: values.pop() for name, values in said.items() if len(values) == 1}}


def _walk(value: Any) -> Iterator[Node]:
    pending = [(value, False)]
    while pending:
        value, is_update = pending.pop()
        if isinstance(value, list):
            pending += [(item, is_update) for item in reversed(value)]
        elif isinstance(value, dict):
            yield Node(value, is_update)
            pending += [(value[name], name == "liveBlogUpdate") for name in reversed(WITHIN) if name in value]


def metas(tree: Any) -> dict[str, str]:
    """The content of each meta tag by its name in lower case; of several of a name, the first that says anything."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if attribute == "itemprop" and any(is_anothers(above) for above in meta.iterancestors()):
                continue
            if content and (name := (meta.get(attribute) or "").strip().lower()):
                found.setdefault(name, content)
    return found


def is_anothers(element: Any) -> bool:
    """Whether an element holds the microdata of something else than an article: a video, a comment, a cited study."""
    if element.get("itemscope") is None:
        return False
    named = (element.get("itemprop") or "").split()
    return bool(OTHERS.fullmatch(element.get("itemtype") or "")) or not OTHERS_NAMES.isdisjoint(named)


def address(tree: Any, meta: dict[str, str]) -> str:
    """The page's own address, or ""."""
    for link in tree.xpath("//link[@rel='canonical']/@href"):
        if link.strip().lower().startswith(("http://", "https://")):
            return str(link.strip())
    return meta.get("og:url", "")


def squash(text: str) -> str:
    """Letters and digits alone, to compare texts by."""
    if text.isascii():  # most are, and this takes a tenth of the time
        return text.lower().encode().translate(None, ASCII_MARKS).decode()
    return MARKS.sub("", text.casefold())


def same_address(one: str, other: str) -> bool:
    """Whether two addresses lead to one page, but for `www.`, what follows `?`, and a slash at the end."""

    def plain(url: str) -> str:
        return re.sub(r"^https?://(www\.|m\.|amp\.)?|[?#].*$|/$", "", url.strip().lower())

    return bool(one and other) and plain(one) == plain(other)


def alike(one: str, other: str) -> float:
    """How much of the shorter title's words the longer one has, 0 to 1; 1 where it holds it."""
    one, other = one[:TITLE], other[:TITLE]
    first, second = squash(one), squash(other)
    if not first or not second:
        return 0.0
    if min(len(first), len(second)) >= 8 and (first in second or second in first):
        return 1.0
    words = [set(re.findall(r"\w+", text.casefold())) for text in (one, other)]
    return len(words[0] & words[1]) / max(1, min(map(len, words)))
