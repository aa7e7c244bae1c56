"""LangChain as its semantic search tutorial and its FAISS page do it, kept in step by its indexing API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from peers.engine import Result, Spent, articles

# "Select as big a batch size as possible" (langchain_core.indexing.index); SQLite bounds the variables of a statement.
BATCH = 1000


class LangChainFAISS:
    packages = (
        "langchain-core",
        "langchain-community",
        "langchain-huggingface",
        "langchain-text-splitters",
        "faiss-cpu",
    )
    passages = "RecursiveCharacterTextSplitter, 1,000 characters, 200 shared"
    renewal = "`index(cleanup='full')` with a record manager, and `save_local`: finds what changed by itself"
    loading = Spent()

    def load(self, model: Path) -> None:
        import langchain_community.vectorstores
        from langchain_huggingface import HuggingFaceEmbeddings

        self.store_class: Any = langchain_community.vectorstores.FAISS
        self.embeddings = HuggingFaceEmbeddings(model_name=str(model))

    def build(self, source: Path, folder: Path) -> int:
        import faiss
        from langchain_community.docstore.in_memory import InMemoryDocstore

        dimension = len(self.embeddings.embed_query("hello world"))
        self.store = self.store_class(self.embeddings, faiss.IndexFlatL2(dimension), InMemoryDocstore(), {})
        folder.mkdir(parents=True)
        self._index(source, folder)
        return int(self.store.index.ntotal)

    def open(self, model: Path, folder: Path) -> None:
        self.load(model)
        self.store = self.store_class.load_local(str(folder), self.embeddings, allow_dangerous_deserialization=True)

    def search(self, question: str, k: int) -> list[Result]:
        found = self.store.similarity_search(question, k=k)
        return [Result(document.metadata["source"], document.page_content) for document in found]

    def update(self, source: Path, folder: Path, changed: set[str]) -> None:
        self._index(source, folder)

    def _index(self, source: Path, folder: Path) -> None:
        from langchain_classic.indexes import SQLRecordManager
        from langchain_core.documents import Document
        from langchain_core.indexing import index
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        documents = [Document(page_content=text, metadata={"source": id}) for id, text in articles(source)]
        records = SQLRecordManager("faiss/articles", db_url=f"sqlite:///{folder / 'records.sqlite'}")
        records.create_schema()
        index(
            splitter.split_documents(documents),
            records,
            self.store,
            batch_size=BATCH,
            cleanup="full",
            source_id_key="source",
            key_encoder="blake2b",
        )
        self.store.save_local(str(folder))


ENGINE = LangChainFAISS()
