"""The chat page: its layout, and which event calls which handler. What the handlers do is in `events`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from qa.web import api
from qa.web.events import QUESTION_CHARACTERS, Events, brand
from qa.web.library import ArticleJSON, Library

STATIC = Path(__file__).parent / "static"
LOOK_AGAIN_SECONDS = 2
SIMULTANEOUS = 8  # answers at once; Gradio's default of 1 queues everybody behind everybody
SESSIONS_KEPT = 1000  # each call of the API keeps some 70 KB of session; the default of 10,000 is 700 MB

STYLES = ("page.css", "chat.css", "panel.css")
# One script in parts: each may use what the parts before it define.
PANEL_SCRIPTS = ("articles.js", "text.js", "panel.js", "card.js", "chat.js")

PRIVATE: dict[str, Any] = {"api_visibility": "private"}  # the page's own events are no part of the API


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read and write."""

    turns: gr.BrowserState  # the conversation, kept by the browser
    asked: gr.Textbox  # hidden: the question being answered
    link: gr.Textbox  # hidden: a question that comes from the address or an example, not from the box
    header: gr.HTML
    new: gr.Button
    theme: gr.Button
    chat: gr.Chatbot
    box: gr.Textbox
    timer: gr.Timer


def build_page(library: Library) -> gr.Blocks:
    """Make the page and the API functions `/ask` and `/search`; `settings` belong to the mount."""
    page: gr.Blocks
    events = Events(library)
    with gr.Blocks(title="Article QA", fill_width=True, analytics_enabled=False) as page:
        parts = _layout(library)
        _wire(page, parts, events)
        api.publish(library, SIMULTANEOUS)
    page.state_session_capacity = SESSIONS_KEPT
    page.queue(max_size=256, default_concurrency_limit=SIMULTANEOUS, status_update_rate=2, api_open=False)
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
    styles = "\n".join(map(_static, STYLES))
    return f"<style>{styles}</style><script>{_static('page.js')}</script>"


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


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


def _layout(library: Library) -> Parts:
    # With Gradio's random secret, a restart of the server would lose every conversation.
    turns = gr.BrowserState([], storage_key="article-qa-turns-1", secret="article-qa")  # noqa: S106
    asked = gr.Textbox(visible=False, label="Question being answered")
    link = gr.Textbox(visible=False, label="Question of the link")
    timer = gr.Timer(LOOK_AGAIN_SECONDS, active=False)
    with gr.Row(elem_id="top"):
        header = gr.HTML(brand(""), elem_id="brand", apply_default_css=False)
        new = gr.Button("New chat", size="sm", scale=0, elem_id="new-chat", elem_classes="tool")
        theme = gr.Button("Theme", size="sm", scale=0, elem_id="theme", elem_classes="tool")
    with gr.Row(elem_id="main"):
        with gr.Column(scale=6, elem_id="left"):
            chat, box = _chat(), _box()
        with gr.Column(scale=5, min_width=0, elem_id="right"):
            _panel(library)
    return Parts(turns, asked, link, header, new, theme, chat, box, timer)


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        label="Conversation",
        show_label=False,
        layout="bubble",
        height="100%",
        buttons=["copy"],
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


def _panel(library: Library) -> gr.HTML:
    def article(document_id: object) -> ArticleJSON | None:
        """Called by the panel's script, not through the queue."""
        return library.article(str(document_id))

    # No text of a document may reach the template: Gradio would run it. The script writes textContent only.
    return gr.HTML(
        "",
        html_template=_static("panel.html"),
        js_on_load="\n".join(map(_static, PANEL_SCRIPTS)),
        server_functions=[article],
        apply_default_css=False,
        elem_id="panel",
    )


def _wire(page: gr.Blocks, parts: Parts, events: Events) -> None:
    answering = _wire_questions(page, parts, events)
    conversation = [parts.box, parts.chat, parts.turns]
    parts.box.stop(events.stop, [parts.asked, parts.turns], conversation, cancels=answering, queue=False, **PRIVATE)
    parts.new.click(
        events.forget, None, conversation, cancels=answering, queue=False, js="window.articleQA.newChat", **PRIVATE
    )
    state = [parts.chat, parts.header, parts.timer]
    parts.timer.tick(events.look_again, None, state, queue=False, show_progress="hidden", **PRIVATE)
    parts.theme.click(None, js="window.articleQA.switchTheme", **PRIVATE)
    page.load(None, js="window.articleQA.applyTheme", **PRIVATE)


def _wire_questions(page: gr.Blocks, parts: Parts, events: Events) -> list[Any]:
    """A question comes from the box, an example or the address; give the three events that answer it."""
    respond: dict[str, Any] = {
        "fn": events.respond,
        "outputs": [parts.box, parts.chat, parts.turns, parts.asked, parts.header],
        "js": "(question, turns) => [window.articleQA.asking(question), turns]",
        "show_progress": "hidden",
        "concurrency_limit": SIMULTANEOUS,
        "concurrency_id": "ask",
        **PRIVATE,
    }
    picked = parts.chat.example_select(_example, None, parts.link, queue=False, **PRIVATE)
    opened = page.load(
        events.restore,
        [parts.turns],
        [parts.link, parts.chat, parts.turns, parts.header, parts.timer],
        js="(turns) => window.articleQA.opening(turns)",
        show_progress="hidden",
        **PRIVATE,
    )
    answering = [
        parts.box.submit(inputs=[parts.box, parts.turns], **respond),
        picked.then(inputs=[parts.link, parts.turns], **respond),
        opened.then(inputs=[parts.link, parts.turns], **respond),
    ]
    for event in answering:
        # An error around the handler, such as a full queue: what would have made the box idle never comes.
        event.failure(None, None, parts.box, js="window.articleQA.idleBox", **PRIVATE)
    return answering


def _example(event: gr.SelectData) -> str:
    value = event.value
    return str(value["text"] if isinstance(value, dict) else value)
