"""Run the networks that come with this package in ONNX Runtime: one text at a time on one core, several at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from qa.embedder.weights import check

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def session(model: Path, sha256: str) -> InferenceSession:
    """A network, checked by its hash; threads may share it. Raises ModelNotFound."""
    check(model, sha256, "reinstall Article QA")
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # the builds for Windows have them
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Not "all": that joins each sum with its layer norm into an operator that takes eight times as long as the two.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def cores() -> int:
    """The cores that this process may use, which a container or `taskset` can narrow down."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
