"""A conversation of the page to take along, as JSON or as Markdown: what it is made of, `qa.keep` says."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Literal

import qa
from qa.index.manifest import Manifest
from qa.keep.export import conversation_json
from qa.keep.markdown import conversation_markdown, turn_markdown
from qa.keep.turns import OriginJSON, TurnJSON

Form = Literal["markdown", "json", "answer"]
"""A whole conversation, or answers alone as Markdown to paste."""


def exported(turns: Sequence[TurnJSON], form: Form, index: Manifest) -> str:
    """`index` is the generation that is live now."""
    if form == "answer":
        return "\n".join(map(turn_markdown, turns))
    origin = OriginJSON(version=qa.__version__, generation=index.generation, model=index.model, built=index.built)
    now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    if form == "markdown":
        return conversation_markdown(turns, origin, now)
    return json.dumps(conversation_json(turns, origin, now), ensure_ascii=False, indent=1)
