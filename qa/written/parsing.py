"""What a model writes -> its sentences, with the numbers that each names. Given piece by piece, as it is streamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.english.sentences import split
from qa.types import Document

_MARKS = re.compile(r"\s*(?:\[\s*\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*\s*\]\s*)+")
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"(\d{1,4})\s*[–-]\s*(\d{1,4})")
# What a model puts around text for a page that shows Markdown.
_MARKDOWN = re.compile(
    r"^\s*(?:[-*+•]|#{1,6}|\d{1,2}[.)])\s+|\*\*|__|(?<!\w)[*_`](?=\w)|(?<=\w)[*_`](?!\w)", re.MULTILINE
)
_LINK = re.compile(r"!?\[([^\]\d][^\]]*)\]\([^)\s]*\)")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
# Behind a full stop the marks may still come, so a sentence is whole when the next one has begun.
_BEGUN = re.compile(r"[.!?]['\"”’)]*\s*(?:\[[\d\s,;–-]+\]\s*)+(?=[^\s\[.])|\n+(?=\S)")
MOST_NUMBERS = 20


class Draft(NamedTuple):
    """A sentence without its marks, and the numbers that they name."""

    text: str
    numbers: tuple[int, ...]


def drafts(pieces: Iterator[str]) -> Iterator[Draft]:
    """The sentences of what comes, each as soon as it is whole."""
    waiting = ""
    for piece in pieces:
        waiting += piece
        if "<think>" in waiting and "</think>" not in waiting:
            continue
        waiting = _THOUGHT.sub("", waiting)
        *_, last = (0, *(match.end() for match in _BEGUN.finditer(waiting)))
        if last:
            yield from parsed(waiting[:last])
            waiting = waiting[last:]
    yield from parsed(_THOUGHT.sub("", waiting))


def parsed(text: str) -> Iterator[Draft]:
    """The sentences of a whole text. Marks belong to the sentence that they stand in or behind.

    >>> list(parsed("It opened in May. [3] It **closed** [1, 2].")) # doctest: +NORMALIZE_WHITESPACE
    [Draft(text='It opened in May.', numbers=(3,)), Draft(text='It closed.', numbers=(1, 2))]
    """
    plain = _MARKDOWN.sub("", _LINK.sub(r"\1", text))
    start, marks, bare = 0, [], ""
    for match in _MARKS.finditer(plain):
        bare += plain[start : match.start()]
        marks.append((len(bare), _numbers(match[0])))
        start = match.end()
        if plain[start : start + 1] not in {*".,;:!?", ""}:
            bare += " "
    bare += plain[start:]
    found = split(Document(id="", text=bare, title=""))
    for at, sentence in enumerate(found):
        begins = sentence.start
        ends = found[at + 1].start if at + 1 < len(found) else len(bare) + 1
        named = [number for place, numbers in marks if _of(place, begins, ends) for number in numbers]
        if any(c.isalnum() for c in sentence.text):
            yield Draft(" ".join(sentence.text.split()), tuple(dict.fromkeys(named))[:MOST_NUMBERS])


def _of(place: int, begins: int, ends: int) -> bool:
    """Whether a mark stands in a sentence, or between it and the next."""
    return begins < place < ends


def _numbers(marks: str) -> list[int]:
    found = []
    for inside in re.findall(r"\[([^\]]*)\]", marks):
        for first, last in _RANGE.findall(inside):
            found += list(range(int(first), min(int(last), int(first) + MOST_NUMBERS) + 1))
        found += [int(number) for number in _NUMBER.findall(_RANGE.sub("", inside))]
    return found
