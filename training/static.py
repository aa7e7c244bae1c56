"""Make the static embedding model: one vector a token, a text is the mean of its tokens.

    python training/static.py SQUAD QED --out qa/embedder/models/static

Starts from what all-MiniLM-L6-v2 makes of every token by itself, and goes on with pairs of a question and the passage
that answers it. Seeded; takes some minutes on two cores. Writes a folder that sentence-transformers loads, with the
table in int8 and one scale a token. Does not write the model card.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from network import load_encoder
from safetensors.torch import save_file
from sets import SEED, keep_out, rows
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from qa.embedder.weights import minilm_folder
from qa.index.lexical import Entry, Lexical
from qa.index.passages import pack
from qa.types import Document

DIMENSION = 240  # 30,522 rows of it in int8, with the tokenizer, stay below 8 MB
RARE = 1e-3  # a token of frequency p weighs RARE / (RARE + p): "SIF", Arora et al. 2017
SCALE = 20.0
TOKEN_DROPOUT = 0.3
TITLE_DROPOUT = 0.1
SEARCHED = 24
WARM_UP = 20


@dataclass
class Pairs:
    """Token numbers of titles, passages and questions; passage positive[q] answers question q, negatives[q] do not."""

    titles: list[np.ndarray] = field(default_factory=list)
    passages: list[np.ndarray] = field(default_factory=list)
    questions: list[np.ndarray] = field(default_factory=list)
    positive: list[int] = field(default_factory=list)
    negatives: list[list[int]] = field(default_factory=list)

    def frequency(self, vocabulary: int) -> np.ndarray:
        """The share of each token in all texts, none of them zero."""
        counts = np.bincount(np.concatenate(self.titles + self.passages + self.questions), minlength=vocabulary) + 1
        return np.asarray(counts / counts.sum())


def load_tokenizer() -> Tokenizer:
    """MiniLM's, without padding and without a limit."""
    tokenizer = Tokenizer.from_file(f"{minilm_folder()}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def read(folders: Sequence[Path], tokenizer: Tokenizer, work: Path) -> Pairs:
    """Everything but the articles that are kept out, cut into passages as the product does."""
    titles: list[str] = []
    texts: list[str] = []
    asked: list[tuple[str, list[str], int]] = []
    for folder in folders:
        documents, questions = list(rows(folder, "docs")), [q for q in rows(folder, "questions") if q["answerable"]]
        kept = keep_out(documents, questions)
        places: dict[str, list[tuple[int, int, int]]] = {}
        for row in documents:
            if row["id"] not in kept:
                document = Document(row["id"], row["title"], row["text"])
                for passage in pack(document):
                    places.setdefault(row["id"], []).append((passage.start, passage.end, len(texts)))
                    titles.append(row["title"])
                    texts.append(row["text"][passage.start : passage.end])
        for q in questions:
            if q.get("evidence") and q["doc_id"] in places:
                asked.append((q["question"], q["answers"], _nearest(places[q["doc_id"]], q["evidence"])))
    lexical = Lexical.build((Entry(f"{a}\n{b}", None, None) for a, b in zip(titles, texts, strict=True)), work)
    lower = [text.lower() for text in texts]
    return Pairs(
        _tokens(tokenizer, titles),
        _tokens(tokenizer, texts),
        _tokens(tokenizer, [question for question, _, _ in asked]),
        [positive for _, _, positive in asked],
        [_hard(lexical, lower, *one) for one in asked],
    )


def _nearest(places: list[tuple[int, int, int]], evidence: list[dict[str, int]]) -> int:
    """The passage that shares most with the evidence."""
    return max(places, key=lambda p: sum(max(0, min(p[1], e["end"]) - max(p[0], e["start"])) for e in evidence))[2]


def _hard(lexical: Lexical, texts: list[str], question: str, answers: list[str], positive: int) -> list[int]:
    """Passages that BM25 ranks high and in which no answer stands."""
    found, _ = lexical.search(question, SEARCHED)
    wanted = [answer.lower() for answer in answers if answer]
    return [p for p in found.tolist() if p != positive and not any(answer in texts[p] for answer in wanted)]


def _tokens(tokenizer: Tokenizer, texts: list[str]) -> list[np.ndarray]:
    return [np.array(e.ids, np.int64) for e in tokenizer.encode_batch(texts, add_special_tokens=False)]


@torch.no_grad()
def distilled(frequency: np.ndarray, dimension: int) -> Tensor:
    """The first table: MiniLM's state of each token between the two marks, its main components, the frequent small."""
    encoder = load_encoder()
    states = []
    for ids in torch.arange(len(frequency)).split(512):
        first, last = torch.full_like(ids, 101), torch.full_like(ids, 102)
        states.append(encoder(input_ids=torch.stack([first, ids, last], 1)).last_hidden_state[:, 1])
    table = torch.cat(states)
    table = table - table.mean(0)
    _, axes = torch.linalg.eigh(table.T @ table)
    table = table @ axes.flip(1)[:, :dimension] * torch.from_numpy(RARE / (RARE + frequency)).float()[:, None]
    return table / table.square().sum(1).mean().sqrt()


def embed(table: Tensor, texts: Sequence[np.ndarray], rng: np.random.Generator, dropout: float = 0.0) -> Tensor:
    """Unit vectors of shape (len(texts), dimension); each token is left out with probability `dropout`."""
    if dropout:
        texts = [_thinned(text, rng, dropout) for text in texts]
    offsets = np.cumsum([0] + [len(text) for text in texts[:-1]])
    ids = torch.from_numpy(np.concatenate(texts))
    return functional.normalize(functional.embedding_bag(ids, table, torch.from_numpy(offsets), mode="mean"), dim=1)


def _thinned(text: np.ndarray, rng: np.random.Generator, dropout: float) -> np.ndarray:
    kept = text[rng.random(len(text)) > dropout]
    return kept if len(kept) else text


def loss(table: Tensor, pairs: Pairs, batch: np.ndarray, rng: np.random.Generator) -> Tensor:
    """Each question picks its passage among those of the whole batch and one hard negative a question."""
    right, labels = np.unique([pairs.positive[q] for q in batch], return_inverse=True)
    hard = [rng.choice(pairs.negatives[q]) for q in batch if pairs.negatives[q]]
    columns = np.concatenate([right, np.setdiff1d(np.array(hard, np.int64), right)])
    passages = [
        pairs.passages[p] if rng.random() < TITLE_DROPOUT else np.concatenate([pairs.titles[p], pairs.passages[p]])
        for p in columns
    ]
    questions = embed(table, [pairs.questions[q] for q in batch], rng, TOKEN_DROPOUT)
    logits = SCALE * questions @ embed(table, passages, rng, TOKEN_DROPOUT).T
    return functional.cross_entropy(logits, torch.from_numpy(labels))


def train(table: Tensor, pairs: Pairs, epochs: int, size: int, rate: float, seed: int) -> list[float]:
    """Change `table` in place; the loss of each step."""
    rng = np.random.default_rng(seed)
    order = np.concatenate([rng.permutation(len(pairs.questions)) for _ in range(epochs)])
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    table.requires_grad_(True)
    optimizer = torch.optim.Adam([table], lr=rate, betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / WARM_UP) * (1 - s / len(batches))
    )
    losses, started = [], time.time()
    for step, batch in enumerate(batches, 1):
        lost = loss(table, pairs, batch, rng)
        optimizer.zero_grad()
        lost.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        losses.append(lost.item())
        if step % 20 == 0 or step == len(batches):
            told = {"step": step, "of": len(batches), "loss": round(float(np.mean(losses[-20:])), 3)}
            print(json.dumps(told | {"s/step": round((time.time() - started) / step, 3)}), flush=True)
    table.requires_grad_(False)
    return losses


