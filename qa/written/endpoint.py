"""An OpenAI-compatible chat endpoint: Ollama, llama.cpp, vLLM, or a service. Streams text; everything is bounded."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from qa.errors import EndpointFailed

KEY = "QA_LLM_KEY"
"""The variable of the environment that holds the key of a service."""

CONNECT = 5.0
"""Seconds until an endpoint that does not answer is given up."""
PATIENCE = 60.0
"""Seconds without a word of it, the first included: a model on this machine may have to be loaded."""
WHOLE = 180.0
"""Seconds that all of an answer may take."""
MOST_CHARACTERS = 20_000
"""Of one answer; what a model writes beyond is not read."""
_LINE = 1_000_000  # characters of one event at most

Message = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model at a URL such as http://127.0.0.1:11434/v1."""

    url: str
    model: str

    @classmethod
    def at(cls, url: str, model: str) -> Endpoint:
        """Raises EndpointFailed for what can be no address of one."""
        try:
            parts = urlsplit(url)
            right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            right = False
        if not right or parts.username is not None or parts.query or parts.fragment or not url.isprintable():
            raise EndpointFailed(
                f"this is no address of a language model: write it as http://HOST:PORT/v1, and a key into {KEY}"
            )
        if not model.strip() or not model.isprintable() or len(model) > 200:
            raise EndpointFailed("name the model as its server does: --llm-model NAME")
        return cls(url.rstrip("/"), model)

    @property
    def host(self) -> str:
        """Where the questions and sentences go, as it is shown."""
        return urlsplit(self.url).netloc

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """What the model writes, piece by piece. Raises EndpointFailed at any point; then what came is incomplete."""
        import httpx

        asked = {"model": self.model, "messages": list(messages), "stream": True, "temperature": 0}
        key = os.environ.get(KEY, "")
        headers = {"Accept": "text/event-stream"} | ({"Authorization": f"Bearer {key}"} if key else {})
        times = httpx.Timeout(PATIENCE, connect=CONNECT)
        with (
            _told(self),
            # No proxy and no redirect: the address that is shown is the one that gets the text.
            httpx.Client(timeout=times, trust_env=False, follow_redirects=False) as client,
            client.stream("POST", f"{self.url}/chat/completions", json=asked, headers=headers) as response,
        ):
            if response.status_code != 200:
                raise EndpointFailed(_refusal(self, response.status_code))
            yield from _pieces(self, response.iter_text())


def _pieces(endpoint: Endpoint, received: Iterator[str]) -> Iterator[str]:
    length, ended, until = 0, False, time.monotonic() + WHOLE
    for line in _lines(endpoint, received):
        if time.monotonic() > until:
            raise EndpointFailed(f"{endpoint.host} took more than {WHOLE:.0f} seconds for one answer")
        data = line.removeprefix("data:").strip() if line.startswith("data:") else ""
        if not data:
            continue
        if data == "[DONE]":
            ended = True
            break
        piece, last = _piece(endpoint, data)
        ended = ended or last
        length += len(piece)
        if length > MOST_CHARACTERS:
            raise EndpointFailed(f"{endpoint.host} writes without an end")
        if piece:
            yield piece
    if not ended:
        raise EndpointFailed(f"{endpoint.host} stopped in the middle of its answer")


def _lines(endpoint: Endpoint, received: Iterator[str]) -> Iterator[str]:
    """The lines of what is received; none may be longer than `_LINE`."""
    waiting = ""
    for chunk in received:
        waiting += chunk
        *lines, waiting = waiting.split("\n")
        if len(waiting) > _LINE:
            raise EndpointFailed(f"{endpoint.host} does not stream as chat endpoints do")
        yield from lines
    yield waiting


def _piece(endpoint: Endpoint, data: str) -> tuple[str, bool]:
    """The text of one event, and whether it is the last."""
    try:
        event: Any = json.loads(data)
        if event.get("error"):
            raise EndpointFailed(f"{endpoint.host} refused: {_line(event['error'])}")
        choices = event.get("choices") or []
        content = choices[0]["delta"].get("content") if choices else ""
        last = bool(choices and choices[0].get("finish_reason"))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise EndpointFailed(f"{endpoint.host} does not stream as chat endpoints do") from error
    if content is not None and not isinstance(content, str):
        raise EndpointFailed(f"{endpoint.host} does not stream as chat endpoints do")
    return content or "", last


def _refusal(endpoint: Endpoint, status: int) -> str:
    if status in (401, 403):
        return f"{endpoint.host} takes no questions with this key: put the right one into {KEY}"
    if status == 404:
        return f"{endpoint.host} has no chat endpoint there, or no model {endpoint.model}: is the URL the one with /v1?"
    if status == 429:
        return f"{endpoint.host} takes no more questions now: ask again later"
    return f"{endpoint.host} answered with status {status}"


def _line(message: object) -> str:
    found = message.get("message", "") if isinstance(message, dict) else message
    return " ".join("".join(c if c.isprintable() else " " for c in str(found)).split())[:200]


@contextmanager
def _told(endpoint: Endpoint) -> Iterator[None]:
    import httpx

    try:
        yield
    except httpx.TimeoutException as error:
        raise EndpointFailed(f"{endpoint.host} did not answer in time") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, OSError) as error:
        raise EndpointFailed(f"{endpoint.host} cannot be reached: is the model running there?") from error
