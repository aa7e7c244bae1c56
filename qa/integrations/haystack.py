"""A component for Haystack: `ArticleRetriever("index", k=5).run("Who found the meteorite?")["documents"]`."""

from __future__ import annotations

import os

# Haystack reads this when it is imported. Whoever wants to send it statistics sets it to True.
os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")

from haystack import Document, component

from qa.integrations import metadata, name
from qa.search.retriever import Retriever


@component
class ArticleRetriever:
    """The `k` passages of an index that are nearest to a query, filtered as by `qa.Retriever.search`.

    Follows the index when it is built again. Raises QAError for what cannot be opened or read.
    """

    def __init__(
        self,
        index: str,
        k: int = 5,
        since: str | None = None,
        until: str | None = None,
        sources: list[str] | None = None,
        names: list[str] | None = None,
    ) -> None:
        # Under the names of the parameters: that is how Haystack finds what to write down when a pipeline is saved.
        self.index, self.k, self.since, self.until = index, k, since, until
        self.sources, self.names = sources, names
        self._retriever = Retriever.open(index)

    @component.output_types(documents=list[Document])
    def run(self, query: str) -> dict[str, list[Document]]:
        """{"documents": the passages, best first}. Raises QAError."""
        hits = self._retriever.search(query, self.k, self.since, self.until, self.sources, self.names)
        return {"documents": [Document(name(hit), hit.text, meta=metadata(hit), score=hit.score) for hit in hits]}
