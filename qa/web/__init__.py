"""The chat page. Importing this is cheap: Gradio comes with the first call, the models with the first question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from qa.assistant import THRESHOLD, Assistant
from qa.engine.address import is_address
from qa.engine.places import place_of
from qa.types import Path as PathLike
from qa.web.guard import passwords
from qa.web.library import Library

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["create_app", "serve"]


def serve(
    index: PathLike,
    host: str = "127.0.0.1",
    port: int = 7860,
    *,
    reader: str | None = None,
    threshold: float = THRESHOLD,
    read_only: bool = False,
    auth: str | None = None,
    also_named: Sequence[str] = (),
) -> None:
    """Serve the page for the index in this directory, or at this address of an engine, until Ctrl-C; port 0 takes any
    free one.

    There need not be an index yet, nor an engine: the page says so, and answers as soon as there is one.
    `reader` and `threshold` are those of `Assistant.open`; with `read_only` nothing can be added or removed; `auth` is
    `name:password` or `@FILE`, see `passwords.read`; `also_named` are names of this server that it cannot know, such as
    that of a proxy. Raises QAError when `index` is a malformed address, when the port cannot be listened on or `auth`
    cannot be read.
    """
    place = _place(index)
    users = passwords.read(auth)  # before Gradio is loaded, which takes seconds
    from qa.web.server import run

    opener = partial(Assistant.open, reader=reader, threshold=threshold)
    library = Library(place, opener, read_only=read_only)
    Thread(target=library.problem, name="open-index", daemon=True).start()  # the model loads before anyone asks
    run(library, host, port, users=users, also_named=also_named)


def create_app(
    index: PathLike, *, read_only: bool = False, auth: str | None = None, also_named: Sequence[str] = ()
) -> ASGIApp:
    """The page for the index in this directory, or at this address, as an ASGI app, to be served by any server; see
    `serve`."""
    from qa.web.guard.origin import Names
    from qa.web.server import create_app as mounted

    library = Library(_place(index), Assistant.open, read_only=read_only)
    return mounted(library, Names.of("", also_named), passwords.read(auth))


def _place(index: PathLike) -> Path | str:
    place_of(index)  # a wrong address is told at once, and not on the page
    return str(index) if is_address(index) else Path(index)
