"""The main text of a page: what trafilatura takes for it, made whole with what stands between its pieces on the page.

trafilatura picks one part of a page and drops paragraphs within it by their markup: the lead above the text, a box, the
captions, headings of boxes. A paragraph that stands between two of the article is the article's, too.
"""

from __future__ import annotations

import re
from typing import Any

from qa.documents.pages.blocks import HEADINGS, LISTS, TABLES, PageBlock, blocks
from qa.documents.pages.clutter import is_box, is_caption, without_clutter
from qa.documents.pages.data import squash

PROSE = 60  # characters of a paragraph that is no label
PARAGRAPH = 150  # of a heading that is none
SENTENCE = re.compile(r"[.!?…:。！？](?:(?<=[。！？])|[\"'”’»)\]]*\Z)")
ENDED = re.compile(r"[.!?][\"'”’»)\]]*\Z")
CREDIT = re.compile(
    r"©|\b(foto|photo|credit|crédit|crédito|bild|image|quelle|source|getty|shutterstock|reuters|afp|dpa)s?\b", re.I
)
CAPTION = 30  # characters; what is shorter names whom the picture shows
LINKED = 0.5  # a block with more links than this is a list of other pages
ONLY_LINK = 0.95
# Lines that lead to other pages, or credit a picture; of the blocks up to this length only.
MORE_LENGTH = 200
MORE = re.compile(
    r"[#>» -]*(read (more|also|next|the full)|also read|more (on|from|about) (this|the|our)\b|"
    r"related (articles|stories|content|posts|news|topics)|you (may|might) also|recommended (for|reading)|"
    r"sign up (for|to)|subscribe (now|to)|follow us|advertisement\b|share this|click here|"
    r"lea (también|más)|le puede interesar|vea también|mire:|lire aussi|à lire|lesen sie (auch|mehr)|auch lesen|"
    r"auch interessant|mehr zum thema|mehr dazu|das könnte|weitere (artikel|beiträge|informationen zu)|"
    r"puedes? ver:|te puede interesar|(notas|contenidos?) relacionad[oa]s?|s[ií]guenos en|folge(n sie)? uns|"
    r"zum newsletter|lust auf mehr|schon gelesen|keine kommentare|"
    r"(titelbild|beitragsbild|bildquelle|crédits? photos?|photo (source|credits?)) ?:|"
    r"leia (também|mais)|leggi anche|czytaj (też|także|więcej)|dowiedz się więcej|lees ook|"
    r"läs (också|mer)|les også)(?!\w)",
    re.IGNORECASE,
)
# Blocks times letters; the longest real pages have a hundredth of it, and a hostile one would take minutes.
SEARCHED = 2_000_000_000
KEY = 25  # letters that do not stand in two paragraphs by chance
# trafilatura gives less than SHORT as one run of words, menu included; so such a page is read without it.
SHORT = 250
SHORT_PAGE = 2000
# Less than half of a page's sentences, and little at that: the wrong part of the page was picked.
HALF = 0.5
LITTLE = 1000


def main_text(tree: Any) -> list[PageBlock]:
    """The blocks of the article, in the order of the page. Leaves the tree as it is."""
    import trafilatura

    page = blocks(without_clutter(tree))
    extracted: Any = trafilatura.bare_extraction(tree, include_formatting=True, include_comments=False)
    kept = [] if extracted is None else blocks(extracted.body)
    length = _length(kept)
    if length < SHORT:
        own = [block for block in page if block.linked < LINKED]
        if 0.8 * length <= _length(own) < SHORT_PAGE:
            return own
    return _whole(kept, page)


def _length(parts: list[PageBlock]) -> int:
    return sum(len(block.text) for block in parts)


