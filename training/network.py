"""The reader's network as it is trained: a MiniLM encoder that reads question and passage apart, then together.

The lower layers are those of all-MiniLM-L6-v2, unchanged, and see the question and the passage each by itself; from
layer JOIN on both are read as one sequence (the split is that of DeFormer: Cao et al. 2020, arXiv 2005.00697). So the
weights that were trained are the upper layers alone, and what the lower ones make of a text can be kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import AttentionInterface, BertConfig, BertModel

WORDS = "embeddings.word_embeddings.weight"
SCALE = "words.scale"
# What a token that is none adds to the logit of looking at it.
MASKED = -1e4
# The first layer that sees question and passage together.
JOIN = 3
# What the heads give for every token, in this order.
START, END, SENTENCE, ANSWER = range(4)


class Network(nn.Module):
    """Scores the tokens of a passage for a question. Texts go in as padded batches with a mask, True for tokens."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.embeddings = encoder.embeddings
        self.below = encoder.encoder.layer[:JOIN]
        self.above = encoder.encoder.layer[JOIN:]
        self.segment = nn.Embedding(2, width)
        self.heads = nn.Linear(width, 4)
        nn.init.normal_(self.segment.weight, std=encoder.config.initializer_range)

    def trained(self) -> dict[str, Tensor]:
        """The weights that are the reader's own; the others are the encoder's."""
        own = ("above.", "segment.", "heads.")
        return {name: tensor for name, tensor in self.state_dict().items() if name.startswith(own)}

    def apart(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Texts by themselves: ids (batch, n) -> states (batch, n, width)."""
        states = self.embeddings(input_ids=ids)
        return _through(self.below, states, mask)

    def together(self, question: Tensor, asked: Tensor, passage: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States of questions (batch, m, width) and passages (batch, n, width), with the mask of each.

        Gives the logits of start, end and sentence for each passage token (batch, n, 3), and of whether the passage
        answers (batch,).
        """
        both = torch.cat([question + self.segment.weight[0], passage + self.segment.weight[1]], dim=1)
        states = _through(self.above, both, torch.cat([asked, mask], dim=1))
        logits = self.heads(states)
        return logits[:, question.shape[1] :, :ANSWER], logits[:, 0, ANSWER]


def _through(layers: nn.ModuleList, states: Tensor, mask: Tensor) -> Tensor:
    allowed = mask[:, None, None, :].expand(-1, 1, states.shape[1], -1)
    for layer in layers:
        output = layer(states, allowed)
        states = output[0] if isinstance(output, tuple) else output
    return states


def attention(
    _: nn.Module, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, scaling: float, **__: Any
) -> tuple[Tensor, None]:
    """As torch has its own, whose gradient is slow in bf16 on a CPU: a step takes 1.1 instead of 1.4 seconds.

    The mask is None where a whole encoder was given one that hides nothing.
    """
    logits = (query * scaling) @ key.transpose(-1, -2)
    if mask is not None:
        logits = logits + torch.zeros_like(mask[:, :, :1], dtype=query.dtype).masked_fill(~mask[:, :, :1], MASKED)
    weights = torch.softmax(logits, -1)
    return (weights.to(value.dtype) @ value).transpose(1, 2), None


AttentionInterface.register("plain", attention)


def load_encoder(carried: Path | None = None) -> BertModel:
    """The MiniLM encoder that the network starts from, without dropout; from the file of carry.py when it is given."""
    config = BertConfig(
        hidden_size=384,
        num_hidden_layers=6,
        num_attention_heads=12,
        intermediate_size=1536,
        attn_implementation="sdpa" if torch.cuda.is_available() else "plain",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    encoder = BertModel(config, add_pooling_layer=False)
    weights = carried_over(carried) if carried else minilm()
    encoder.load_state_dict({name: weights[name] for name in encoder.state_dict()})
    encoder.train(mode=False)
    return encoder


def minilm() -> dict[str, Tensor]:
    """The weights as the package has them."""
    from qa.embedder.weights import minilm_folder

    folder = minilm_folder()
    if folder is None:
        raise SystemExit("the package with the weights is not installed")
    return load_file(folder / "model.safetensors")


def carried_over(path: Path) -> dict[str, Tensor]:
    """The weights as carry.py wrote them."""
    held = {name: tensor.float() for name, tensor in load_file(path).items()}
    held[WORDS] *= held.pop(SCALE)
    return held
