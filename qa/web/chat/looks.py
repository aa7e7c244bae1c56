"""What the page looks like and which scripts it runs, as Gradio takes them; the files lie in `qa/web/static/`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

STATIC = Path(__file__).parents[1] / "static"
STYLES = (
    "page.css",
    "header.css",
    "chat.css",
    "cited.css",
    "answers.css",
    "bars.css",
    "counted.css",
    "filters.css",
    "views.css",
    "library.css",
    "names.css",
    "search.css",
    "timeline.css",
    "table.css",
    "saved.css",
    "pins.css",
    "chats.css",
    "panel.css",
    "scan.css",
)

HEAD_SCRIPTS = ("page.js", "back.js", "numbered.js")


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
    styles = "\n".join(map(static, STYLES))
    return f"<style>{styles}</style><script>{script(HEAD_SCRIPTS)}</script>"


def script(parts: Sequence[str]) -> str:
    """Files of scripts as one: each may use what those before it define."""
    return "\n".join(map(static, parts))


def static(name: str) -> str:
    """The text of a file."""
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
