"""Whether two texts are the same but for small edits. Knows no index."""

from __future__ import annotations

import difflib
import re

# Passages tell the same when this share of the shorter one's runs of three words stands in the other.
TELLS_SAME = 0.5
# Sentences are the same but for edits when their words agree in this ratio.
ALIKE = 0.8

_WORD = re.compile(r"[\w’'.,-]*\w")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# What must not differ: a number, a name, and whether it is so.
_NEGATION = frozenset(["not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without"])


def tells_same(one: str, other: str) -> bool:
    """Whether most of the shorter text stands in the other.

    >>> tells_same("The dike broke early on Monday.", "Police said: the dike broke early on Monday. Nobody was hurt.")
    True
    """
    a, b = _runs(one), _runs(other)
    fewer = min(len(a), len(b))
    return fewer > 0 and len(a & b) >= TELLS_SAME * fewer


def same_numbers(passage: str, article: str) -> bool:
    """Whether every number of a passage stands in the other article: a report that differs in one is no copy."""
    return set(_NUMBER.findall(passage)) <= set(_NUMBER.findall(article))


def alike(one: str, other: str) -> bool:
    """Whether two sentences differ in small words alone, in no number, name or negation.

    >>> alike("It opened on Tuesday, the ministry said.", "It opened on Tuesday, the ministry said Wednesday.")
    False
    >>> alike("It gives the dockers a rise of 5.2 per cent.", "It gives dockers a rise of 5.2 per cent.")
    True
    """
    a, b = _WORD.findall(one), _WORD.findall(other)
    matcher = difflib.SequenceMatcher(None, [word.casefold() for word in a], [word.casefold() for word in b], False)
    if matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        return False
    changed = [
        (word, at)
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
        for words, (low, high) in ((a, (start, end)), (b, (first, last)))
        for at, word in enumerate(words[low:high], low)
    ]
    return not any(_counts(word, at) for word, at in changed)


def _counts(word: str, at: int) -> bool:
    negated = word.casefold() in _NEGATION or word.casefold().endswith(("n't", "n’t"))
    return negated or any(c.isdigit() for c in word) or (at > 0 and word[0].isupper())


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return set(zip(words, words[1:], words[2:], strict=False))