def write(table: Tensor, tokenizer: Tokenizer, out: Path) -> str:
    """A folder that sentence-transformers loads (6.2 or newer, for the scales); gives the SHA-256 of the weights."""
    out.mkdir(parents=True, exist_ok=True)
    scales = table.abs().amax(1).clamp_min(1e-9) / 127
    rounded = (table / scales[:, None]).round().to(torch.int8)
    save_file({"embeddings": rounded.contiguous(), "weights": scales.contiguous()}, out / "model.safetensors")
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate([("", "StaticEmbedding"), ("1_Normalize", "Normalize")])
    ]
    (out / "modules.json").write_text(json.dumps(modules, indent=1) + "\n")
    (out / "config_sentence_transformers.json").write_text('{"similarity_fn_name": "cosine"}\n')
    return hashlib.sha256((out / "model.safetensors").read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dimension", type=int, default=DIMENSION)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--size", type=int, default=1024, help="questions a step")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args()
    tokenizer = load_tokenizer()
    with tempfile.TemporaryDirectory() as work:
        pairs = read(args.sets, tokenizer, Path(work))
    print(f"{len(pairs.passages)} passages, {len(pairs.questions)} questions", flush=True)
    table = distilled(pairs.frequency(tokenizer.get_vocab_size()), args.dimension)
    train(table, pairs, args.epochs, args.size, args.rate, args.seed)
    print(f"{args.out / 'model.safetensors'}: sha256 {write(table, tokenizer, args.out)}")


if __name__ == "__main__":
    main()
