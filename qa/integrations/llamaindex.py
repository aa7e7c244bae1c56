"""A retriever for LlamaIndex: `ArticleRetriever("index", k=5).retrieve("Who found the meteorite?")`."""

from __future__ import annotations

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from qa.integrations import metadata, name
from qa.search.retriever import Retriever


class ArticleRetriever(BaseRetriever):
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
        super().__init__()
        self._articles = Retriever.open(index)
        self._wanted = k, since, until, sources, names

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._articles.search(query_bundle.query_str, *self._wanted)
        return [
            NodeWithScore(node=TextNode(id_=name(hit), text=hit.text, metadata=metadata(hit)), score=hit.score)
            for hit in hits
        ]
