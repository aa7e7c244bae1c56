"""A page that runs in a process of its own, on a free port, and what its browser must not do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FAKE = "tests.web.fake"
# What Gradio says of its stream when the page is loaded again in the middle of it.
CUT_OFF = ("AbortError: signal is aborted", "errored out")


class Site:
    """A running server and its address."""

    def __init__(self, *arguments: str) -> None:
        self.index = arguments[-1]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self.process.stdout
        self.before = ""  # what it said before it listened
        for line in self.process.stdout:
            if address := re.search(r"Article QA is at (http://[\w.:]+)", line):
                self.url = address[1].replace("//0.0.0.0", "//127.0.0.1")
                return
            self.before += line
        raise AssertionError(self.before)

    def stop(self) -> str:
        """End the server and give what it still had to say."""
        self.process.terminate()
        try:
            return self.process.communicate(timeout=20)[0]
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.communicate()[0]


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
