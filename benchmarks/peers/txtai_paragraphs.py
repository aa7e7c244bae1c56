"""txtai as its documentation indexes articles: paragraphs of its segmentation pipeline, in an index with content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peers.engine import Result, Spent, articles

Row = tuple[str, dict[str, str]]


class Txtai:
    packages = ("txtai", "faiss-cpu")
    passages = "Segmentation, one paragraph each; the model reads 512 tokens of it"
    renewal = "`delete` and `upsert` of the articles it is told of, and `save`"
    loading = Spent()

    def load(self, model: Path) -> None:
        from txtai import Embeddings

        self.embeddings: Any = Embeddings(path=str(model), content=True)

    def build(self, source: Path, folder: Path) -> int:
        self.embeddings.index(self._rows(source))
        self.embeddings.save(str(folder))
        return int(self.embeddings.count())

    def open(self, model: Path, folder: Path) -> None:
        from txtai import Embeddings

        self.embeddings = Embeddings()
        self.embeddings.load(str(folder))

    def search(self, question: str, k: int) -> list[Result]:
        found = self.embeddings.search(
            "select text, article from txtai where similar(:question)", limit=k, parameters={"question": question}
        )
        return [Result(row["article"], row["text"]) for row in found]

    def update(self, source: Path, folder: Path, changed: set[str]) -> None:
        for article in changed:
            rows = self.embeddings.search(
                "select id from txtai where article = :article", limit=10_000, parameters={"article": article}
            )
            self.embeddings.delete([row["id"] for row in rows])
        self.embeddings.upsert(self._rows(source, changed))
        self.embeddings.save(str(folder))

    def _rows(self, source: Path, only: set[str] | None = None) -> Iterator[Row]:
        from txtai.pipeline import Segmentation

        paragraphs = Segmentation(paragraphs=True)
        for id, text in articles(source):
            if only is None or id in only:
                for n, paragraph in enumerate(paragraphs(text)):
                    yield f"{id}#{n}", {"text": paragraph, "article": id}


ENGINE = Txtai()
