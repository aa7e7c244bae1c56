"""A page that runs in a process of its own, on a free port, and what its browser must not do."""

from __future__ import annotations

import multiprocessing
import os
import re
import runpy
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FAKE = "tests.web.fake"
# What Gradio says of its stream when the page is loaded again in the middle of it.
CUT_OFF = ("AbortError: signal is aborted", "errored out")


# Forked from one process that has Gradio imported already: a server then listens at once, and shares nothing else.
_NURSERY = multiprocessing.get_context("forkserver")
_NURSERY.set_forkserver_preload(["gradio"])


class Site:
    """A running server and its address."""

    def __init__(self, *arguments: str) -> None:
        """As those of `python`: `-m MODULE ...` or `-c CODE ...`."""
        self.index = arguments[-1]
        reading, writing = os.pipe()
        said = Connection(writing, readable=False)
        self.process = _NURSERY.Process(target=_run, args=(arguments, dict(os.environ), said), daemon=True)
        self.process.start()
        said.close()
        self.output = os.fdopen(reading, encoding="utf-8")
        self.before = ""  # what it said before it listened
        for line in self.output:
            if address := re.search(r"Article QA is at (http://[\w.:]+)", line):
                self.url = address[1].replace("//0.0.0.0", "//127.0.0.1")
                return
            self.before += line
        raise AssertionError(self.before)

    def stop(self, by: int = signal.SIGTERM) -> str:
        """End the server and give what it still had to say."""
        if self.process.is_alive() and self.process.pid:
            os.kill(self.process.pid, by)
        self.process.join(20)
        if self.process.is_alive():
            self.process.kill()
        if self.output.closed:
            return ""
        with self.output:
            return self.output.read()


def _run(arguments: tuple[str, ...], environment: dict[str, str], said: Connection) -> None:
    """In a new process: what `python *arguments` would do, with all output going into `said`."""
    for stream in (1, 2):
        os.dup2(said.fileno(), stream)
    said.close()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # it is what Python opened
    os.environ.clear()
    os.environ.update(environment)
    how, what, *rest = arguments
    sys.argv = [how, *rest]
    if how == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(what, {"__name__": "__main__"})  # noqa: S102 code of the tests


def watch(page: Any, home: str, faults: list[str]) -> None:
    def on_request(request: Any) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            faults.append(f"request to {request.url}")

    def on_dialog(dialog: Any) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("request", on_request)

    def on_console(message: Any) -> None:
        if message.type == "error" and not any(said in message.text for said in CUT_OFF):
            faults.append(f"console: {message.text}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("dialog", on_dialog)
