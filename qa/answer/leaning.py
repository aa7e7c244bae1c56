"""What a sentence leans on: "He was sentenced to 16 years" says of whom by the one before it."""

from __future__ import annotations

import functools
import re

from qa.english.asks import HE, IT, SHE, THEY
from qa.english.sentences import blocks
from qa.english.words import any_of
from qa.reader.statement import names_alone
from qa.types import Context, Document, Sentence

# So far back is looked for it, and so much of it is shown at most.
BACK = 1200
LONGEST = 600
# A sentence that leans itself says no more who it is: then the one before that comes along.
SENTENCES = 2

_OPENING = r"[\"“'‘]?(?:(?:but|and|so|then|however|instead|still|later|meanwhile),? )?"
_TIMES = r"(?:time|day|week|weekend|month|year|season|morning|afternoon|evening|summer|autumn|winter|spring)\b"
_LEANING = re.compile(
    rf"{_OPENING}(?:(?:{any_of(*HE, *SHE, *IT, *THEY)}|these|those|both)\b|(?:this|that)\b(?! {_TIMES})|"
    r"the (?:company|firm|group|couple|pair|man|woman|team|former|latter|\d{1,3}-year-old)\b)",
    re.IGNORECASE,
)


def leans(text: str) -> bool:
    """Whether a sentence begins with a word for somebody or something that was named before it.

    >>> leans("But she denies it."), leans("This bridge is old."), leans("This year it rained.")
    (True, True, False)
    """
    return bool(_LEANING.match(text))


def context(document: Document, sentence: Sentence) -> Context | None:
    """The sentence before one that leans, or the two where it leans as well; None where it stands alone, or first."""
    if not leans(sentence.text):
        return None
    first = _beginning(document.text, sentence.start)
    found = _leant_on(document.text[first : sentence.start])
    if found is None:
        return None
    start, end = found
    return Context(first + start, first + end, document.text[first + start : first + end])


# A list of quotations has thousands of them, and the next question most of the same.
@functools.lru_cache(maxsize=8192)
def _leant_on(above: str) -> tuple[int, int] | None:
    """Where the one or two sentences stand that end a text, its headings left out; None where they say nothing."""
    start = end = None
    before = [each for block in blocks(Document("", "", above)) if not block.heading for each in block.sentences]
    for each in reversed(before[-SENTENCES:]):
        if names_alone(each.text) or (end is not None and end - each.start > LONGEST):
            break
        start, end = each.start, end or each.end
        if not leans(each.text):
            break
    return None if start is None or end is None or end - start > LONGEST else (start, end)


def _beginning(text: str, end: int) -> int:
    """Where a paragraph begins, at most so far back: a sentence that is cut off is none."""
    if end <= BACK:
        return 0
    return next((match.end() for match in re.finditer(r"\n\s*", text[end - BACK : end])), 0) + end - BACK
