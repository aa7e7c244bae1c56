"""Values that answer only together: "Marlin or Oakshott", "between 40 and 60", "two nurses and a driver were hurt".

All functions take a sentence and the characters `start` to `end` of it that are to answer.
"""

from __future__ import annotations

import re

from qa.english.asks import counted
from qa.reader.kinds import is_person
from qa.reader.names import NAME
from qa.reader.values import NUMBER
from qa.reader.windows import Span

# So far before an answer the first of two is looked for.
NEAR = 80

_UNIT = r"(?: ?%| per ?cent| (?:thousand|million|billion))?"
_EITHER = rf"(?:{NUMBER}{_UNIT}|{NAME})"
_OR_BEHIND = re.compile(rf"(?:, {_EITHER}){{0,3}},? or (?:the |an? )?(?P<other>{_EITHER})")
_OR_BEFORE = re.compile(rf"(?<![\w.,])(?P<other>{_EITHER})(?: [a-z]+)?(?:, {_EITHER}){{0,3}},? or (?:the |an? )?$")
_BETWEEN = re.compile(rf"\bbetween [$€£]?{NUMBER}{_UNIT}(?: [a-z]+)? and $", re.IGNORECASE)
_AND_NUMBER = re.compile(rf"(?: [a-z]+)? and {NUMBER}{_UNIT}", re.IGNORECASE)
_OPENS_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
# "19 children and two teachers": numbers of somebody, each with its noun. Every other word may be a verb.
_NOUN = r"(?: (?!and\b|or\b|of\b)[a-z][\w’'-]*){1,3}?"
_SOME = rf"(?:{NUMBER}|\ban?\b){_NOUN}"
_AND_SOME_BEHIND = re.compile(
    rf"(?P<own>{_NOUN})?(?:, {_SOME}){{0,3}},? and (?P<last>{_SOME})(?![\w’'-])", re.IGNORECASE
)
_AND_SOME_BEFORE = re.compile(rf"(?<![\w.,])(?P<first>{NUMBER}{_NOUN})(?:, {_SOME}){{0,3}},? and $", re.IGNORECASE)
_LAST_WORD = re.compile(r"[a-z’'-]+$", re.IGNORECASE)
_MORE_OF_NOUN = re.compile(r" [a-z][\w’'-]*")
# Words for whoever it may be: "how many people" counts nurses and drivers, "how many nurses" no drivers.
_ANYBODY = frozenset("people persons victims casualties deaths dead lives fatalities passengers survivors".split())
_PAIRS = (('"', '"'), ("“", "”"), ("(", ")"))


def together(question: str, text: str, start: int, end: int) -> Span:
    """What answers with what belongs to it.

    >>> text = "Ada Marlin or Tom Oakshott will be named as mayor."
    >>> together("Who is the new mayor?", text, 14, 26)
    (0, 26)
    """
    counts = counted(question)
    if counts and counts.casefold().split()[-1] in _ANYBODY:
        start, end = _counts(text, start, end)
    return _either(text, start, end)


def balanced(text: str, start: int, end: int) -> Span:
    """With the other one of a pair of marks, where one stands inside and the other beside: 'the "Grey Heron|"'.

    >>> balanced('the "Grey Heron" sank', 0, 15)
    (0, 16)
    """
    for opening, closing in _PAIRS:
        words = text[start:end]
        odd = words.count(opening) % 2 if opening == closing else words.count(opening) - words.count(closing)
        if odd == 1 and text[end : end + 1] == closing:
            end += 1
        elif odd and text[max(0, start - 1) : start] == opening:
            start -= 1
    return start, end


def _either(text: str, start: int, end: int) -> Span:
    opens = _OPENS_BETWEEN.search(text, max(0, start - NEAR), start)
    if opens and (both := _AND_NUMBER.match(text, end)):
        return opens.start(), both.end()
    if between := _BETWEEN.search(text, max(0, start - NEAR), start):
        return between.start(), end
    behind = _OR_BEHIND.match(text, end)
    if behind and _alike(text[start:end], behind["other"]):
        end = behind.end()
    before = _OR_BEFORE.search(text, max(0, start - NEAR), start)
    if before and _alike(text[start:end], before["other"]):
        start = before.start()
    return start, end


def _alike(one: str, other: str) -> bool:
    """Whether two are of one kind: numbers, or names."""
    return bool(re.match(NUMBER, one, re.IGNORECASE)) == bool(re.match(NUMBER, other, re.IGNORECASE)) and (
        one[:1].isupper() == other[:1].isupper() or not other[:1].isupper()
    )


def _counts(text: str, start: int, end: int) -> Span:
    """A number of some people with those of the others that are told beside it."""
    if not re.match(NUMBER, text[start:end], re.IGNORECASE):
        return start, end
    behind = _AND_SOME_BEHIND.match(text, end)
    if behind and _of_people(behind["own"] or text[start:end]) and (last := _noun_end(text, behind.end())):
        return start, last
    before = _AND_SOME_BEFORE.search(text, max(0, start - NEAR), start)
    if before and _of_people(before["first"]) and (last := _noun_end(text, end)):
        return before.start(), last
    return start, end


def _noun_end(text: str, end: int) -> int | None:
    """Where the word for some people ends that stands there, or up to two words on: "two primary-school |teachers"."""
    for _ in range(4):
        if _of_people(text[:end]):
            return end
        more = _MORE_OF_NOUN.match(text, end)
        if more is None or more.group().strip() in ("and", "or", "of"):
            return None
        end = more.end()
    return None


def _of_people(words: str) -> bool:
    """Whether the last word is one for people."""
    last = _LAST_WORD.search(words)
    return last is not None and is_person(last.group())
