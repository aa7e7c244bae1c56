"""What happens in the chat: a question, a reload, a stop. Knows the library and the conversation, not the layout.

Every handler returns one value per output component, in the order that its docstring names; `SKIP` leaves one alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import gradio as gr

from qa.assistant import MAX_PASTED
from qa.errors import IndexNotFound, QAError
from qa.keep.literal import visible
from qa.keep.turns import TurnJSON
from qa.search.within import within
from qa.web.chat import render
from qa.web.chat.callers import CallerGone, Callers
from qa.web.chat.messages import ChatMessage, messages, question, reply, said, waiting
from qa.web.desk import Desk
from qa.web.guard.client import client_of
from qa.web.library import Library
from qa.web.turns import PLAIN, Wish, answered, history, kept, noted, restored, wished

QUESTION_CHARACTERS = MAX_PASTED
SENTENCE_PAUSE = 0.04  # seconds between two sentences: the eye follows, nobody waits
PATIENCE = 0.3  # seconds without an answer before the page says what it is doing

FAILED = "Something went wrong while answering. The terminal that runs this page shows the details."

FOLLOWS = "This page answers as soon as there is an index."

WELCOME = """## Ask your articles

Every answer is made of sentences that stand in them, word for word. %s
"""
BEGIN = ("Ask anything.", "Begin with one of these, or ask anything.")

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

    def __init__(self, library: Library, desk: Desk, callers: Callers) -> None:
        self._library = library
        self._desk = desk
        self._callers = callers

    async def respond(
        self, typed: str | None, turns: object, wish: object, request: gr.Request
    ) -> AsyncIterator[tuple[Update, ...]]:
        """Answer what was typed, sentence by sentence -> (box, chat, turns, asked).

        `wish` is a `Wish`: the filters, and which turns this one takes the place of. Ends with an idle box whatever
        happens; a question without a letter or digit changes nothing.
        """
        asked = visible(typed or "")[:QUESTION_CHARACTERS]
        if not any(character.isalnum() for character in asked):
            yield SKIP, SKIP, SKIP, SKIP
            return
        wanted = wished(wish)
        before = kept(turns, wanted)
        shown = [*messages(before), question(asked)]
        # Turns that this one takes the place of go now: a stop would find them in the browser and bring them back.
        yield _busy(), shown, SKIP if wanted["keep"] is None else before, asked

        answering = asyncio.create_task(self._answer(asked, before, wanted, client_of(request)))
        try:
            with self._callers.waiting(request.session_hash, answering):
                async for hint in self._while_waiting(answering):
                    yield SKIP, [*shown, hint], SKIP, SKIP
                turn = await answering
        except CallerGone:
            return
        finally:
            answering.cancel()  # stopped while it waited for its turn: it leaves the queue

        async for part in _streamed(turn):
            yield SKIP, [*shown, part], SKIP, SKIP
        after = restored([*before, turn])
        yield _idle(), messages(after), after, SKIP

    async def _while_waiting(self, answering: asyncio.Task[TurnJSON]) -> AsyncIterator[ChatMessage]:
        """Say what the page is doing, each time that changes, until the answer is there."""
        said = ""
        while not (await asyncio.wait({answering}, timeout=PATIENCE))[0]:
            before = self._desk.before(answering)
            if before:
                hint = f"Waiting: {before} question{'s' if before > 1 else ''} before this one…"
            else:
                hint = "Loading the model…" if self._library.loading else "Searching the articles…"
            if hint != said:
                yield reply(waiting(hint))
                said = hint

    async def _answer(self, asked: str, turns: list[TurnJSON], wish: Wish, client: str) -> TurnJSON:
        """Ask the library when it is this client's turn; never raises, so that the page gets to say what happened."""
        filters, said = wish["filters"], [] if wish.get("alone", False) else history(turns)
        try:
            articles = within(filters["since"], filters["until"], filters["sources"] or None, filters.get("names"))
            asking = partial(self._library.ask, asked, said, articles, dates=wish.get("dates", True))
            return answered(asked, wish, await self._desk.run(client, asking, asyncio.current_task()))
        except QAError as error:
            return noted(asked, wish, str(error))
        except Exception:  # the one place where a bug must not leave the page waiting for ever
            log.exception("This question could not be answered: %r", asked)
            return noted(asked, wish, FAILED)

    def stop(self, asked: str | None, turns: object) -> tuple[Update, ...]:
        """End a question that was cancelled -> (box, chat, turns)."""
        after = restored([*restored(turns), noted(asked or "", PLAIN, "Stopped.")])
        return _idle(), messages(after), after

    def take_back(self, turns: object, wish: object) -> tuple[Update, ...]:
        """Go back to the turns that the wish keeps -> (box, chat, turns)."""
        before = kept(turns, wished(wish))
        return _idle(), messages(before), before

    def forget(self) -> tuple[Update, ...]:
        """Start a new conversation -> (box, chat, turns)."""
        return _idle(), [], []

    def restore(self, turns: object) -> Update:
        """Open the page with what the browser kept -> chat."""
        before = restored(turns)
        # A quick user may have asked meanwhile: the chat is only written when there is something to restore.
        return self._welcome(**({"value": messages(before)} if before else {}))

    def look_again(self) -> Update:
        """The index has appeared, changed or gone -> chat."""
        return self._welcome()

    def _welcome(self, **changes: Any) -> Update:
        """The empty chat: how to ask, or what has to be done before anyone can."""
        problem = self._library.problem()
        if problem is None:
            examples = [{"text": opener} for opener in self._library.openers()]
            return gr.update(placeholder=WELCOME % BEGIN[bool(examples)], examples=examples, **changes)
        return gr.update(placeholder=self._instead(problem), examples=[], **changes)

    def _instead(self, problem: QAError) -> str:
        """What stands in the empty chat when no question can be answered."""
        missing = isinstance(problem, IndexNotFound)
        title = "No articles yet" if missing else "The index cannot be opened"
        here = "" if self._library.read_only else "Drop files or a folder onto this page, or use the command line. "
        return f"## {title}\n\n{here if missing else ''}{render.instruction(str(problem))}\n\n{FOLLOWS}"


async def _streamed(turn: TurnJSON) -> AsyncIterator[ChatMessage]:
    """The answer's growing beginnings, without the whole of it."""
    answer = turn["answer"]
    said_whole = ("parts", "origins", "tally")
    if answer is None or not answer["found"] or any(answer.get(name) for name in said_whole):
        return
    for sentences in range(1, len(render.split(answer))):
        yield reply(said(turn, sentences))
        await asyncio.sleep(SENTENCE_PAUSE)
