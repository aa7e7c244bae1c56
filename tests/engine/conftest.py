"""A real `milvus-lite server` on this machine, which the tests talk to over its own protocol."""

from __future__ import annotations

import importlib.util
import itertools
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.engine.address import parsed
from qa.engine.connection import Engine
from qa.errors import EngineFailed

_numbers = itertools.count()


class Server:
    """A running server, whose data lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        program = Path(sys.executable).with_name("milvus-lite")
        self.process = subprocess.Popen(
            [program, "server", "--host", "127.0.0.1", "--port", str(self.port), "--data-dir", self.folder],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            assert self.process.poll() is None, "milvus-lite did not start"
            try:
                Engine(parsed(self.index("any"))).close()
                return
            except EngineFailed:
                continue

    def stop(self) -> None:
        """Kill it, by its id: nothing is said to it before."""
        self.process.kill()
        self.process.wait()

    def index(self, name: str) -> str:
        """The address of an index there."""
        return f"milvus://127.0.0.1:{self.port}/{name}"


def missing() -> str | None:
    """What is not installed of what these tests need."""
    if importlib.util.find_spec("pymilvus") is None:
        return "pymilvus"
    found = Path(sys.executable).with_name("milvus-lite").exists() or shutil.which("milvus-lite")
    return None if found else "milvus-lite"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if (lacking := missing()) is not None:
        pytest.skip(f"NOT TESTED: an index at an engine needs {lacking} (pip install -e '.[dev]')")
    running = Server(tmp_path_factory.mktemp("milvus"))
    yield running
    running.stop()


@pytest.fixture
def address(server: Server) -> str:
    """A name that no other test uses."""
    return server.index(f"news_{next(_numbers)}")
