"""The chat page. Importing this is cheap: Gradio comes with the first call, the models with the first question."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from qa.assistant import THRESHOLD, Assistant
from qa.types import Path as PathLike
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
) -> None:
    """Serve the page for the index in this directory until Ctrl-C; port 0 takes any free one.

    There need not be an index yet: the page says so, and answers as soon as one is built.
    `reader` and `threshold` are those of `Assistant.open`. Raises QAError when the address cannot be listened on.
    """
    from qa.web.server import run

    library = Library(Path(index), partial(Assistant.open, reader=reader, threshold=threshold))
    Thread(target=library.problem, name="open-index", daemon=True).start()  # the model loads before anyone asks
    run(library, host, port)


def create_app(index: PathLike) -> ASGIApp:
    """The page for the index in this directory as an ASGI app, to be served by any server."""
    from qa.web.server import create_app as mounted

    return mounted(Library(Path(index), Assistant.open))
