"""A tree of HTML, or of trafilatura's TEI, -> its plain blocks: paragraphs, headings, lists, tables, code.

Says nothing of which of them belong to the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

HEADINGS = {"head", "h1", "h2", "h3", "h4", "h5", "h6"}
LISTS = {"list", "ul", "ol"}
TABLES = {"table"}
PARTS = {*HEADINGS, *LISTS, *TABLES}
# What begins on a line of its own. Any element that holds one of these does so too.
BLOCKS = PARTS.union(
    "address article aside blockquote body caption cell center dd details div dl dt fieldset figcaption figure".split(),
    "footer form header hgroup hr html item legend li main nav p pre quote row section summary".split(),
    "tbody td tfoot th thead tr".split(),
)
BREAKS = {"br", "lb"}
LINKS = {"a", "ref"}
NUMBERED = re.compile(r"(-?\d{1,7}|[a-zA-Z])\. ")
SPACES = re.compile(r"[ \t\r\n\f]+")
OTHER_SPACES = ("  ", "\n", "\t", "\r", "\f")  # than single ones
BREAK = "\x00"  # which no page holds


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph, heading, list, table or piece of code, the element that holds it, and what of it is a link."""

    text: str
    element: Any
    linked: float  # share of its characters


def blocks(root: Any) -> list[PageBlock]:
    """The blocks under an element in the order of the page, none of them empty."""
    holders: set[Any] = set()
    for element in root.iter(*BLOCKS):
        above = element
        while above is not None and above not in holders:
            holders.add(above)
            above = above.getparent()
    found: list[PageBlock] = []
    _under(root, holders, False, found)
    return found


def _under(element: Any, holders: set[Any], in_link: bool, found: list[PageBlock]) -> None:
    """Add the blocks of an element that may hold others."""
    inline, linked = [element.text or ""], 0
    for child in element:
        inside = in_link or child.tag in LINKS
        if child in holders or _is_code_block(child):
            _run(inline, linked, element, in_link, found)
            inline, linked = [], 0
            _block(child, holders, inside, found)
        else:
            words = ["\n"] if child.tag in BREAKS else list(_words(child))
            inline += words
            linked += sum(map(len, words)) if inside else _link_length(child)
        inline.append(child.tail or "")
    _run(inline, linked, element, in_link, found)


def _run(inline: list[str], linked: int, element: Any, in_link: bool, found: list[PageBlock]) -> None:
    if text := join(inline):
        found.append(PageBlock(text, element, 1.0 if in_link else linked / sum(map(len, inline))))


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in BREAKS:
            yield "\n"
        else:
            yield from _words(child)
        yield child.tail or ""


def _link_length(element: Any) -> int:
    return sum(len("".join(link.itertext())) for link in element.iter(*LINKS))


def _block(element: Any, holders: set[Any], in_link: bool, found: list[PageBlock]) -> None:
    tag = element.tag
    if tag in HEADINGS:
        level = element.get("rend") or "h2" if tag == "head" else tag
        text = join(element.itertext()).replace("\n", " ")
        text = f"{'#' * int(level[1])} {text}" if text and level[1:] in set("123456") else text
    elif tag in LISTS:
        items = ("\n  ".join(_texts(item, holders)) for item in element)
        text = "\n".join(item if NUMBERED.match(item) else f"- {item}" for item in items if item)
    elif tag in TABLES and not _is_layout(element):
        rows = ([" ".join(_texts(cell, holders)) for cell in row] for row in element.iter("row", "tr"))
        text = "\n".join(" | ".join(cells) for cells in rows if any(cells))
    elif tag == "pre" or _is_code_block(element):
        text = "".join(element.itertext()).strip("\n")
    else:
        _under(element, holders, in_link, found)
        return
    if text.strip():
        linked = 1.0 if in_link else _link_length(element) / len("".join(element.itertext()))
        found.append(PageBlock(text, element, linked))


def _texts(element: Any, holders: set[Any]) -> list[str]:
    found: list[PageBlock] = []
    _under(element, holders, False, found)
    return [block.text for block in found]


def _is_layout(table: Any) -> bool:
    """Whether a table places parts of the page, as old sites do: its cells hold headings, lists, tables or texts."""
    for cell in table.iter("td", "cell"):
        paragraphs = 0
        for part in cell.iterdescendants():
            paragraphs += part.tag == "p"
            if paragraphs > 1 or part.tag in PARTS:
                return True
    return False


def _is_code_block(element: Any) -> bool:
    return element.tag == "code" and "\n" in "".join(element.itertext()).strip()


def join(parts: Iterable[str]) -> str:
    """Text as a browser shows it: runs of white space are one space, save for line breaks that the page asks for."""
    text = "".join([BREAK if part == "\n" else part for part in parts])
    if not text or text.isspace():
        return ""
    if any(space in text for space in OTHER_SPACES):
        text = SPACES.sub(" ", text)
    return "\n".join(line.strip(" ") for line in text.split(BREAK)).strip() if BREAK in text else text.strip()
