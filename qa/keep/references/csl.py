"""CSL-JSON: one item an article, the quotations as `annote`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from qa.keep.references.articles import by_article, in_words, one_line
from qa.keep.references.quote import Quote
from qa.types import Document


def written(quotes: Sequence[Quote]) -> bytes:
    """The file, in UTF-8."""
    items = [_item(key, article, quoted) for key, article, quoted in by_article(quotes)]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()


def _item(key: str, article: Document, quoted: Sequence[Quote]) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key,
        "type": "article-newspaper" if article.source else "document",
        "title": one_line(article.title),
    }
    if article.source:
        item["container-title"] = one_line(article.source)
    if article.date:
        item["issued"] = {"date-parts": [[article.date.year, article.date.month, article.date.day]]}
    if article.url:
        item["URL"] = article.url
    item["annote"] = "\n".join(map(in_words, quoted))
    return item
