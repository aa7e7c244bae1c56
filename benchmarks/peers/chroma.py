"""Chroma as its getting-started page does it, in a persistent client.

It has no splitter, and its guide tells to use one: the articles are cut by the one that LangChain uses here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from peers.engine import Result, Spent, articles


class Chroma:
    packages = ("chromadb", "langchain-text-splitters")
    passages = "LangChain's RecursiveCharacterTextSplitter, 1,000 characters, 200 shared: it has none of its own"
    renewal = "`delete(where=…)` and `add` of the articles it is told of"
    loading = Spent()

    def load(self, model: Path) -> None:
        from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

        self.embedding: Any = SentenceTransformerEmbeddingFunction(model_name=str(model))

    def build(self, source: Path, folder: Path) -> int:
        self.client = self._client(folder)
        self.collection = self.client.create_collection("articles", embedding_function=self.embedding)
        self._add(source)
        return int(self.collection.count())

    def open(self, model: Path, folder: Path) -> None:
        self.load(model)
        self.client = self._client(folder)
        self.collection = self.client.get_collection("articles", embedding_function=self.embedding)

    def search(self, question: str, k: int) -> list[Result]:
        found = self.collection.query(query_texts=[question], n_results=k)
        pairs = zip(found["metadatas"][0], found["documents"][0], strict=True)
        return [Result(metadata["article"], text) for metadata, text in pairs]

    def update(self, source: Path, folder: Path, changed: set[str]) -> None:
        self.collection.delete(where={"article": {"$in": sorted(changed)}})
        self._add(source, changed)

    def _client(self, folder: Path) -> Any:
        import chromadb

        return chromadb.PersistentClient(path=str(folder))

    def _add(self, source: Path, only: set[str] | None = None) -> None:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        rows = [
            (f"{id}#{n}", id, part)
            for id, text in articles(source)
            if only is None or id in only
            for n, part in enumerate(splitter.split_text(text))
        ]
        size = self.client.get_max_batch_size()
        for start in range(0, len(rows), size):
            ids, names, texts = zip(*rows[start : start + size], strict=True)
            self.collection.add(ids=list(ids), documents=list(texts), metadatas=[{"article": name} for name in names])


ENGINE = Chroma()
