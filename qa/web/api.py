"""The functions that programs call over HTTP: `/ask` and `/search`, with the JSON of `qa.schema`."""
# No `from __future__ import annotations`: Gradio reads these types at run time to publish the schema.

import gradio as gr
from gradio.events import api as publish_function

from qa.errors import QAError
from qa.schema import AnswerJSON, HitJSON
from qa.web.library import Library

QUESTION_CHARACTERS = 2000
MOST_HITS = 100


def publish(library: Library, simultaneous: int) -> None:
    """Add the functions to the page being built, sharing its limit of answers at once."""

    def ask(
        question: str, since: str | None = None, until: str | None = None, sources: list[str] | None = None
    ) -> AnswerJSON:
        """Answer a question with sentences cited word for word from the indexed articles.

        Args:
            question: The question in plain words, at most 2,000 characters.
            since: Only articles of this day (YYYY-MM-DD) or later.
            until: Only articles of this day (YYYY-MM-DD) or earlier.
            sources: Only articles from these sources; none means all.
        """
        try:
            return library.ask(_checked(question), since=since, until=until, sources=sources)
        except QAError as error:
            raise _refusal(str(error)) from error

    def search(
        query: str,
        k: int = 5,
        since: str | None = None,
        until: str | None = None,
        sources: list[str] | None = None,
    ) -> list[HitJSON]:
        """Find the passages nearest to a query, best first.

        Args:
            query: What to look for, at most 2,000 characters.
            k: How many passages, 1 to 100.
            since: Only articles of this day (YYYY-MM-DD) or later.
            until: Only articles of this day (YYYY-MM-DD) or earlier.
            sources: Only articles from these sources; none means all.
        """
        if not 1 <= k <= MOST_HITS:
            raise _refusal(f"k must be between 1 and {MOST_HITS}, not {k}.")
        try:
            return library.search(_checked(query), k, since=since, until=until, sources=sources)
        except QAError as error:
            raise _refusal(str(error)) from error

    publish_function(ask, api_name="ask", concurrency_limit=simultaneous, concurrency_id="ask")
    publish_function(search, api_name="search", concurrency_limit=simultaneous, concurrency_id="ask")


def _checked(question: str) -> str:
    question = question.strip()
    if not question:
        raise _refusal("The question is empty.")
    if len(question) > QUESTION_CHARACTERS:
        raise _refusal(f"The question has {len(question):,} characters; at most {QUESTION_CHARACTERS:,} are read.")
    return question


def _refusal(message: str) -> gr.Error:
    return gr.Error(message, print_exception=False)
