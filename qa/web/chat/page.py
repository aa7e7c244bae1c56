"""The chat page: which event of which component calls which handler. What the handlers do is in `events`."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.web.calls import Calls
from qa.web.chat import api
from qa.web.chat.callers import Callers
from qa.web.chat.events import Events
from qa.web.chat.layout import Components, layout
from qa.web.desk import Desk
from qa.web.library import Library

SIMULTANEOUS = 8  # other events at once; answers wait at the desk
EVENTS = 512  # that may be under way: with Gradio's 40, questions would wait for Gradio before they come to the desk
# Each is some 100 KB. The handlers keep nothing in it: a page whose session is forgotten gets answers all the same.
SESSIONS_KEPT = 100

# The page's own events are no part of the API. Gradio's sign of waiting would lie over the chat and take its clicks.
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build_page(library: Library, desk: Desk, calls: Calls, callers: Callers) -> gr.Blocks:
    """Make the page and the functions of `api`; `looks.settings` belong to the mount."""
    page: gr.Blocks
    events = Events(library, desk, callers)
    with gr.Blocks(title="Article QA", fill_width=True, analytics_enabled=False) as page:
        parts = layout()
        _wire(page, parts, events)
        api.publish(calls, callers)
    page.state_session_capacity = SESSIONS_KEPT
    page.max_threads = EVENTS
    page.queue(max_size=EVENTS, default_concurrency_limit=SIMULTANEOUS, status_update_rate=2, api_open=False)
    return page


def _wire(page: gr.Blocks, parts: Components, events: Events) -> None:
    answering = _wire_questions(page, parts, events)
    conversation = [parts.box, parts.chat, parts.turns]
    # Not queued: it must not wait behind what it ends.
    ending: dict[str, Any] = {"outputs": conversation, "cancels": answering, "queue": False, **PRIVATE}
    parts.box.stop(events.stop, [parts.asked, parts.turns], **ending)
    parts.bridge.clear(events.forget, None, **ending)
    parts.bridge.input(
        events.take_back, [parts.turns, parts.wish], js="(turns) => window.articleQA.takingBack(turns)", **ending
    )
    parts.bridge.change(events.look_again, None, parts.chat, queue=False, **PRIVATE)
    parts.turns.change(None, parts.turns, None, js="(turns) => window.articleQA.remember(turns)", **PRIVATE)


def _wire_questions(page: gr.Blocks, parts: Components, events: Events) -> list[Any]:
    """A question comes from the box, an example, or the page's script; give the three events that answer it."""
    respond: dict[str, Any] = {
        "fn": events.respond,
        "outputs": [parts.box, parts.chat, parts.turns, parts.asked],
        "js": "(question, turns) => window.articleQA.asking(question, turns)",
        # An event goes on for a moment after its last answer was shown, and the default drops what is asked meanwhile.
        "trigger_mode": "always_last",
        "concurrency_limit": None,  # the desk has its own
        **PRIVATE,
    }
    picked = parts.chat.example_select(_example, None, parts.link, queue=False, **PRIVATE)
    opened = page.load(
        events.restore,
        parts.turns,
        parts.chat,
        js="(turns) => window.articleQA.opening(turns)",
        **PRIVATE,
    )
    opened.then(None, parts.turns, None, js="(turns) => window.articleQA.opened(turns)", **PRIVATE)
    answering = [
        parts.box.submit(inputs=[parts.box, parts.turns, parts.wish], **respond),
        parts.bridge.submit(inputs=[parts.link, parts.turns, parts.wish], **respond),
        picked.then(inputs=[parts.link, parts.turns, parts.wish], **respond),
    ]
    for event in answering:
        # An error around the handler, such as a full queue: what would have made the box idle never comes.
        event.failure(None, None, parts.box, js="window.articleQA.idleBox", **PRIVATE)
    return answering


def _example(event: gr.SelectData) -> str:
    value = event.value
    return str(value["text"] if isinstance(value, dict) else value)
