"""Objects of JSON within others: where in a file its articles stand, and what of an article's fields lies deeper.

{"source": {"name": "Vale Gazette"}} is read where the names say what it is, and so is {"response": {"docs": [...]}}.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qa.documents.columns import MOST, Told, chosen, missing
from qa.errors import DocumentError

DEPTH = 4  # of objects in objects: {"response": {"docs": [{"headline": {"main": "A mill"}}]}}

# What an object that stands for one value calls it, and what programs wrap an article in.
INNER = ("name", "title", "value", "rendered", "main", "text", "plain", "$date", "$oid", "#text", "content", "html")
PARTS = ("value", "text", "content", "#text", "html")
WRAPPERS = ("_source", "row", "data", "article", "fields", "attributes", "node", "post", "doc", "item")


def flat(record: dict[str, Any], depth: int = DEPTH) -> dict[str, Any]:
    """An object with what stands in objects within it: {"source": {"name": "PTN"}} -> {"source": "PTN",
    "source.name": "PTN"}; wrappers are left away."""
    found: dict[str, Any] = {}
    lifted: dict[str, Any] = {}
    for name, value in record.items():
        if len(found) > MOST:  # `Rows` refuses it
            break
        if not isinstance(value, dict) or not depth:
            found[name] = _parts(value)
            continue
        inner = flat(value, depth - 1)
        if name in WRAPPERS and chosen(tuple(inner))["text"]:
            lifted |= inner
            continue
        found[name] = next((inner[key] for key in INNER if inner.get(key) is not None), value)
        for key, part in inner.items():
            found.setdefault(f"{name}.{key}", part)
    return lifted | found if lifted else found


def _parts(value: Any) -> Any:
    """The texts of a list of parts, as feeds have them: [{"type": "text/html", "value": "<p>A mill"}]."""
    if not isinstance(value, list) or len(value) > MOST or not all(isinstance(part, dict) for part in value):
        return value
    if any(chosen(tuple(part))["title"] for part in value):  # no parts, but things that have titles of their own
        return value
    texts = (next((part[key] for key in PARTS if isinstance(part.get(key), str)), None) for part in value)
    return [text for text in texts if text is not None] or value


def articles(whole: Any, told: Told) -> list[Any]:
    """What stands in the outermost lists that hold articles; or one article alone, or a table by its columns.

    Raises `DocumentError` where there is none.
    """
    level = [whole]
    for _ in range(DEPTH + 1):
        if found := [each for value in level for each in _of(value, told)]:
            return found
        inner = (value.values() if isinstance(value, dict) else value for value in level)
        level = [each for values in inner for each in values if isinstance(each, list | dict)]
    if _fields(whole, told).get("text"):
        return [whole]
    names = tuple(whole) if isinstance(whole, dict) else ()
    raise DocumentError(f"no list of articles in it, and {missing(names, 'field')}")


def _of(value: Any, told: Told) -> list[Any]:
    """The articles that a value is, or is a list of."""
    if isinstance(value, dict):
        fields = _fields(value, told)
        # "text" alone may be the "message" of whoever answered a request, with the articles beside it.
        if fields["title"] and any(isinstance(value.get(name), str) for name in fields["text"]):
            return [value]
        return _table(value, told)
    if not isinstance(value, list):
        return []
    for each in value:
        fields = _fields(each, told)
        if fields.get("text") or (fields and all(fields[name] for name in ("summary", "title", "url"))):
            return value
    return []


def _fields(value: Any, told: Told) -> Mapping[str, tuple[str, ...]]:
    return chosen(tuple(flat(value)), told) if isinstance(value, dict) else {}


def _table(value: dict[str, Any], told: Told) -> list[dict[str, Any]]:
    """The rows of {"text": {"0": "A mill.", ...}, ...}, or of {"columns": ["text"], "data": [["A mill."], ...]}."""
    names, data = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(data, list) and all(isinstance(name, str) for name in names):
        return [dict(zip(names, row, strict=False)) for row in data if isinstance(row, list)]
    text = next((value[name] for name in chosen(tuple(value), told)["text"]), None)
    if not isinstance(text, dict) or not text or not all(isinstance(column, dict) for column in value.values()):
        return []
    if not all(key.isdigit() for key in text):
        return []
    return [{name: column.get(key) for name, column in value.items()} for key in text]
