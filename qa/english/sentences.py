"""Split a document into sentences with exact offsets.

Every sentence is a slice of the text, in order, without surrounding white space; together they hold every
character that is not white space. Knows layout (paragraphs, lists, wrapped lines, headings), but no file formats.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.types import Document, Sentence

# A "sentence" longer than this is a table or a log: of 97,182 in 1,233 news articles two were.
MAX_SENTENCE = 1000
MAX_HEADING = 80
# A paragraph whose lines (all but the last) fall in this range was wrapped by an editor or a mail program.
WRAPPED_LINE = range(45, 101)

# sentencex panics on an initial followed by an unusual space; plain spaces keep the length and so the offsets.
_OTHER_SPACE = re.compile(r"[^\S\n\r]")
_BLANK_LINES = re.compile(r"(?:\r\n|\r|\n)(?:[^\S\r\n]*(?:\r\n|\r|\n))+|[\u2029\f]")
_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"\s*(?:[-*•‣◦–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_ATX_HEADING = re.compile(r"#{1,6}[^\S\r\n]+\S")
_FINAL = re.compile(r"[.!?…:;,\"'”’»)\]。！？।።।؟՝։]$")

# Quotation marks on the wrong side of a cut, and a list marker cut off from its item.
_OPENING_ORPHAN = re.compile(r"(?<=\s)[\"“]\s*$")
_CLOSING_ORPHAN = re.compile(r"\s?[\"”](?=\s|$)")
# Abbreviations that lean on the number after them.
_BEFORE_NUMBER = re.compile(r"\b(?:approx|est|ca?|nos?|nr|art|fig|vol|sec|pp?)\.$", re.IGNORECASE)
# Those that lean on a name and that sentencex does not know: "Ms.| Nairn".
_BEFORE_NAME = re.compile(r"\b(?:Ms|Mx|Cdr|Cllr|Ald|Amb|Atty|Const|Assoc|Pte|Bp|Ven|Ft|Ste)\.$")
# What looks like a shortened word, behind which sentencex never cuts, and ends its sentence: "on 12 May.| The".
_MISSED = re.compile(
    r"\b(?:\d{1,2}|[Ii]n|[Oo]f|[Uu]ntil|[Bb]y|[Ss]ince|[Ll]ast|[Nn]ext|[Tt]his)\sMay\.\s+(?=[A-Z])|"
    r"\b(?:May|\d\d?\s(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|etc|(?:[A-Z]\.)+[A-Z]|Inc|Co|Ltd|Corp|Ave|St|Rd"
    r"|[JS]r)\.\s+(?=(?:The|An?|It|He|She|They|But|And|In|On|At|For|This|That|These|Those|There|His|Her|Its|Their|When"
    r"|While|After|Before|As|If|Then|Now|Some|Many|Most|No|One|Two)\s)"
)
_MARKER_ALONE = re.compile(r"(?:^|[.!?][\"”]?\s+)(?:[•⁃]\s?)?(?:\d{1,3}|[A-Za-z])[.)]$")

# The script tells the language well enough for the full stop to be known; Latin script is split as English.
_SCRIPTS = (
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
    (re.compile(r"[\u0400-\u04ff]"), "ru"),
    (re.compile(r"[\u0600-\u06ff]"), "ar"),
    (re.compile(r"[\u0900-\u097f]"), "hi"),
    (re.compile(r"[\u0530-\u058f]"), "hy"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[\u1000-\u109f]"), "my"),
    (re.compile(r"[\u1200-\u137f]"), "am"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a heading, with its sentences. A heading is one sentence."""

    sentences: tuple[Sentence, ...]
    heading: bool


def split(document: Document) -> list[Sentence]:
    """All sentences of a document, in order: `document.text[s.start:s.end] == s.text`."""
    return [sentence for block in blocks(document) for sentence in block.sentences]


def blocks(document: Document) -> Iterator[Block]:
    """The paragraphs and headings of a document, each with its sentences; none is empty."""
    text = document.text
    language = _language(text)
    for start, end in _paragraphs(text):
        heading = is_heading(text[start:end])
        spans = [(start, end)] if heading else _sentence_spans(text, start, end, language)
        yield Block(
            tuple(Sentence(document.id, a, b, text[a:b]) for span in spans for a, b in _bounded(text, *span)),
            heading,
        )


