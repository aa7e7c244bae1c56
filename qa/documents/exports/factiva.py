"""Factiva: the form with field codes, and the one that shows the same fields without them.

HD Harbour strike ends          Harbour strike ends
BY Ada Brink                    Ada Brink
WC 543 words                    543 words
PD 5 December 2025              5 December 2025
SN Coastal Herald               Coastal Herald
SC HARB                         HARB
PG 3                            3
LA English                      English
CY (c) 2025 Coastal Herald      (c) 2025 Coastal Herald
LP ...                          ...
TD ...                          Document HARB000020251205elc5
CO harbco : Harbour Company
AN Document HARB000020251205elc5
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.documents.exports.pieces import (
    COPYRIGHT,
    SENTENCE,
    Article,
    TextLine,
    is_day,
    is_trailer,
    joined,
    paragraphs,
    span,
    without_cover,
)  # fmt: skip

CODE = re.compile(r"(?P<code>[A-Z]{2,3})(?:[ \t]*\|)?(?:[ \t]+(?P<value>.*))?")
HEAD = frozenset("SE HD BY CR WC PD ET SN SC ED PG VOL LA CY CLM CX".split())
BODY = frozenset("LP TD".split())
TAIL = frozenset("ART CT RF CO IN NS RE IPC IPD PUB AN".split())
ALSO = frozenset("CO IN NS RE IPC IPD PUB".split())  # what no line of an article follows
KEPT = ("SE", "CLM", "BY", "CR", "PG", "VOL", "CX", "ART", "CT", "RF")
HEADLINE = re.compile(r"HD\b.*")
SECTION = re.compile(r"(?:SE|CLM)\b.*")
# "co" and "in" are words too: a line of capitals in an article may begin with them.
WORDY = frozenset("CO IN RE".split())
SUBJECTS = re.compile(r"[\w.&-]{2,12} (?::|\|) .*")
NUMBER = re.compile(r"(?:Document )?(?P<key>[A-Z0-9]{8}\d{8}[0-9a-z]{4,12})")
ENDS = re.compile(rf"(?:AN\b[ \t|]*)?{NUMBER.pattern}")
WORDS = re.compile(r"[\d,.]+ words?", re.IGNORECASE)
TIME = re.compile(r"\d{1,2}[:.]\d\d(?: ?[A-Z]{2,4})?")
SOURCE_CODE = re.compile(r"[A-Z0-9]{2,8}")
LANGUAGE = re.compile(
    r"English|French|German|Spanish|Italian|Portuguese|Dutch|Russian|Chinese.*|Japanese|Arabic|Danish|Swedish|Norwegian"
    r"|Finnish|Polish|Turkish|Korean|Greek|Czech|Hungarian|Indonesian|Malay|Thai|Vietnamese|Hebrew"
)
ABOVE = 12  # lines of title, section and byline above the number of words
BESIDE = 2  # of these, section and byline
UNDER = 12  # lines under the day until the copyright


@dataclass(slots=True)
class _Field:
    code: str
    value: str
    rows: list[TextLine] = field(default_factory=list)
    start: int = 0

    def text(self) -> str:
        return " ".join(filter(None, [self.value, *(row.text for row in self.rows)]))

    def span(self) -> tuple[tuple[int, int], ...]:
        """Where its value stands; `rows` holds the lines after the one of the code."""
        start = self.start if self.value or not self.rows else self.rows[0].start
        end = self.rows[-1].end if self.rows else self.start + len(self.value)
        return ((start, end),) if start < end else ()


def begins(rows: Sequence[TextLine]) -> list[int]:
    """Where articles of field codes begin: at HD, or at the section or column above it."""
    found: list[int] = []
    for number, row in enumerate(rows):
        if HEADLINE.fullmatch(row.text):
            above = range(max(0, number - 4, found[-1] + 1 if found else 0), number)
            found.append(next((n for n in above if SECTION.fullmatch(rows[n].text)), number))
    return found


def coded(text: str, rows: Sequence[TextLine]) -> Article | None:
    """The form with field codes."""
    fields: dict[str, _Field] = {}
    last = ""
    beyond: list[TextLine] = []
    for row in without_cover(rows):
        code = CODE.fullmatch(row.text)
        value = (code["value"] or "").strip() if code else ""
        if code and _begins(code["code"], value, row, fields):
            last = code["code"]
            fields[last] = _Field(last, value, start=row.end - len(value))
        elif not fields:
            return None
        elif last == "AN" and fields["AN"].text():
            beyond.append(row)
        else:
            fields[last].rows.append(row)
    if "HD" not in fields or len({"WC", "PD", "SN"} & fields.keys()) < 2 or not BODY & fields.keys():
        return None
    stated = [(name, fields[name].text()) for name in ("HD", "PD", "SN") if name in fields]
    kept = [f"{name} {fields[name].text()}" for name in KEPT if name in fields and fields[name].text()]
    body = [place for name in ("LP", "TD") if name in fields for place in fields[name].span()]
    if not all(map(is_trailer, beyond)):
        body += span(beyond)
    number = NUMBER.fullmatch(fields["AN"].text()) if "AN" in fields else None
    return Article(tuple(stated), tuple(kept), tuple(body), number["key"] if number else None)


def _begins(code: str, value: str, row: TextLine, fields: dict[str, _Field]) -> bool:
    """Whether a line begins a field, and is no line of the article that begins with two capitals."""
    if code in fields or code not in HEAD | BODY | TAIL:
        return False
    if not BODY & fields.keys():
        return True
    if code in BODY:
        return True
    if code == "AN":
        return not value or NUMBER.fullmatch(value) is not None
    if SUBJECTS.match(value) or not ALSO.isdisjoint(fields):
        return code in TAIL
    return code in TAIL and row.gap and (not value or code not in WORDY)


def full(text: str, rows: Sequence[TextLine]) -> Article | None:
    """The form without field codes."""
    rows = without_cover(rows)
    words = next((n for n in range(1, min(ABOVE, len(rows) - 3)) if WORDS.fullmatch(rows[n].text)), None)
    if words is None or not is_day(rows[words + 1].text):
        return None
    title, beside = _title(rows[:words])
    if len(beside) > BESIDE or any(map(SENTENCE.search, beside)) or title.endswith((".", ":")):  # an article
        return None
    start = words + 2
    if TIME.fullmatch(rows[start].text):
        start += 1
    source = rows[start].text
    start, page = _under(rows, start + 1)
    stop = len(rows)
    while stop > start and is_trailer(rows[stop - 1]):
        stop -= 1
    number = ENDS.fullmatch(rows[stop - 1].text) if stop > start else None
    stop -= number is not None
    stated = (("title", title), ("date", rows[words + 1].text), ("source", source))
    return Article(stated, (*beside, *page), span(rows[start:stop]), number["key"] if number else None)


def _title(above: Sequence[TextLine]) -> tuple[str, list[str]]:
    """The title, and section and byline, of the lines above the number of words."""
    blocks = paragraphs(above)
    if len(blocks) == 1 and len(above) > 1 and _is_name(above[-1].text):  # not set apart from the title
        blocks = [list(above[:-1]), [above[-1]]]
    if len(blocks) == 1:
        return joined(blocks[0]), []
    at = 0 if len(blocks) == 2 and _is_name(joined(blocks[1])) else 1
    return joined(blocks[at]), [joined(block) for block in blocks[:at] + blocks[at + 1 :]]


def _is_name(line: str) -> bool:
    """Whether a line may be a byline: "By Ada Brink", "Ada Brink and Olin Maas in Halvern"."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if word not in ("and", "in", "de", "van", "von", "for")]
    return line.lower().startswith("by ") or (0 < len(words) <= 10 and all(word[0].isupper() for word in words))


def _under(rows: Sequence[TextLine], start: int) -> tuple[int, list[str]]:
    """Where the article begins under source, code, page, language and copyright; and the lines of the page."""
    head = rows[start : start + UNDER]
    rights = next((n for n, row in enumerate(head) if COPYRIGHT.match(row.text)), None)
    last = next((n for n, row in enumerate(head) if LANGUAGE.fullmatch(row.text)), None) if rights is None else rights
    if last is None:
        return start, []
    stop = last + 1
    while rights is not None and stop < len(head) and not head[stop].gap and not head[stop - 1].text.endswith("."):
        stop += 1
    page = [
        row.text
        for row in head[:last]
        if not (SOURCE_CODE.fullmatch(row.text) and not row.text.isdigit()) and not LANGUAGE.fullmatch(row.text)
    ]
    return start + stop, page
