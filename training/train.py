"""Train the reader on what data.py wrote. Seeded; goes on from its last checkpoint when it is started again.

The learning rate warms up, stays, and falls to zero over the last part ("warm-up, stable, decay": Hu et al. 2024,
arXiv 2404.06395), so that a run can be prolonged from a checkpoint of the stable part. With --minutes the last part is
one of that time, on whatever machine.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from pathlib import Path

import numpy as np
import torch
from batches import Data, batches, order_of
from losses import loss
from network import Network, load_encoder
from safetensors.torch import load_file
from torch import Tensor

SAVE_EVERY = 600  # seconds
WARM_UP = 200
# What is not said on the command line, by the kind of machine.
RECIPES = {
    "cpu": {"questions": 300_000, "minutes": math.inf, "size": 48, "rate": 3e-4},
    "cuda": {"questions": 1_000_000, "minutes": 8, "size": 512, "rate": 6e-4},
}
AVERAGED = 0.999  # the average of the weights moves by the rest of this a step


class Run:
    """A training run: network, optimizer, schedule, and the checkpoint that it goes on from."""

    def __init__(self, args: argparse.Namespace) -> None:
        torch.manual_seed(args.seed)
        rng = np.random.default_rng(args.seed)
        network = Network(load_encoder(args.encoder))
        network.embeddings.requires_grad_(False)
        network.below.requires_grad_(False)
        if args.start:
            network.load_state_dict({name: each.float() for name, each in load_file(args.start).items()}, strict=False)
        self.network = network.to(args.device)
        self.average = {name: each.detach().clone() for name, each in network.trained().items()}
        self.data = Data(args.examples, network)
        order = order_of(self.data, args.questions, args.times, rng)
        self.plan = list(batches(self.data, order, args.negatives, args.size, rng))
        new = [*network.heads.parameters(), *network.segment.parameters()]
        self.optimizer = torch.optim.AdamW(
            [{"params": list(network.above.parameters()), "top": args.rate}, {"params": new, "top": 5 * args.rate}],
            weight_decay=0.01,
            betas=(0.9, 0.98),
            fused=True,
        )
        self.decay, self.allowed = args.decay, 60 * args.minutes
        self.out, self.done, self.spent = args.out, 0, 0.0
        self.out.mkdir(parents=True, exist_ok=True)

    @property
    def checkpoint(self) -> Path:
        return self.out / "checkpoint.pt"

    def resume(self) -> None:
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, weights_only=True, map_location=self.data.device)
            self.network.load_state_dict(saved["network"], strict=False)
            self.optimizer.load_state_dict(saved["optimizer"])
            self.average, self.done, self.spent = saved["average"], saved["step"], saved["spent"]

    def save(self) -> None:
        partial = self.checkpoint.with_suffix(".part")
        parts = {"optimizer": self.optimizer.state_dict(), "step": self.done, "spent": self.spent}
        torch.save({"network": self.network.trained(), "average": self.average, **parts}, partial)
        os.replace(partial, self.checkpoint)

    @property
    def progress(self) -> float:
        """How much of the run is done, 0 to 1: of its steps or of its time, whichever is further."""
        return min(1.0, max(self.done / len(self.plan), self.spent / self.allowed))

    def step(self) -> dict[str, Tensor]:
        started = time.monotonic()
        falls = (1 - self.progress) / self.decay if self.decay else 1.0
        for group in self.optimizer.param_groups:
            group["lr"] = group["top"] * min(1.0, (self.done + 1) / WARM_UP, falls)
        total, parts = loss(self.data, self.plan[self.done])
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.done += 1
        weights = self.network.trained()
        pace = min(AVERAGED, self.done / (self.done + 10))
        torch._foreach_lerp_(list(self.average.values()), [weights[name].detach() for name in self.average], 1 - pace)
        self.spent += time.monotonic() - started
        return parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("examples", type=Path, help="examples.npz of data.py")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run: checkpoint.pt, weights.pt")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--questions", type=int, help="how many are read, each as often as it is")
    parser.add_argument("--minutes", type=float, help="end after these at the latest")
    parser.add_argument("--size", type=int, help="windows a step")
    parser.add_argument("--rate", type=float, help="the highest learning rate; that of the heads is five times as high")
    parser.add_argument("--decay", type=float, default=0.5, help="share of the run over which the rate falls")
    parser.add_argument("--negatives", type=float, default=0.9, help="negatives of a question, on average")
    parser.add_argument(
        "--times", type=int, nargs="*", default=[6, 3], help="how often the second set is read, the third"
    )
    parser.add_argument("--start", type=Path, help="weights to start from, as export.py writes them")
    parser.add_argument(
        "--encoder", type=Path, help="what carry.py wrote, where the package of MiniLM is not installed"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stop", type=int, help="stop after this many steps; the next start goes on from there")
    args = parser.parse_args()
    for name, value in RECIPES[torch.device(args.device).type].items():
        if getattr(args, name) is None:
            setattr(args, name, value)
    run = Run(args)
    run.resume()
    last = min(len(run.plan), args.stop or len(run.plan))
    print(len(run.plan), "steps, from", run.done, flush=True)
    first, before = run.done, run.spent
    saved = time.monotonic()
    mean: dict[str, Tensor] = {}
    while run.progress < 1 and run.done < last:
        for name, value in run.step().items():
            mean[name] = mean.get(name, value) * 0.99 + value * 0.01
        if run.done % 100 == 0:
            pace = (run.spent - before) / (run.done - first)
            told = {name: round(float(value), 3) for name, value in mean.items()}
            print(json.dumps({"step": run.done, "s/step": round(pace, 3), **told}), flush=True)
        if time.monotonic() - saved > SAVE_EVERY:
            run.save()
            saved = time.monotonic()
    run.save()
    if run.progress == 1:
        torch.save(run.average, run.out / "weights.pt")


if __name__ == "__main__":
    main()
