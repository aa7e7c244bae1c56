"""Turns as the messages that the chat shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.keep.literal import emphasis, line, md
from qa.keep.turns import TurnJSON
from qa.web.chat import render

ChatMessage = dict[str, Any]
"""As Gradio takes it: {"role": "user" or "assistant", "content": Markdown}."""


def messages(turns: Sequence[TurnJSON]) -> list[ChatMessage]:
    """The conversation as the chat shows it."""
    shown: list[ChatMessage] = []
    for turn in turns:
        shown.append(question(turn["asked"]))
        shown.append(reply(said(turn)))
    return shown


def said(turn: TurnJSON, sentences: int | None = None) -> str:
    """The Markdown of a turn's answer, or its beginning, as `render.message` says."""
    if turn["answer"] is None:
        return note(turn["note"])
    return render.message(turn["answer"], sentences, turn["filters"], turn["asked"])


def question(text: str) -> ChatMessage:
    """What the user said, literally."""
    return {"role": "user", "content": md(text)}


def reply(markdown: str) -> ChatMessage:
    """What the page says; the Markdown was made by `render`."""
    return {"role": "assistant", "content": markdown}


def note(text: str) -> str:
    """One line that is not an answer: an error, or that the user stopped."""
    return f"> {words}" if (words := render.instruction(text)) else ""


def waiting(text: str) -> str:
    """One line that stands where the answer will be."""
    return emphasis(line(text))
