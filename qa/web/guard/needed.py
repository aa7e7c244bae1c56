"""What the page and programs need of the server: an allow-list of methods and paths. Everything else is not there.

Gradio brings more than this page uses: files by path, addresses fetched on demand, uploads, proxies, logins.
`tests/web/test_endpoints.py` has every route of it with the reason why it is on this list or not.
"""

from __future__ import annotations

import re

_NAME = r"[^/]{1,200}"  # one part of a path
_SESSION = r"[\w-]{1,64}"

_NEEDED = {
    # the page, and what it is made of
    "GET": [
        r"/",
        r"/(assets|static)/.+",
        r"/(gradio_api/)?theme\.css",
        r"/(favicon\.ico|robots\.txt|manifest\.json)",
        # its state, and the streams that its events come by
        r"/config/?",
        r"/gradio_api/(app_id|startup-events)/?",
        rf"/gradio_api/heartbeat/{_SESSION}",
        r"/gradio_api/queue/data",
        # programs: what there is, and an answer
        r"/gradio_api/info/?",
        r"/gradio_api/openapi\.json",
        rf"/gradio_api/call/(v2/)?{_NAME}/{_NAME}",
        r"/gradio_api/mcp(/.*)?",
        r"/api/.+",
    ],
    "POST": [
        r"/gradio_api/queue/join",
        rf"/gradio_api/run/{_NAME}/?",  # the page's events that do not queue
        r"/gradio_api/(cancel|reset)/?",
        rf"/gradio_api/call/(v2/)?{_NAME}/?",
        r"/gradio_api/mcp(/.*)?",
        r"/api/.+",
    ],
    "PUT": [r"/api/.+"],
    "DELETE": [r"/api/.+", r"/gradio_api/mcp(/.*)?"],
}
_PATHS = {method: re.compile("|".join(paths), re.DOTALL) for method, paths in _NEEDED.items()}
_PATHS["HEAD"] = _PATHS["GET"]

# Steps upwards, in the spelling of any system, and characters that end a name early.
_ODD = re.compile(r"(^|[/\\])\.{1,2}([/\\]|$)|[\\\x00-\x1f\x7f]|//")


def needed(method: str, path: str) -> bool:
    """Whether the page or a program needs this; `path` is decoded, as ASGI gives it.

    >>> needed("GET", "/config"), needed("GET", "/gradio_api/file=/etc/passwd"), needed("GET", "/static/../x")
    (True, False, False)
    """
    paths = _PATHS.get(method)
    return paths is not None and paths.fullmatch(path) is not None and not _ODD.search(path)
