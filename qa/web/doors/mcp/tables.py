"""Many questions, or one of every article."""
# No `from __future__ import annotations`: pydantic reads these types at run time to publish the schema.

from qa.web.arguments import Batch, Each
from qa.web.calls import Calls, RowsJSON
from qa.web.doors.mcp.tool import Tool

_ROWS = """\
`found` is "yes" or "no"; with "no" the articles do not hold the answer. `answer` is the answer in a few words, where \
there is such a one, and `sentence` the first cited sentence, verbatim: characters `start` to `end` of the text of \
`document`. `also` names further places as DOCUMENT:START-END. Cite `article`, `source` and `date`.
"""
MANY = f"""\
Answer several questions from the collection of articles at once: a row for each, in their order.

Use it instead of many calls of `ask` when short answers in a table are enough. Each question stands for itself.

{_ROWS}"""
EACH = f"""\
Ask one question of every article by itself: a row for each article that is asked.

Use it to compare articles, such as "How much did it cost?" of each report. Of `total` articles those from `offset` on \
are asked, as many as `limit`; call it again with the next `offset` for the others, or filter first.

{_ROWS}"""


def tools(calls: Calls) -> list[Tool]:
    """`ask_many` and `ask_each`."""
    return [
        Tool("ask_many", "Ask several questions", MANY, Batch, RowsJSON, calls.batch),
        Tool("ask_each", "Ask every article", EACH, Each, RowsJSON, calls.each),
    ]
