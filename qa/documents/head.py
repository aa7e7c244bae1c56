"""What stands at the head of a text before its article: lines such as `HEADLINE: …`, `Date: …`, a title, a line that is
a day.

A line whose whole content a field takes up is left out of the text; every other one stays, such as `BYLINE: …`. What
does not begin as a head is all text: a transcript, a recipe, an abstract with `Methods: …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from qa.documents import found_days, imprint, labels
from qa.documents.fields import FIELD_LENGTH, Fields, clean
from qa.documents.imprint import Imprint

LINES = 30  # of a head; more is a form of another kind
LINE_LENGTH = 300
TITLE_LENGTH = 150

LINE = re.compile(r"[^\r\n]+")
LABEL = re.compile(r"(?P<name>[A-Za-z][A-Za-z _-]{1,30}?)[ \t]*:(?!//)[ \t]*(?P<value>.*)")
BYLINE = re.compile(r"(?i:by)\s{1,3}[^\W\d_a-z][^!?:]{1,80}")
FINAL = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
# What says nothing of the article itself, and would be read as if it did.
BOOKKEEPING = frozenset("length words wordcount language loaddate publicationtype pubtype documenttype".split())
# What else a head may hold, one to a paragraph: anything else with a colon is text once a blank line has come.
ALSO = BOOKKEEPING | frozenset(
    "byline author authors from to cc section page pages edition dateline copyright category tags keywords".split()
)
WRITERS = frozenset(("byline", "author", "authors", "loaddate"))
NOTHING = Fields()
SENDER = re.compile(r"\"?([^\"<>@]{2,100}?)\"?\s*<[^<>\s]{3,200}>")


@dataclass(frozen=True, slots=True)
class Head:
    """`fields` as found; `kept`, the paragraphs of a head that stay text; `start`, where the article begins."""

    fields: Fields
    kept: tuple[str, ...]
    start: int


@dataclass(slots=True)
class _Line:
    """A line that is not blank; `gap`: whether a blank one stands before it."""

    text: str
    end: int
    gap: bool
    name: str = ""
    value: str = ""
    imprint: Imprint | None = None


def read(text: str, start: int = 0, end: int | None = None, known: Fields = NOTHING) -> Head | None:
    """The head of `text[start:end]`, or None where it has none: no line states a title, a day, a source or an address,
    or nothing stands behind them. The day and source that are `known` already count before those of the head."""
    end = len(text) if end is None else end
    found = _lines_of_head(_lines(text, start, end))
    if not found:
        return None
    stated = [(line.name, line.value) for line in found if line.name]
    fields = labels.fields(stated)
    printed = [line.imprint for line in found if line.imprint]
    named = found[0].text.strip() if len(found) > 1 and _may_be_title(found[0]) else None
    if not (printed or named or _states(fields, stated)):
        return None
    date = known.date or fields.date or (printed[0].date.isoformat() if printed else None)
    source = (
        known.source or fields.source or next((each.source for each in printed if each.source), None) or _sender(stated)
    )
    fields = Fields(fields.title or named, date, source, fields.url)
    start = found[-1].end
    if not text[start:end].strip():
        return None
    kept = [line for line in found if not _told(line, fields)]
    return Head(fields, tuple(_paragraphs(kept)), start)


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    gap, count = False, 0
    for match in LINE.finditer(text, start, end):
        between = text[start : match.start()]
        gap = gap or between.replace("\r\n", "\n").count("\n") + between.count("\r") - between.count("\r\n") > 1
        start = match.end()
        if not match[0].strip():
            gap = True
            continue
        if count == LINES:
            return
        yield _Line(match[0], match.end(), gap)
        gap, count = False, count + 1


def _lines_of_head(lines: Iterator[_Line]) -> list[_Line]:
    """The lines that make up the head: up to the first that can only be text, of which no more is looked at."""
    found: list[_Line] = []
    # Without a blank line between, a label of any name goes with one that is known.
    opening, below = _opening(lines)
    known = any((m := LABEL.fullmatch(line.text.strip())) and labels.roles(m["name"]) for line in opening)
    ahead = [*opening, *below, *islice(lines, 1)]
    for number, line in enumerate(chain(ahead, lines)):
        line_text, raw = line.text.strip(), line.text
        label = LABEL.fullmatch(line_text) if len(raw) <= LINE_LENGTH else None
        if label and (
            labels.roles(label["name"]) or labels.plain(label["name"]) in ALSO or (known and number < len(opening))
        ):
            line.name, line.value = label["name"], label["value"]
        elif (
            found
            and found[-1].name
            and not line.gap
            and len(raw) <= LINE_LENGTH
            and (raw[0] in " \t" or not found[-1].value)
        ):
            found[-1].value = f"{found[-1].value} {line_text}".strip()  # mail folds long lines
            found[-1].text, found[-1].end = f"{found[-1].text}\n{raw}", line.end
            continue
        else:
            line.imprint = _imprint(ahead, number) or imprint.day_alone(line_text)
            if not (line.imprint or BYLINE.fullmatch(line_text) or (not number and _is_title(line_text, ahead))):
                break
        found.append(line)
    return found


def _opening(lines: Iterator[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The lines up to the first blank one, and the line under that."""
    opening: list[_Line] = []
    for line in lines:
        if opening and line.gap:
            return opening, [line]
        opening.append(line)
    return opening, []


