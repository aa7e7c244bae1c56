"""Write the reader's own layers with int8 weights: `python training/quantize_reader.py READER.safetensors`.

    pip install onnx
    python training/quantize_reader.py READER.safetensors [--out qa/reader/weights/reader.onnx]

READER.safetensors is what export.py writes. Prints the SHA-256 that qa/reader/bundled.py must name; the same file every
time. How: `graph.py`. The size of the activations is read from the example articles, each passage under one of the
example questions.

Inputs: the "lower" states of a question and of a passage (`quantize.py`), one text each, nothing padded. Output:
"logits" of every token of both, (start, end, sentence, answer); the last one counts on the question's first token.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from graph import WIDTH, Graph, peaks, session, write
from onnx import TensorProto, helper
from quantize import LAYERS, LOWER, ROOT, Encoder, minilm
from safetensors.numpy import load_file

from qa import documents
from qa.index.passages import pack
from qa.reader.windows import question_ids, window_tokenizer, windows


class Upper(Graph):
    """The layers that read question and passage together, and the heads."""

    def model(self) -> onnx.ModelProto:
        segments = self.weights["segment.weight"]
        sides = [
            self.op("Add", [side, self.constant(f"segment.{side}", segments[i])])
            for i, side in enumerate(("question", "passage"))
        ]
        states = self.op("Concat", sides, axis=1)
        for i in range(LAYERS - LOWER):
            states = self.layer(states, f"above.{i}.")
        weight, bias = self.linear("heads")
        logits = self.op("MatMul", [states, self.constant("heads.weight", weight)])
        self.op("Add", [logits, self.constant("heads.bias", bias)], name="logits")
        inputs = [
            helper.make_tensor_value_info(side, TensorProto.FLOAT, ["texts", side, WIDTH])
            for side in ("question", "passage")
        ]
        return self.made("reader", inputs, {"logits": ["texts", "both", 4]})


def pairs(folder: Path, questions: Path) -> Iterator[dict[str, np.ndarray]]:
    """The passages of a folder under questions in turn, as the layers are fed."""
    lower = session(Encoder(minilm(), None).model())
    tokenizer = window_tokenizer()

    def states(ids: np.ndarray) -> np.ndarray:
        return np.asarray(lower.run(["lower"], {"ids": ids[None]})[0])

    asked = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()]
    turns = itertools.cycle([states(question_ids(tokenizer, question)) for question in asked])
    for document in (document for file in documents.find(folder)[0] for document in documents.read(file)):
        for passage in pack(document):
            for window in windows(tokenizer, document.title, document.text[passage.start : passage.end], ()):
                yield {"question": next(turns), "passage": states(window.ids)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "qa" / "reader" / "weights" / "reader.onnx")
    parser.add_argument("--examples", type=Path, default=ROOT / "examples")
    args = parser.parse_args()
    weights = {name: np.asarray(w, np.float32) for name, w in load_file(args.weights).items()}
    exact = Upper(weights, None)
    model = exact.model()
    found = peaks(model, exact.inputs, pairs(args.examples / "articles", args.examples / "questions.jsonl"))
    write(Upper(weights, found).model(), args.out)


if __name__ == "__main__":
    main()
