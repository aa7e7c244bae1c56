"""What the readers of all databases share: lines with their places, what an article is made of, what is of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa.documents.fields import FIELD_LENGTH
from qa.documents.found_days import in_line
from qa.documents.labels import roles

HEAD = 40  # lines in which the head of an article is looked for

MARK = re.compile(r"#{1,6} ")
LINE = re.compile(r"[^\r\n]+")
BLANK_LINE = re.compile(r"(?>\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b)(?=.{0,120}\b(?:19|20)\d\d\b).{0,300}|.{0,120}\ball rights reserved\b.{0,80}"
    r"|tous droits réservés.{0,80}",
    re.IGNORECASE,
)
# What databases write under an article: separators, page numbers, terms of use...
TRAILER = re.compile(
    r"(?:contact us at: ?https?|terms and conditions: ?https?|database copyright|certificat émis|public c"
    r"|about lexisnexis|le présent document|cet article est paru|ce document est destiné)\b.{0,400}"
    r"|bibliography|page \d+(?: of \d+)?|end of document|classification|[\W_]+",
    re.IGNORECASE,
)
# ...and, before the first one, what was searched and how much was found.
COVER = re.compile(
    r"(?:(?:download|print) request|time of request|requested by|number of documents|project id|research information"
    r"|combined source|terms|focus|user name|date and time|job number|client/matter|search (?:terms|type|strategy)"
    r"|report information|narrowed by|content type|citation style|nb results)\b.{0,400}"
    r"|documents? \(\d+\)|\d{1,4}\. .{1,200}|table of contents|news(?: *timeline:.*)?|timeline:.{0,200}"
    r"|lexisnexis.{0,40}|document \d+ of \d+|\d{1,2} [A-Z][a-z]+ \d{4} \d\d:\d\d",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.:;,!?…]['\"’”»)]*$")
LABEL = re.compile(r"(?P<name>[A-Z][A-Za-z/() -]{1,40}?)[ \t]?:(?!//)[ \t]*(?P<value>.*)")


class TextLine(NamedTuple):
    """A line that is not blank: `text[start:end]` of the whole, without spaces around it and without the mark of a
    heading. `gap`: whether a blank line stands before it."""

    start: int
    end: int
    text: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Article:
    """What a file says of one article: `stated` as names and values (`qa.documents.labels`); `kept`, lines of its head
    that stay text; `body`, where in the file its text stands; `key`, its number in the database."""

    stated: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]
    body: tuple[tuple[int, int], ...]
    key: str | None = None

    def main(self, whole: str) -> str:
        """Its text as it stands in the file."""
        return "\n\n".join(whole[start:end] for start, end in self.body)

    def text(self, whole: str) -> str:
        """The text of its document: the lines of its head, a blank line, what stands in the file."""
        titles = [value for name, value in self.stated if "title" in roles(name)]
        cut = [title for title in titles if len(title) > FIELD_LENGTH]  # which a field holds only in part
        return "\n\n".join(filter(None, ["\n".join([*cut, *self.kept]), self.main(whole)]))


def lines(text: str) -> list[TextLine]:
    """The lines that are not blank."""
    found: list[TextLine] = []
    last = 0
    for match in LINE.finditer(text):
        raw = match[0]
        if raw.isspace():
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        if mark := MARK.match(text, start):
            start = mark.end()
        end = match.start() + len(raw.rstrip())
        if start < end:
            found.append(
                TextLine(start, end, text[start:end], BLANK_LINE.search(text, last, match.start()) is not None)
            )
        last = match.end()
    return found


def is_trailer(line: TextLine) -> bool:
    """Whether a line is of the page, and no text of an article above it."""
    return (TRAILER.fullmatch(line.text) or COPYRIGHT.fullmatch(line.text)) is not None


def is_cover(line: TextLine) -> bool:
    """Whether a line is of the page, and no text of an article below it."""
    return is_trailer(line) or COVER.fullmatch(line.text) is not None


def without_cover(rows: Sequence[TextLine]) -> list[TextLine]:
    """The lines from the first on that is of an article."""
    start = next((n for n, row in enumerate(rows) if not is_cover(row)), len(rows))
    return list(rows[start:])


def paragraphs(rows: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines without a blank one between them, together."""
    found: list[list[TextLine]] = []
    for row in rows:
        if not found or row.gap:
            found.append([])
        found[-1].append(row)
    return found


def joined(rows: Sequence[TextLine]) -> str:
    """Wrapped lines as one."""
    return " ".join(row.text for row in rows)


def is_day(line: str) -> bool:
    """Whether a line is a day, or the month of a magazine: "December 5, 2025 Friday", "December 2025"."""
    return in_line(line) is not None or in_line(f"1 {line}") is not None


def span(rows: Sequence[TextLine]) -> tuple[tuple[int, int], ...]:
    """Where lines that follow each other stand."""
    return ((rows[0].start, rows[-1].end),) if rows else ()
