"""What tells of which kind a name is: its own words and letters, and the words beside it where it stands."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from qa.english.naming.candidates import NameCandidate

# Features of names are counted in so many buckets: no word is kept, and two may share one.
BUCKETS = 1 << 14
# So far a mention is looked around.
_AROUND = 40
_DIGITS = str.maketrans("0123456789’", "0000000000'")
_SPLIT = re.compile(r"[\s-]+")


def beside(text: str, candidate: NameCandidate) -> list[str]:
    """The words beside a mention, each with its place: "p1 mayor", "n1 said"."""
    start, end = candidate.start, candidate.end
    before = text[max(0, start - _AROUND) : start].lower().translate(_DIGITS).split()
    after = text[end : end + _AROUND].lower().translate(_DIGITS)
    follows = after[:1].isspace()
    behind = after.split()
    one, two = before[-1] if before else "", before[-2] if len(before) > 1 else ""
    first = (behind[0] if follows else "~" + behind[0]) if behind else ""
    second, third = behind[1] if len(behind) > 1 else "", behind[2] if len(behind) > 2 else ""
    return [
        f"p1 {one}",
        f"p2 {two} {one}",
        f"q2 {two}",
        f"n1 {first}",
        f"n2 {first} {second}",
        f"m2 {second}",
        f"m3 {third}",
        f"o {candidate.opens:d}{candidate.titled:d}",
    ]


def own(name: str) -> list[int]:
    """The buckets of what a name itself shows: its words, their beginnings and endings, its shape."""
    return [zlib.crc32(told.encode("utf-8", "replace")) % BUCKETS for told in _told(name)]


def _told(name: str) -> Iterator[str]:
    words = name.split()
    plain = [word.casefold() for word in words]
    yield "all"
    yield f"count {min(len(words), 5)}"
    yield f"last {plain[-1]}"
    yield f"first {plain[0]}"
    yield f"shape {_shape(words[0])} {_shape(words[-1])} {min(len(words), 3)}"
    for word in set(plain):
        yield f"word {word}"
    for place, word in (("f", plain[0]), ("l", plain[-1])):
        for size in (2, 3, 4):
            yield f"{place}^{word[:size]}"
            yield f"{place}${word[-size:]}"
    for part in _SPLIT.split(name.casefold()):
        marked = f"^{part}$"
        for at in range(len(marked) - 3):
            yield f"4 {marked[at : at + 4]}"


def _shape(word: str) -> str:
    if word.isupper():
        return "X." if "." in word else "X" if len(word) == 1 else "XX" if len(word) < 4 else "XXX"
    kind = "Xx" if word[:1].isupper() else "x"
    return kind + "".join(
        sorted({c for c in word[1:] if not c.isalpha()} | ({"X"} if any(c.isupper() for c in word[1:]) else set()))
    )
