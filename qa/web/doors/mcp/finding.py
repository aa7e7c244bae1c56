"""Where words stand: in all articles, and in one."""
# No `from __future__ import annotations`: pydantic reads these types at run time to publish the schema.

from qa.keep.found import FoundArticleJSON, FoundJSON
from qa.web.arguments import Find, FindIn
from qa.web.calls import Calls
from qa.web.doors.mcp.tool import Tool

FIND = """\
Find every article that holds words and "phrases", with how often and where they stand; the newest first.

Words are found in any form ("strikes" finds "strike"), phrases in quotation marks to the letter, all of them in one \
article. Use it where the user wants every place and no answer, or to count; for a question in plain words use `ask`, \
for passages near in meaning `search`. `total` counts all articles, of which each call gives some. \
Each article's `sentences` are word for word. Other words may tell the same: use `ask` before you say that \
the articles do not hold it.
"""
FIND_IN = """\
Find where words and "phrases" stand in one article, whose `id` is that of its `document`. \
`sentences` are word for word; where there are none, use `ask` before you say that the articles do not hold it.
"""


def tools(calls: Calls) -> list[Tool]:
    """`find` and `find_in`."""

    async def find(wanted: Find, client: str) -> FoundJSON:
        return await calls.find(wanted)

    async def find_in(wanted: FindIn, client: str) -> FoundArticleJSON:
        return await calls.find_in(wanted)

    return [
        Tool("find", "Every article that holds words", FIND, Find, FoundJSON, find),
        Tool("find_in", "Where words stand in an article", FIND_IN, FindIn, FoundArticleJSON, find_in),
    ]
