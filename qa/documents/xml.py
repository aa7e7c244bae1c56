"""XML and HTML that others wrote, parsed without trust: no DTD, no entity, nothing fetched, at most 256 levels deep.

Elements are asked for by their names without namespaces, which feeds and news files spell in many ways.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from qa.documents.encoding import wide
from qa.errors import DocumentError

XML_LIMIT = 20_000_000  # bytes; a parsed one takes ten to twenty in memory
TAGS = 400_000
ATTRIBUTES = 400_000
HTML_LENGTH = 4_000_000  # characters
HTML_TAGS = 200_000
TAG_ATTRIBUTES = 1_000  # of one tag; each is compared with those before it
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,80}:)?([A-Za-z_][\w.-]{0,80})")
PROLOG = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
XML_OWN = {b"amp", b"lt", b"gt", b"quot", b"apos"}


def parse(data: bytes, what: str = "XML") -> Any:
    """The root element. Raises `DocumentError` for what is damaged, or would take minutes or gigabytes."""
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    for count, limit, things in (
        (len(data), XML_LIMIT, "bytes of XML"),
        (data.count(b"<"), TAGS, "tags"),
        (data.count(b"="), ATTRIBUTES, "attributes"),
    ):
        if count > limit:
            raise DocumentError(f"{count:,} {things}, more than the limit of {limit:,}: split it")
    if wide(data) is None and b"<!ENTITY" not in data:
        data = NAMED.sub(_numbered, data)
    # Entities stay as they stand: what they stand for may be gigabytes, or a file of this machine.
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise DocumentError("tags nested deeper than 256 levels") from error
        raise DocumentError(f"damaged {what}: {broken(error.position)}") from error


def broken(place: tuple[int, int] | None) -> str:
    """What is wrong with XML that cannot be read on, at a line and a character where they are known."""
    where = f" at line {place[0]:,}, character {place[1]:,}" if place and place[0] else ""
    return f"tags or characters that make no XML{where}"


def _numbered(entity: re.Match[bytes]) -> bytes:
    """`&eacute;`, which XML without its DTD does not know, as `&#233;`."""
    character = html.unescape(entity[0].decode())
    known = entity[1] not in XML_OWN and len(character) == 1
    return b"&#%d;" % ord(character) if known else entity[0]


def parse_html(markup: str) -> Any:
    """The tree of a piece of HTML, None where there is nothing in it. Raises `DocumentError` for what has no end."""
    from lxml import etree, html  # type: ignore[import-untyped, unused-ignore]

    for count, limit, what in ((len(markup), HTML_LENGTH, "characters"), (markup.count("<"), HTML_TAGS, "tags")):
        if count > limit:
            raise DocumentError(f"{count:,} {what} of HTML, more than the limit of {limit:,}")
    data = NOT_XML.sub("", markup).encode("utf-8", "replace")
    if not data.strip():
        return None
    # A tree of a tag with 100,000 attributes takes minutes; asking what the tags have takes as long as reading them.
    etree.fromstring(data, etree.HTMLParser(target=_Attributes(), encoding="utf-8"))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing but comments
        return None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise DocumentError("tags nested deeper than 256 levels")
    return tree


class _Attributes:
    """What libxml2 tells of the tags, which it reads as nobody else does."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(attributes) > TAG_ATTRIBUTES:
            raise DocumentError(f"a tag with more than {TAG_ATTRIBUTES:,} attributes")

    def close(self) -> None:
        pass


def root_name(data: bytes) -> str | None:
    """The name of the first element without its prefix, in lower case; found also in XML that is damaged later on."""
    head = data[:65_536]
    found = ROOT.search(PROLOG.sub("", head.decode(wide(head) or "utf-8", "replace")))
    return found[1].lower() if found else None


def name(element: Any) -> str:
    """The name of an element without its namespace, in lower case; "" for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> list[Any]:
    """The children of these names; [] for None."""
    return [child for child in element if name(child) in names] if element is not None else []


def child(element: Any, *path: str) -> Any:
    """The first element on a path of names, or None: `child(root, "head", "title")`."""
    for step in path:
        element = next(iter(children(element, step)), None)
    return element


def attribute(element: Any, key: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    return next((value for found, value in element.items() if found.rpartition("}")[2] == key), None)


def words(element: Any) -> str:
    """All text in an element, in one line; "" for None."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
