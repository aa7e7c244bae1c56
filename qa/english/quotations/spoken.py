"""The turns of a transcript or an interview as quotations: what each speaker says, a paragraph at a time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from qa.types import Document, Quotation, Sentence


def spoken(document: Document, sentences: Sequence[Sentence]) -> list[Quotation]:
    """A quotation for each run of sentences of one paragraph that one speaker says; the name before them is none."""
    found: list[Quotation] = []
    ends = [0, *(each.end for each in sentences)]
    breaks = ["\n" in document.text[end : each.start] for end, each in zip(ends, sentences, strict=False)]
    runs = itertools.accumulate(breaks)
    known: dict[str, int] = {}
    for (speaker, _), group in itertools.groupby(
        zip(sentences, runs, strict=True), lambda pair: (pair[0].speaker, pair[1])
    ):
        said = [sentence for sentence, _ in group]
        if speaker is None:
            continue
        start, label = said[0].start, said[0].start
        if match := re.match(
            rf"\W{{0,8}}(?P<name>{re.escape(speaker)})[^:\n—–.]{{0,80}}(?:[:.]|\s[—–])[*_]*\s*", said[0].text
        ):
            label = start + match.start("name")
            known.setdefault(speaker, label)
            start += match.end()
        named = known.setdefault(speaker, document.text.find(speaker))
        if start < said[-1].end:
            width = len(speaker) if label != said[0].start or said[0].text.startswith(speaker) else 0
            found.append(
                Quotation(
                    document.id, start, said[-1].end, speaker, named, label, label + width, start, start, "direct"
                )
            )
    return found
