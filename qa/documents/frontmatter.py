"""What stands above the text of a Markdown file: YAML between `---` lines (Jekyll, Hugo, Eleventy, Obsidian), TOML
between `+++` lines or JSON (Hugo), or `Title: …` lines up to a blank one (Pelican).

What YAML or TOML refuses, such as `title: Salt: a history`, is read line by line. What then is no list of fields is
text.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from qa.documents import labels, plainyaml
from qa.documents.fields import Fields
from qa.errors import DocumentError

LENGTH = 64_000  # characters, a page of fields; more is a text that begins with a rule
FENCED = re.compile(
    r"(?:[ \t]*\r?\n){0,20}(?P<fence>---|\+\+\+)(?P<kind>json|yaml|toml)?[ \t]*\r?\n"
    r"(?P<body>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
BARE = re.compile(
    r"(?:[ \t]*\r?\n){0,20}"
    r"(?P<body>(?:[A-Za-z][\w -]{1,40}:[^\r\n]*\r?\n(?:[ \t]{2,}\S[^\r\n]*\r?\n){0,50}){1,50})[ \t]*\r?\n"
)
BRACES = re.compile(r"\s{0,80}\{\s*\"")
# `key: value` of YAML, `key = value` of TOML.
LINE = re.compile(r"(?P<name>[\"']?[^\W\d_][\w .-]{0,40}?[\"']?)[ \t]*(?:[:=](?:[ \t]+(?P<value>.*)|$))")
BLOCK = re.compile(r"[|>][+-]?\d?")
NESTED = ("params", "extra", "data")  # where Hugo, Zola and Eleventy keep fields of one's own


def read(text: str) -> tuple[Fields, int]:
    """The fields above the text, and where the text begins: 0 where there are none."""
    head = text[:LENGTH]
    if match := FENCED.match(head):
        stated = _fenced(match["fence"], match["kind"], match["body"])
        return (labels.fields(stated.items()), match.end()) if stated is not None else (Fields(), 0)
    if BRACES.match(head):
        return _json(head)
    if match := BARE.match(head):
        stated = _line_by_line(match["body"]) or {}
        fields = labels.fields(stated.items())
        if (fields.title or fields.date) and not any(labels.plain(name) == "from" for name in stated):  # no mail
            return fields, match.end()
    return Fields(), 0


def _fenced(fence: str, kind: str | None, body: str) -> dict[str, Any] | None:
    """Names and values between fences; None for what is text between two rules."""
    reader = (
        {"+++": _toml, "---": _yaml}[fence] if kind is None else {"json": _object, "yaml": _yaml, "toml": _toml}[kind]
    )
    stated = reader(body)
    if stated is None:
        stated = _line_by_line(body)
        return stated if stated and any(labels.roles(name) for name in stated) else None
    return _flat(stated)


def _yaml(body: str) -> dict[str, Any] | None:
    try:
        return {name: "" if value is None else value for name, value in plainyaml.pairs(body)} or None
    except DocumentError:
        return None


def _toml(body: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(body.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None


def _object(body: str) -> dict[str, Any] | None:
    try:
        stated = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return stated if isinstance(stated, dict) else None


def _json(head: str) -> tuple[Fields, int]:
    """An object of JSON at the head, as Hugo reads it, if it states a field and is not all there is."""
    start = len(head) - len(head.lstrip())
    try:
        stated, end = json.JSONDecoder().raw_decode(head, start)
    except (ValueError, RecursionError):
        return Fields(), 0
    fields = labels.fields(_flat(stated).items())
    return (fields, end) if (fields.title or fields.date) and head[end:].strip() else (Fields(), 0)


def _flat(stated: Mapping[str, Any]) -> dict[str, Any]:
    """With the fields that stand one level further in; values as texts, lists or mappings of them."""
    inner = (stated[name] for name in NESTED if isinstance(stated.get(name), Mapping))
    merged = {str(name): value for part in (*inner, stated) for name, value in part.items()}
    return {name: value if isinstance(value, list | Mapping) else str(value) for name, value in merged.items()}


def _line_by_line(body: str) -> dict[str, str] | None:
    """Each `name: value`; None if a line is no such thing, nor goes on from one, nor is a comment."""
    stated: dict[str, str] = {}
    name, going_on = "", False
    for line in body.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] in " \t" or line.startswith("- "):
            if not name:
                return None
            if going_on:
                stated[name] = f"{stated[name]} {line.strip()}".strip()
            continue
        if line.startswith("["):  # a table of TOML: what follows is not of the article itself
            return stated
        match = LINE.fullmatch(line)
        if match is None:
            return None
        name, value = match["name"].strip("\"'"), (match["value"] or "").strip()
        going_on = BLOCK.fullmatch(value) is not None
        stated.setdefault(name, "" if going_on else _unquoted(value))
    return stated


def _unquoted(value: str) -> str:
    """`"Salt: "white gold""` -> `Salt: "white gold"`."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
