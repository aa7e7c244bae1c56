"""The static model that ships, and the program that makes one, on ferries of our own."""

from __future__ import annotations

import hashlib
import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "qa" / "models" / "static"
QUESTIONS = (
    ("When did the ferry {name} sail?", "The ferry {name} sailed on Monday."),
    ("Who steered the ferry {name}?", "Captain Lund steered the {name} through the fog."),
)


@pytest.fixture(scope="module")
def shipped() -> SentenceTransformer:
    return SentenceTransformer(str(SHIPPED), device="cpu")


@pytest.fixture
def static(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "training"))
    return importlib.import_module("static")


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


def test_a_step_lowers_the_loss_and_leaves_tokens_alone_that_it_did_not_see(static: ModuleType) -> None:
    pairs = static.Pairs()
    for i in range(40):
        words = np.array([2 * i, 2 * i + 1])
        pairs.titles.append(words[:1])
        pairs.passages.append(words)
        pairs.questions.append(np.array([100 + i]))
        pairs.positive.append(i)
        pairs.negatives.append([(i + 1) % 40])
    table = torch.randn((200, 16), generator=torch.Generator().manual_seed(5))
    before = table.clone()
    losses = static.train(table, pairs, epochs=30, size=20, rate=0.02, seed=3)
    assert np.mean(losses[-5:]) < 0.5 * np.mean(losses[:5])
    changed = (table != before).any(1)
    assert changed[:80].all()
    assert changed[100:140].all()
    assert not changed[80:100].any()
    assert not changed[140:].any()


def test_the_program_makes_the_same_model_twice(tmp_path: Path) -> None:
    documents, questions = [], []
    for i in range(30):
        text = " ".join(sentence for _, sentence in QUESTIONS).format(name=f"Swan {i}")
        documents.append({"id": f"{i}", "title": f"Swan {i}", "text": text})
        for question, sentence in QUESTIONS:
            start = text.index(sentence.format(name=f"Swan {i}"))
            asked = {"question": question.format(name=f"Swan {i}"), "answers": ["Lund"], "doc_id": f"{i}"}
            questions.append({**asked, "evidence": [{"start": start, "end": start + 20}], "answerable": True})
    for stem, rows in (("docs", documents), ("questions", questions)):
        (tmp_path / f"{stem}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    said = [_made(tmp_path, tmp_path / name) for name in ("one", "two")]
    assert said[0][-1].split()[-1] == said[1][-1].split()[-1]
    steps = [json.loads(line)["loss"] for line in said[0] if line.startswith("{")]
    assert len(steps) > 2
    assert steps[-1] < steps[0]


def _made(data: Path, out: Path) -> list[str]:
    program = [sys.executable, str(ROOT / "training" / "static.py"), str(data), "--out", str(out)]
    options = ["--dimension", "32", "--epochs", "12", "--size", "8"]
    done = subprocess.run([*program, *options], capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()