def _whole(kept: list[PageBlock], page: list[PageBlock]) -> list[PageBlock]:
    """What was kept, and what of the page belongs between it, without lines that lead elsewhere."""
    keys = [squash(block.text) for block in page]
    text = "\n".join(squash(block.text) for block in kept)
    if len(keys) * len(text) > SEARCHED:
        return kept
    there = _there(kept, page, text)
    if True not in there:
        return kept
    absent = [not here and key != "" and key not in text for here, key in zip(there, keys, strict=True)]
    added = _between(page, there, absent)
    _escalate(page, there, absent, added)
    linked = {
        key
        for block, key, here in zip(page, keys, there, strict=True)
        if here and block.linked >= ONLY_LINK and len(block.text) < MORE_LENGTH and not _is_structure(block)
    }
    if sum(here and _is_prose(block) for block, here in zip(page, there, strict=True)) < 3:
        linked = set()  # a page of links
    kept = [block for block in kept if squash(block.text) not in linked]
    places: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        places.setdefault(key, []).append(index)
    placed, at = [], -1
    for order, block in enumerate(kept):
        if spots := places.get(squash(block.text)):
            at = next((spot for spot in spots if spot >= at), spots[0])
        placed.append((at, 0, order, block))
    placed += [(index, 1, 0, page[index]) for index, add in enumerate(added) if add]
    placed.sort(key=lambda item: item[:3])
    return [block for *_, block in placed if len(block.text) >= MORE_LENGTH or not MORE.match(block.text)]


def _there(kept: list[PageBlock], page: list[PageBlock], text: str) -> list[bool]:
    """Which blocks of the page were kept: those with half of their lines in what was kept."""
    lines = {squash(line) for block in kept for line in block.text.split("\n")}
    there = []
    for block in page:
        own = [key for line in block.text.split("\n") if (key := squash(line))]
        found = sum(key in lines or (len(key) >= KEY and key in text) for key in own)
        there.append(bool(own) and 2 * found >= len(own))
    return there


def _between(page: list[PageBlock], there: list[bool], absent: list[bool]) -> list[bool]:
    """Which absent blocks stand between the title and the end of what was kept, and are no labels."""
    first = there.index(True)
    last = len(there) - 1 - there[::-1].index(True)
    start = next((index for index in range(first) if page[index].element.tag == "h1"), first)
    added = [False] * len(page)
    for index in range(start, _end(page, last)):
        block = page[index]
        if not absent[index]:
            continue
        if _is_boxed(block.element):
            added[index] = block.linked < LINKED
        elif is_caption(block.element):
            added[index] = (
                len(block.text) >= CAPTION and bool(ENDED.search(block.text)) and not CREDIT.search(block.text)
            )
        elif index <= last and block.element.tag in LISTS | TABLES:
            added[index] = len(block.text) >= PROSE and block.linked < 0.3
        elif index <= last:
            added[index] = _is_prose(block)
    for index in range(last - 1, first, -1):
        heading = page[index].element.tag in HEADINGS and page[index].linked < LINKED
        if heading and absent[index] and (there[index + 1] or added[index + 1]):
            added[index] = _is_head_of(page[index].element, page[index + 1].element)
    return added


def _end(page: list[PageBlock], last: int) -> int:
    """Up to where what stands under the last block that was kept may be its caption, or a box."""
    boxed = last + 1
    while boxed < len(page) and _is_boxed(page[boxed].element):
        boxed += 1
    return min(max(last + 3, boxed), len(page))


def _is_boxed(element: Any) -> bool:
    """Whether it stands in a box of the article."""
    aside = next((above for above in (element, *element.iterancestors()) if above.tag == "aside"), None)
    return aside is not None and is_box(aside)


def _escalate(page: list[PageBlock], there: list[bool], absent: list[bool], added: list[bool]) -> None:
    """Take every paragraph of the page where less than half of them was found."""
    prose = [index for index, block in enumerate(page) if _is_prose(block) and (there[index] or absent[index])]
    found = sum(len(page[index].text) for index in prose if there[index] or added[index])
    if found < LITTLE and found < HALF * sum(len(page[index].text) for index in prose):
        for index in prose:
            added[index] = added[index] or absent[index]


def _is_prose(block: PageBlock) -> bool:
    # Some sites set whole paragraphs as headings.
    enough = PARAGRAPH if block.element.tag in HEADINGS else PROSE
    return len(block.text) >= enough and block.linked < LINKED and bool(SENTENCE.search(block.text))


def _is_structure(block: PageBlock) -> bool:
    return block.element.tag in HEADINGS | LISTS | TABLES


def _is_head_of(heading: Any, other: Any) -> bool:
    """Whether a heading and the block after it stand in one part of the page."""
    part = heading.getparent()
    if part is not None and part.tag in ("header", "hgroup"):
        part = part.getparent()
    around = [other, *other.iterancestors()][:3]
    return part is not None and any(element is part for element in around)
