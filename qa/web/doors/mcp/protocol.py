"""Tools -> a server of the protocol: what it lists, what a call gives, and what is wrong with one."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

import qa
from qa.errors import QAError
from qa.web.arguments import checked
from qa.web.doors.mcp.tool import Tool
from qa.web.guard.client import caller_of

if TYPE_CHECKING:
    import mcp_types as types
    from mcp.server.lowlevel import Server

log = logging.getLogger(__name__)

INSTRUCTIONS = (
    "Tools for a collection of articles on this server. Whatever they return stands in an article word for word. Use "
    "`ask` for a question, `search` for passages to read, `quotations` for who said what. State as coming from the "
    "articles only what they returned, and cite it."
)


def server_of(tools: Sequence[Tool]) -> Server[Any]:
    """A server of the protocol with these tools, whatever transport it is given."""
    import mcp_types as types
    from mcp.server.lowlevel import Server

    by_name = {tool.name: tool for tool in tools}
    listed = [_described(tool) for tool in tools]

    async def on_list(_: Any, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=listed)

    async def on_call(context: Any, wanted: types.CallToolRequestParams) -> types.CallToolResult:
        tool = by_name.get(wanted.name)
        if tool is None:
            return _said(f"There is no tool {wanted.name[:80]!r}; there are: {', '.join(by_name)}.", None)
        try:
            result = await tool.run(checked(tool.arguments, **(wanted.arguments or {})), caller_of(context.request))
        except QAError as error:
            return _said(str(error), None)
        except Exception:  # a bug: the model reads that there was one, the terminal shows which
            log.exception("the tool %s failed", wanted.name)
            return _said("Something went wrong. The terminal that runs the server shows the details.", None)
        return _said(json.dumps(result, ensure_ascii=False), result)

    return Server(
        "article-qa",
        title="Article QA",
        version=qa.__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=on_list,
        on_call_tool=on_call,
    )


def _described(tool: Tool) -> types.Tool:
    import mcp_types as types

    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.arguments.model_json_schema(),
        output_schema=TypeAdapter(tool.result).json_schema(),
        annotations=types.ToolAnnotations(read_only_hint=not tool.changes, open_world_hint=False),
    )


def _said(text: str, result: Any) -> types.CallToolResult:
    """A result, also as text for clients that know no other; without one, `text` is what is wrong."""
    import mcp_types as types

    content: list[types.ContentBlock] = [types.TextContent(text=text)]
    return types.CallToolResult(content=content, structured_content=result, is_error=result is None)
