"""Which parts of a mail are its text, and that text; which are files that lie beside it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email.message import Message
from typing import Any

from qa.documents import markup
from qa.documents.encoding import C1, decode
from qa.documents.fields import is_blank
from qa.errors import DocumentError

PARTS = 1_000
# Times the length of its plain text that the HTML of a mail has when that text only says that there is HTML.
NOTICE = 5
NOTICE_LENGTH = 300
TEXT_CODECS = re.compile(r"(utf|iso8859|cp|koi8|mac|big5|gb|euc|shift|iso2022|tis|hz).*")


def sort(message: Message) -> tuple[list[Any], list[Message]]:
    """The parts with text, a list for those that are forms of the same text, and the files."""
    texts: list[Any] = []
    files: list[Message] = []
    waiting: list[tuple[Message, list[Any]]] = [(message, texts)]
    for _ in range(PARTS):
        if not waiting:
            return texts, files
        part, place = waiting.pop()
        kind = part.get_content_type()
        if kind == "message/rfc822" or part.get_content_disposition() == "attachment":
            files.append(part)
        elif part.is_multipart():
            inner: Any = part.get_payload()
            if kind == "multipart/alternative":
                place.append([])
                place = place[-1]
            waiting += [(other, place) for other in reversed(inner)]
        elif kind in ("text/plain", "text/html") and part.get_filename() is None:
            place.append(part)
        # A picture that the HTML shows is part of how it looks.
        elif not (part.get("Content-ID") and kind.startswith("image/")) and not kind.endswith("-signature"):
            files.append(part)
    raise DocumentError(f"more than {PARTS:,} parts: save them by themselves")


def text(parts: list[Any]) -> str:
    """The text of parts that `sort` gave; "" where nothing can be seen."""
    return "\n\n".join(filter(None, map(_text, _chosen(parts))))


def _chosen(parts: list[Any]) -> Iterator[Message]:
    """The parts to read: of the forms of a text the plain one."""
    for part in parts:
        if not isinstance(part, list):
            yield part
            continue
        forms = list(_chosen(part))
        marked = [form for form in forms if form.get_content_type() == "text/html"]
        plain = [form for form in forms if form.get_content_type() == "text/plain"]
        shown = "".join(map(_text, plain))
        notice = len(shown) < NOTICE_LENGTH and bool(marked) and len(_text(marked[0])) > NOTICE * len(shown)
        yield from plain if shown and not notice else marked


def _text(part: Message) -> str:
    text = decoded(part.get_payload(decode=True), part.get_content_charset())
    if part.get_content_type() == "text/html":
        return markup.text(text)
    return plain_text(text, flowed=_parameter(part, "format") == "flowed", joined=_parameter(part, "delsp") == "yes")


def _parameter(part: Message, name: str) -> str:
    return str(part.get_param(name, "")).lower()


def decoded(data: Any, charset: str | None) -> str:
    """Bytes by the charset that is declared, if it fits; else as a file of text. Raises `DocumentError`."""
    if not isinstance(data, bytes):
        return ""
    try:
        codec = codecs.lookup(charset or "").name
        codec = {"iso8859-1": "cp1252"}.get(codec, codec)  # as browsers do: what says Latin-1 means cp1252
        if TEXT_CODECS.fullmatch(codec) and codec != "utf-7":
            return data.decode(codec, C1 if codec == "cp1252" else "strict")
    except (LookupError, ValueError):  # an unknown name, one with a NUL in it, or bytes that are not of it
        pass
    return decode(data) if data else ""


def plain_text(text: str, *, flowed: bool = False, joined: bool = False) -> str:
    """A plain text without blank lines around it; "" if nothing in it can be seen.

    `flowed` is text whose lines were broken to be put together again (RFC 3676), `joined` without the space between.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(_unflowed(lines, joined) if flowed else lines)
    return "" if is_blank(text) else text.strip("\n ")


def _unflowed(lines: list[str], joined: bool) -> Iterator[str]:
    parts: list[str] = []
    depth = 0
    for line in lines:
        content = line.lstrip(">")
        quoted = len(line) - len(content)
        content = content.removeprefix(" ")
        if parts and quoted != depth:
            yield ">" * depth + " " * bool(depth) + "".join(parts).rstrip(" ")
            parts = []
        depth = quoted
        if content.endswith(" ") and content != "-- ":  # which stands above a signature
            parts.append(content[:-1] if joined else content)
        else:
            yield ">" * depth + " " * bool(depth) + "".join([*parts, content])
            parts = []
    if parts:
        yield ">" * depth + " " * bool(depth) + "".join(parts).rstrip(" ")
