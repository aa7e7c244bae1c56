"""Live reports: the entries of a page in its order, each under its own time, as one article.

The times stand in the form by which `qa.answer.live` knows an entry: `## 18:42, 5 November 2025`.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from qa.documents import markup
from qa.documents.pages.blocks import PageBlock
from qa.documents.pages.data import Node, squash
from qa.documents.pages.entries import placed
from qa.documents.pages.named_days import LINE, day_of, days

LIVE = re.compile(
    r"^live\b|[:|–-]\s?live\b|\blive\s?([:|–-]|$)|\blive-?\s?(blog|ticker|updates)|as it happened|minute by minute",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?![\d.])( ?[ap]\.?m\b\.?)?( [A-Z]{3,4}\b)?", re.IGNORECASE)
APART = ("nav", "aside", "footer")
CLOCKS = ("span", "div", "p", "strong", "b", "small")
STAMP = 60  # characters of a line that says when
LASTS = 2  # days at most from the first to the last entry of a live report


def headline(tree: Any, found: list[Any]) -> str:
    """The `<h1>` that stands above all entries of a page, "" where none does."""
    known = set(found)
    for element in tree.iter("h1", *{one.tag for one in found}):
        if element in known:
            break
        text = " ".join(element.text_content().split())
        if element.tag == "h1" and text and not any(around.tag in APART for around in element.iterancestors()):
            return text
    return ""


def is_live(found: list[Any], names: tuple[str, str], nodes: list[Node]) -> bool:
    """Whether the entries are one report: `names`, the page's title and its headline, say so, or they stand under that
    headline, hours apart."""
    if any(map(LIVE.search, names)) or any("LiveBlogPosting" in str(node.values.get("@type")) for node in nodes):
        return True
    stamps = [
        next((time.get("datetime") or time.text_content() for time in element.iter("time")), "") for element in found
    ]
    if not names[-1] or not all(re.search(r"\d[:.]\d\d", stamp) for stamp in stamps):
        return False
    whole = [day for stamp in stamps if (day := day_of(stamp, ""))]
    return not whole or (max(whole) - min(whole)).days <= LASTS


def entries_in_order(tree: Any, found: list[Any], language: str) -> list[PageBlock]:
    """What stands above the entries, and the entries with what stands between them."""
    for element in found:
        _name_clock(element, language)
    read: list[PageBlock] = []
    begun: set[int] = set()
    for number, block in placed(tree, found):
        if number is not None and number not in begun:
            begun.add(number)
            time = next(found[number].iter("time"), None)
            if time is not None and (heading := _heading(time, language)):
                read.append(PageBlock(heading, time, 0.0))
        read.append(block)
    return read


def _name_clock(entry: Any, language: str) -> None:
    """Make what says nothing but when the `<time>` of an entry that has none."""
    if next(entry.iter("time"), None) is not None:
        return
    for part in entry.iter(*CLOCKS):
        said = " ".join((part.text or "").split())
        clock = CLOCK.search(said) if len(said) <= STAMP and not len(part) else None
        if clock and (clock[0] == said or any(days(said, language))):
            part.tag = "time"
            return


def _heading(time: Any, language: str) -> str:
    """`<time datetime="2025-11-05T17:42Z">6.42 p.m.</time>` -> `"## 6.42 p.m., 5 November 2025"`."""
    shown = " ".join(time.text_content().split())[:LINE]
    stamp = time.get("datetime") or ""
    day = day_of(stamp, language) or next((day for _, _, day in days(shown, language)), None)
    clock = CLOCK.search(shown)
    if clock is None and day is not None and stamp:
        return moment(stamp, language)
    return f"## {clock[0]}, {_words(day)}" if clock and day else f"## {shown}" if shown else ""


def moment(stamp: str, language: str) -> str:
    """`"2025-11-05T18:42:00Z"` -> `"## 18:42 UTC, 5 November 2025"`; "" for what is no day."""
    day = day_of(stamp, language) if stamp else None
    clock = re.search(r"[T ](\d\d:\d\d)(?::[\d.]{2,12})?(Z|[+-]00:?00)?", stamp)
    zone = " UTC" if clock and clock[2] else ""
    return f"## {f'{clock[1]}{zone}, ' if clock else ''}{_words(day)}" if day else ""


def _words(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def updates(nodes: list[Node], text: str, language: str) -> list[str]:
    """The entries of a live report that only its JSON-LD has, as blocks. Raises `DocumentError`."""
    known, added = squash(text), []
    for node in nodes:
        body = node.text("articleBody", "text", "description")
        if node.is_update and body and squash(body)[:200] not in known:
            headline = node.text("headline")
            added += [moment(node.text("datePublished", "dateModified"), language), headline and f"## {headline}"]
            added += markup.pieces(body)
    return [block for block in added if block]
