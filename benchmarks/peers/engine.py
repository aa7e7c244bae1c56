"""What the benchmark asks of an engine, and the list of them. Imports none of the engines itself."""

from __future__ import annotations

import importlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MODULES = {
    "Article QA": "peers.article_qa",
    "LangChain + FAISS": "peers.langchain_faiss",
    "LlamaIndex": "peers.llamaindex",
    "txtai": "peers.txtai_paragraphs",
    "Chroma": "peers.chroma",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found: the text as the engine gives it, and the id of the article that it was kept with."""

    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and seconds of processors."""

    clock: float = 0.0
    cpu: float = 0.0

    @classmethod
    def now(cls) -> Spent:
        return cls(time.perf_counter(), time.process_time())

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.clock + other.clock, self.cpu + other.cpu)

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.clock - other.clock, self.cpu - other.cpu)


class Engine(Protocol):
    """One engine, used as its own documentation does. An object lives in a process of its own and is used once: to
    `load` and `build`, to `open` and `search`, or to `open` and `update`."""

    packages: tuple[str, ...]
    """Names of the installed packages whose versions matter."""
    passages: str
    """How it cuts an article, in words."""
    renewal: str
    """How it takes in changed articles, in words."""
    loading: Spent
    """What of the last `build` or `update` went into loading the model; nothing where `load` and `open` do that."""

    def load(self, model: Path) -> None:
        """Import what is needed and load the model from its folder."""

    def build(self, source: Path, folder: Path) -> int:
        """Index the articles of a .jsonl file into `folder`, on disk at the end; how many passages it made."""
        ...

    def open(self, model: Path, folder: Path) -> None:
        """Import what is needed, load the model and open what `build` left in `folder`."""

    def search(self, question: str, k: int) -> list[Result]:
        """The k nearest passages, best first."""
        ...

    def update(self, source: Path, folder: Path, changed: set[str]) -> None:
        """Bring `folder` up to the articles of `source`, of which the ones with these ids changed."""


def engine(name: str) -> Engine:
    made: Engine = importlib.import_module(MODULES[name]).ENGINE
    return made


def articles(source: Path) -> Iterator[tuple[str, str]]:
    """(id, title and text) of each line of a .jsonl file: the words that our own searches see."""
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["id"], shown_text(row["title"], row["text"])


def shown_text(title: str, text: str) -> str:
    return f"{title}\n{text}" if title else text
