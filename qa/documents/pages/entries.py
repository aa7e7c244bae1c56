"""Pages of several articles or entries - clippings of many papers, blogs with whole posts, live reports - and the parts
that hold them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from qa.documents.pages.blocks import HEADINGS, PageBlock, blocks
from qa.documents.pages.clutter import name_of, without_clutter

ENTRY = re.compile(
    r"(live|ticker)[\w-]{0,30}(entry|post|item|update|block)|"
    r"(?:^|\s)((?:en-?|\w+-)?article|h-?entry|post|entry|clipping|story|(live-?)?blog-?(post|entry)|live-?\w*|block|update)(?=\s|$)"
)
OTHER = re.compile(
    r"(?<![a-z])(comments?|comment-?\w+|reply|replies|teasers?|cards?|related\w*|promo\w*|recommend\w*|more|reviews?|widget)(?![a-z])"
)
ENOUGH = 60  # characters of an entry
SHARE = 0.6  # of the page that its entries hold
ONE = 0.85  # of them, in one entry: an article with others beside it
LINKED = 0.3
ONLY_LINK = 0.95
READ_ON = re.compile(
    r"\W*(read (more|on|the)|continue reading|more\W*$|weiter\s?lesen|mehr lesen|lire la suite|en savoir|"
    r"leer más|seguir|leggi|lees (meer|verder)|czytaj|läs mer|les mer)",
    re.IGNORECASE,
)
MARK = "data-entry"


def entries(tree: Any) -> list[Any]:
    """The elements that hold the articles or entries of a page, or none where it is a page of one article."""
    suspects: dict[Any, list[Any]] = defaultdict(list)
    for element in tree.iter("article", "div", "section", "li"):
        named = None if element.tag == "article" else ENTRY.search(name_of(element))
        if (named or element.tag == "article") and not _is_other(element):
            suspects[element.getparent(), element.tag, named and named[0].strip()].append(element)
    groups = [[one for one in group if len(one.text_content().strip()) >= ENOUGH] for group in suspects.values()]
    several = [group for group in groups if len(group) >= 2]
    return max(several, key=lambda group: sum(len(one.text_content()) for one in group), default=[])


def _is_other(element: Any) -> bool:
    around = [element, *element.iterancestors()]
    return any(OTHER.search(name_of(above)) for above in around if above.tag not in ("body", "html")) or any(
        above.tag in ("nav", "aside", "footer", "header") for above in around
    )


def hold_the_page(tree: Any, found: list[Any]) -> bool:
    """Whether the entries are most of the page, and neither one article with others beside it nor a list of links."""
    lengths = [len(" ".join(element.text_content().split())) for element in found]
    links = [[" ".join(link.text_content().split()) for link in element.iter("a")] for element in found]
    linked = sum(len(text) for texts in links for text in texts)
    opening = sum(any(READ_ON.match(text) for text in texts) for texts in links)
    everything = len(" ".join(" ".join(block.text for block in blocks(without_clutter(tree))).split()))
    whole = sum(lengths) > SHARE * everything and max(lengths) < ONE * sum(lengths)
    return whole and linked < LINKED * sum(lengths) and 2 * opening < len(found)


def placed(tree: Any, found: list[Any]) -> list[tuple[int | None, PageBlock]]:
    """The blocks of the page, each with the number of the entry that holds it: those in entries, and what stands above
    and between them. Marks the entries in the tree."""
    for number, element in enumerate(found):
        element.set(MARK, str(number))
    page = [(_entry_of(block.element), block) for block in blocks(without_clutter(tree))]
    last = max((index for index, (number, _) in enumerate(page) if number is not None), default=-1)
    return [
        (number, block)
        for number, block in page[: last + 1]
        if (block.linked < ONLY_LINK if number is not None else _is_between(block))
    ]


def _entry_of(element: Any) -> int | None:
    around = (element, *element.iterancestors())
    mark = next((value for above in around if (value := above.get(MARK))), None)
    return int(mark) if mark else None


def _is_between(block: PageBlock) -> bool:
    return block.element.tag in HEADINGS or (len(block.text) >= ENOUGH and block.linked < LINKED)
