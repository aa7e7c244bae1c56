"""The chat page: its layout, and which event calls which handler. What the handlers do is in `events`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from qa.web.calls import Calls
from qa.web.chat import api
from qa.web.chat.events import QUESTION_CHARACTERS, Events
from qa.web.desk import Desk
from qa.web.library import Library

STATIC = Path(__file__).parents[1] / "static"
SIMULTANEOUS = 8  # other events at once; answers wait at the desk
EVENTS = 512  # that may be under way: with Gradio's 40, questions would wait for Gradio before they come to the desk
SESSIONS_KEPT = 1000  # each call of the API keeps some 70 KB of session; the default of 10,000 is 700 MB

STYLES = (
    "page.css",
    "header.css",
    "chat.css",
    "answers.css",
    "filters.css",
    "library.css",
    "timeline.css",
    "panel.css",
)
# The scripts of a part are run as one: each may use what those before it define.
HEADER_SCRIPTS = ("header.js", "status.js")
LIBRARY_SCRIPTS = ("library.js", "adding.js")
TIMELINE_SCRIPTS = ("timeline.js",)
FILTERS_SCRIPTS = ("filters.js",)
PANEL_SCRIPTS = ("articles.js", "text.js", "panel.js", "card.js", "answers.js", "chat.js")
BRIDGE_SCRIPT = "window.articleQA.trigger = trigger;"

PRIVATE: dict[str, Any] = {"api_visibility": "private"}  # the page's own events are no part of the API


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read and write."""

    turns: gr.BrowserState  # the conversation, kept by the browser
    wish: gr.JSON  # hidden: the filters, and which turns stay; the page's script fills it in
    asked: gr.Textbox  # hidden: the question being answered
    link: gr.Textbox  # hidden: a question that does not come from the box
    bridge: gr.HTML  # hidden: through it the page's script starts events
    chat: gr.Chatbot
    box: gr.Textbox


def build_page(library: Library, desk: Desk, calls: Calls) -> gr.Blocks:
    """Make the page and the functions of `api`; `settings` belong to the mount."""
    page: gr.Blocks
    events = Events(library, desk)
    with gr.Blocks(title="Article QA", fill_width=True, analytics_enabled=False) as page:
        parts = _layout()
        _wire(page, parts, events)
        api.publish(calls)
    page.state_session_capacity = SESSIONS_KEPT
    page.max_threads = EVENTS
    page.queue(max_size=EVENTS, default_concurrency_limit=SIMULTANEOUS, status_update_rate=2, api_open=False)
    return page


def settings() -> dict[str, Any]:
    """The keyword arguments of `gr.mount_gradio_app` that make the page look and behave as meant."""
    return {
        "theme": _theme(),
        "head": _head(),
        "footer_links": [],
        "run_history": False,  # would store every question a second time
        "enable_monitoring": False,
        "show_error": False,  # of an unforeseen error the page says that there was one, the terminal says which
        "ssr_mode": False,
        "pwa": False,
    }


def _head() -> str:
    # Not Gradio's `css`: it rewrites the rules, and inside @media none can then look at the state of <body>.
    return f"<style>{_static(*STYLES)}</style><script>{_static('page.js')}</script>"


def _static(*names: str) -> str:
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in names)


def _theme() -> gr.themes.Base:
    # Gradio's bundled SemiBold files lack most letters; IBM Plex Sans is whole at 400 and 700.
    text = gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700))
    theme = gr.themes.Default(
        primary_hue="blue",
        neutral_hue="zinc",
        font=[text, "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
    # The default grey on white has a contrast of 2.6 : 1, too little to read.
    return theme.set(
        body_text_color_subdued="*neutral_500",
        block_info_text_color="*neutral_500",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )


def _layout() -> Parts:
    # With Gradio's random secret, a restart of the server would lose every conversation.
    turns = gr.BrowserState([], storage_key="article-qa-turns-2", secret="article-qa")  # noqa: S106
    wish = gr.JSON(visible=False)
    asked = gr.Textbox(visible=False, label="Question being answered")
    link = gr.Textbox(visible=False, label="Question of a link")
    bridge = _part("bridge", "", BRIDGE_SCRIPT)
    _part("top", _static("header.html"), _static(*HEADER_SCRIPTS))
    with gr.Row(elem_id="main"):
        with gr.Column(scale=6, elem_id="left"):
            _part("library", _static("library.html"), _static(*LIBRARY_SCRIPTS))
            _part("timeline", _static("timeline.html"), _static(*TIMELINE_SCRIPTS))
            chat = _chat()
            _part("filters", _static("filters.html"), _static(*FILTERS_SCRIPTS))
            box = _box()
        with gr.Column(scale=5, min_width=0, elem_id="right"):
            _part("panel", _static("panel.html"), _static(*PANEL_SCRIPTS))
    return Parts(turns, wish, asked, link, bridge, chat, box)


def _part(name: str, template: str, script: str) -> gr.HTML:
    """A part of the page that is drawn by its script, with what the routes under /api/ give it.

    No text of a document may reach the template: Gradio would run it. The scripts write textContent only.
    """
    return gr.HTML("", html_template=template, js_on_load=script, apply_default_css=False, elem_id=name)


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        label="Conversation",
        show_label=False,
        layout="bubble",
        height="100%",
        buttons=[],
        sanitize_html=True,
        latex_delimiters=[],
        allow_tags=False,
        group_consecutive_messages=False,
    )


def _box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="ask",
        label="Your question",
        show_label=False,
        placeholder="Ask a question…",
        lines=1,
        max_lines=5,
        max_length=QUESTION_CHARACTERS,
        autofocus=True,
        submit_btn=True,
        stop_btn=False,
    )


def _wire(page: gr.Blocks, parts: Parts, events: Events) -> None:
    answering = _wire_questions(page, parts, events)
    conversation = [parts.box, parts.chat, parts.turns]
    ending: dict[str, Any] = {"outputs": conversation, "cancels": answering, "queue": False, **PRIVATE}
    parts.box.stop(events.stop, [parts.asked, parts.turns], **ending)
    parts.bridge.clear(events.forget, None, **ending)
    parts.bridge.input(
        events.take_back, [parts.turns, parts.wish], js="(turns) => window.articleQA.takingBack(turns)", **ending
    )
    parts.bridge.change(events.look_again, None, parts.chat, queue=False, show_progress="hidden", **PRIVATE)
    parts.turns.change(None, parts.turns, None, js="(turns) => window.articleQA.remember(turns)", **PRIVATE)


def _wire_questions(page: gr.Blocks, parts: Parts, events: Events) -> list[Any]:
    """A question comes from the box, an example, or the page's script; give the three events that answer it."""
    respond: dict[str, Any] = {
        "fn": events.respond,
        "outputs": [parts.box, parts.chat, parts.turns, parts.asked],
        "js": "(question, turns) => window.articleQA.asking(question, turns)",
        "show_progress": "hidden",
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
        show_progress="hidden",
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
