"""The program that `worker.py` starts, never imported by the others: `worker_program.py READER`.

READER is a module such as `pdf_worker.py`: `MEMORY`, bytes that it may take, and `answers(data, asked)`, which
gives one answer after the other, bytes or what becomes a line of JSON. What a file does to it takes
down this program alone.
In: a line of JSON, `{"size": bytes, "seconds": at most, …}`, the rest as the module asks, then the bytes of the file.
Out: `{}` once it has started, then the answers.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from types import ModuleType

ENCODE = json.JSONEncoder(separators=(",", ":")).encode


def _main(path: str) -> None:
    reader = _loaded(path)
    print("{}", flush=True)  # it has started
    while line := sys.stdin.buffer.readline():
        asked = json.loads(line)
        _bound(reader.MEMORY, asked["seconds"])
        for answer in reader.answers(sys.stdin.buffer.read(asked["size"]), asked):
            sys.stdout.buffer.write(answer if isinstance(answer, bytes) else ENCODE(answer).encode() + b"\n")
            sys.stdout.buffer.flush()


def _loaded(path: str) -> ModuleType:
    """By its path: the package around it would load the readers of all formats."""
    spec = importlib.util.spec_from_file_location("reader", path)
    assert spec is not None  # noqa: S101 a file of ours
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _bound(memory: int, seconds: int) -> None:
    """Have the system end this program when a file takes more memory, or more time of the processor."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, int(time.process_time()) + seconds)):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


if __name__ == "__main__":
    _main(sys.argv[1])
