"""Pack sentences into passages, the unit of retrieval. Does not read files and knows no model."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qa.english.headings import level, plain
from qa.english.sentences import Block, blocks
from qa.english.turns import unnamed
from qa.types import Document, Passage, Sentence

# Chosen by measurement, see "Passage size" in docs/measurements.md.
MAX_SENTENCES = 6
MAX_CHARACTERS = 800
# A cut at a paragraph's end is preferred to one that is nearer to the even size by this share of it.
PARAGRAPH_BONUS = 0.25
# Of each line that a passage is searched with.
MAX_LINE = 200
# A section under more lines that read as headings has none.
MOST_HEADINGS = 4
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# Behind a number or a long word: that of "km²" is a part of it.
RAISED = re.compile(r"(?:(?<=\d)|(?<=[a-zA-Z]{4}))(?=[⁰¹²³⁴-⁹⁺⁻])")


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading (or several) with the sentences under it. `breaks` are the indices where a paragraph begins, `above`
    the headings that enclose it, and those of its own; `read_with`, of a sentence, what its block is read with."""

    sentences: tuple[Sentence, ...]
    breaks: frozenset[int]
    above: tuple[Sentence, ...]
    own: tuple[Sentence, ...]
    read_with: Mapping[int, Sentence]


def pack(document: Document, first_id: int = 0) -> list[Passage]:
    """The passages of a document in order: runs of whole sentences, together all of them, never across a heading."""
    found: list[Passage] = []
    for section in _sections(document):
        for run in _runs(section):
            span = run[0].start, run[-1].end
            lead = _lead(document, section, run[0])
            found.append(Passage(first_id + len(found), document.id, *span, run, lead))
    return found


def searched_text(document: Document, passage: Passage) -> str:
    """What both searches see of a passage: the title says what the article is about, the passage often does not."""
    lead = f"{passage.lead}\n" if passage.lead else ""
    return f"{document.title}\n{lead}{document.text[passage.start : passage.end]}"


def _lead(document: Document, section: _Section, first: Sentence) -> str:
    """What stands before a run and says what its first sentence is about, outermost first."""
    own = [heading for heading in section.own if heading.start < first.start]
    lines = [plain(heading.text) for heading in (*section.above, *own)]
    if above := section.read_with.get(first.start):
        lines.append(above.text)
    if speaker := unnamed(first.text, first.speaker):
        lines.append(f"{speaker}:")
    title = document.title.casefold()
    return "\n".join(line[:MAX_LINE] for line in lines if line.casefold() != title)


def plain_letters(text: str) -> str:
    """Searched text with letters that are drawn as one apart, and raised digits apart from what they are raised behind.

    >>> plain_letters("The oﬃce paid 10⁵ crowns³ for 120 km².")
    'The office paid 10 ⁵ crowns ³ for 120 km².'
    """
    return text if text.isascii() else RAISED.sub(" ", text.translate(LIGATURES))


def _sections(document: Document) -> Iterator[_Section]:
    collected: list[Block] = []
    enclosing: list[Sentence] = []
    for block in blocks(document):
        if block.heading and collected and not collected[-1].heading:
            yield _section(collected, enclosing)
            collected = []
        collected.append(block)
    if collected:
        yield _section(collected, enclosing)


def _section(paragraphs: list[Block], enclosing: list[Sentence]) -> _Section:
    """The next section of a document. `enclosing` are the headings that hold so far; those of this one join them."""
    starts = [0, *itertools.accumulate(len(block.sentences) for block in paragraphs)]
    # Not behind a heading, nor between a question and its answer.
    tied = [block.heading or _leans(block, after) for block, after in itertools.pairwise(paragraphs)]
    breaks = frozenset(at for at, held in zip(starts, [False, *tied, False], strict=True) if not held)
    own = [block.sentences[0] for block in paragraphs if block.heading]
    if len(own) > MOST_HEADINGS:  # a menu, a list of names: short lines, of which none stands over another
        own = []
    _leave(enclosing, min((level(heading.text) for heading in own), default=0))
    above = tuple(enclosing)
    for heading in own:
        _leave(enclosing, level(heading.text))
        enclosing.append(heading)
    return _Section(
        tuple(sentence for block in paragraphs for sentence in block.sentences),
        breaks,
        above,
        tuple(own),
        {sentence.start: block.read_with for block in paragraphs if block.read_with for sentence in block.sentences},
    )


def _leans(block: Block, after: Block) -> bool:
    return after.read_with is block.sentences[-1]


def _leave(enclosing: list[Sentence], heading: int) -> None:
    """Take away the headings under which one of this level does not stand."""
    while enclosing and level(enclosing[-1].text) >= heading:
        enclosing.pop()


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
