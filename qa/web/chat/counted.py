"""What a message says of an answer that counts: the rule, with ways to ask by another one, and where the page's script
draws the articles (`static/counted.js`).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from qa.keep.literal import emphasis, line
from qa.keep.tallies import TallyJSON
from qa.question.tallied import with_breadth
from qa.types import TallyBreadth

# From the narrowest to the widest.
_BREADTHS: dict[TallyBreadth, str] = {
    "phrase": "these very words",
    "words": "any form of the words",
    "meaning": "near in meaning, too",
}


def counted(tally: TallyJSON, question: str, part: int | None = None) -> list[str]:
    """The paragraphs under the number; `part` is which of several questions it answers."""
    # The style sheet hides this link: the script knows the place by it.
    place = f"[Articles](?tally={'' if part is None else part})"
    return [emphasis(line(tally["rule"])), ways(tally, question), place]


def ways(tally: TallyJSON, question: str) -> str:
    """Links that ask the same of fewer or more articles; "" where no other rule would count others."""
    links = [f"[{label}](?{urlencode({'q': asked}, errors='replace')})" for label, asked in _others(tally, question)]
    return " ".join(links)


def _others(tally: TallyJSON, question: str) -> Iterator[tuple[str, str]]:
    order = list(_BREADTHS)
    now = tally.get("breadth")
    if now not in order or not tally["topic"]:
        return
    for breadth, label in _BREADTHS.items():
        narrower = order.index(breadth) < order.index(now)
        if breadth != now and not _same(breadth, tally, narrower=narrower):
            yield f"{'Narrow' if narrower else 'Widen'}: {label}", with_breadth(question, breadth)


def _same(breadth: TallyBreadth, tally: TallyJSON, *, narrower: bool) -> bool:
    """Whether no other articles would count."""
    if narrower and not tally["articles"]:
        return True
    if breadth == "phrase":  # what is quoted stands word for word anyhow
        return any(mark in tally["topic"] for mark in '"“')
    # Of people nothing is counted that is near alone.
    return breadth == "meaning" and (tally["unit"] == "people" or (tally["articles"] > 0 and not tally["near"]))
