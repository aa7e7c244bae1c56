"""Pack sentences into passages, the unit of retrieval. Does not read files and knows no model."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from qa.english.sentences import Block, blocks
from qa.types import Document, Passage, Sentence

# Chosen by measurement, see "Passage size" in docs/measurements.md.
MAX_SENTENCES = 6
MAX_CHARACTERS = 800
# A cut at a paragraph's end is preferred to one that is nearer to the even size by this share of it.
PARAGRAPH_BONUS = 0.25


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading (or several) with the sentences under it. `breaks` are the indices where a paragraph begins."""

    sentences: tuple[Sentence, ...]
    breaks: frozenset[int]


def pack(document: Document, first_id: int = 0) -> list[Passage]:
    """The passages of a document in order: runs of whole sentences, together all of them, never across a heading."""
    runs = [run for section in _sections(document) for run in _runs(section)]
    return [Passage(first_id + i, document.id, run[0].start, run[-1].end, run) for i, run in enumerate(runs)]


def searched_text(document: Document, passage: Passage) -> str:
    """What both searches see of a passage: the title says what the article is about, the passage often does not."""
    return f"{document.title}\n{document.text[passage.start : passage.end]}"


def _sections(document: Document) -> Iterator[_Section]:
    collected: list[Block] = []
    for block in blocks(document):
        if block.heading and collected and not collected[-1].heading:
            yield _section(collected)
            collected = []
        collected.append(block)
    if collected:
        yield _section(collected)


def _section(paragraphs: list[Block]) -> _Section:
    starts = itertools.accumulate((len(block.sentences) for block in paragraphs), initial=0)
    after_heading = [False, *(block.heading for block in paragraphs)]
    breaks = frozenset(at for at, heading in zip(starts, after_heading, strict=True) if not heading)
    return _Section(tuple(sentence for block in paragraphs for sentence in block.sentences), breaks)


def _runs(section: _Section) -> Iterator[tuple[Sentence, ...]]:
    """Cut a section into the fewest runs within both limits, of about equal length, at paragraph ends where it can."""
    sentences = section.sentences
    lengths = [0, *itertools.accumulate(len(sentence.text) for sentence in sentences)]
    count = max(-(-len(sentences) // MAX_SENTENCES), -(-lengths[-1] // MAX_CHARACTERS))
    size = lengths[-1] / count
    bonus = PARAGRAPH_BONUS * size
    cuts = [0]
    for i in range(1, count):
        nearest = bisect.bisect_left(lengths, i * size)
        choices = range(max(cuts[-1] + 1, nearest - MAX_SENTENCES), min(len(sentences), nearest + MAX_SENTENCES))
        if choices:
            cuts.append(min(choices, key=lambda at: abs(lengths[at] - i * size) - bonus * (at in section.breaks)))
    for start, end in itertools.pairwise([*cuts, len(sentences)]):
        yield sentences[start:end]