def is_heading(paragraph: str) -> bool:
    """Whether a whole paragraph reads as a heading: "## Results", or one short line without a final stop."""
    if "\n" in paragraph or "\r" in paragraph or len(paragraph) > MAX_HEADING:
        return False
    if _ATX_HEADING.match(paragraph):
        return True
    return (
        (paragraph[0].isupper() or paragraph[0].isdigit())
        and not _FINAL.search(paragraph)
        and not _BULLET.match(paragraph)
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Trimmed spans between blank lines, cut further at line breaks that are not mere wrapping."""
    at = 0
    for gap in [*_BLANK_LINES.finditer(text), None]:
        start, end = at, gap.start() if gap else len(text)
        at = gap.end() if gap else end
        for a, b in _unwrapped(text, start, end):
            a, b = _trimmed(text, a, b)
            if a < b:
                yield a, b


def _unwrapped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines = [match.span() for match in _LINE.finditer(text, start, end)]
    wrapped = len(lines) > 1 and all(b - a in WRAPPED_LINE for a, b in lines[:-1])
    first = None
    for i, (a, b) in enumerate(lines):
        first = a if first is None else first
        following = text[slice(*lines[i + 1])] if i + 1 < len(lines) else ""
        goes_on = following and not _BULLET.match(following) and (wrapped or following.lstrip()[:1].islower())
        if not goes_on:
            yield first, b
            first = None


def _sentence_spans(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    import sentencex

    plain = _OTHER_SPACE.sub(" ", text[start:end])
    found = sentencex.get_sentence_boundaries(language, plain)
    cuts = [_kept_cut(plain, boundary["end_index"], language) for boundary in found[:-1]]
    if language == "en":
        cuts += _missed(plain)
    edges = [0, *sorted({cut for cut in cuts if cut is not None}), len(plain)]
    for a, b in itertools.pairwise(edges):
        a, b = _trimmed(text, start + a, start + b)
        if a < b:
            yield a, b


def _missed(text: str) -> list[int]:
    """Where else to cut, outside of quotations."""
    ends = [match.end() for match in _MISSED.finditer(text)]
    return [
        end for end in ends if not (text.count('"', 0, end) % 2 or text.count("“", 0, end) > text.count("”", 0, end))
    ]


def _kept_cut(text: str, cut: int, language: str) -> int | None:
    """Where to cut instead of at `cut`, or None for not at all: mends what a splitter that pairs quotes gets wrong.

    `thinking. "|We are` -> `thinking. |"We are`; `industry.|" He said` -> `industry."| He said`; `1.| First` -> None.
    """
    if orphan := _OPENING_ORPHAN.search(text, max(0, cut - 4), cut):
        cut = orphan.start()
    elif orphan := _CLOSING_ORPHAN.match(text, cut):
        cut = orphan.end()
    before, after = text[max(0, cut - 40) : cut].rstrip(), text[cut : cut + 8].lstrip("-–— \n\r")
    if (after[:1].isdigit() and _BEFORE_NUMBER.search(before)) or (after[:1].isupper() and _BEFORE_NAME.search(before)):
        return None
    touching = language == "en" and not text[cut - 1 : cut].isspace() and not text[cut : cut + 1].isspace()
    if touching or _MARKER_ALONE.search(before) or after[:1].islower():
        return None
    return cut


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a monster at white space where there is some, so that no piece is longer than MAX_SENTENCE."""
    while end - start > MAX_SENTENCE:
        limit = start + MAX_SENTENCE
        cut = next((i for i in range(limit, start + MAX_SENTENCE // 2, -1) if text[i].isspace()), limit)
        yield _trimmed(text, start, cut)
        start, _ = _trimmed(text, cut, end)
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _language(text: str) -> str:
    sample = text[:2000]
    counts = {language: len(script.findall(sample)) for script, language in _SCRIPTS}
    if counts["ja"] and counts["zh"]:  # Japanese mixes kana with Han characters
        counts["ja"] += counts["zh"]
    language = max(counts, key=lambda name: counts[name])
    return language if counts[language] > len(sample) // 5 else "en"
