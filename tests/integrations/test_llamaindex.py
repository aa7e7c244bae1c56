from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

import qa
from qa.errors import IndexNotFound
from tests.integrations.conftest import FILTERS, QUERY, citable, wanted

pytest.importorskip("llama_index.core", reason="NOT TESTED: LlamaIndex (pip install '.[llamaindex]')")


def test_llamaindex(real_index: Path, expected: list[qa.Hit]) -> None:
    from qa.integrations.llamaindex import ArticleRetriever

    retriever = ArticleRetriever(str(real_index), **FILTERS)
    nodes = retriever.retrieve(QUERY)
    assert [citable(node.text, node.metadata, real_index) for node in nodes] == wanted(expected)
    assert [node.score for node in nodes] == [hit.score for hit in expected]
    assert len({node.node_id for node in nodes}) == 3
    assert [node.text for node in asyncio.run(retriever.aretrieve(QUERY))] == [node.text for node in nodes]
    with pytest.raises(IndexNotFound):
        ArticleRetriever(str(real_index / "nowhere"))
