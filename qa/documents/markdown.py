"""Markdown -> plain text that reads like an article: no asterisks, no addresses, no raw HTML.

Blocks are separated by a blank line. A heading stays a block of its own, `## Heading`; a list item is a line `- item`,
a table row a line `cell | cell`. Front matter between `---` lines gives title, date, source and url.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qa.documents.encoding import decode
from qa.documents.fields import Fields, make_document
from qa.errors import DocumentError
from qa.types import Document

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
FRONT_MATTER_LENGTH = 64_000  # a page of fields; more is a text that begins with a rule
# markdown-it leaves out without a word what is nested deeper; its default of 20 is little for quoted mail.
NESTING = 100
BRACKETS = 20_000  # its parser looks again at each one for every one that stays open: a million take an hour


def load(data: bytes, id: str) -> Document:
    """Read a .md file."""
    text = decode(data)
    if text.count("[") > BRACKETS:
        raise DocumentError(f"more than {BRACKETS:,} brackets, such as those of links: split it, or save it as .txt")
    fields, start = _front_matter(text)
    plain, heading = render(text[start:])
    return make_document(id, plain, Fields(fields.get("title") or heading, *map(fields.get, ("date", "source", "url"))))


def _front_matter(text: str) -> tuple[dict[str, Any], int]:
    """The fields of the front matter and where the body begins; what is not valid front matter is body."""
    import yaml

    class Plain(yaml.BaseLoader):
        """Leaves every value the text it is, and refuses aliases, which can stand for gigabytes."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("aliases are not read")
            return super().compose_node(parent, index)

    match = FRONT_MATTER.match(text[:FRONT_MATTER_LENGTH])
    if match is None:
        return {}, 0
    try:
        fields = Plain(match[1]).get_single_data()
    except (yaml.YAMLError, RecursionError):
        return {}, 0
    return (fields, match.end()) if isinstance(fields, dict) else ({}, 0)


def render(markdown: str) -> tuple[str, str | None]:
    """The plain text, and the first heading in it."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table")
    tree = SyntaxTreeNode(parser.parse(markdown))
    headings = (_inline(node) for node in tree.walk() if node.type == "heading")
    return "\n\n".join(_blocks(tree)), next(filter(None, headings), None)


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
            case _:  # a rule, raw HTML
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
    """The text of a run of inline nodes, without its marks."""
    parts = []
    for child in node.children:
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline":
                parts.append(" " if child.content.lower().startswith("<br") else "")
            case _:  # emphasis, a link, an image (whose children are its alternative text)
                parts.append(_inline(child))
    return "".join(parts).strip() if node.type in ("inline", "paragraph", "heading", "th", "td") else "".join(parts)
