"""LlamaIndex as its starter tutorial with a local embedding model does it: `VectorStoreIndex`, persisted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from peers.engine import Result, Spent, articles


class LlamaIndex:
    packages = ("llama-index-core", "llama-index-embeddings-huggingface")
    passages = "SentenceSplitter, 1,024 tokens, 200 shared; the model reads the first 256 tokens of each"
    renewal = "`refresh_ref_docs` and `persist`: finds what changed by itself"
    loading = Spent()

    def load(self, model: Path) -> None:
        from llama_index.core import Settings
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        Settings.embed_model = HuggingFaceEmbedding(model_name=str(model))

    def build(self, source: Path, folder: Path) -> int:
        from llama_index.core import VectorStoreIndex

        index = VectorStoreIndex.from_documents(self._documents(source))
        index.storage_context.persist(persist_dir=str(folder))
        return len(index.docstore.docs)

    def open(self, model: Path, folder: Path) -> None:
        from llama_index.core import StorageContext, load_index_from_storage

        self.load(model)
        self.index: Any = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(folder)))

    def search(self, question: str, k: int) -> list[Result]:
        found = self.index.as_retriever(similarity_top_k=k).retrieve(question)
        return [Result(hit.node.ref_doc_id, hit.node.text) for hit in found]

    def update(self, source: Path, folder: Path, changed: set[str]) -> None:
        self.index.refresh_ref_docs(self._documents(source))
        self.index.storage_context.persist(persist_dir=str(folder))

    def _documents(self, source: Path) -> list[Any]:
        """The id is the document's own, not metadata: metadata would be embedded with the text."""
        from llama_index.core import Document

        return [Document(text=text, id_=id) for id, text in articles(source)]


ENGINE = LlamaIndex()
