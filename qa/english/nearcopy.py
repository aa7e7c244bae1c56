"""Whether two texts are the same but for small edits. Knows no index.

In doubt they are not: a copy that takes a place of its own costs a place, a report that differs and is taken for a copy
is never read.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from qa.english.words import FUNCTION_WORDS

# A sentence stands in another text when this share of its pairs of neighbouring words does.
COVERED = 0.5
# Sentences are the same but for edits when their words agree in this ratio.
ALIKE = 0.8

_WORD = re.compile(r"[\w’'.,-]*\w")
_NEGATION = frozenset("not no never none nobody nothing neither nor without cannot".split())
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen "
    "half third quarter first second double twice once".split()
)
# How agencies word who said it, and the little words that an editor changes.
_SMALL = frozenset(
    "said says say told tells stated added according reported also a an the that which who of in on at to "
    "for and was is were are has have had been as its their his her it they he she there this these those".split()
)
_FUNCTION = frozenset(FUNCTION_WORDS.split())
_ENDINGS = frozenset(["", "s", "es", "d", "ed", "'s", "’s"])


def covered(sentences: Sequence[str], by: Sequence[str]) -> bool:
    """Whether each sentence stands in one of the texts, or nearly so, and no number, name or negation is new.

    >>> covered(["The dike broke early on Monday."], ["Police said: the dike broke early on Monday. Nobody was hurt."])
    True
    >>> covered(["The dike broke early on Monday.", "A farmer is missing."], ["The dike broke early on Monday."])
    False
    """
    pairs = {pair for text in by for pair in _pairs(text)}
    telling = {word for text in by for word in _telling(text, names_alone=False)}
    for sentence in sentences:
        wanted = set(_pairs(sentence))
        if wanted and len(wanted & pairs) < COVERED * len(wanted):
            return False
        if not set(_telling(sentence)) <= telling:
            return False
    return True


def share(sentences: Sequence[str], by: Sequence[str]) -> float:
    """How much of the sentences' pairs of neighbouring words stand in the texts."""
    wanted = {pair for sentence in sentences for pair in _pairs(sentence)}
    found = wanted & {pair for text in by for pair in _pairs(text)}
    return len(found) / len(wanted) if wanted else 0.0


def alike(one: str, other: str) -> bool:
    """Whether two sentences differ in small words alone, or in the form of one: in no number, name, negation or fact.

    >>> alike("It opened on Tuesday, the ministry said.", "It opened on Tuesday, the ministry said Wednesday.")
    False
    >>> alike("It gives the dockers a rise of 5.2 per cent.", "It gives dockers a rise of 5.2 per cent.")
    True
    >>> alike("In all two people died in the flood at Orrin.", "In all three people died in the flood at Orrin.")
    False
    """
    a, b = _WORD.findall(one), _WORD.findall(other)
    matcher = difflib.SequenceMatcher(None, [word.casefold() for word in a], [word.casefold() for word in b], False)
    if matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        return False
    return all(
        tag == "equal" or _small_edit(a[start:end], b[first:last])
        for tag, start, end, first, last in matcher.get_opcodes()
    )


def _small_edit(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether every word that is not little takes another form of itself in the same place."""
    kept = [[plain for word in words if (plain := word.casefold()) not in _SMALL] for words in (before, after)]
    return all(_one_word(x, y) for x, y in zip_longest(*kept, fillvalue=""))


def _one_word(one: str, other: str) -> bool:
    """Whether both are forms of a word, told by their ends.

    >>> _one_word("dockers", "docker"), _one_word("employer", "employee")
    (True, False)
    """
    stem = 0
    while stem < min(len(one), len(other)) and one[stem] == other[stem]:
        stem += 1
    numbered = _number(one) or _number(other)
    return not numbered and stem >= 3 and {one[stem:], other[stem:]} <= _ENDINGS


def _telling(text: str, *, names_alone: bool = True) -> Iterator[str]:
    """Numbers, names, and negations with the word that follows. With `names_alone`, a little word that opens the text
    is no name."""
    words = _WORD.findall(text)
    for at, word in enumerate(words):
        plain = word.casefold()
        opens = names_alone and at == 0 and plain in _FUNCTION
        if plain in _NEGATION or plain.endswith(("n't", "n’t")):
            yield f"{plain} {words[at + 1].casefold() if at + 1 < len(words) else ''}"
        elif _number(plain) or (word[0].isupper() and not opens):
            yield plain


def _number(word: str) -> bool:
    return word in _NUMBERS or any(c.isdigit() for c in word)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return pairwise(words) if len(words) > 1 else iter([(word, "") for word in words])