def _is_title(first: str, ahead: list[_Line]) -> bool:
    """Whether the first line is a title: short, no sentence, and not the first of a wrapped paragraph. It may be a
    sentence where a day stands right under it."""
    if len(ahead) < 2:
        return False
    below = ahead[1]
    day = not below.gap and found_days.in_line(below.text) and not imprint.goes_on(first, _under(ahead, 1))
    if day or _imprint(ahead, 1):
        return len(first) <= LINE_LENGTH
    if len(first) > TITLE_LENGTH or FINAL.search(first):
        return False
    return below.gap or bool(LABEL.match(below.text) or BYLINE.match(below.text) or found_days.in_line(below.text))


def _imprint(ahead: list[_Line], number: int) -> Imprint | None:
    if number >= len(ahead) or len(ahead) < 2:
        return None
    title = ahead[number - 1].text if number else ""
    return imprint.under_title(title, ahead[number].text, _under(ahead, number))


def _under(ahead: list[_Line], number: int) -> str:
    """The line right under one; "" for a blank one."""
    return "" if number + 1 >= len(ahead) or ahead[number + 1].gap else ahead[number + 1].text


def _may_be_title(line: _Line) -> bool:
    return not (line.name or line.imprint or BYLINE.fullmatch(line.text.strip()))


def _states(fields: Fields, stated: list[tuple[str, str]]) -> bool:
    """Whether the labels make a head. One `Source: …` may open an article on wells."""
    if fields.title or fields.date or not WRITERS.isdisjoint(labels.plain(name) for name, _ in stated):
        return True
    return bool(fields.source or fields.url) and len(stated) > 1


def _sender(stated: list[tuple[str, str]]) -> str | None:
    """Who sent a message: `Dorothea Finch <dorothea@harbour.example>` -> `Dorothea Finch`."""
    value = next((value for name, value in stated if labels.plain(name) == "from"), "")
    match = SENDER.fullmatch(value.strip())
    return clean(match[1] if match else value)


def _told(line: _Line, fields: Fields) -> bool:
    """Whether the fields hold all that a line says."""
    if not line.name:
        return line.imprint is not None and imprint.told(line.imprint, line.text, fields.date, fields.source)
    if labels.plain(line.name) in BOOKKEEPING or not line.value:
        return True
    if len(line.value) > FIELD_LENGTH:  # which a field holds only in part
        return False
    if "date" in labels.roles(line.name):
        day = found_days.in_line(line.value)
        return day is not None and day.isoformat() == fields.date and not found_days.CLOCK.search(line.value)
    return clean(line.value) in (fields.title, fields.source, fields.url) and bool(labels.roles(line.name))


def _paragraphs(kept: list[_Line]) -> Iterator[str]:
    """The lines that stay, those of one paragraph together; a title is one of its own."""
    paragraph: list[str] = []
    for line in kept:
        if paragraph and (line.gap or not line.name):
            yield "\n".join(paragraph)
            paragraph = []
        paragraph.append(line.text.strip())
        if not line.name:
            yield "\n".join(paragraph)
            paragraph = []
    if paragraph:
        yield "\n".join(paragraph)
