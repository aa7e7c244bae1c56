from __future__ import annotations

import os
from pathlib import Path

import pytest

import qa
from qa.errors import IndexNotFound
from tests.integrations.conftest import FILTERS, QUERY, citable, wanted

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
pytest.importorskip("haystack", reason="NOT TESTED: Haystack (pip install '.[haystack]')")


def test_haystack(real_index: Path, expected: list[qa.Hit]) -> None:
    from haystack import Pipeline

    from qa.integrations.haystack import ArticleRetriever

    pipeline = Pipeline()
    pipeline.add_component("articles", ArticleRetriever(str(real_index), **FILTERS))
    documents = pipeline.run({"articles": {"query": QUERY}})["articles"]["documents"]
    assert [citable(d.content, d.meta, real_index) for d in documents] == wanted(expected)
    assert [document.score for document in documents] == [hit.score for hit in expected]
    restored = Pipeline.loads(pipeline.dumps(), allowed_modules=[ArticleRetriever.__module__])
    assert restored.run({"articles": {"query": QUERY}})["articles"]["documents"] == documents
    with pytest.raises(IndexNotFound):
        ArticleRetriever(str(real_index / "nowhere"))
