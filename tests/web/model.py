"""A language model with the tools of a site, by the official client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from qa.web.doors.mcp import PATHS
from tests.web.site import Site


def use(site: Site, wanted: Callable[[Any], Awaitable[Any]], path: str = PATHS[1], mode: Any = "auto") -> Any:
    """What `wanted` makes of a client that is connected to a site."""
    from mcp.client import Client

    async def used() -> Any:
        async with Client(site.url + path, mode=mode) as client:
            return await wanted(client)

    return asyncio.run(used())


def call(site: Site, name: str, mode: Any = "auto", /, **arguments: Any) -> Any:
    return use(site, lambda client: client.call_tool(name, arguments), mode=mode)


def refusal(result: Any) -> str:
    """What is wrong with a call, in the words that the model reads."""
    assert result.is_error
    assert result.structured_content is None
    (content,) = result.content
    return str(content.text)
