"""A cell of a table, or a field of an object -> plain text. Many hold HTML; what is only a "<" in prose stays."""

from __future__ import annotations

import html
import re

from qa.documents import markup

_INLINE = "a abbr b big br cite code del em font i img ins mark q s small span strike strong sub sup time tt u"
_BLOCKS = (
    "p div section article header footer main aside figure figcaption blockquote address center form fieldset "
    "ul ol dl dt dd li table thead tbody tfoot caption tr td th h1 h2 h3 h4 h5 h6 pre hr"
)
_NAMES = "|".join(f"{_INLINE} {_BLOCKS} script style iframe body html".split())
# Prose holds no closing tag and no line break of HTML, and does not begin with a block.
MARKUP = re.compile(
    rf"</(?:{_NAMES})\s*>|<br\b[^<>]{{0,100}}>|\A\s*<(?:p|div|img|h[1-6]|ul|ol|figure|table)\b[^<>]*>", re.IGNORECASE
)
PARAGRAPH = re.compile(r"<(?:p|div|li|tr|pre)\b", re.IGNORECASE)
BREAK = re.compile(r"(<br\b[^<>]{0,100}>)(?:[ \t]*\r?\n)?", re.IGNORECASE)
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
LINE_END = re.compile(r"\r?\n(?![^<>]{0,500}>)")  # not within a tag
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def plain(text: str) -> str:
    """The text of a cell: to the letter, unless it holds HTML. Raises `DocumentError` for what cannot be parsed."""
    # Most texts hold no "<", and the pattern takes ten times as long as all else that is done with a row.
    if "<" not in text or not MARKUP.search(text):
        text = unescaped(text)
        # Feeds write their HTML with entities in the place of its brackets; a page about HTML does so with one tag.
        if "<" not in text or len(MARKUP.findall(text)) < 2:
            return text
    # Where words alone are marked, paragraphs are those of plain text.
    if not PARAGRAPH.search(text) and (BLANK_LINE.search(text) or not BREAK.search(text)):
        text = LINE_END.sub("<br>", BREAK.sub(r"\1", text))
    return markup.text(text)


def unescaped(text: str) -> str:
    """Entities, such as `&amp;` and `&#8217;`, as the characters they stand for."""
    return ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
