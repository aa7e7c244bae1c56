"""Many people asking at once: the page as browsers use it, or the API.

    python benchmarks/load.py                       50 people for two minutes, as the page asks (queue and stream)
    python benchmarks/load.py --route api           the same over POST /api/ask
    python benchmarks/load.py --questions 5000      whether memory stays flat: what is resident every 500 questions
    python benchmarks/load.py --connections 200     whether memory comes back when so many pages have gone
    python benchmarks/load.py --think 10            each person reads for ten seconds before the next question

Starts a server of its own over an index of examples/articles. Every question carries a mark of its own, so that an
answer that belongs to somebody else is noticed; each answer is compared with the one to the same question asked alone.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import random
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent
SERVE = "import sys; from qa.web import serve; serve(sys.argv[1], port=0, reader=sys.argv[2] or None)"


@dataclass
class Result:
    """What came of all questions."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    resident: list[tuple[int, float]] = field(default_factory=list)  # (questions so far, MB)


class Server:
    """The server, and what is known of it."""

    def __init__(self, index: Path, reader: str) -> None:
        command = [sys.executable, "-u", "-c", SERVE, str(index), reader]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout  # noqa: S101
        self.url = next(found[1] for line in self.process.stdout if (found := re.search(r"is at (http\S+)", line)))

    def resident(self) -> float:
        """Megabytes in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1000  # type: ignore[index]


class Page:
    """Asks as the page does: joins the queue, then reads the stream of its session until the answer is whole."""

    def __init__(self, client: httpx.AsyncClient, config: dict[str, Any]) -> None:
        self._client = client
        # The event that answers the box has the question and the turns as inputs, and "submit" as trigger.
        self._event = next(e for e in config["dependencies"] if any(target[1] == "submit" for target in e["targets"]))
        kinds = {component["id"]: component["type"] for component in config["components"]}
        self._inputs = [kinds[i] for i in self._event["inputs"]]
        outputs = [kinds[o] for o in self._event["outputs"]]
        self._turns = outputs.index("browserstate")

    async def ask(self, question: str) -> tuple[str, str]:
        """(question, text) of the answer."""
        session = secrets.token_hex(6)
        data = [question, *([] if kind == "browserstate" else None for kind in self._inputs[1:])]
        body = {"data": data, "fn_index": self._event["id"], "session_hash": session, "trigger_id": None}
        joined = await self._client.post("/gradio_api/queue/join", json=body)
        joined.raise_for_status()
        async with self._client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
            async for message in _messages(stream):
                if message["msg"] == "process_completed":
                    if not message["success"]:
                        raise RuntimeError(str(message["output"]))
                    turns = self._turns_of(message["output"]["data"])
                    return turns[-1]["asked"], (turns[-1]["answer"] or {"text": turns[-1]["note"]})["text"]
        raise RuntimeError("the stream ended without an answer")

    def _turns_of(self, data: list[Any]) -> list[Any]:
        """The turns; the last message repeats in full what those before it began."""
        turns = data[self._turns]
        return turns if isinstance(turns, list) else turns["value"]


class Api:
    """Asks as a program does."""

    def __init__(self, client: httpx.AsyncClient, config: dict[str, Any]) -> None:
        self._client = client

    async def ask(self, question: str) -> tuple[str, str]:
        """(question, text) of the answer."""
        reply = await self._client.post("/api/ask", json={"question": question})
        reply.raise_for_status()
        answer = reply.json()
        return answer["question"], answer["text"]


async def _messages(stream: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    async for line in stream.aiter_lines():
        if line.startswith("data: "):
            yield json.loads(line[6:])


HEAD = "route | people | answers | errors | wrong | answers/s | p50 / p95 / p99 s | resident MB, before -> after"
ROUTES = {"page": Page, "api": Api}


def questions(markers: int) -> list[str]:
    """Questions about the example articles, each with marks of its own so that no two people ask the same at once."""
    rows = (ROOT / "examples" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(row)["question"] for row in rows if row.strip()]
    return [f"{question} (Reader {mark} asks.)" for mark in range(1, markers + 1) for question in asked]


async def alone(route: Any, asked: list[str]) -> dict[str, str]:
    """The answer to each question when nobody else asks."""
    return {question: (await route.ask(question))[1] for question in asked}


async def crowd(
    route: Any, server: Server, expected: dict[str, str], arguments: argparse.Namespace, result: Result
) -> None:
    """Let so many people ask, each the next question after the answer to the last, until the time or number is up."""
    left = itertools.count()
    end = time.perf_counter() + arguments.seconds
    free = list(expected)
    random.shuffle(free)

    async def person() -> None:
        while time.perf_counter() < end or arguments.questions:
            number = next(left)
            if arguments.questions and number >= arguments.questions:
                return
            question = free.pop(0)  # nobody else is asking it now
            began = time.perf_counter()
            try:
                asked, text = await route.ask(question)
            except (httpx.HTTPError, RuntimeError) as error:
                result.errors.append(f"{type(error).__name__}: {error}")
            else:
                result.seconds.append(time.perf_counter() - began)
                if asked != question or text != expected[question]:
                    result.wrong.append(f"asked {question!r}, got {asked!r}: {text!r} for {expected[question]!r}")
            free.append(question)
            if (number + 1) % 500 == 0:
                result.resident.append((number + 1, server.resident()))
            await asyncio.sleep(random.expovariate(1 / arguments.think) if arguments.think else 0)

    await asyncio.gather(*(person() for _ in range(arguments.people)))


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def report(arguments: argparse.Namespace, result: Result, took: float, before: float, after: float) -> None:
    """The row of the table, and what went wrong."""
    done = result.seconds or [float("nan")]
    cells = [
        f"{arguments.route}{f', reader {arguments.reader}' if arguments.reader else ''}",
        f"{arguments.people}",
        f"{len(result.seconds):,}",
        f"{len(result.errors)}",
        f"{len(result.wrong)}",
        f"{len(result.seconds) / took:.1f}",
        " / ".join(f"{percentile(done, share):.1f}" for share in (0.5, 0.95, 0.99)),
        f"{before:.0f} -> {after:.0f}",
    ]
    print(f"| {' | '.join(cells)} |")
    for number, megabytes in result.resident:
        print(f"{number:>6} questions: {megabytes:.0f} MB resident")
    for kind in (result.errors, result.wrong):
        for line in kind[:5]:
            print(f"  {line[:400]}")


async def measure(arguments: argparse.Namespace, index: Path) -> None:
    """Start the server, ask each question alone, then let everybody ask."""
    server = Server(index, arguments.reader)
    try:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=arguments.people)
        async with httpx.AsyncClient(base_url=server.url, timeout=600, limits=limits) as client:
            route = ROUTES[arguments.route](client, (await client.get("/config")).json())
            asked = questions(markers=1 + 2 * arguments.people // 17)
            expected = await alone(route, asked)
            before, began, result = server.resident(), time.perf_counter(), Result()
            await crowd(route, server, expected, arguments, result)
            took = time.perf_counter() - began
            await asyncio.sleep(2)
            report(arguments, result, took, before, server.resident())
    finally:
        server.process.terminate()
        server.process.wait()


async def measure_connections(arguments: argparse.Namespace, index: Path) -> None:
    """Open so many pages at once, each of which asks a question and goes, and see what stays resident; four times."""
    server = Server(index, arguments.reader)
    try:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        async with httpx.AsyncClient(base_url=server.url, timeout=600, limits=limits) as client:
            route = Page(client, (await client.get("/config")).json())
            asked = questions(markers=1 + arguments.connections // 17)[: arguments.connections]
            for question in asked[:20]:
                await route.ask(question)
            before = server.resident()
            print(f"before: {before:.0f} MB resident")
            for turn in range(1, 5):
                most = await _opened(client, route, asked, server)
                await asyncio.sleep(5)
                after = server.resident()
                print(f"{turn} x {len(asked)}: {most:.0f} MB while open, {after:.0f} after ({after / before - 1:+.1%})")
    finally:
        server.process.terminate()
        server.process.wait()


async def _opened(client: httpx.AsyncClient, route: Page, asked: list[str], server: Server) -> float:
    """Resident megabytes while every page has its heartbeat open and its answer."""

    async def page(question: str, answered: asyncio.Barrier) -> None:
        async with client.stream("GET", f"/gradio_api/heartbeat/{secrets.token_hex(6)}") as heartbeat:
            await anext(heartbeat.aiter_lines())
            await route.ask(question)
            await answered.wait()
            await answered.wait()

    answered = asyncio.Barrier(len(asked) + 1)
    async with asyncio.TaskGroup() as pages:
        for question in asked:
            pages.create_task(page(question, answered))
        await answered.wait()
        most = server.resident()
        await answered.wait()
    return most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--questions", type=int, default=0, help="so many questions instead of a time")
    parser.add_argument("--think", type=float, default=0, help="mean seconds between an answer and the next question")
    parser.add_argument("--route", choices=ROUTES, default="page")
    parser.add_argument("--connections", type=int, default=0, help="so many pages at once that go again, instead")
    parser.add_argument("--reader", default="", help="such as none, which is ten times as fast: for memory")
    parser.add_argument("--index", type=Path, help="an index of examples/articles, else one is built")
    arguments = parser.parse_args()
    measuring = measure_connections if arguments.connections else measure
    if measuring is measure:
        print(f"| {HEAD} |\n|{'---|' * (HEAD.count('|') + 1)}")
    if arguments.index:
        asyncio.run(measuring(arguments, arguments.index))
        return
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        build = [sys.executable, "-m", "qa", "build", "examples/articles", "--index", str(index)]
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        asyncio.run(measuring(arguments, index))


if __name__ == "__main__":
    main()
