"""What every framework has to give for the same query."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import qa

QUERY = "Who found the meteorite?"
FILTERS: dict[str, Any] = {"k": 3, "since": "2025-10-01", "names": ["Karsbro"]}


@pytest.fixture(scope="session")
def expected(real_index: Path) -> list[qa.Hit]:
    """The passages that the library finds for `QUERY` within `FILTERS`."""
    hits = qa.Retriever.open(real_index).search(QUERY, **FILTERS)
    assert len(hits) == 3
    return hits


def citable(text: str, metadata: dict[str, Any], index: Path) -> tuple[str, str | None, str | None, float]:
    """(id, source, date, score) of a passage that somebody can cite: its words stand where it says."""
    document = qa.Index.open(index).document(metadata["id"])
    assert document.text[metadata["start"] : metadata["end"]] == text
    assert metadata["title"] == document.title
    assert metadata["url"] == document.url
    return metadata["id"], metadata["source"], metadata["date"], metadata["score"]


def wanted(hits: list[qa.Hit]) -> list[tuple[str, str | None, str | None, float]]:
    """The same of what the library found."""
    return [
        (
            hit.document.id,
            hit.document.source,
            hit.document.date.isoformat() if hit.document.date else None,
            hit.score,
        )
        for hit in hits
    ]
