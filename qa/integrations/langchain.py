"""A retriever for LangChain: `ArticleRetriever(index="index", k=5).invoke("Who found the meteorite?")`."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from qa.integrations import metadata, name
from qa.search.retriever import Retriever


class ArticleRetriever(BaseRetriever):
    """The `k` passages of an index that are nearest to a query, filtered as by `qa.Retriever.search`.

    Follows the index when it is built again. Raises QAError for what cannot be opened or read.
    """

    index: str
    k: int = 5
    since: str | None = None
    until: str | None = None
    sources: list[str] | None = None
    names: list[str] | None = None

    # LangChain's base is a pydantic model, whose fields are the arguments: an __init__ of ours would take their place.
    def model_post_init(self, context: Any) -> None:
        """Open the index. Raises QAError."""
        super().model_post_init(context)
        self._retriever = Retriever.open(self.index)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = self._retriever.search(query, self.k, self.since, self.until, self.sources, self.names)
        return [Document(page_content=hit.text, metadata=metadata(hit), id=name(hit)) for hit in hits]
