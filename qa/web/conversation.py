"""What the page remembers of a conversation: its turns. The browser keeps them, the server keeps nothing.

They come back from the browser with every question, so they are checked before use like anything else from there.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from qa.schema import AnswerJSON
from qa.types import Turn as Said
from qa.web import render

TURNS_KEPT = 30
"""A browser gives a page some 5 MB to keep; thirty answers with their citations stay far below."""

Message = dict[str, Any]


class Turn(TypedDict):
    """A question as it was typed, and its answer; or a note on why there is none, such as an error."""

    asked: str
    answer: AnswerJSON | None
    note: str


_TURNS = TypeAdapter(list[Turn])


def restored(value: object) -> list[Turn]:
    """Read what the browser kept; anything that is not a conversation of this version is an empty one."""
    try:
        return _TURNS.validate_python(value)[-TURNS_KEPT:]
    except ValidationError:
        return []


def answered(asked: str, answer: AnswerJSON) -> Turn:
    """A turn with what is needed to show it again: an answer that was found keeps no hits."""
    hits = [] if answer["found"] else answer["hits"][: render.PASSAGES_SHOWN]
    return Turn(asked=asked, answer={**answer, "hits": hits}, note="")


def noted(asked: str, note: str) -> Turn:
    """A turn that ended without an answer."""
    return Turn(asked=asked, answer=None, note=note)


def history(turns: list[Turn]) -> list[Said]:
    """The conversation as the assistant reads it; turns without an answer said nothing."""
    said: list[Said] = []
    for turn in turns:
        if turn["answer"] is not None:
            said += [("user", turn["asked"]), ("assistant", turn["answer"]["text"])]
    return said


def messages(turns: list[Turn]) -> list[Message]:
    """The conversation as the chat shows it."""
    shown: list[Message] = []
    for turn in turns:
        shown.append(question(turn["asked"]))
        shown.append(reply(note(turn["note"]) if turn["answer"] is None else render.message(turn["answer"])))
    return shown


def question(text: str) -> Message:
    """What the user said, literally."""
    return {"role": "user", "content": render.md(text)}


def reply(markdown: str) -> Message:
    """What the page says; the Markdown was made by `render`."""
    return {"role": "assistant", "content": markdown}


def note(text: str) -> str:
    """One line that is not an answer: an error, or that the user stopped."""
    return f"> {render.instruction(text)}"


def waiting(text: str) -> str:
    """One line that stands where the answer will be."""
    return f"*{render.line(text)}*"
