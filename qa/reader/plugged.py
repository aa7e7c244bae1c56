"""A reader around any extractive question-answering model of Hugging Face, by name or path."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.embedder.quiet import quieten
from qa.errors import ModelNotFound
from qa.reader import Reading, ranked
from qa.reader.scores import Read, Scorer, Scores, Text, gathered, pointed
from qa.reader.short import short_answer
from qa.reader.signals import SignalReader, confidence, weighted
from qa.reader.statement import silent_last
from qa.reader.trained import text_of
from qa.reader.windows import OVERLAP, TokenWindow, owners
from qa.types import Hit

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

MAX_TOKENS = 384
# Logits of a model that nobody here has seen: enough to decide between sentences that the signals find alike, not
# enough for one wild logit to decide alone. `qa evaluate` tells how well it goes.
WEIGHT = 0.5
CLIP = 10.0


class PluggedScorer:
    """Loaded on first use; safe to share between threads."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._loaded: tuple[PreTrainedTokenizerBase, PreTrainedModel] | None = None

    def warm(self) -> None:
        """Load the model. Raises ModelNotFound."""
        with self._lock:
            self._load()

    def score(self, question: str, texts: Sequence[Text]) -> list[Scores]:
        """As `Scorer.score`. Raises ModelNotFound."""
        with self._lock:  # a fast tokenizer raises "Already borrowed" when two threads enter it
            tokenizer, model = self._load()
            return [self._read(tokenizer, model, question, text) for text in texts]

    def _read(self, tokenizer: Any, model: Any, question: str, text: Text) -> Scores:
        import torch

        head = f"{text.title}\n"
        encoded = tokenizer(
            question,
            head + text.body,
            truncation="only_second",
            max_length=min(MAX_TOKENS, tokenizer.model_max_length),
            stride=OVERLAP,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_tensors="pt",
            padding=True,
        )
        offsets = encoded.pop("offset_mapping").numpy() - len(head)
        encoded.pop("overflow_to_sample_mapping")
        with torch.inference_mode():
            output = model(**encoded)
        reads = []
        for i, (starts, ends) in enumerate(zip(output.start_logits.numpy(), output.end_logits.numpy(), strict=True)):
            body = np.array([part == 1 for part in encoded.sequence_ids(i)]) & (offsets[i, :, 0] >= 0)
            none = starts[0] + ends[0]  # the first token stands for "no answer"
            tokens = np.stack([starts, ends - none, np.zeros_like(starts)], axis=1)[body]
            window = TokenWindow(
                encoded["input_ids"][i].numpy()[body], offsets[i][body], owners(offsets[i][body], text.sentences)
            )
            reads.append(Read(window, 0.0, tokens))
        return gathered(len(text.sentences), reads)

    def _load(self) -> tuple[PreTrainedTokenizerBase, PreTrainedModel]:
        if self._loaded is None:
            from transformers import AutoModelForQuestionAnswering, AutoTokenizer

            quieten()
            try:
                tokenizer = AutoTokenizer.from_pretrained(self._name)
                model = AutoModelForQuestionAnswering.from_pretrained(self._name).eval()
            except (OSError, ValueError) as error:  # what transformers and the hub raise for a missing or torn model
                raise ModelNotFound(
                    f"no reader {self._name!r}: neither a folder nor in the local cache, and the hub did not give it. "
                    "Name an extractive question-answering model, or leave --reader out for the one that comes along."
                ) from error
            self._loaded = tokenizer, model
        return self._loaded


class PluggedReader:
    """Ranks by the signals and the model's spans together; its confidence is that of the signals."""

    def __init__(self, scorer: Scorer, signals: SignalReader) -> None:
        self._scorer = scorer
        self._signals = signals

    def warm(self) -> None:
        """Load both models. Raises ModelNotFound."""
        self._signals.warm()
        self._scorer.warm()

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        """As `Reader.read`; the short answer is the model's best span. Raises ModelNotFound."""
        if not hits:
            return Reading((), 0.0, None)
        scores = self._scorer.score(question, [text_of(hit) for hit in hits])
        signals = self._signals.signals(question, hits)
        span = np.concatenate([each.span for each in scores]).clip(-CLIP, CLIP)
        ranking = silent_last(weighted(signals) + WEIGHT * span, question, hits, self._signals.terms)
        best = int(ranking.argmax())
        short = short_answer(question, hits, scores, best, self._signals.terms)
        return Reading(ranked(hits, ranking, pointed(hits, scores)), short.sure(confidence(signals[best])), short.words)
