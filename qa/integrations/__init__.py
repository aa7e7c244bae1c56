"""Retrievers for the frameworks that people build with. Each module needs its own framework; nothing here imports them.

integrations/
├── langchain.py     pip install 'article-qa[langchain]'
├── llamaindex.py    pip install 'article-qa[llamaindex]'
└── haystack.py      pip install 'article-qa[haystack]'
"""

from __future__ import annotations

from qa.types import Hit


def metadata(hit: Hit) -> dict[str, str | int | float | None]:
    """What a citation of a passage needs; its text is characters `start` to `end` of the document `id`."""
    document = hit.document
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "date": document.date.isoformat() if document.date else None,
        "url": document.url,
        "start": hit.start,
        "end": hit.end,
        "score": hit.score,
    }


def name(hit: Hit) -> str:
    """What a framework knows a passage by: the same for the same words in the same place."""
    return f"{hit.document.id}#{hit.start}-{hit.end}"
