"""News as JSON (.json): ninjs of all versions, one item or several, and JSON Feed.

{"uri": …, "headline": …, "versioncreated": …, "body_text": …}
{"uri": …, "headlines": [{"value": …}], "contentcreated": …, "bodies": [{"contenttype": …, "value": …}]}
{"version": "https://jsonfeed.org/version/1.1", "title": …, "items": [{"id": …, "content_html": …}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from qa.documents import markup
from qa.documents.feeds import item_id
from qa.documents.fields import Fields, is_blank, json_kind, make_document
from qa.errors import DocumentError
from qa.types import Document, Skipped

ITEMS = 50_000
PLAIN = ("body_text", "content_text", "description_text")
MARKED = ("body_xhtml", "body_html", "content_html", "description_xhtml", "description_html")
# A field of each form that rows of other people do not have, or not together with another one.
OWN = ("body_xhtml", "bodies", "headlines", "versioncreated", "contentcreated")


def is_news(whole: Any) -> bool:
    """Whether a value that was read from JSON is of one of these forms."""
    if isinstance(whole, dict) and "jsonfeed.org/" in str(whole.get("version")):
        return isinstance(whole.get("items"), list)
    items = _items(whole)[:ITEMS]
    return any(isinstance(item, dict) and _has_body(item) and any(key in item for key in OWN) for item in items)


def articles(id: str, whole: Any) -> Iterator[tuple[int, Document | Skipped]]:
    """The articles of such a value in the file `id`, each with its number; 0 is the file. Raises `DocumentError`."""
    items = _items(whole)
    if len(items) > ITEMS:
        raise DocumentError(f"{len(items):,} items, more than the limit of {ITEMS:,}: split it")
    single = items == [whole]
    feed_title = whole.get("title") if isinstance(whole, dict) and not single else None
    for number, item in enumerate(items, 1):
        place = f"{id}#{number}"
        try:
            if not isinstance(item, dict):
                raise DocumentError(f"not a JSON object but {json_kind(item)}")
            place = id if single else item_id(id, item.get("uri") or item.get("id"), json.dumps(item))
            yield 0 if single else number, make_document(place, _text(item), _fields(item, feed_title))
        except DocumentError as error:
            yield number, Skipped(place, str(error))


def _items(whole: Any) -> list[Any]:
    if isinstance(whole, dict) and isinstance(whole.get("items"), list):
        return list(whole["items"])
    return whole if isinstance(whole, list) else [whole]


def _has_body(item: dict[str, Any]) -> bool:
    return any(item.get(key) for key in (*PLAIN, *MARKED, "bodies"))


def _text(item: dict[str, Any]) -> str:
    """The body: as plain text where it is given so, else from its HTML; a description only where there is no body."""
    values = [(item.get(key), False) for key in PLAIN[:2]] + [(item.get(key), True) for key in MARKED[:3]]
    typed = [
        (body.get("value"), "html" in str(body.get("contenttype")).lower()) for body in _objects(item.get("bodies"))
    ]
    values += sorted(typed, key=lambda pair: pair[1])
    values += [(item.get(PLAIN[2]), False)] + [(item.get(key), True) for key in MARKED[3:]]
    for value, marked in values:
        if isinstance(value, str) and not is_blank(value):
            return markup.text(value) if marked else value.strip()
    raise DocumentError("no text in it")


def _fields(item: dict[str, Any], feed_title: Any) -> Fields:
    title = _first(item.get("headline"), *_values(item.get("headlines"), "main"), item.get("title"))
    dates = ("contentcreated", "firstcreated", "date_published", "versioncreated", "contentupdated", "date_modified")
    names = (source.get("name") for source in _objects(item.get("infosources")) + _objects(item.get("infosource")))
    source = _first(
        *names, item.get("source"), item.get("copyrightholder"), feed_title, item.get("usageterms"), item.get("byline")
    )
    return Fields(title, _first(*(item.get(key) for key in dates)), source, _first(item.get("url"), item.get("uri")))


def _values(value: Any, role: str) -> list[Any]:
    """The values of headlines, those of a role first."""
    entries = sorted(_objects(value), key=lambda entry: entry.get("role") != role)
    return [entry.get("value") for entry in entries]


def _objects(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _first(*values: Any) -> str | None:
    return next((value for value in values if isinstance(value, str) and not is_blank(value)), None)
