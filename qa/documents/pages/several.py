"""Articles of one page as documents of their own: clippings of many papers, whole posts of a blog. Each has a headline
and a day."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from qa.documents.pages.blocks import HEADINGS, PageBlock, blocks
from qa.documents.pages.clutter import name_of
from qa.documents.pages.data import squash
from qa.documents.pages.entries import ENOUGH, placed
from qa.documents.pages.named_days import day_of, days

HEADLINE = re.compile(r"(?<![a-z])(head-?line|(entry|post|article)-?title|en-?headline)(?![a-z])")
LINE = 120  # characters of a line that names a day or a source
LINES = 12  # of them at most, under a headline
WORDS = re.compile(r"[\d,.]+ words?", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}[:.]\d\d( ?[ap]\.?m\.?)?( \w{2,4})?", re.IGNORECASE)
STOP = re.compile(r"[.!?]\W*$")


@dataclass(frozen=True, slots=True)
class PostHead:
    """What an article of several says of itself, and the lines in which it says so, squashed."""

    title: str
    day: datetime.date
    source: str | None
    stated: frozenset[str]


@dataclass(frozen=True, slots=True)
class Post:
    """One of several on a page."""

    head: PostHead
    blocks: list[PageBlock]


def articles(tree: Any, found: list[Any], language: str) -> list[Post]:
    """The entries as articles of their own; none where one of them lacks a headline or a day, or two have the same."""
    heads = [head for element in found if (head := _head(element, language))]
    if len(heads) < len(found) or len({head.title for head in heads}) < len(heads):
        return []
    held: dict[int | None, list[PageBlock]] = defaultdict(list)
    for number, block in placed(tree, found):
        held[number].append(block)
    read = [Post(head, _body(head, held[number])) for number, head in enumerate(heads)]
    return read if all(sum(len(block.text) for block in article.blocks[1:]) >= ENOUGH for article in read) else []


def _head(element: Any, language: str) -> PostHead | None:
    headline = next((part for part in element.iter() if part.tag in HEADINGS or HEADLINE.search(name_of(part))), None)
    title = " ".join(headline.text_content().split()) if headline is not None else ""
    lines = _lines(element, title)
    stamps = [stamp for time in element.iter("time") if (stamp := time.get("datetime"))]
    day, at = next(
        ((day, index) for index, line in enumerate(lines) for _, _, day in days(line, language)),
        (next((day for stamp in stamps if (day := day_of(stamp, language))), None), -1),
    )
    if not title or day is None:
        return None
    listed = any(WORDS.fullmatch(line) for line in lines)
    source = next((line for line in lines[at + 1 :] if not CLOCK.fullmatch(line)), None) if listed and at >= 0 else None
    stated = [line for line in lines if WORDS.fullmatch(line) or line == source or _is_day(line, language)]
    return PostHead(title, day, source, frozenset(map(squash, stated)))


def _is_day(line: str, language: str) -> bool:
    """Whether a line says a day and next to nothing else."""
    spans = list(days(line, language))
    return bool(spans) and sum(stop - start for start, stop, _ in spans) * 2 > len(line)


def _lines(element: Any, title: str) -> list[str]:
    """The short lines above and under the headline, up to the text."""
    lines: list[str] = []
    for block in blocks(element):
        plain = block.text.lstrip("# ")
        if squash(plain) == squash(title):
            continue
        if len(plain) > LINE or STOP.search(plain) or len(lines) >= LINES:
            break
        lines += plain.split("\n")
    return lines


def _body(head: PostHead, held: list[PageBlock]) -> list[PageBlock]:
    """The headline and the blocks under it, without lines that became fields."""
    element = held[0].element if held else None
    body = [PageBlock(f"# {head.title}", element, 0.0)]
    for block in held:
        lines = [key for line in block.text.split("\n") if (key := squash(line))]
        if lines != [squash(head.title)] and not head.stated.issuperset(lines):
            body.append(block)
    return body
