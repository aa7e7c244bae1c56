"""Feeds (RSS, Atom, RDF) item by item, and other news in XML, which goes to `newsxml`.

The id of an item is `<file>#` and the name that the feed gives it, so that an item keeps its id while others come and
go. An item with a headline alone is a document of that headline. Nothing that a feed points to is fetched.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXParseException

from qa.documents import markup, newsxml, xml
from qa.documents.days import parse_date
from qa.documents.fields import Fields, make_document
from qa.documents.files import SourceFile
from qa.errors import DocumentError
from qa.types import Document, Skipped

FEEDS = {"rss", "rdf", "feed", "channel"}
ITEMS = 50_000
NAME_LENGTH = 300
HTML = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|\w+);")


def load(file: SourceFile) -> Iterator[Document | Skipped]:
    """Read an .xml file."""
    data = file.path.read_bytes()
    root = xml.root_name(data)
    if root in FEEDS:
        yield from _items(file.id, data)
    elif root in newsxml.ROOTS:
        yield from newsxml.load(data, file.id)
    elif root == "html":
        raise DocumentError("an HTML page named .xml: rename it to .html")
    elif root is None:
        raise DocumentError("not XML, whatever its name says")
    else:
        raise DocumentError(f"XML, but neither a feed nor news (NITF, NewsML): it begins with <{root}>")


def item_id(file: str, name: object, *parts: str | None) -> str:
    """The id of an item: by the name that it has, else by a hash of what it says."""
    if isinstance(name, str) and 0 < len(name.strip()) <= NAME_LENGTH and name.isprintable():
        return f"{file}#{name.strip()}"
    digest = hashlib.sha256("\0".join(part or "" for part in parts).encode("utf-8", "replace"))
    return f"{file}#{digest.hexdigest()[:16]}"


def _items(file: str, data: bytes) -> Iterator[Document | Skipped]:
    import feedparser  # type: ignore[import-untyped, unused-ignore]

    for count, limit, what in ((data.count(b"<"), xml.TAGS, "tags"), (data.count(b"="), xml.ATTRIBUTES, "attributes")):
        if count > limit:
            raise DocumentError(f"{count:,} {what}, more than the limit of {limit:,}: split it")
    # A stream, since it would take a text for the address of a feed. What is dangerous in HTML is no part of text.
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # what it raises on some damaged feeds
        raise DocumentError(f"a feed that cannot be read: {xml.broken(None)}") from error
    if not feed.entries:
        raise DocumentError(f"a feed that cannot be read: {_fault(feed) or 'no items in it'}")
    if len(feed.entries) > ITEMS:
        raise DocumentError(f"{len(feed.entries):,} items, more than the limit of {ITEMS:,}: split it")
    title = _plain(feed.feed.get("title_detail"))
    for entry in feed.entries:
        yield _item(file, entry, title)
    if fault := _fault(feed):
        yield Skipped(file, f"damaged XML, behind which items may be missing: {fault}")


def _item(file: str, entry: Any, feed_title: str) -> Document | Skipped:
    title = _plain(entry.get("title_detail"))
    # Where there is the article itself, the summary only announces it.
    contents = [part for part in entry.get("content", []) if str(part.get("type", "")).startswith(("text", "applic"))]
    link = entry.get("link")
    id = item_id(file, entry.get("id") or link, title, str(entry.get("published")))
    try:
        texts = [_text(part) for part in contents] or [""]
        text = max(texts, key=len) or _text(entry.get("summary_detail")) or title
        source = entry.get("source", {}).get("title") or feed_title or entry.get("author")
        return make_document(id, text, Fields(title, _day(entry), source, link))
    except DocumentError as error:
        return Skipped(id, str(error))


def _text(detail: Any) -> str:
    """The plain text of what feedparser tells of a text, by the type that the feed gives it."""
    value = (detail or {}).get("value") or ""
    is_plain = detail and detail.get("type") == "text/plain" and not HTML.search(value)
    return value.strip() if is_plain else markup.text(value)


def _plain(detail: Any) -> str:
    try:
        return " ".join(_text(detail).split())
    except DocumentError:
        return ""


def _day(entry: Any) -> str | None:
    """The day of publication as the feed writes it, not as it is in Greenwich."""
    for key in ("published", "updated", "created"):
        if key in entry and (day := parse_date(entry[key])):
            return day.isoformat()
        if f"{key}_parsed" in entry and (parsed := entry[f"{key}_parsed"]):
            return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}"
    return None


def _fault(feed: Any) -> str | None:
    """What is wrong with a feed; None where only its label is: the encoding that one declares is often another."""
    fault = feed.bozo_exception if feed.bozo else None
    if isinstance(fault, SAXParseException):
        return xml.broken((fault.getLineNumber() or 0, fault.getColumnNumber() or 0))
    match type(fault).__name__:
        case "NoneType" | "CharacterEncodingOverride" | "NonXMLContentType":
            return None
        case "CharacterEncodingUnknown":
            return "its encoding is not known"
    return xml.broken(None)
