"""Quality and speed on the example articles: `.venv/bin/python benchmarks/examples.py`.

Asks the questions of examples/QUESTIONS.md (but for the follow-ups) and prints how many are answered from the right
article and how many without an answer are refused. Then times an answer, the start of a command and of the page, and
tells the memory. How long builds take: building.py.
"""

from __future__ import annotations

import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import qa

EXAMPLES = Path(__file__).parent.parent / "examples"
ROUNDS = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        report = qa.build_index(EXAMPLES / "articles", index)
        print(f"build: {report.documents} articles, {report.passages} passages in {report.seconds:.1f} s")
        assistant = qa.Assistant.open(index)
        assistant.warm()
        quality(assistant)
        asking(assistant)
        print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        starting(index)


def quality(assistant: qa.Assistant) -> None:
    """Right article among the citations, first and at all; refusals."""
    first = cited = answerable = refused = unanswerable = 0
    for question, articles in questions():
        answer = assistant.ask(question)
        found = [citation.document.id for citation in answer.citations]
        if articles:
            answerable += 1
            first += bool(found and found[0] in articles)
            cited += bool(articles & set(found))
        else:
            unanswerable += 1
            refused += not answer.found
    print(f"right article cited first: {first} of {answerable}, at all: {cited} of {answerable}")
    print(f"refused what the articles do not answer: {refused} of {unanswerable}")


def questions() -> list[tuple[str, set[str]]]:
    """(question, files that hold the answer) of the table, without the follow-ups."""
    rows = re.findall(
        r"^\| \d+ \|([^|]*)\|([^|]*)\|([^|]*)\|$", (EXAMPLES / "QUESTIONS.md").read_text("utf-8"), re.MULTILINE
    )
    return [
        (question.strip(), set(re.findall(r"`([^`]+\.txt)`", files)))
        for question, files, shows in rows
        if not shows.strip().startswith("follow-up")
    ]


def asking(assistant: qa.Assistant) -> None:
    times = sorted(seconds(lambda: assistant.ask(q)) for _ in range(ROUNDS) for q, _ in questions())  # noqa: B023
    print(f"ask: median {1000 * statistics.median(times):.0f} ms, 95 % {1000 * times[int(0.95 * len(times))]:.0f} ms")


def starting(index: Path) -> None:
    """Cold starts in processes of their own, median."""
    ask = [sys.executable, "-m", "qa", "ask", "Who found the meteorite?", "--index", str(index)]
    search = [sys.executable, "-m", "qa", "search", "Who found the meteorite?", "--index", str(index)]
    commands = {"import qa": [sys.executable, "-c", "import qa"], "qa search": search, "qa ask": ask}
    bare = statistics.median(process([sys.executable, "-c", "import numpy"]) for _ in range(ROUNDS))
    print(f"python with numpy: {bare:.2f} s")
    for name, command in commands.items():
        print(f"{name}: {statistics.median(process(command) for _ in range(ROUNDS)):.2f} s")
    print(f"page listens after {statistics.median(page(index) for _ in range(ROUNDS)):.1f} s")


def process(command: list[str]) -> float:
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True))


def page(index: Path) -> float:
    serve = "import sys; from qa.web import serve; serve(sys.argv[1], port=0)"
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", serve, str(index)], stdout=subprocess.PIPE, text=True) as server:
        server.stdout.readline()  # type: ignore[union-attr]
        elapsed = time.perf_counter() - started
        server.terminate()
    return elapsed


def seconds(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
