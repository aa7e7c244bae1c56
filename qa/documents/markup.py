"""HTML in a cell or field -> plain text that reads like an article. What is only a "<" in prose stays as it is.

Blocks come out as those of Markdown do: headings `## Heading`, list items `- item`, table rows `cell | cell`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from qa.errors import DocumentError

_BLOCKS = (
    "p div section article header footer main aside figure figcaption blockquote address center form fieldset "
    "ul ol dl dt dd li table thead tbody tfoot caption tr td th h1 h2 h3 h4 h5 h6 pre hr"
)
BLOCKS = frozenset(_BLOCKS.split())
INLINE = "a abbr b big br cite code del em font i img ins mark q s small span strike strong sub sup time tt u"
SILENT = frozenset("script style template noscript iframe object svg head title button select textarea".split())
_NAMES = "|".join(f"{INLINE} {_BLOCKS} script style iframe body html".split())
# Prose holds no closing tag and no line break of HTML, and does not begin with a block.
MARKUP = re.compile(
    rf"</(?:{_NAMES})\s*>|<br\b[^<>]{{0,100}}>|\A\s*<(?:p|div|img|h[1-6]|ul|ol|figure|table)\b[^<>]*>", re.IGNORECASE
)
PARAGRAPH = re.compile(r"<(?:p|div|li|tr)\b", re.IGNORECASE)
BREAK = re.compile(r"(<br\b[^<>]{0,100}>)(?:[ \t]*\r?\n)?", re.IGNORECASE)
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LENGTH, TAGS = 4_000_000, 200_000  # more makes libxml2 take minutes


def plain(text: str) -> str:
    """The text of a cell: to the letter, unless it holds HTML. Raises `DocumentError` for what cannot be parsed."""
    if not MARKUP.search(text):
        text = unescaped(text)
        # Feeds write their HTML with entities in the place of its brackets; a page about HTML does so with one tag.
        if len(MARKUP.findall(text)) < 2:
            return text
    if len(text) > LENGTH or text.count("<") > TAGS:
        raise DocumentError(f"HTML of more than {LENGTH:,} characters or {TAGS:,} tags: split it")
    # Where words alone are marked, paragraphs are those of plain text.
    lines = not PARAGRAPH.search(text) and bool(BLANK_LINE.search(text) or not BREAK.search(text))
    if lines:
        text = BREAK.sub(r"\1", text)
    return "\n\n".join(_blocks(_tree(text), lines))


def unescaped(text: str) -> str:
    """Entities, such as `&amp;` and `&#8217;`, as the characters they stand for."""
    return ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _tree(text: str) -> Any:
    from lxml import etree
    from lxml import html as parsing  # type: ignore[import-untyped, unused-ignore]

    parser = parsing.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    page = f"<html><body>{NOT_XML.sub('', text)}</body></html>".encode("utf-8", "replace")
    try:
        tree = parsing.document_fromstring(page, parser=parser)
    except etree.ParserError as error:
        raise DocumentError("no text in it") from error
    # libxml2 stops quietly there: better no article than half of one.
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise DocumentError("HTML with tags nested deeper than 256 levels: write it as plain text")
    return tree


def _blocks(element: Any, lines: bool) -> Iterator[str]:
    """The plain blocks of an element, none of them empty. `lines`: line breaks are those of the text."""
    inline: list[str] = []
    for kind, value in _parts(element):
        if kind == "text":
            inline.append(value if lines or value == "\n" else re.sub(r"[ \t\r\n\f]+", " ", value))
            continue
        yield from filter(None, [_joined(inline)])
        inline = []
        yield from _block(value, lines)
    yield from filter(None, [_joined(inline)])


def _parts(element: Any) -> Iterator[tuple[str, Any]]:
    """What stands in an element, in order: ("text", words) and ("block", element), those of inline tags included."""
    yield "text", element.text or ""
    for child in element:
        if child.tag == "br":
            yield "text", "\n"
        elif child.tag in BLOCKS:
            yield "block", child
        elif isinstance(child.tag, str) and child.tag not in SILENT:
            yield from _parts(child)
        yield "text", child.tail or ""


def _block(element: Any, lines: bool) -> Iterator[str]:
    tag = element.tag
    if tag in ("ul", "ol"):
        block = "\n".join(_items(element, lines))
    elif tag == "tr":
        cells = [" ".join(_blocks(cell, lines)) for cell in element if cell.tag in ("td", "th")]
        block = " | ".join(cells) if any(cells) else ""
    elif tag in ("table", "thead", "tbody", "tfoot"):
        block = "\n".join(_blocks(element, lines))
    elif tag == "pre":
        block = "".join(element.itertext()).strip("\n")
    elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        text = " ".join("\n".join(_blocks(element, lines)).split())
        block = text and f"{'#' * int(tag[1])} {text}"
    else:
        yield from _blocks(element, lines)
        return
    if block.strip():
        yield block


def _items(element: Any, lines: bool) -> Iterator[str]:
    number = 0
    for item in element:
        if not isinstance(item.tag, str) or not (content := "\n".join(_blocks(item, lines))):
            continue
        if len(content) > LENGTH:  # each level of lists in lists moves all of it to the right
            raise DocumentError(f"HTML of more than {LENGTH:,} characters or {TAGS:,} tags: split it")
        number += item.tag == "li"
        mark = f"{number}. " if element.tag == "ol" else "- "
        yield mark + content.replace("\n", "\n" + " " * len(mark))


def _joined(parts: list[str]) -> str:
    return "\n".join(line.strip(" \t") for line in "".join(parts).replace("\r\n", "\n").split("\n")).strip()
