"""Saved questions as programs and the page see them: kept, listed with what changed, seen. Knows no protocol."""
# No `from __future__ import annotations`: FastAPI and MCP read these types at run time to publish the schema.

from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from typing_extensions import TypedDict

from qa import saved
from qa.errors import SavedInvalid
from qa.saved import Kind, SavedJSON, SeenPlaceJSON
from qa.web.changing import Save, Seen
from qa.web.desk import Desk
from qa.web.library import Library
from qa.web.watcher import Watcher

_Given = TypeVar("_Given")


class ShownChangeJSON(TypedDict):
    """A change, `told` in a line; as `qa.saved.ChangeJSON` otherwise."""

    kind: Kind
    told: str
    question: str
    before: str | None
    now: str | None
    places: list[SeenPlaceJSON]


class ShownJSON(TypedDict):
    """A saved question with its answer now: the few words, or what differs, or None; the sentences. `seen` is when the
    answer was last looked at."""

    id: str
    question: str
    since: str | None
    until: str | None
    sources: list[str] | None
    names: list[str] | None
    dates: bool
    saved: str
    seen: str
    found: bool
    answer: str | None
    places: list[SeenPlaceJSON]
    change: ShownChangeJSON | None


class SavedListJSON(TypedDict):
    """The saved questions. `checking`: they are being asked again; `problem`: what of the file cannot be read."""

    questions: list[ShownJSON]
    checking: bool
    problem: str | None


class Saving:
    """The calls about saved questions. They raise SavedInvalid, NotWritten; those that change something, ReadOnly."""

    def __init__(self, library: Library, desk: Desk, watcher: Watcher) -> None:
        self._library = library
        self._desk = desk
        self._watcher = watcher

    async def listed(self) -> SavedListJSON:
        """The saved questions, each with its answer now and what changed since it was last seen."""
        return await run_in_threadpool(self._listed)

    async def save(self, wanted: Save, client: str) -> ShownJSON:
        """Keep a question with its answer of now, when it is this client's turn. Raises QAError as `Library.ask` does,
        and TooBusy."""
        self._check_writable()
        filters = wanted.within
        kept = await self._desk.run(client, lambda: self._library.save(wanted.question, filters, dates=wanted.dates))
        return _shown(kept)

    async def seen(self, wanted: Seen) -> int:
        """Compare with the answers of now from now on; how many had changed."""
        return await self._changing(lambda: saved.mark_seen(self._library.directory, wanted.ids))

    async def unsave(self, saved_id: str) -> None:
        """Keep a question no longer."""
        if not await self._changing(lambda: saved.unsave(self._library.directory, [saved_id])):
            raise SavedInvalid("no such question is saved")

    def _listed(self) -> SavedListJSON:
        found = saved.listed(self._library.directory)
        return SavedListJSON(
            questions=list(map(_shown, found.questions)),
            checking=bool(found.questions) and self._watcher.behind(),
            problem=saved.complaint(self._library.directory, found),
        )

    async def _changing(self, change: Callable[[], _Given]) -> _Given:
        self._check_writable()
        return await run_in_threadpool(change)

    def _check_writable(self) -> None:
        if refusal := self._library.unchangeable:
            raise refusal


def _shown(each: SavedJSON) -> ShownJSON:
    parts = [part for part in each["now"]["parts"] if part["found"] and part["places"]]
    said = [" / ".join(part["accounts"]) or part["short"] or "" for part in parts]
    change = each["change"]
    return ShownJSON(
        id=each["id"],
        question=each["question"],
        since=each["since"],
        until=each["until"],
        sources=each["sources"],
        names=each.get("names"),
        dates=each["dates"],
        saved=each["saved"],
        seen=each["seen"]["at"],
        found=bool(parts),
        answer="; ".join(filter(None, said)) or None,
        places=[part["places"][0] for part in parts],
        change=change
        and ShownChangeJSON(
            kind=change["kind"],
            told=saved.told(change),
            question=change["question"],
            before=change["before"],
            now=change["now"],
            places=change["places"],
        ),
    )
