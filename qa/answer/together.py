"""Several answers -> one: each is a part, and their citations are numbered through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.citations import cite, compose
from qa.types import Answer, Citation, Document, Part, Sentence, Tally, TallyGroup


def together(question: str, answers: Sequence[Answer]) -> Answer:
    """One Answer of several: each is a part, their citations are numbered through, a sentence of two parts once."""
    numbers: dict[tuple[str, int, int], int] = {}
    sentences: list[tuple[Document, Sentence]] = []
    parts = []
    for each in answers:
        mine = {}
        for citation in each.citations:
            place = (citation.document.id, citation.start, citation.end)
            if place not in numbers:
                numbers[place] = len(numbers) + 1
                sentences.append((citation.document, Sentence(*place, citation.text, citation.speaker)))
            mine[citation.number] = numbers[place]
        parts.append(_part(each, mine))
    # `keep/verdicts.py` looks for this very form.
    said = [part.text if part.found else f"{part.text} ({part.question})" for part in parts]
    hits = tuple(dict.fromkeys(hit for each in answers for hit in each.hits))
    return Answer(
        question=question,
        text=" ".join(said),
        short=None,
        found=any(each.found for each in answers),
        # An answer of several is no surer than the least sure of those it gives.
        confidence=min((each.confidence for each in answers if each.found), default=max(a.confidence for a in answers)),
        citations=cite(sentences),
        hits=hits,
        parts=tuple(parts),
    )


def _part(answer: Answer, numbers: dict[int, int]) -> Part:
    def renumbered(citation: Citation) -> Citation:
        return replace(citation, number=numbers[citation.number])

    return Part(
        question=answer.question,
        text=compose([renumbered(citation) for citation in answer.citations]) if answer.found else answer.text,
        short=answer.short,
        found=answer.found,
        confidence=answer.confidence,
        numbers=tuple(numbers.values()),
        window=answer.window,
        accounts=tuple(replace(a, numbers=tuple(numbers[number] for number in a.numbers)) for a in answer.accounts),
        tally=_tally(answer.tally, numbers) if answer.tally else None,
    )


def _tally(tally: Tally, numbers: dict[int, int]) -> Tally:
    def renumbered(given: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(numbers[number] for number in given)

    return replace(
        tally,
        groups=tuple(TallyGroup(group.label, renumbered(group.numbers)) for group in tally.groups),
        times=tuple(TallyGroup(group.label, renumbered(group.numbers)) for group in tally.times),
        same=tuple(map(renumbered, tally.same)),
        near=renumbered(tally.near),
        undated=renumbered(tally.undated),
    )
