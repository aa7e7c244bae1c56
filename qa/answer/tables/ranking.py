"""Places in a ranking: which one a question asks for, and the items of a list that have one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answer.tables.grid import Row
from qa.types import Hit

_ITEM = re.compile(r"\(?(?P<rank>\d{1,3})[.)]\s+(?P<name>[^\s|][^|\n]{0,120})")
# What stands behind a name in a ranking: "Lund (Kolvox) 4:11:36", "Lund - Salt - 160 points", "Lund, Vessby".
_BEHIND_NAME = re.compile(r"\s+[-–—]\s.*|\s*[(,].*|\s+[+]?\d.*")
_RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_ASKS_OTHER = re.compile(r"\s*(?:when|where|why|how)\b", re.IGNORECASE)
_WON = re.compile(r"\b(?:won|wins?|winner|winners)\b(?! by)", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?:is|was|were|are|came|comes|finished|ranks?|ranked|placed|took|got)\b[^?]{0,20}?\b"
    rf"(?:(?P<word>{'|'.join(_RANKS)})|(?P<number>\d{{1,2}})(?:st|nd|rd|th))\b|"
    rf"\b(?P<place>{'|'.join(_RANKS)}) place\b",
    re.IGNORECASE,
)
PLACE_WORDS = "won win wins winner winners place places rank ranked finish finished came come took " + " ".join(_RANKS)


def asked_place(question: str) -> int | None:
    """The place in a ranking that is asked for: "Who won ...?" -> 1."""
    if _ASKS_OTHER.match(question):
        return None
    if placed := _PLACED.search(question):
        word = placed["word"] or placed["place"]
        return _RANKS[word.casefold()] if word else int(placed["number"])
    return 1 if _WON.search(question) else None


def listed(hit: Hit) -> Iterator[Row]:
    """The items of a ranked list in a passage, as rows of a place and a name."""
    for sentence in hit.passage.sentences:
        if item := _ITEM.fullmatch(sentence.text):
            yield Row(sentence, [item["rank"], _BEHIND_NAME.sub("", item["name"]).strip()])
