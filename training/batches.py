"""What a training step reads: questions in groups of windows, and the states that the lower layers make of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from network import Network
from torch import Tensor

NOWHERE = -1  # as in qa.reader.windows, which the machine that trains need not have
PLACES = 4  # windows of one question at most: the one that answers, and negatives
POOLED = 64  # batches drawn at once and sorted by length, so that little is padded


@dataclass
class Batch:
    """One step: questions in groups of windows; slot[w] = group * PLACES + place."""

    questions: np.ndarray
    windows: np.ndarray
    of: np.ndarray
    slot: np.ndarray
    positive: np.ndarray


class Data:
    """The arrays of examples.npz on the network's device, and the kept states of the lower layers."""

    def __init__(self, path: Path, network: Network) -> None:
        with np.load(path) as arrays:
            self.arrays = dict(arrays)
        self.network = network
        self.device = network.heads.weight.device
        self._flat = {name[:-7]: self._sent(self.arrays[name[:-7]]) for name in self.arrays if name.endswith("_bounds")}
        bounds = self.arrays["ids_bounds"]
        self._states = torch.empty(
            (int(bounds[-1]), network.heads.in_features), dtype=torch.float16, device=self.device
        )
        self._known = np.zeros(len(bounds) - 1, bool)

    def _sent(self, array: np.ndarray) -> Tensor:
        return torch.from_numpy(array).to(self.device)

    def lengths(self) -> np.ndarray:
        return np.diff(self.arrays["ids_bounds"])

    def places(self, name: str, items: np.ndarray) -> tuple[Tensor, Tensor]:
        """Where the values of items stand among all of that name, and a mask, True where there are any: (items, width).
        A place without a value points at one that exists."""
        bounds = self.arrays[name + "_bounds"]
        first, sizes = bounds[items], bounds[items + 1] - bounds[items]
        column = np.arange(max(1, sizes.max(initial=0)))
        places = np.minimum(first[:, None] + column, max(0, bounds[-1] - 1))
        return self._sent(places), self._sent(column < sizes[:, None])

    def values(self, name: str, items: np.ndarray) -> tuple[Tensor, Tensor]:
        """The values of items, NOWHERE behind the last, and a mask: both (items, width)."""
        places, mask = self.places(name, items)
        flat = self._flat[name]
        values = flat[places].long() if len(flat) else torch.zeros_like(places)
        return values.masked_fill(~mask, NOWHERE), mask

    @torch.no_grad()
    def passages(self, windows: np.ndarray) -> tuple[Tensor, Tensor]:
        new = np.unique(windows[~self._known[windows]])
        if len(new):
            ids, mask = self.values("ids", new)
            places, _ = self.places("ids", new)
            self._states[places[mask]] = self.network.apart(ids.clamp(min=0), mask).half()[mask]
            self._known[new] = True
        places, mask = self.places("ids", windows)
        # what stands behind the last token may be unknown yet, so anything, and no number at all
        return self._states[places].float().masked_fill(~mask[..., None], 0), mask

    @torch.no_grad()
    def questions(self, numbers: np.ndarray) -> tuple[Tensor, Tensor]:
        ids, mask = self.values("questions", numbers)
        return self.network.apart(ids.clamp(min=0), mask), mask


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
            yield Batch(np.array([group.question for group in chunk]), windows, of, slot, positive)


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


def order_of(data: Data, total: int, times: Sequence[int], rng: np.random.Generator) -> np.ndarray:
    """Questions in the order they are read, `total` in all: each of the second set times[0] often, each of the third
    times[1] and so on; the rest are those of the first set, as often as it takes."""
    origin = data.arrays["origin"]
    often = [np.flatnonzero(origin == i) for i, n in enumerate(times, 1) for _ in range(n)]
    shares = np.concatenate([rng.permutation(each) for each in often]) if often else np.empty(0, np.int64)
    first = np.flatnonzero(origin == 0)
    rest = np.concatenate([rng.permutation(first) for _ in range(1 + total // len(first))])
    return rng.permutation(np.concatenate([shares, rest[: max(0, total - len(shares))]]))[:total]
