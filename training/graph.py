"""A BERT encoder as an ONNX graph, written by hand with ONNX Runtime's fused operators: exact, or with int8 weights.

- Weights are int8, one scale a column; activations become uint8 while it runs, one scale a text.
- A few channels of the activations are ten times as large as the rest and would leave it few of the 256 steps. They are
  divided out, and multiplied into the weights (SmoothQuant: Xiao et al. 2023, arXiv 2211.10438). How large they get is
  read from the example articles.
- CPUs without VNNI add two products in 16 bits, which overflows silently: 2 * 255 * 127. So the weights of neighbouring
  rows together stay within 128, and no CPU's sums overflow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HEADS, WIDTH, POSITIONS = 12, 384, 256
EPSILON = 1e-12
MICROSOFT = "com.microsoft"
# How much of the difference between channels goes into the weights: .5 .987, .7 .998, .8 .998, .9 .997, 1 .996 mean
# cosine to fp32 on paragraphs; without, .995. At .8 the empty text loses more.
SHARE = 0.7
# The input of a linear layer -> the largest absolute value of each of its channels.
Peaks = dict[str, np.ndarray]
Shapes = dict[str, list[str | int]]


class Graph:
    """The model, operator by operator. Without `peaks` it is exact (fp32), and also gives the inputs of its layers."""

    def __init__(self, weights: dict[str, np.ndarray], peaks: Peaks | None) -> None:
        self.weights = weights
        self.peaks = peaks
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.inputs: list[str] = []  # of linear layers, the names of the outputs that give them

    def made(self, name: str, inputs: Iterable[onnx.ValueInfoProto], outputs: Shapes) -> onnx.ModelProto:
        """What was put together, as a model; `outputs` are names of operators with their shapes."""
        shapes = outputs | {each: ["texts", "tokens", None] for each in self.inputs}
        graph = helper.make_graph(
            self.nodes,
            name,
            list(inputs),
            [helper.make_tensor_value_info(each, TensorProto.FLOAT, shape) for each, shape in shapes.items()],
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


def peaks(exact: onnx.ModelProto, layers: list[str], feeds: Iterable[dict[str, np.ndarray]]) -> Peaks:
    """The largest absolute values of the inputs of all linear layers, whatever the graph is fed."""
    run = session(exact)
    found: Peaks = {}
    for feed in feeds:
        for name, value in zip(layers, run.run(layers, feed), strict=True):
            found[name] = np.maximum(found.get(name, 1e-5), np.abs(value).max((0, 1)))
    return found


def session(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def write(model: onnx.ModelProto, place: Path) -> None:
    """The same bytes every time; prints the SHA-256 that the package must name."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(model.SerializeToString(deterministic=True))
    digest = hashlib.sha256(place.read_bytes()).hexdigest()
    print(f"{place}: {place.stat().st_size / 1e6:.1f} MB, sha256 {digest}")
