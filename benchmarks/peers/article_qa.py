"""Article QA through its public names: `qa.build_index` and `qa.Retriever`."""

from __future__ import annotations

from pathlib import Path

from peers.engine import Result, Spent


class ArticleQA:
    packages = ("article-qa", "faiss-cpu", "tantivy")
    passages = "whole sentences, at most 6 and 800 characters, the title before each"
    renewal = "`build_index` again: finds what changed by itself"
    loading = Spent()

    def load(self, model: Path) -> None:
        import qa  # noqa: F401  # the model is loaded inside build_index, which tells when that is done

    def build(self, source: Path, folder: Path) -> int:
        import qa

        started = Spent.now()

        def progress(stage: str, done: int, total: int) -> None:
            if stage == "loading" and done == total:
                self.loading = Spent.now() - started

        return qa.build_index(source, folder, progress=progress).passages

    def open(self, model: Path, folder: Path) -> None:
        import qa

        self.retriever = qa.Retriever.open(folder)
        self.retriever.warm()

    def search(self, question: str, k: int) -> list[Result]:
        return [Result(hit.document.id, hit.text) for hit in self.retriever.search(question, k=k)]

    def update(self, source: Path, folder: Path, changed: set[str]) -> None:
        self.build(source, folder)


ENGINE = ArticleQA()
