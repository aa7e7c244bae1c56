"""How fast passages are embedded, and how near to the original: `python benchmarks/embedding.py [docs.jsonl]`.

One line for each way to run all-MiniLM-L6-v2, over the same passages sorted by length: passages a second (median),
how many times as fast as plain `SentenceTransformer.encode` (median over rounds, in each of which every way runs once),
the same of the CPU time, and the cosine to its vectors. Two threads or cores each.

Believe two threads only of a machine that does nothing else. Threads that wait for each other, as PyTorch's do, lose
far more to other work than texts that are encoded apart, and the waiting costs CPU time too. Beside other work
"of CPU" with `--threads 1` tells what the embedding itself costs.

Ways whose packages are not installed (`pip install onnx`) are left out, with a line that says so.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import qa.embedder.minilm
from qa import documents
from qa.embedder import MiniLMEmbedder
from qa.embedder.minilm import MAX_TOKENS
from qa.embedder.weights import minilm_folder, minilm_tokenizer
from qa.index import passages
from qa.types import Document

ROOT = Path(__file__).parent.parent

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", nargs="?", type=Path, default=ROOT / "examples" / "articles")
    parser.add_argument("--passages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):  # elsewhere the shipped way takes all cores
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: args.threads])
    texts = read(args.docs, args.passages)
    with tempfile.TemporaryDirectory() as folder:
        ways = torch_ways(args.threads) | exported_ways(Path(folder), args.threads)
        measure(ways | {"shipped": MiniLMEmbedder().encode}, texts, args.rounds)


def read(source: Path, wanted: int) -> list[str]:
    """Passages of 100 to 200 tokens, or nearly, by length."""
    tokens = tokenizer()
    texts: list[str] = []
    for file in documents.find(source)[0]:
        for document in documents.read(file):
            if isinstance(document, Document):
                texts += [passages.searched_text(document, passage) for passage in passages.pack(document)]
            if len(texts) > 4 * wanted:
                break
    lengths = {text: len(tokens.encode(text).ids) for text in texts}
    fitting = [text for text in lengths if 100 <= lengths[text] <= 200][:wanted]
    print(f"{len(fitting)} passages, {statistics.mean(lengths[text] for text in fitting):.0f} tokens on average")
    return sorted(fitting, key=lambda text: lengths[text])


def tokenizer() -> object:
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(minilm_tokenizer()))
    found.no_padding()
    found.enable_truncation(MAX_TOKENS)
    return found


def torch_ways(threads: int) -> dict[str, Encode]:
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    exact = SentenceTransformer(str(minilm_folder()), device="cpu")
    bf16 = SentenceTransformer(str(minilm_folder()), device="cpu", model_kwargs={"dtype": torch.bfloat16})

    def encode(model: SentenceTransformer, size: int, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = model.encode(list(texts), batch_size=size, convert_to_tensor=True, show_progress_bar=False)
        return np.asarray(torch.nn.functional.normalize(vectors.float()))

    ways: dict[str, Encode] = {f"torch fp32, {size} at a time": partial(encode, exact, size) for size in (32, 16, 8)}
    return ways | {"torch bf16, 16 at a time": partial(encode, bf16, 16)}


def exported_ways(folder: Path, threads: int) -> dict[str, Encode]:
    """What else can be made of the graph that training/quantize.py writes."""
    ways: dict[str, Encode] = {
        "shipped, one text on all threads": sessions(qa.embedder.minilm.MODEL, 1, threads),
        "shipped, on one core": sessions(qa.embedder.minilm.MODEL, 1, 1),
    }
    if missing(["onnx"]):
        return ways
    sys.path.insert(0, str(ROOT / "training"))
    import onnx
    import quantize
    from onnxruntime.quantization import quantize_dynamic

    model = quantize.Encoder(quantize.minilm(), None).model()
    del model.graph.output[2:]
    onnx.save(model, folder / "fp32.onnx")
    ways["ONNX Runtime fp32"] = sessions(folder / "fp32.onnx", threads, 1)
    for name, reduced in (("int8", False), ("int8, reduced range", True)):
        to = folder / f"{name}.onnx"
        settings = {"per_channel": True, "reduce_range": reduced, "op_types_to_quantize": ["MatMul"]}
        types = {"DefaultTensorType": onnx.TensorProto.FLOAT}
        quantize_dynamic(folder / "fp32.onnx", to, extra_options=types, **settings)
        ways[f"ONNX Runtime quantize_dynamic {name}"] = sessions(to, threads, 1)
    return ways


def missing(packages: list[str]) -> bool:
    absent = [package for package in packages if importlib.util.find_spec(package) is None]
    if absent:
        print(f"not installed: {', '.join(absent)}; what needs it is left out")
    return bool(absent)


def sessions(model: Path, workers: int, threads: int) -> Encode:
    """One text at a time in each of so many workers, each on so many threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tokens, pool = tokenizer(), ThreadPoolExecutor(workers)

    def one(text: str) -> NDArray[np.float32]:
        return session.run(["vectors"], {"ids": np.array([tokens.encode(text).ids])})[0][0]

    return lambda texts: np.stack(list(pool.map(one, texts)))


def measure(ways: dict[str, Encode], texts: list[str], rounds: int) -> None:
    vectors = {name: encode(texts) for name, encode in ways.items()}
    times: dict[str, list[float]] = {name: [] for name in ways}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for i in range(rounds):
        turn = list(ways)[i % len(ways) :] + list(ways)[: i % len(ways)]
        for name in turn:
            started, cpu = time.perf_counter(), time.process_time()
            ways[name](texts)
            times[name].append(time.perf_counter() - started)
            spent[name].append(time.process_time() - cpu)
    base = next(iter(ways))
    print(f"{'':48} {'a second':>9} {'times':>6} {'of CPU':>8} {'cosine':>7} {'worst':>6}")
    for name in ways:
        times_as_fast, of_cpu = (
            statistics.median(b / t for b, t in zip(taken[base], taken[name], strict=True)) for taken in (times, spent)
        )
        cosines = (vectors[name] * vectors[base]).sum(1)
        rate = len(texts) / statistics.median(times[name])
        print(f"{name:48} {rate:9.1f} {times_as_fast:6.2f} {of_cpu:8.2f} {cosines.mean():7.4f} {cosines.min():6.4f}")


if __name__ == "__main__":
    main()
