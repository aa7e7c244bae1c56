"""Marks that number what follows: "1.", "(2)", "a)", "Section 4.", "§ 2". Offsets are code points."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split()
# "Section 4", "§ 12a", "Art. IV", "Rule 3(2)": how the parts of laws, contracts and statutes are named.
DIVISION = (
    r"(?:§+|(?:Section|Sec\.|Article|Art\.|Chapter|Chap\.|Part|Title|Schedule|Clause|Rule|Regulation|Bylaw|Paragraph|"
    r"Para\.|Annex|Appendix|Item|Step)(?=\s))\s*(?:\d{1,4}(?:\.\d{1,3}){0,3}[A-Za-z]?|[IVXLC]{1,7})"
    r"(?:\([0-9a-z]{1,4}\)){0,3}"
)
_BARE = rf"\(?(?:\d{{1,3}}|[A-Za-z]|{'|'.join(_ROMAN)})[.)]{{1,2}}"
# A mark with nothing behind it.
MARK_ALONE = re.compile(rf"\s*[\"“]?(?:[•⁃]\s?)?(?:{_BARE}|(?i:{DIVISION})[.:)—–-]{{0,2}})\s*")
# "(1)", "(a)", "(iv)", where nothing is joined to it.
IN_BRACKETS = re.compile(r"(?<!\S)\((?:\d{1,3}|[A-Za-z]|[ivx]{2,5})\)(?=\s)")
_MARK = re.compile(
    r"(?:^|(?<=\s))(?:[•⁃]\s?)?(?P<open>\(?)(?P<mark>\d{1,3}|[a-z]|[ivx]{2,5})(?P<close>\.\)|[.)])\s+(?=[\"“'‘]?\w)"
)
_STOPPED = re.compile(r"[.!?;:][\"”’)]?\s+$")


def marked(paragraph: str) -> list[int]:
    """Where the further items of a paragraph begin that opens with a mark and counts on: "1. One 2. Two".

    >>> marked("(1) Ships pay. (2) Boats do not, as (1) says.")
    [15]
    """
    if not _MARK.match(paragraph, len(paragraph) - len(paragraph.lstrip())):
        return []  # prose: what it counts, it counts within a sentence
    last: dict[tuple[str, str, str], int] = {}
    found: list[int] = []
    for match in _MARK.finditer(paragraph):
        if not last and paragraph[: match.start()].strip():
            return []
        behind = paragraph[match.end()]
        opens = behind.isupper() or behind.isdigit() or behind in "\"“'‘" or _stops(paragraph, match.start(), ".!?")
        for kind, number in _numbers(match["mark"]):
            style = (kind, match["open"], match["close"])
            if not last or (opens and number == last.get(style, 0) + 1 and _follows(paragraph, match, style in last)):
                last[style] = number
                found.append(match.start())
                break
    return found[1:]


def _follows(paragraph: str, match: re.Match[str], counting: bool) -> bool:
    """Whether an item may begin there: one that counts on anywhere, the first of another kind behind a stop alone."""
    return counting or _stops(paragraph, match.start(), ".!?;:")


def _stops(paragraph: str, at: int, stops: str) -> bool:
    before = _STOPPED.search(paragraph, max(0, at - 8), at)
    return before is not None and before.group()[0] in stops


def _numbers(mark: str) -> Iterator[tuple[str, int]]:
    """What a mark may count: "i" is the ninth letter and the first number."""
    if mark.isdigit():
        yield "number", int(mark)
        return
    if len(mark) == 1:
        yield "letter", ord(mark) - ord("a") + 1
    if mark in _ROMAN:
        yield "roman", _ROMAN.index(mark) + 1
