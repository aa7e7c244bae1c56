"""HTML -> plain blocks, for HTML that stands within Markdown and for pages that a newspaper database made.

All text is kept, in the order of the page, save scripts, styles, comments, menus and struck-out words. Does not look
for the main text of a page: that is `web.py`. Reads in one pass whatever stands there, closed or not.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from qa.errors import DocumentError

# A tag ends at the next ">" outside of quotes, and holds no "<": so the search is one pass, however many stay open.
TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,30})(?P<rest>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>")
OTHER = re.compile(r"<[!?][^<>]*>")
UNSEEN = frozenset("script style template noscript nav head svg iframe object button select".split())
STRUCK = frozenset("s del strike".split())
BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead title tr
    ul
    """.split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
DEEPEST = 10  # lists within lists; a mark further in has no more spaces before it
TAGS = 200_000  # the largest pages have a tenth of this; more takes minutes
SPACES = re.compile(r"\s+")
RAISED = re.compile(r"[\d−+-]{1,6}")
START = re.compile(r"\sstart\s?=\s?[\"']?(\d{1,6})", re.IGNORECASE)


def blocks(text: str) -> list[str]:
    """The plain blocks of some HTML: a paragraph, `## Heading`, `- item`, `cell | cell`.

    Raises DocumentError where it has more than `TAGS` tags.
    """
    if (tags := text.count("<")) > TAGS:
        raise DocumentError(f"{tags:,} tags, more than the limit of {TAGS:,}: split it")
    page = _Page()
    at = 0
    unclosed: set[str] = set()
    while (tag_at := text.find("<", at)) >= 0:
        page.add(html.unescape(text[at:tag_at]))
        tag = None if text.startswith("<!", tag_at) else TAG.match(text, tag_at)
        at = tag.end() if tag else _after_other(text, tag_at)
        if tag is None:
            page.add("<" if at == tag_at + 1 else "")
            continue
        kind, opens = tag["name"].lower(), not tag["close"]
        if opens and kind in UNSEEN | STRUCK and kind not in unclosed:
            close = re.compile(rf"</{kind}[\s>]", re.IGNORECASE).search(text, at)
            if close:
                at = close.start()
            else:  # and no other one need be looked for
                unclosed.add(kind)
        if opens:
            page.open(kind, tag["rest"])
        else:
            page.close(kind)
    page.add(html.unescape(text[at:]))
    page.end_row()
    return ["\n".join(lines) for lines in page.blocks]


def raised(text: str) -> str:
    """Raised text in a line: a number gets a mark, since 10 and a raised 6 are not 106."""
    return "^" + text.strip() if RAISED.fullmatch(text.strip()) else text


def name(tag: str) -> str:
    """The name of a tag: `</DEL>` -> `del`."""
    match = TAG.match(tag)
    return match["name"].lower() if match else ""


def _after_other(text: str, at: int) -> int:
    """Behind a comment or declaration; behind the "<" where it is neither. A comment left open goes on to the end."""
    if text.startswith("<!--", at):
        end = text.find("-->", at)
        return end + 3 if end >= 0 else len(text)
    match = OTHER.match(text, at)
    return match.end() if match else at + 1


@dataclass(slots=True)
class _Page:
    """What is read so far: finished blocks, the pieces of the one at hand, what it begins with."""

    blocks: list[list[str]] = field(default_factory=list)  # each of lines
    pieces: list[str] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)  # the next number of each open list; 0: not numbered
    mark: str = ""
    row: list[str] | None = None  # the cells of an open row
    raised: int | None = None  # the piece with which raised text begins
    under: str = ""  # "item" or "row": such a one stands above, and the next goes under it without a blank line

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(SPACES.sub(" ", text))

    def open(self, name: str, rest: str) -> None:
        if name == "br":
            self.pieces.append("\n")
        elif name == "sup":
            self.raised = len(self.pieces)
        if name not in BLOCKS:
            return
        self.end_block()
        if name in ("tr", "table"):
            self.end_row()
            self.row = [] if name == "tr" else None
            self.under = self.under if name == "tr" else ""
        elif name in ("td", "th"):
            self.row = [] if self.row is None else self.row
            self.row.append("")
        elif name in ("ul", "ol"):
            start = START.search(rest)
            self.under = self.under if self.lists else ""
            self.lists.append(0 if name == "ul" else int(start[1]) if start else 1)
        elif name == "li":
            number = self.lists[-1] if self.lists else 0
            self.mark = "  " * (len(self.lists[:DEEPEST]) - 1) + (f"{number}. " if number else "- ")
            if number:
                self.lists[-1] += 1
        elif name in HEADINGS:
            self.mark = "#" * int(name[1]) + " "

    def close(self, name: str) -> None:
        if name == "sup" and self.raised is not None:
            self.pieces[self.raised :] = [raised("".join(self.pieces[self.raised :]))]
            self.raised = None
        if name not in BLOCKS:
            return
        self.end_block()
        if name in ("tr", "table"):
            self.end_row()
        elif name in ("ul", "ol") and self.lists:
            self.lists.pop()
        if name in ("table", "ul", "ol") and not self.lists:
            self.under = ""
        if name == "li" or name in HEADINGS:
            self.mark = ""

    def end_block(self) -> None:
        """Finish the block at hand: a cell of an open row, or one of its own."""
        text = "\n".join(SPACES.sub(" ", line).strip() for line in "".join(self.pieces).split("\n")).strip()
        self.pieces, self.raised = [], None
        if not text:
            return
        if self.row is not None:
            self.row[-1:] = [" ".join(filter(None, [*self.row[-1:], text.replace("\n", " ")]))]
            return
        self.put(self.mark + text, "item" if self.lists and self.mark else "")
        self.mark = ""

    def end_row(self) -> None:
        self.end_block()
        row, self.row = self.row, None
        if row and any(row):
            self.put(" | ".join(row), "row")

    def put(self, block: str, kind: str) -> None:
        if kind and kind == self.under:
            self.blocks[-1].append(block)
        else:
            self.blocks.append([block])
        self.under = kind or self.under
