"""The static model that ships, and the program that makes one, on ferries of our own."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "qa" / "embedder" / "models" / "static"
QUESTIONS = (
    ("When did the ferry {name} sail?", "The ferry {name} sailed on Monday."),
    ("Who steered the ferry {name}?", "Captain Lund steered the {name} through the fog."),
)


@pytest.fixture(scope="module")
def shipped() -> SentenceTransformer:
    return SentenceTransformer(str(SHIPPED), device="cpu")


@pytest.fixture
def static(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "training"))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # steps this small only wait for a second thread
    yield importlib.import_module("static")
    torch.set_num_threads(threads)


def test_what_ships_is_what_the_card_describes(shipped: SentenceTransformer) -> None:
    card = (SHIPPED / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256((SHIPPED / "model.safetensors").read_bytes()).hexdigest() in card
    assert f"{shipped.get_embedding_dimension()} dimensions" in card
    files = {file.name: file.stat().st_size for file in SHIPPED.rglob("*") if file.is_file()}
    assert files.keys() == {
        *("README.md", "config_sentence_transformers.json", "model.safetensors", "modules.json", "tokenizer.json")
    }
    assert sum(files.values()) < 8_000_000


def test_vectors_are_unit_float32_and_do_not_depend_on_the_batch(shipped: SentenceTransformer) -> None:
    texts = [sentence.format(name=name) for name in ("Swan", "Heron") for pair in QUESTIONS for sentence in pair]
    together = shipped.encode(texts)
    alone = np.concatenate([shipped.encode([text]) for text in texts])
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    assert together == pytest.approx(alone, abs=1e-5)


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("Who is the mayor?", "Town hall\nShe has led the council since her election in May."),
        ("How much did the bridge cost?", "Bridge\nThe builders were paid four million pounds for the new crossing."),
        ("Which illness closed the school?", "School\nThe pupils caught measles, so lessons stopped for two weeks."),
        ("When does the orchestra play?", "Music\nThe concert of the symphony begins on Friday at eight."),
    ],
)
def test_the_passage_that_answers_is_nearest(shipped: SentenceTransformer, question: str, passage: str) -> None:
    others = [
        "Harvest\nFarmers picked fewer apples than last year because of the frost.",
        "Railway\nTrains to the coast run every hour during the summer.",
        "Weather\nIt rained for nine days and the river flooded the meadows.",
    ]
    asked, *passages = shipped.encode([question, passage, *others])
    assert int(np.argmax(passages @ asked)) == 0


def test_what_is_written_loads_as_the_table_it_was(static: ModuleType, tmp_path: Path) -> None:
    tokenizer = static.load_tokenizer()
    table = torch.randn((tokenizer.get_vocab_size(), 8), generator=torch.Generator().manual_seed(5))
    digest = static.write(table, tokenizer, tmp_path)
    assert hashlib.sha256((tmp_path / "model.safetensors").read_bytes()).hexdigest() == digest
    text = "The ferry sailed."
    mean = table[tokenizer.encode(text, add_special_tokens=False).ids].mean(0).numpy()
    vector = SentenceTransformer(str(tmp_path), device="cpu").encode([text])[0]
    assert vector == pytest.approx(mean / np.linalg.norm(mean), abs=0.02)


def ferries(static: ModuleType) -> object:
    """Forty passages of two tokens, 0 to 79, each with a question of one token, 100 to 139."""
    pairs = static.Pairs()
    for i in range(40):
        words = np.array([2 * i, 2 * i + 1])
        pairs.titles.append(words[:1])
        pairs.passages.append(words)
        pairs.questions.append(np.array([100 + i]))
        pairs.positive.append(i)
        pairs.negatives.append([(i + 1) % 40])
    return pairs


def test_a_step_lowers_the_loss_and_leaves_tokens_alone_that_it_did_not_see(static: ModuleType) -> None:
    pairs = ferries(static)
    table = torch.randn((200, 16), generator=torch.Generator().manual_seed(5))
    before = table.clone()
    losses = static.train(table, pairs, epochs=30, size=20, rate=0.02, seed=3)
    assert np.mean(losses[-5:]) < 0.5 * np.mean(losses[:5])
    changed = (table != before).any(1)
    assert changed[:80].all()
    assert changed[100:140].all()
    assert not changed[80:100].any()
    assert not changed[140:].any()


def test_training_is_seeded(static: ModuleType) -> None:
    tables = []
    for seed in (3, 3, 4):
        table = torch.randn((200, 16), generator=torch.Generator().manual_seed(5))
        static.train(table, ferries(static), epochs=2, size=20, rate=0.02, seed=seed)
        tables.append(table)
    assert torch.equal(tables[0], tables[1])
    assert not torch.equal(tables[0], tables[2])


def test_the_first_table_keeps_what_minilm_finds_alike_and_makes_frequent_tokens_small(static: ModuleType) -> None:
    words = ("two", "three", "water")
    two, three, water = (static.load_tokenizer().token_to_id(word) for word in words)
    frequency = np.full(max(two, three, water) + 1, 1e-5)
    frequency[three] = 1e-2
    table = static.distilled(frequency, 64)
    assert table.shape == (len(frequency), 64)
    assert table.square().sum(1).mean() == pytest.approx(1, abs=1e-4)
    unit = torch.nn.functional.normalize(table, dim=1)
    assert unit[two] @ unit[three] > unit[two] @ unit[water] + 0.2
    assert table[three].norm() < 0.2 * table[two].norm()


def test_from_labelled_questions_to_a_model_that_finds(static: ModuleType, tmp_path: Path) -> None:
    documents, questions = [], []
    for i in range(30):
        text = " ".join(sentence for _, sentence in QUESTIONS).format(name=f"Swan {i}")
        documents.append({"id": f"{i}", "title": f"Swan {i}", "text": text})
        for question, sentence in QUESTIONS:
            start = text.index(sentence.format(name=f"Swan {i}"))
            asked = {"question": question.format(name=f"Swan {i}"), "answers": [f"swan {i} sailed"], "doc_id": f"{i}"}
            questions.append({**asked, "evidence": [{"start": start, "end": start + 20}], "answerable": True})
    for stem, rows in (("docs", documents), ("questions", questions)):
        (tmp_path / f"{stem}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    tokenizer = static.load_tokenizer()
    (tmp_path / "lexical").mkdir()
    pairs = static.read([tmp_path], tokenizer, tmp_path / "lexical")
    assert (len(pairs.passages), len(pairs.questions)) == (27, 54)  # a tenth is kept out
    for question, positive, negatives in zip(pairs.questions, pairs.positive, pairs.negatives, strict=True):
        name = tokenizer.decode(pairs.titles[positive])
        assert name in tokenizer.decode(question)
        assert positive not in negatives
        assert not any(f"{name} sailed" in tokenizer.decode(pairs.passages[n]) for n in negatives)
    table = torch.randn((tokenizer.get_vocab_size(), 32), generator=torch.Generator().manual_seed(5))
    losses = static.train(table, pairs, epochs=12, size=9, rate=0.02, seed=3)
    assert np.mean(losses[-6:]) < 0.8 * np.mean(losses[:6])
    static.write(table, tokenizer, tmp_path / "made")
    asked, right, wrong = SentenceTransformer(str(tmp_path / "made"), device="cpu").encode(
        ["Who steered the ferry Swan 3?", f"Swan 3\n{documents[3]['text']}", f"Swan 4\n{documents[4]['text']}"]
    )
    assert asked @ right > asked @ wrong
