"""The calls as tools of the Model Context Protocol, for language models that are to answer from these articles.

    mount(app, tools(calls, saving))     serve all of them

mcp/
├── serving.py     the address that clients look at
├── protocol.py    tools -> a server of the protocol: what it lists, what a call gives, what is wrong with one
├── tool.py        what a tool is
├── asking.py      ask, search
├── finding.py     find, find_in
├── telling.py     timeline, quotations, names
├── tables.py      ask_many, ask_each
└── keeping.py     saved questions, what changed

Gradio offers this too, but there a model reads Python's `repr` in the place of JSON and no schema of it, and each call
goes through the server once more over HTTP. Here it stays in the process, behind the guard like every other request.
"""

from qa.web.calls import Calls
from qa.web.doors.mcp import asking, finding, keeping, tables, telling
from qa.web.doors.mcp.serving import PATHS, installed, mount
from qa.web.doors.mcp.tool import Tool
from qa.web.saving import Saving

__all__ = ["PATHS", "installed", "mount", "tools"]


def tools(calls: Calls, saving: Saving | None) -> list[Tool]:
    """All of them, in the order they are listed in; those about saved questions where these are kept."""
    kinds = (asking, finding, telling, tables)
    kept = keeping.tools(saving) if saving else []
    return [*(tool for kind in kinds for tool in kind.tools(calls)), *kept]
