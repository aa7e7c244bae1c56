"""Split a document into sentences with exact offsets.

Every sentence is a slice of the text, in order, without surrounding white space; together they hold every
character that is not white space. Knows layout (paragraphs, lists, tables, wrapped lines, headings) and who speaks, but
no file formats.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.english.cuts import cuts
from qa.english.headings import BULLET, headings_of
from qa.english.heads import in_one_table, read_with
from qa.english.turns import Transcript
from qa.types import Document, Sentence

# A "sentence" longer than this is a table or a log: of 97,182 in 1,233 news articles two were.
MAX_SENTENCE = 1000
# A paragraph whose lines (all but the last) fall in this range was wrapped by an editor or a mail program.
WRAPPED_LINE = range(45, 101)

# What it begins with stands first, so that most characters are passed over at once; "\r\n" is the end of one line.
_BLANK_LINES = re.compile(r"[\r\n\u2029\f](?:(?<=[\u2029\f])|(?:(?<=\r)\n)?+(?:[^\S\r\n]*(?>\r\n|\r|\n))+)")
_LINE = re.compile(r"[^\r\n]+")

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
_OTHER_SCRIPT = re.compile("|".join(script.pattern for script, _ in _SCRIPTS).replace("]|[", ""))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item, a row of a table or a heading, with its sentences. A heading is one sentence.

    `read_with` is the sentence before it without which it says little: the head of the columns of its table, what
    announces its list, the question that it answers.
    """

    sentences: tuple[Sentence, ...]
    heading: bool
    read_with: Sentence | None = None


def split(document: Document) -> list[Sentence]:
    """All sentences of a document, in order: `document.text[s.start:s.end] == s.text`."""
    return [sentence for block in blocks(document) for sentence in block.sentences]


def blocks(document: Document) -> Iterator[Block]:
    """The paragraphs and headings of a document, each with its sentences; none is empty."""
    text = document.text
    language, transcript = _language(text), Transcript(text)
    spans = list(_paragraphs(text, transcript))
    paragraphs = [text[start:end] for start, end in spans]
    headings = headings_of(paragraphs)
    made: list[Block] = []
    speaker: str | None = None
    for at, line in enumerate(read_with(paragraphs, headings)):
        heading = headings[at] and not line.row and not transcript.begins(*spans[at])
        found = [spans[at]] if heading or line.row else _sentence_spans(text, *spans[at], language)
        pieces = [piece for span in found for piece in _bounded(text, *span)]
        spoken = [None] * len(pieces) if heading else transcript.speakers(text, pieces, speaker)
        speaker = spoken[-1] or (None if heading else speaker)
        above = made[line.head].sentences[-1] if line.head is not None else None
        sentences = (Sentence(document.id, a, b, text[a:b], who) for (a, b), who in zip(pieces, spoken, strict=True))
        made.append(Block(tuple(sentences), heading, above))
        yield made[-1]


def _paragraphs(text: str, transcript: Transcript) -> Iterator[tuple[int, int]]:
    """Trimmed spans between blank lines, cut further at line breaks that are not mere wrapping."""
    at = 0
    for gap in [*_BLANK_LINES.finditer(text), None]:
        start, end = at, gap.start() if gap else len(text)
        at = gap.end() if gap else end
        for a, b in _unwrapped(text, start, end, transcript):
            a, b = _trimmed(text, a, b)
            if a < b:
                yield a, b


def _unwrapped(text: str, start: int, end: int, transcript: Transcript) -> Iterator[tuple[int, int]]:
    lines = [match.span() for match in _LINE.finditer(text, start, end)]
    wrapped = len(lines) > 1 and all(b - a in WRAPPED_LINE for a, b in lines[:-1])
    first = None
    for i, (a, b) in enumerate(lines):
        first = a if first is None else first
        following = text[slice(*lines[i + 1])] if i + 1 < len(lines) else ""
        goes_on = following and not BULLET.match(following) and (wrapped or following.lstrip()[:1].islower())
        if not goes_on or in_one_table(text[a:b], following) or transcript.begins(*lines[i + 1]):
            yield first, b
            first = None


def _sentence_spans(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    edges = [0, *cuts(text[start:end], language), end - start]
    for a, b in itertools.pairwise(edges):
        a, b = _trimmed(text, start + a, start + b)
        if a < b:
            yield a, b


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
    if not _OTHER_SCRIPT.search(sample):
        return "en"
    counts = {language: len(script.findall(sample)) for script, language in _SCRIPTS}
    if counts["ja"] and counts["zh"]:  # Japanese mixes kana with Han characters
        counts["ja"] += counts["zh"]
    language = max(counts, key=lambda name: counts[name])
    return language if counts[language] > len(sample) // 5 else "en"
