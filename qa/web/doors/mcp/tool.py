"""What a tool is: what a model reads of it, the arguments it takes, and what it gives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from qa.web.arguments import Arguments


@dataclass(frozen=True, slots=True)
class Tool:
    """A call as a tool. `run` takes arguments that were checked and a client, see `guard.client`, and raises
    QAError; `result` is the type of what it gives, an object in JSON. `changes` tells that something is kept or
    forgotten."""

    name: str
    title: str
    description: str
    arguments: type[Arguments]
    result: Any
    run: Callable[[Any, str], Awaitable[Any]]
    changes: bool = False
