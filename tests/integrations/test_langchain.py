from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

import qa
from qa.errors import IndexNotFound
from tests.integrations.conftest import FILTERS, QUERY, citable, wanted

pytest.importorskip("langchain_core", reason="NOT TESTED: LangChain (pip install '.[langchain]')")


def test_langchain(real_index: Path, expected: list[qa.Hit]) -> None:
    from langchain_core.runnables import RunnableLambda

    from qa.integrations.langchain import ArticleRetriever

    retriever = ArticleRetriever(index=str(real_index), **FILTERS)
    documents = retriever.invoke(QUERY)
    assert [citable(d.page_content, d.metadata, real_index) for d in documents] == wanted(expected)
    assert len({document.id for document in documents}) == 3
    assert asyncio.run(retriever.ainvoke(QUERY)) == documents
    chain = retriever | RunnableLambda(lambda found: found[0].metadata["title"])
    assert chain.invoke(QUERY) == expected[0].document.title
    with pytest.raises(IndexNotFound):
        ArticleRetriever(index=str(real_index / "nowhere"))
