"""How soon the page is there, and how much comes over the line, in the browser of the tests.

    python benchmarks/page.py [--rounds 9]

Serves the index of the examples (built where there is none) and opens the page in fresh browser profiles: first paint
with content, and the moment when the question box takes a key and the examples are shown. Bytes are counted as sent,
beside those of a bare Gradio page with one chat and one box, in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import qa

ROOT = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
OURS = "import sys; from qa.web import serve; serve(sys.argv[1], port=0)"
BARE = """
import gradio as gr
with gr.Blocks(analytics_enabled=False) as page:
    gr.Chatbot(); gr.Textbox(elem_id="ask")
_, url, _ = page.launch(prevent_thread_lock=True, quiet=True, server_name="127.0.0.1")
print("Article QA is at", url, flush=True)
page.block_thread()
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


@contextmanager
def served(program: str, *arguments: str) -> Iterator[str]:
    """A server in a process of its own; gives its address."""
    process = subprocess.Popen([sys.executable, "-u", "-c", program, *arguments], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout  # noqa: S101
        line = next(line for line in process.stdout if "is at" in line)
        yield line.split(" is at ")[1].split()[0]
    finally:
        process.terminate()
        process.wait()


def opened(browser: Any, url: str, ready: str) -> tuple[float, float, int]:
    """Milliseconds until the first paint and until `ready` is there, and the bytes that came."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    came = [0]
    network.on("Network.loadingFinished", lambda event: came.__setitem__(0, came[0] + event["encodedDataLength"]))
    begun = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(ready)
    usable = time.perf_counter() - begun
    page.wait_for_timeout(500)
    result = page.evaluate(PAINT), 1000 * usable, int(came[0])
    context.close()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        qa.build_index(ROOT / "examples" / "articles", Path(folder) / "index")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with served(OURS, str(Path(folder) / "index")) as ours, served(BARE) as bare:
            pages = {"Article QA": (ours, "#chat .example"), "bare Gradio": (bare, "#ask textarea")}
            for address in pages.values():
                opened(browser, *address)  # the server's own first time
            seen: dict[str, list[tuple[float, float, int]]] = {name: [] for name in pages}
            for _ in range(rounds):
                for name, address in pages.items():
                    seen[name].append(opened(browser, *address))
        print("| page | first paint ms | usable ms | kB sent |\n|---|---|---|---|")
        for name, measured in seen.items():
            paint, usable, size = (statistics.median(column) for column in zip(*measured, strict=True))
            worst = max(column for _, column, _ in measured)
            print(f"| {name} | {paint:.0f} | {usable:.0f} (worst {worst:.0f}) | {size / 1000:.0f} |")


if __name__ == "__main__":
    main()
