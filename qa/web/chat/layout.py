"""The components of the page: the chat and the question box are Gradio's, the other parts are drawn by our scripts."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from qa.web.chat.events import QUESTION_CHARACTERS
from qa.web.chat.looks import script, static

HEADER_SCRIPTS = ("header.js", "status.js")
LIBRARY_SCRIPTS = ("library.js", "names.js", "fields.js", "adding.js")
SEARCH_SCRIPTS = ("search.js", "bars.js", "groups.js")
TIMELINE_SCRIPTS = ("timeline.js",)
TABLE_SCRIPTS = ("table.js",)
SAVED_SCRIPTS = ("saved.js",)
PINS_SCRIPTS = ("shelf.js", "pins.js")
CHATS_SCRIPTS = ("shelf.js", "chats.js")
FILTERS_SCRIPTS = ("filters.js",)
READING_SCRIPTS = ("articles.js", "text.js", "scan.js", "panel.js", "find.js", "pinning.js")
COUNTED_SCRIPTS = ("bars.js", "listed.js", "counted.js")
PANEL_SCRIPTS = (*READING_SCRIPTS, "card.js", "answers.js", *COUNTED_SCRIPTS, "chat.js")
BRIDGE_SCRIPT = "window.articleQA.trigger = trigger;"


@dataclass(frozen=True, slots=True)
class Components:
    """The components that events read and write."""

    turns: gr.BrowserState  # the conversation, kept by the browser
    wish: gr.JSON  # hidden: the filters, and which turns stay; the page's script fills it in
    asked: gr.Textbox  # hidden: the question being answered
    link: gr.Textbox  # hidden: a question that does not come from the box
    bridge: gr.HTML  # hidden: through it the page's script starts events
    chat: gr.Chatbot
    box: gr.Textbox


def layout() -> Components:
    """Make the components, within the page being built."""
    # With Gradio's random secret, a restart of the server would lose every conversation.
    turns = gr.BrowserState([], storage_key="article-qa-turns-2", secret="article-qa")  # noqa: S106
    wish = gr.JSON(visible=False)
    asked = gr.Textbox(visible=False, label="Question being answered")
    link = gr.Textbox(visible=False, label="Question of a link")
    bridge = _part("bridge", "", BRIDGE_SCRIPT)
    _part("top", static("header.html"), script(HEADER_SCRIPTS))
    with gr.Row(elem_id="main"):
        with gr.Column(scale=6, elem_id="left"):
            _part("library", static("library.html"), script(LIBRARY_SCRIPTS))
            _part("search", static("search.html"), script(SEARCH_SCRIPTS))
            _part("timeline", static("timeline.html"), script(TIMELINE_SCRIPTS))
            _part("table", static("table.html"), script(TABLE_SCRIPTS))
            _part("saved", static("saved.html"), script(SAVED_SCRIPTS))
            _part("pins", static("pins.html"), script(PINS_SCRIPTS))
            _part("chats", static("chats.html"), script(CHATS_SCRIPTS))
            chat = _chat()
            _part("filters", static("filters.html"), script(FILTERS_SCRIPTS))
            box = _box()
        with gr.Column(scale=5, min_width=0, elem_id="right"):
            _part("panel", static("panel.html"), script(PANEL_SCRIPTS))
    return Components(turns, wish, asked, link, bridge, chat, box)


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
        # A second line behind `md`: whatever it let through is neither HTML nor a formula nor a tag.
        sanitize_html=True,
        latex_delimiters=[],
        allow_tags=False,
        group_consecutive_messages=False,
        autoscroll=False,  # to the end of an answer, whose beginning says the most: answers.js
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
