"""Markdown -> plain text that reads like an article: no asterisks, no addresses, no raw HTML.

Blocks are separated by a blank line. A heading stays a block of its own, `## Heading`; a list item is a line `- item`,
a table row a line `cell | cell`, a footnote a paragraph `[1] text`. What is struck out is left out, and so are the
marks of footnotes, which would join the number before them. Front matter: `frontmatter.py`; raw HTML: `markup.py`.
"""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from qa.documents import frontmatter, head, imprint, markup
from qa.documents.encoding import decode
from qa.documents.fields import Fields, make_document
from qa.errors import DocumentError
from qa.types import Document

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.tree import SyntaxTreeNode

# markdown-it leaves out without a word what is nested deeper; its default of 20 is little for quoted mail.
NESTING = 100
BRACKETS = 20_000  # its parser looks again at each one for every one that stays open: a million take an hour

NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]:[ \t]*")
NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,60}\](?!:)")
SPACES = re.compile(r" {2,}")
LINE = re.compile(r"(?:\A|(?<=[\r\n]))[^\S\r\n]*\S[^\r\n]*")
BREAK = re.compile(r"\r\n|\r|\n")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
BLOCK = re.compile(r" {0,3}(?:[-+>|]|\d{1,9}[.)]\s|```|~~~|<|\*\s)|    |\t")  # which opens no title
TAG = re.compile(r"</?([a-z][a-z0-9-]*)")


def load(data: bytes, id: str) -> Document:
    """Read a .md file."""
    text = decode(data)
    if text.count("[") > BRACKETS:
        raise DocumentError(f"more than {BRACKETS:,} brackets, such as those of links: split it, or save it as .txt")
    fields, start = frontmatter.read(text)
    fields, body = imprinted(fields, text[start:])
    plain, heading = render(body)
    return make_document(id, plain, replace(fields, title=fields.title or heading))


def imprinted(fields: Fields, body: str) -> tuple[Fields, str]:
    """The fields with those of an imprint under the title, and the text without its line where they hold all of it."""
    lines = list(islice(LINE.finditer(body), 4))
    if len(lines) > 1 and UNDERLINE.fullmatch(lines[1][0]):
        del lines[1]
    if len(lines) < 3 or BLOCK.match(lines[0][0]):  # nothing is a title that no text stands under
        return fields, body
    title, line, after = (imprint.plain(each[0]) for each in lines[:3])
    under = "" if _apart(body, lines[1], lines[2]) else after
    found = imprint.under_title(title, line, under)
    # Between two paragraphs a day alone is one of a diary, perhaps.
    if found is None and not (_apart(body, lines[0], lines[1]) and head.FINAL.search(title)):
        found = None if imprint.goes_on(title, under) else imprint.day_alone(line)
    label = head.LABEL.fullmatch(lines[0][0].strip())  # of a mail, perhaps
    if found is None or label or len(title) > head.LINE_LENGTH:
        return fields, body
    date, source = fields.date or found.date.isoformat(), fields.source or found.source
    stated = replace(fields, date=date, source=source)
    if imprint.told(found, line, date, source):
        body = f"{body[: lines[1].start()]}\n\n{body[lines[1].end() :]}"
    return stated, body


def _apart(body: str, one: re.Match[str], two: re.Match[str]) -> bool:
    """Whether a blank line stands between two lines."""
    return len(BREAK.findall(body, one.end(), two.start())) > 1


def render(markdown: str) -> tuple[str, str | None]:
    """The plain text, and the first heading in it."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable(["table", "strikethrough"])
    parser.block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference"]})
    with _uncollected():
        tree = SyntaxTreeNode(parser.parse(markdown))
        headings = (_inline(node) for node in tree.walk() if node.type == "heading")
        return "\n\n".join(_blocks(tree)), next(filter(None, headings), None)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """While a tree grows, nothing of it is garbage: looking for some again and again takes as long as parsing."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _note(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A footnote, `[^1]: The text`, as a paragraph `[1] The text`: CommonMark takes one of a single word for the
    address of a link."""
    match = NOTE.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if match is None or state.is_code_block(line):
        return False
    if silent:
        return True
    last = line + 1
    while last < end and not state.isEmpty(last) and not NOTE.match(state.src, state.bMarks[last] + state.tShift[last]):
        last += 1
    state.push("paragraph_open", "p", 1).map = [line, last]
    inline = state.push("inline", "", 0)
    inline.content = (
        f"[{match[1]}] " + NOTE.sub("", state.getLines(line, last, state.blkIndent, False), count=1).strip()
    )
    inline.map, inline.children = [line, last], []
    state.push("paragraph_close", "p", -1)
    state.line = last
    return True


def _blocks(node: SyntaxTreeNode) -> Iterator[str]:
    """The plain blocks of a node, none of them empty."""
    for child in node.children:
        match child.type:
            case "heading":
                block = _inline(child)
                block = block and "#" * int(child.tag[1]) + " " + block
            case "paragraph":
                block = _inline(child)
            case "bullet_list" | "ordered_list":
                block = "\n".join(_items(child))
            case "table":
                block = "\n".join(
                    " | ".join(map(_inline, row.children)) for part in child.children for row in part.children
                )
            case "fence" | "code_block":
                block = child.content.rstrip("\n")
            case "blockquote":
                yield from _blocks(child)
                continue
            case "html_block":
                yield from markup.pieces(child.content)
                continue
            case _:  # a rule
                continue
        if block.strip():
            yield block


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, start=first):
        mark = f"{number}. " if node.type == "ordered_list" else "- "
        if content := "\n".join(_blocks(item)):
            yield mark + content.replace("\n", "\n" + " " * len(mark))


def _inline(node: SyntaxTreeNode) -> str:
    """The text of a run of inline nodes, without its marks and without what is struck out."""
    parts: list[str] = []
    open_tags: dict[str, int] = {}  # struck or raised, and the part it begins with
    for child in node.children:
        match child.type:
            case "text":
                parts.append(NOTE_MARK.sub("", child.content) if "[^" in child.content else child.content)
            case "code_inline":
                parts.append(child.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline":
                _tag(child.content.lower(), parts, open_tags)
            case "s":
                continue
            case _:  # emphasis, a link, an image (whose children are its alternative text)
                parts.append(_inline(child))
    text = "".join(parts)
    if node.type not in ("inline", "paragraph", "heading", "th", "td"):
        return text
    return (SPACES.sub(" ", text) if "  " in text else text).strip()


def _tag(tag: str, parts: list[str], open_tags: dict[str, int]) -> None:
    """Raw HTML within a line: a break, and what `<del>` and `<sup>` make of the text between them."""
    name = match[1] if (match := TAG.match(tag)) else ""
    if name == "br":
        parts.append(" ")
    elif name in markup.STRUCK or name == "sup":
        if not tag.startswith("</"):
            open_tags[name] = len(parts)
        elif (at := open_tags.pop(name, None)) is not None:
            inner = "".join(parts[at:])
            parts[at:] = [] if name in markup.STRUCK else [markup.lifted(inner)]
