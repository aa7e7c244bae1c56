"""Train the reader on what data.py wrote. Seeded; goes on from its last checkpoint when it is started again.

The learning rate warms up, stays, and falls to zero over the last part ("warm-up, stable, decay": Hu et al. 2024,
arXiv 2404.06395), so that a run can be prolonged from a checkpoint of the stable part.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from network import END, SENTENCE, START, Network, load_encoder
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from qa.reader.windows import NOWHERE

MINUS = -1e4
SAVE_EVERY = 600  # seconds
WARM_UP = 200
AVERAGED = 0.999  # the average of the weights moves by the rest of this a step
PLACES = 4  # windows of one question at most: the one that answers, and negatives
POOLED = 64  # batches drawn at once and sorted by length, so that little is padded


@dataclass
class Batch:
    """One step: questions in groups of windows; slot[w] = group * PLACES + place."""

    questions: list[int]
    windows: np.ndarray
    of: np.ndarray
    slot: np.ndarray
    positive: np.ndarray


class Data:
    """The arrays of examples.npz, and the kept states of the lower layers."""

    def __init__(self, path: Path, network: Network) -> None:
        with np.load(path) as arrays:
            self.arrays = dict(arrays)
        self.network = network
        bounds = self.arrays["ids_bounds"]
        self.states = torch.empty((int(bounds[-1]), network.heads.in_features), dtype=torch.float16)
        self.known = np.zeros(len(bounds) - 1, bool)

    def item(self, name: str, i: int) -> np.ndarray:
        bounds = self.arrays[name + "_bounds"]
        return self.arrays[name][bounds[i] : bounds[i + 1]]

    def lengths(self) -> np.ndarray:
        return np.diff(self.arrays["ids_bounds"])

    @torch.no_grad()
    def passages(self, windows: np.ndarray) -> tuple[Tensor, Tensor]:
        bounds = self.arrays["ids_bounds"]
        new = np.unique(windows[~self.known[windows]])
        if len(new):
            ids, mask = padded([self.item("ids", w) for w in new])
            states = self.network.apart(ids, mask).half()
            for w, state in zip(new, states, strict=True):
                self.states[bounds[w] : bounds[w + 1]] = state[: bounds[w + 1] - bounds[w]]
            self.known[new] = True
        lengths = bounds[windows + 1] - bounds[windows]
        out = torch.zeros((len(windows), int(lengths.max()), self.states.shape[1]))
        for i, w in enumerate(windows):
            out[i, : lengths[i]] = self.states[bounds[w] : bounds[w + 1]]
        return out, torch.arange(out.shape[1])[None] < torch.from_numpy(lengths)[:, None]

    @torch.no_grad()
    def questions(self, numbers: list[int]) -> tuple[Tensor, Tensor]:
        ids, mask = padded([self.item("questions", q) for q in numbers])
        return self.network.apart(ids, mask), mask


def padded(rows: list[np.ndarray]) -> tuple[Tensor, Tensor]:
    width = max(map(len, rows))
    ids = torch.zeros((len(rows), width), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.from_numpy(row.astype(np.int64))
    return ids, torch.arange(width)[None] < torch.tensor([len(row) for row in rows])[:, None]


def batches(data: Data, order: np.ndarray, negatives: float, size: int, rng: np.random.Generator) -> Iterator[Batch]:
    """Groups of a positive and some negatives, of like length."""
    lengths = data.lengths()
    pooled = POOLED * size // 2
    for at in range(0, len(order), pooled):
        drawn = [draw(data, q, negatives, rng) for q in order[at : at + pooled].tolist()]
        drawn.sort(key=lambda group: max(lengths[w] for w in group.windows))
        made = list(chunks(drawn, size))
        rng.shuffle(made)  # type: ignore[arg-type]
        for chunk in made:
            flat = [
                (g, window, PLACES * g + place, group.answered and place == 0)
                for g, group in enumerate(chunk)
                for place, window in enumerate(group.windows)
            ]
            of, windows, slot, positive = (np.array(column) for column in zip(*flat, strict=True))
            yield Batch([group.question for group in chunk], windows, of, slot, positive)


@dataclass
class Group:
    """A question with its windows; when it is `answered`, the first of them answers."""

    question: int
    windows: list[int]
    answered: bool


def draw(data: Data, question: int, negatives: float, rng: np.random.Generator) -> Group:
    positive = int(data.arrays["positive"][question])
    pool = [n for n in data.arrays["negatives"][question].tolist() if n != NOWHERE]
    windows = [positive] if positive != NOWHERE else []
    wanted = min(len(pool), PLACES - len(windows), max(int(rng.poisson(negatives)), 1 - len(windows)))
    if wanted:
        # the higher it ranks, the harder it is
        odds = 0.5 ** np.arange(len(pool))
        windows += rng.choice(pool, wanted, replace=False, p=odds / odds.sum()).tolist()
    return Group(question, windows, positive != NOWHERE)


def chunks(groups: list[Group], size: int) -> Iterator[list[Group]]:
    """Groups in order, cut where `size` windows are reached."""
    chunk: list[Group] = []
    for group in groups:
        chunk.append(group)
        if sum(len(g.windows) for g in chunk) >= size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class Shared:
    """The windows of a question compete in one row (Clark & Gardner 2018, arXiv 1710.10723)."""

    def __init__(self, data: Data, batch: Batch) -> None:
        self.data, self.questions, self.groups = data, batch.questions, len(batch.questions)
        self.slot = torch.from_numpy(batch.slot)

    def row(self, logits: Tensor) -> Tensor:
        """(windows, n) -> (groups, PLACES n)."""
        empty = torch.full((self.groups * PLACES, logits.shape[1]), MINUS)
        return empty.index_copy(0, self.slot, logits).view(self.groups, -1)

    def right(self, name: str, n: int) -> Tensor:
        """Where the labels of that name are: (groups, PLACES n), bool."""
        marks = torch.zeros((self.groups, PLACES * n), dtype=torch.bool)
        for group, question in enumerate(self.questions):
            marks[group, torch.from_numpy(self.data.item(name, question).astype(np.int64))] = True
        return marks

    def lost(self, logits: Tensor, right: Tensor) -> Tensor:
        """-log of the probability of all right places of a question together; questions without any say nothing."""
        answered = right.any(1)
        row = self.row(logits)[answered]
        if not len(row):
            return logits.sum() * 0
        return (row.logsumexp(1) - row.masked_fill(~right[answered], MINUS).logsumexp(1)).mean()


def owners(data: Data, batch: Batch, width: int) -> Tensor:
    """The sentence each token stands in, or NOWHERE: (windows, width)."""
    owner = torch.full((len(batch.windows), width), NOWHERE)
    for i, window in enumerate(batch.windows):
        row = data.item("sentence", window)
        owner[i, : len(row)] = torch.from_numpy(row.astype(np.int64))
    return owner


def sentence_means(logits: Tensor, owner: Tensor) -> tuple[Tensor, Tensor]:
    """Mean logit of each sentence, and whether there is one: both (windows, sentences)."""
    windows, count = len(owner), int(owner.max()) + 1
    key = torch.where(owner == NOWHERE, count, owner) + (count + 1) * torch.arange(windows)[:, None]
    sums = torch.zeros(windows * (count + 1)).index_add(0, key.flatten(), logits.flatten())
    sizes = torch.bincount(key.flatten(), minlength=len(sums))
    means = (sums / sizes.clamp(min=1)).view(windows, -1)[:, :count]
    return means, sizes.view(windows, -1)[:, :count] > 0


def loss(data: Data, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """The sum that is made small, and its parts with the share of questions whose best sentence is right."""
    questions, asked = data.questions(batch.questions)
    passages, mask = data.passages(batch.windows)
    of = torch.from_numpy(batch.of)
    with torch.autocast("cpu", torch.bfloat16):
        tokens, answers = (logits.float() for logits in data.network.together(questions[of], asked[of], passages, mask))
    owner = owners(data, batch, tokens.shape[1])
    shared, body = Shared(data, batch), owner != NOWHERE
    start, end = (
        shared.lost(tokens[..., head].masked_fill(~body, MINUS), shared.right(name, tokens.shape[1]))
        for head, name in ((START, "starts"), (END, "ends"))
    )
    means, exists = sentence_means(tokens[..., SENTENCE], owner)
    only = means.masked_fill(~exists, MINUS)
    right = shared.right("sentences", means.shape[1])
    labels = right.view(PLACES * shared.groups, -1)[shared.slot].float()
    parts = {
        "span": (start + end) / 2,
        "sentence": shared.lost(only, right),
        "absolute": functional.binary_cross_entropy_with_logits(means[exists], labels[exists]),
        "answer": functional.binary_cross_entropy_with_logits(answers, torch.from_numpy(batch.positive).float()),
    }
    told = {name: part.item() for name, part in parts.items()}
    picked = right.gather(1, shared.row(only).argmax(1, keepdim=True))[right.any(1)]
    return torch.stack(list(parts.values())).sum(), told | {"top": picked.float().mean().item() if len(picked) else 1.0}


def order_of(data: Data, total: int, heavy: int, rng: np.random.Generator) -> np.ndarray:
    """Questions in the order they are read: each set shuffled, set 1 (the search questions) `heavy` times as often."""
    origin = data.arrays["origin"]
    small, large = np.flatnonzero(origin == 1), np.flatnonzero(origin == 0)
    shares = np.concatenate([rng.permutation(small) for _ in range(heavy)])
    rest = np.concatenate([rng.permutation(large) for _ in range(1 + total // max(1, len(large)))])[
        : max(0, total - len(shares))
    ]
    return rng.permutation(np.concatenate([shares, rest]))[:total]


class Run:
    """A training run: network, optimizer, schedule, and the checkpoint that it goes on from."""

    def __init__(self, args: argparse.Namespace) -> None:
        torch.manual_seed(args.seed)
        rng = np.random.default_rng(args.seed)
        network = Network(load_encoder())
        network.embeddings.requires_grad_(False)
        network.below.requires_grad_(False)
        if args.start:
            network.load_state_dict({name: each.float() for name, each in load_file(args.start).items()}, strict=False)
        self.network = network
        self.average = {name: each.detach().clone() for name, each in network.trained().items()}
        self.data = Data(args.examples, network)
        order = order_of(self.data, args.questions, args.heavy, rng)
        self.plan = list(batches(self.data, order, args.negatives, args.size, rng))
        new = [*network.heads.parameters(), *network.segment.parameters()]
        self.optimizer = torch.optim.AdamW(
            [{"params": list(network.above.parameters()), "lr": args.rate}, {"params": new, "lr": 5 * args.rate}],
            weight_decay=0.01,
            betas=(0.9, 0.98),
            fused=True,
        )
        flat, steps = int(len(self.plan) * (1 - args.decay)), len(self.plan)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda s: min(1.0, (s + 1) / WARM_UP, max(0.0, 1 - max(0, s - flat) / max(1, steps - flat))),
        )
        self.out, self.done = args.out, 0
        self.out.mkdir(parents=True, exist_ok=True)

    @property
    def checkpoint(self) -> Path:
        return self.out / "checkpoint.pt"

    def resume(self) -> None:
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, weights_only=True)
            self.network.load_state_dict(saved["network"], strict=False)
            self.optimizer.load_state_dict(saved["optimizer"])
            self.schedule.load_state_dict(saved["schedule"])
            self.average, self.done = saved["average"], saved["step"]

    def save(self) -> None:
        partial = self.checkpoint.with_suffix(".part")
        parts = {"optimizer": self.optimizer.state_dict(), "schedule": self.schedule.state_dict()}
        torch.save({"network": self.network.trained(), "average": self.average, "step": self.done, **parts}, partial)
        os.replace(partial, self.checkpoint)

    def step(self) -> dict[str, float]:
        total, parts = loss(self.data, self.plan[self.done])
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad()
        self.done += 1
        weights = self.network.trained()
        pace = min(AVERAGED, self.done / (self.done + 10))
        torch._foreach_lerp_(list(self.average.values()), [weights[name].detach() for name in self.average], 1 - pace)
        return parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("examples", type=Path, help="examples.npz of data.py")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run: checkpoint.pt, weights.pt")
    parser.add_argument("--questions", type=int, default=46_000)
    parser.add_argument("--size", type=int, default=16, help="windows a step")
    parser.add_argument("--start", type=Path, help="weights to start from, as export.py writes them")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--negatives", type=float, default=0.6, help="negatives of a question, on average")
    parser.add_argument("--decay", type=float, default=0.3, help="share of the steps over which the rate falls")
    parser.add_argument("--heavy", type=int, default=2, help="how often each question of the second set is read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stop", type=int, help="stop after this many steps; the next start goes on from there")
    args = parser.parse_args()
    run = Run(args)
    run.resume()
    last = min(len(run.plan), args.stop or len(run.plan))
    print(len(run.plan), "steps, from", run.done, flush=True)
    started, first = time.time(), run.done
    saved = started
    mean: dict[str, float] = {}
    while run.done < last:
        for name, value in run.step().items():
            mean[name] = mean.get(name, value) * 0.99 + value * 0.01
        if run.done % 100 == 0:
            pace = (time.time() - started) / (run.done - first)
            told = {name: round(value, 3) for name, value in mean.items()}
            print(json.dumps({"step": run.done, "s/step": round(pace, 3), **told}), flush=True)
        if time.time() - saved > SAVE_EVERY or run.done == last:
            run.save()
            saved = time.time()
    if run.done == len(run.plan):
        torch.save(run.average, run.out / "weights.pt")


if __name__ == "__main__":
    main()
