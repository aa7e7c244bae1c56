"""News in XML as agencies send it: NITF, NewsML-G2, and NewsML 1, which holds NITF.

The text is the body of the story; its headline is the title. Pictures and packages, which have no text of their own,
are named in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qa.documents import markup, xml
from qa.documents.days import parse_date
from qa.documents.fields import Fields, make_document
from qa.errors import DocumentError
from qa.types import Document, Skipped

ROOTS = {"nitf", "newsitem", "newsmessage", "packageitem", "newsml", "itemset"}
ITEMS = 20_000
# 20251205 or 20251205T103000Z, the basic form of ISO 8601.
BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T.*)?", re.ASCII)


def load(data: bytes, id: str) -> Iterator[Document | Skipped]:
    """Read a file whose root is one of ROOTS."""
    root = xml.parse(data)
    if xml.name(root) == "nitf":
        yield _nitf(root, id)
        return
    items = list(root.iter("{*}newsItem", "{*}NewsItem", "{*}newsitem", "{*}packageItem"))
    if len(items) > ITEMS:
        raise DocumentError(f"{len(items):,} items, more than the limit of {ITEMS:,}: split it")
    if not items:
        raise DocumentError("no news in it")
    for number, item in enumerate(items, 1):
        guid = item.get("guid") or xml.words(xml.child(item, "identification", "newsidentifier", "publicidentifier"))
        name = id if len(items) == 1 else f"{id}#{guid or number}"
        try:
            yield _g2(item, name) if xml.child(item, "itemmeta") is not None else _newsml(item, name)
        except DocumentError as error:
            yield Skipped(name, str(error))


def _nitf(root: Any, id: str) -> Document:
    head, body = xml.child(root, "head"), xml.child(root, "body")
    docdata, pubdata = xml.child(head, "docdata"), xml.child(head, "pubdata")
    above = xml.child(body, "body.head")
    title = xml.words(xml.child(above, "hedline", "hl1")) or xml.words(xml.child(head, "title"))
    source = next(
        filter(
            None,
            (
                xml.attribute(pubdata, "name"),
                xml.words(xml.child(above, "distributor")),
                xml.attribute(xml.child(docdata, "doc.copyright"), "holder"),
                xml.attribute(xml.child(docdata, "doc-id"), "regsrc"),
            ),
        ),
        None,
    )
    dates = (
        *(xml.attribute(xml.child(docdata, name), "norm") for name in ("date.issue", "date.release")),
        xml.attribute(pubdata, "date.publication"),
        xml.attribute(xml.child(above, "dateline", "story.date"), "norm"),
    )
    text = _body(xml.child(body, "body.content"))
    return make_document(id, text, Fields(title, _day(*dates), source, xml.attribute(pubdata, "ex-ref")))


def _body(element: Any) -> str:
    return "" if element is None else "\n\n".join(markup.blocks(element).blocks)


def _g2(item: Any, id: str) -> Document:
    """An item of NewsML-G2."""
    meta, about = xml.child(item, "itemmeta"), xml.child(item, "contentmeta")
    parts = [_content(part) for part in xml.children(xml.child(item, "contentset"), "inlinexml", "inlinedata")]
    text = "\n\n".join(filter(None, parts))
    if not text:
        kind = (xml.attribute(xml.child(meta, "itemclass"), "qcode") or xml.name(item)).rpartition(":")[2]
        raise DocumentError(f"an item of news without text ({kind})")
    title = xml.words(xml.child(about, "headline")) or xml.words(xml.child(meta, "title"))
    provider = xml.child(meta, "provider")
    source = xml.words(xml.child(provider, "name")) or xml.words(xml.child(about, "creditline"))
    source = source or (xml.attribute(provider, "literal") or xml.attribute(provider, "qcode") or "").rpartition(":")[2]
    dates = (
        xml.words(xml.child(about, "contentcreated")),
        xml.words(xml.child(meta, "firstcreated")),
        xml.words(xml.child(meta, "versioncreated")),
    )
    return make_document(id, text, Fields(title, _day(*dates), source))


def _content(part: Any) -> str:
    if xml.name(part) == "inlinedata":
        plain = (xml.attribute(part, "contenttype") or "text/plain").startswith("text/plain")
        text = "".join(part.itertext()).strip()
        return text if plain else markup.text(text)
    inner = next((found for found in part.iter("{*}body.content", "{*}body")), part)
    return _body(next((found for found in inner.iter("{*}body.content")), inner))


def _newsml(item: Any, id: str) -> Document:
    """An item of NewsML 1, or of the XML of the Reuters corpora, which has the same name and a `text`."""
    nitf = next(item.iter("{*}nitf"), None)
    if nitf is not None:
        return _nitf(nitf, id)
    lines = next(item.iter("{*}NewsLines"), None)
    data = next(item.iter("{*}DataContent", "{*}text"), None)
    headline = xml.words(xml.child(lines, "headline")) or xml.words(xml.child(item, "headline"))
    management = xml.child(item, "newsmanagement")
    dates = (xml.words(xml.child(management, "firstcreated")), item.get("date"))
    provider = next(item.iter("{*}Provider"), None)
    party = next(provider.iter("{*}Party"), None) if provider is not None else None
    source = xml.words(xml.child(lines, "creditline")) or xml.attribute(party, "FormalName")
    return make_document(id, _body(data), Fields(headline or xml.child(item, "title"), _day(*dates), source))


def _day(*values: str | None) -> str | None:
    """The first of the dates that names a day."""
    for value in filter(None, values):
        if found := BASIC.fullmatch(value.strip()):
            value = "-".join(found.groups())
        if day := parse_date(value):
            return day.isoformat()
    return None
