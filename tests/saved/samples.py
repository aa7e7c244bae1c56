"""Saved questions without an index."""

from __future__ import annotations

from typing import Any

from qa.saved import ChangeJSON, SavedJSON, SeenPlaceJSON
from qa.saved.schema import SeenJSON, SeenPartJSON


def place(document: str = "a.txt", text: str = "It rained.", **facts: Any) -> SeenPlaceJSON:
    plain = {"document": document, "title": "Rain", "source": "Post", "date": "2025-11-03", "url": None}
    plain |= {"sha256": "0" * 64, "start": 0, "end": len(text), "text": text, "named": True}
    return SeenPlaceJSON(**{**plain, **facts})  # type: ignore[typeddict-item]


def part(
    question: str = "What fell?", short: str | None = "rain", *places: SeenPlaceJSON, **facts: Any
) -> SeenPartJSON:
    plain = {"question": question, "found": bool(places), "short": short, "accounts": [], "days": None}
    return SeenPartJSON(**{**plain, "places": list(places), **facts})  # type: ignore[typeddict-item]


def seen(*parts: SeenPartJSON, at: str = "2025-12-05T10:00:00+01:00") -> SeenJSON:
    return SeenJSON(parts=list(parts or [part()]), generation=1, arrivals=1, at=at)


def change(**facts: Any) -> ChangeJSON:
    plain = {"id": "0" * 12, "kind": "new answer", "at": "2025-12-06T10:00:00+01:00", "question": "What fell?"}
    plain |= {"before": None, "now": "rain", "contradicted": None, "places": [place()]}
    return ChangeJSON(**{**plain, **facts})  # type: ignore[typeddict-item]


def saved(number: int = 1, question: str = "What fell?", **facts: Any) -> SavedJSON:
    plain = {"id": f"{number:012x}", "question": question, "since": None, "until": None, "sources": None, "dates": True}
    plain |= {"saved": "2025-12-05T10:00:00+01:00", "seen": seen(), "now": seen(), "change": None, "history": []}
    return SavedJSON(**{**plain, **facts})  # type: ignore[typeddict-item]
