"""Saved questions: what there is, what changed, and keeping or forgetting one."""
# No `from __future__ import annotations`: pydantic reads these types at run time to publish the schema.

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from qa.web.arguments import Arguments
from qa.web.changing import Save, Seen
from qa.web.doors.mcp.tool import Tool
from qa.web.saving import SavedListJSON, Saving, ShownJSON

SAVED = """\
List the questions that are saved on this server, each with its answer now.

They are asked again whenever the articles change. `places` are the cited sentences, verbatim; where `found` is false, \
the articles do not hold the answer. `change` is what became of the answer since it was last seen, null for nothing.
"""
CHANGED = """\
List the saved questions whose answer changed since it was last seen, and how.

`change` tells it: `told` in a line, `kind`, the few words `before` and `now`, and in `places` the sentences that are \
new, verbatim, to be cited. With the kind "no longer", the articles do not hold the answer any more. While `checking` \
is true not all were asked again: call it later for the rest. Nothing is marked as seen; `mark_seen` does that.
"""
SAVE = """\
Save a question, to be asked again whenever the articles change. It gives the question with its `id` and its answer now.

Use it only when the user wants to be told what changes. Write one full question that stands for itself. A question \
that is saved with the same filters stays as it is. The answer is made of verbatim sentences; where `found` is false, \
the articles do not hold the answer yet.
"""
UNSAVE = "Keep a saved question no longer, by the `id` that `saved_questions` gives. Use it only when the user says so."
SEEN = """\
Mark answers of saved questions as seen: from now on they are compared with the answer of now. `seen` is how many had \
changed. Use it when the user was told of the changes, for the page shows them as new no longer.
"""


class NothingAsked(Arguments):
    """No arguments."""


class Unsave(Arguments):
    """Which question to forget."""

    id: Annotated[str, Field(max_length=100, description="The `id` of the question.")]


class UnsavedJSON(TypedDict):
    """Which question is saved no longer."""

    id: str


class MarkedJSON(TypedDict):
    """How many of the questions that were marked had changed."""

    seen: int


def tools(saving: Saving) -> list[Tool]:
    """`saved_questions`, `what_changed`, `save_question`, `unsave_question`, `mark_seen`."""

    async def listed(_: NothingAsked, client: str) -> SavedListJSON:
        return await saving.listed()

    async def changed(_: NothingAsked, client: str) -> SavedListJSON:
        found = await saving.listed()
        found["questions"] = [each for each in found["questions"] if each["change"]]
        return found

    async def unsave(wanted: Unsave, client: str) -> UnsavedJSON:
        await saving.unsave(wanted.id)
        return UnsavedJSON(id=wanted.id)

    async def seen(wanted: Seen, client: str) -> MarkedJSON:
        return MarkedJSON(seen=await saving.seen(wanted))

    return [
        Tool("saved_questions", "Saved questions", SAVED, NothingAsked, SavedListJSON, listed),
        Tool("what_changed", "What changed", CHANGED, NothingAsked, SavedListJSON, changed),
        Tool("save_question", "Save a question", SAVE, Save, ShownJSON, saving.save, changes=True),
        Tool("unsave_question", "Unsave a question", UNSAVE, Unsave, UnsavedJSON, unsave, changes=True),
        Tool("mark_seen", "Mark answers as seen", SEEN, Seen, MarkedJSON, seen, changes=True),
    ]
