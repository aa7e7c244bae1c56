"""An answer that lists articles, with so many of its citations as a browser keeps: it asks again for the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qa.keep.schema import AnswerJSON, CitationJSON, PartJSON


def cut(answer: AnswerJSON, most: int) -> AnswerJSON:
    """The answer with `most` citations at most: of each list the first, and all that stand in none or are near in
    meaning. Numbers stay, also those in the tallies. Its texts are those of the citations that are left."""
    if len(answer["citations"]) <= most:
        return answer
    parts = answer.get("parts") or []
    lists = [_listed(part) for part in parts if part.get("tally")]
    if tally := answer.get("tally"):
        near = set(tally["near"])
        lists.append([number for each in answer["citations"] if (number := each["number"]) not in near])
    if not lists:
        return answer
    elsewhere = {each["number"] for each in answer["citations"]}.difference(*lists)
    for part in parts:
        if not part.get("tally"):
            elsewhere.update(part["numbers"])
    share = max(0, most - len(elsewhere)) // max(1, len(lists))
    left = elsewhere.union(*(numbers[:share] for numbers in lists))
    citations = [each for each in answer["citations"] if each["number"] in left]
    cited = {each["number"]: each for each in citations}
    kept = [_cut_part(part, cited) for part in parts]
    text = " ".join(map(_said, kept)) if kept else _composed(citations)
    return {**answer, "text": text, "citations": citations, "parts": kept}


def _listed(part: PartJSON) -> Sequence[int]:
    tally = part.get("tally")
    near = set(tally["near"]) if tally else set()
    return [number for number in part["numbers"] if number not in near]


def _cut_part(part: PartJSON, cited: Mapping[int, CitationJSON]) -> PartJSON:
    numbers = [number for number in part["numbers"] if number in cited]
    if len(numbers) == len(part["numbers"]):
        return part
    return {**part, "numbers": numbers, "text": _composed([cited[number] for number in numbers])}


def _said(part: PartJSON) -> str:
    """As `answer.together` and `keep.verdicts` have it."""
    return part["text"] if part["found"] else f"{part['text']} ({part['question']})"


def _composed(citations: Collection[CitationJSON]) -> str:
    return " ".join(f"{citation['text']} [{citation['number']}]" for citation in citations)
