"""What is made small in training, of a batch under the network as it stands."""

from __future__ import annotations

import torch
from batches import NOWHERE, PLACES, Batch, Data
from network import END, SENTENCE, START
from torch import Tensor
from torch.nn import functional

MINUS = -1e4


class Shared:
    """The windows of a question compete in one row (Clark & Gardner 2018, arXiv 1710.10723)."""

    def __init__(self, data: Data, batch: Batch) -> None:
        self.data, self.questions, self.groups = data, batch.questions, len(batch.questions)
        self.slot = torch.from_numpy(batch.slot).to(data.device)

    def row(self, logits: Tensor) -> Tensor:
        """(windows, n) -> (groups, PLACES n)."""
        empty = logits.new_full((self.groups * PLACES, logits.shape[1]), MINUS)
        return empty.index_copy(0, self.slot, logits).view(self.groups, -1)

    def right(self, name: str, n: int) -> Tensor:
        """Where the labels of that name are: (groups, PLACES n), bool."""
        places, mask = self.data.values(name, self.questions)
        marks = torch.zeros((self.groups, PLACES * n + 1), dtype=torch.bool, device=self.data.device)
        return marks.scatter(1, places.masked_fill(~mask, PLACES * n), value=True)[:, :-1]

    def lost(self, logits: Tensor, right: Tensor) -> Tensor:
        """-log of the probability of all right places of a question together, or of none where nothing is right: that
        has the logit 0, so that a score means the same for every question."""
        row = torch.cat([self.row(logits), logits.new_zeros((self.groups, 1))], 1)
        right = torch.cat([right, ~right.any(1, keepdim=True)], 1)
        return (row.logsumexp(1) - row.masked_fill(~right, MINUS).logsumexp(1)).mean()


def sentence_means(logits: Tensor, owner: Tensor) -> tuple[Tensor, Tensor]:
    """Mean logit of each sentence, and whether there is one: both (windows, sentences). `owner` is the sentence that
    each token stands in, or NOWHERE: (windows, width)."""
    count = int(owner.max()) + 1
    key = torch.where(owner == NOWHERE, count, owner)
    sums = logits.new_zeros((len(owner), count + 1)).scatter_add(1, key, logits)
    sizes = logits.new_zeros((len(owner), count + 1)).scatter_add(1, key, torch.ones_like(logits))
    return (sums / sizes.clamp(min=1))[:, :count], sizes[:, :count] > 0


def loss(data: Data, batch: Batch) -> tuple[Tensor, dict[str, Tensor]]:
    """The sum that is made small, and its parts with the share of questions whose best sentence is right."""
    questions, asked = data.questions(batch.questions)
    passages, mask = data.passages(batch.windows)
    of = torch.from_numpy(batch.of).to(data.device)
    with torch.autocast(data.device.type, torch.bfloat16):
        tokens, answers = (logits.float() for logits in data.network.together(questions[of], asked[of], passages, mask))
    owner, _ = data.values("sentence", batch.windows)
    shared, body = Shared(data, batch), owner != NOWHERE
    start, end = (
        shared.lost(tokens[..., head].masked_fill(~body, MINUS), shared.right(name, tokens.shape[1]))
        for head, name in ((START, "starts"), (END, "ends"))
    )
    means, exists = sentence_means(tokens[..., SENTENCE], owner)
    only = means.masked_fill(~exists, MINUS)
    right = shared.right("sentences", means.shape[1])
    labels = right.reshape(PLACES * shared.groups, -1)[shared.slot].float()
    positive = torch.from_numpy(batch.positive).to(answers)
    parts = {
        "span": (start + end) / 2,
        "sentence": shared.lost(only, right),
        "absolute": functional.binary_cross_entropy_with_logits(means[exists], labels[exists]),
        "answer": functional.binary_cross_entropy_with_logits(answers, positive),
    }
    picked, answered = right.gather(1, shared.row(only).argmax(1, keepdim=True))[:, 0], right.any(1)
    top = (picked & answered).sum() / answered.sum().clamp(min=1)
    return torch.stack(list(parts.values())).sum(), {name: part.detach() for name, part in parts.items()} | {"top": top}
