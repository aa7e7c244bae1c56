"""Marks that change what the words of a page say: struck out, raised, lowered, quoted, numbered.

Each is made plain text in the tree itself, since whatever reads it later keeps letters and forgets marks.
"""

from __future__ import annotations

import re
from typing import Any

from qa.documents.markup import STRUCK, lifted
from qa.documents.pages.blocks import BLOCKS
from qa.documents.pages.clutter import replace
from qa.documents.raised import lowered

# In names of characters or as themselves: soft hyphen, zero-width space, word joiner, byte order mark.
INVISIBLE = re.compile(
    r"[\u00ad\u200b\u2060\ufeff&](?:(?<!&)"
    r"|(?i:shy|ZeroWidthSpace|NoBreak|#0{0,5}(?:173|8203|8288|65279)|#x0{0,5}(?:ad|200b|2060|feff));)"
)
LINE_THROUGH = re.compile(r"text-decoration(-line)?\s{0,3}:\s{0,3}[\w -]{0,40}line-through", re.IGNORECASE)
NOTE = re.compile(r"[a-z]{1,2}", re.IGNORECASE)
NEAR = 8  # elements that are looked at on the way to the character before a mark


def plain(tree: Any) -> None:
    """Turn the marks of a page into text, in place."""
    for element in list(tree.iter(*STRUCK)):
        replace(element, "")
    for element in tree.xpath("//*[contains(@style, 'line-through')]"):
        if LINE_THROUGH.search(element.get("style")):
            replace(element, "")
    for element in list(tree.iter("sup", "sub", "q", "ins")):
        if element.tag == "ins":
            element.tag = "span"
        elif element.tag == "q":
            _quote(element)
        elif not any(child.tag in BLOCKS for child in element.iter()):
            text = "".join(element.itertext()).strip()
            replace(element, _raised(element, text) if element.tag == "sup" else _lowered(element, text))
    for element in list(tree.iter("ol")):
        _number(element)
        element.tag = "ul"  # what is numbered in words needs no other numbers


def _raised(element: Any, text: str) -> str:
    """10<sup>6</sup> -> 10⁶, 21<sup>st</sup> -> 21st, Vale<sup><a>b</a></sup> -> Vale[b]: notes join no word."""
    is_link = any(True for _ in element.iter("a"))
    return f"[{text}]" if is_link and NOTE.fullmatch(text) else lifted(text)


def _lowered(element: Any, text: str) -> str:
    """H<sub>2</sub>O -> H2O, 1011<sub>2</sub> -> 1011₂, <sup>1</sup>/<sub>2</sub> -> ¹/₂."""
    before = _before(element)
    return lowered(text) if before.isdigit() or before in "/⁄" else text


def _before(element: Any) -> str:
    """The character before an element in its paragraph; " " where there is none."""
    for _ in range(NEAR):
        if element is None or element.tag in BLOCKS:
            break
        previous = element.getprevious()
        if previous is None:
            element = element.getparent()
            words = element.text if element is not None else ""
        else:
            element, words = previous, previous.tail or "".join(previous.itertext())
        if words:
            return str(words[-1])
    return " "


def _quote(element: Any) -> None:
    nested = any(above.tag == "q" or above.get("data-quoted") for above in element.iterancestors())
    opening, closing = "‘’" if nested else "“”"
    text = "".join(element.itertext()).strip()
    if text and text[0] not in "“\"„«‘'‚»":
        element.text = opening + (element.text or "").lstrip()
        if len(element):
            element[-1].tail = (element[-1].tail or "").rstrip() + closing
        else:
            element.text = element.text.rstrip() + closing
    element.tag = "span"
    element.set("data-quoted", "1")


def _number(element: Any) -> None:
    """Write the number of each item of an ordered list before its words."""
    items = [child for child in element if child.tag == "li"]
    step = -1 if element.get("reversed") is not None else 1
    number = _integer(element.get("start"), len(items) if step < 0 else 1)
    letters = {"a": 97, "A": 65}.get(element.get("type") or "")
    for item in items:
        number = _integer(item.get("value"), number)
        mark = f"{chr(letters + number - 1) if letters and 1 <= number <= 26 else number}. "
        _prepend(item, mark)
        number += step


def _prepend(item: Any, mark: str) -> None:
    """Before the first words of an item, which may stand in a paragraph of its own."""
    while not (item.text or "").strip() and len(item) and item[0].tag not in ("ul", "ol", "table", "img", "br"):
        item = item[0]
    if "".join(item.itertext()).strip():
        item.text = mark + (item.text or "").lstrip()


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise
