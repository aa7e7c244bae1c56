"""What happens on the page: a question, a reload, a stop. Knows the library and the conversation, not the layout.

Every handler returns one value per output component, in the order that its docstring names; `SKIP` leaves one alone.
"""

from __future__ import annotations

import asyncio
import html
import logging
from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from qa.errors import IndexNotFound, QAError
from qa.web import render
from qa.web.conversation import (
    Message,
    Turn,
    answered,
    history,
    messages,
    noted,
    question,
    reply,
    restored,
    waiting,
)
from qa.web.library import Library

QUESTION_CHARACTERS = 500
SENTENCE_PAUSE = 0.04  # seconds between two sentences: the eye follows, nobody waits
PATIENCE = 0.3  # seconds without an answer before the page says what it is doing

FAILED = "Something went wrong while answering. The terminal that runs this page shows the details."

WELCOME = """## Ask your articles

Every answer is made of sentences that stand in them, word for word. Begin with a headline, or ask anything.
"""

Update = Any  # a component's new value, or gr.update(...), or gr.skip(): Gradio types all of them as Any
SKIP: Update = gr.skip()

log = logging.getLogger(__name__)


# The page's script empties the box, so that nothing that comes from here can meet what is being typed.
def _idle() -> Update:
    return gr.update(submit_btn=True, stop_btn=False)


def _busy() -> Update:
    return gr.update(submit_btn=False, stop_btn=True)


class Events:
    """The handlers of one page. They keep nothing between two calls: the conversation travels with each."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def respond(self, typed: str | None, kept: object) -> AsyncIterator[tuple[Update, ...]]:
        """Answer what was typed, sentence by sentence -> (box, chat, turns, asked, header).

        Ends with an idle box whatever happens; an empty question changes nothing.
        """
        asked = render.visible(typed or "")[:QUESTION_CHARACTERS]
        if not asked:
            yield SKIP, SKIP, SKIP, SKIP, SKIP
            return
        turns = restored(kept)
        shown = [*messages(turns), question(asked)]
        yield _busy(), shown, SKIP, asked, SKIP

        answering = asyncio.create_task(asyncio.to_thread(self._answer, asked, turns))
        async for hint in self._while_waiting(answering):
            yield SKIP, [*shown, hint], SKIP, SKIP, SKIP
        turn = await answering

        async for part in _streamed(turn):
            yield SKIP, [*shown, part], SKIP, SKIP, SKIP
        turns = restored([*turns, turn])
        yield _idle(), messages(turns), turns, SKIP, self.header()

    async def _while_waiting(self, answering: asyncio.Task[Turn]) -> AsyncIterator[Message]:
        """Say what the page is doing, each time that changes, until the answer is there."""
        said = ""
        while not (await asyncio.wait({answering}, timeout=PATIENCE))[0]:
            hint = "Loading the model…" if self._library.loading else "Searching the articles…"
            if hint != said:
                yield reply(waiting(hint))
                said = hint

    def _answer(self, asked: str, turns: list[Turn]) -> Turn:
        """Ask the library; never raises, so that the page always gets to say what happened."""
        try:
            return answered(asked, self._library.ask(asked, history(turns)))
        except QAError as error:
            return noted(asked, str(error))
        except Exception:  # the one place where a bug must not leave the page waiting for ever
            log.exception("This question could not be answered: %r", asked)
            return noted(asked, FAILED)

    def stop(self, asked: str | None, kept: object) -> tuple[Update, ...]:
        """End a question that was cancelled -> (box, chat, turns)."""
        turns = restored([*restored(kept), noted(asked or "", "Stopped.")])
        return _idle(), messages(turns), turns

    def forget(self) -> tuple[Update, ...]:
        """Start a new conversation -> (box, chat, turns)."""
        return _idle(), [], []

    def restore(self, kept: object, request: gr.Request) -> tuple[Update, ...]:
        """Open the page: what the browser kept, and a link's question -> (link, chat, turns, header, timer).

        A question that was asked last is not asked again: then the page was only loaded again.
        """
        turns = restored(kept)
        link = render.visible(request.query_params.get("q") or "")[:QUESTION_CHARACTERS]
        ask = bool(link) and not (turns and turns[-1]["asked"] == link)
        # A quick user may have asked meanwhile: the chat is only written when there is something to restore.
        value = {"value": messages(turns)} if turns else {}
        return link if ask else SKIP, self._welcome(**value), turns if ask else SKIP, self.header(), self._watch()

    def look_again(self) -> tuple[Update, ...]:
        """See whether the index has appeared or the model is ready -> (chat, header, timer)."""
        return self._welcome(), self.header(), self._watch()

    def header(self) -> str:
        """The product's name and the state of the index, as HTML."""
        return brand(self._library.status() + (" · loading the model…" if self._library.loading else ""))

    def _watch(self) -> Update:
        """Keep looking while something is missing, so that the page follows without being loaded again."""
        library = self._library
        return gr.update(active=library.problem() is not None or library.loading or library.building)

    def _welcome(self, **changes: Any) -> Update:
        """The empty chat: how to ask, or what has to be done before anyone can."""
        problem = self._library.problem()
        if problem is None:
            examples = [{"text": headline} for headline in self._library.headlines()]
            return gr.update(placeholder=WELCOME, examples=examples, **changes)
        title = "No articles yet" if isinstance(problem, IndexNotFound) else "The index cannot be opened"
        placeholder = (
            f"## {title}\n\n{render.instruction(str(problem))}\n\nThis page answers as soon as there is an index."
        )
        return gr.update(placeholder=placeholder, examples=[], **changes)


def brand(status: str) -> str:
    """The name of the page and one line beside it, as HTML. A small window leaves the second part of the line out."""
    first, *others = html.escape(status).split(" · ")
    parts = f"<span>{first}</span>" + "".join(f"<span> · {part}</span>" for part in others)
    return f'<div class="brand"><h1>Article QA</h1><div id="status" role="status">{parts}</div></div>'


async def _streamed(turn: Turn) -> AsyncIterator[Message]:
    """The answer's growing beginnings, without the whole of it."""
    answer = turn["answer"]
    if answer is None or not answer["found"]:
        return
    for sentences in range(1, len(render.split(answer))):
        yield reply(render.message(answer, sentences))
        await asyncio.sleep(SENTENCE_PAUSE)
